"""Rules are made ready once for each content of a shapes graph, and judging leaves them as they were."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pyoxigraph as ox

from ct56kg.check.checking import engine_by, evaluate_all
from ct56kg.check.compiled_shapes import CompiledShapes, compiled_shapes, shapes_of
from ct56kg.check.seeing import view_of
from ct56kg.check.shapes import Shapes
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load

DAY = date(2026, 3, 1)
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:s a sh:NodeShape ; sh:targetClass e:C ; sh:property [ sh:path e:p ; sh:minCount %d ] ."""


def triples(text: str) -> tuple[ox.Triple, ...]:
    return tuple(q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))


def test_states_with_the_same_rules_share_what_was_compiled(root):
    dossier = open_dossier(root)
    first, second = load(dossier, DAY), load(dossier, date(2026, 4, 1))
    assert first.shapes is not second.shapes
    assert compiled_shapes(first.shapes) is compiled_shapes(second.shapes)
    assert shapes_of(first.shapes) is compiled_shapes(second.shapes).shapes


def test_a_rule_that_is_changed_is_compiled_anew(tmp_path):
    for name, text in {"ct56kg.toml": '[dossier]\nextends = "none"\nshapes = ["s.ttl"]\n', "s.ttl": SHAPES % 1}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    dossier = open_dossier(tmp_path)
    before = load(dossier, DAY).shapes
    (tmp_path / "s.ttl").write_text(SHAPES % 2, encoding="utf-8")
    after = load(dossier, DAY).shapes
    assert before != after
    assert compiled_shapes(before) is not compiled_shapes(after)


def test_threads_that_share_what_was_compiled_find_what_one_finds_alone(root):
    states = [load(open_dossier(root), day) for day in (DAY, date(2024, 1, 1), date(2026, 11, 27))]
    ready = compiled_shapes(states[0].shapes)

    def found(number: int) -> list[object]:
        view = view_of(states[number % 3])
        return sorted(map(repr, evaluate_all(ready.shapes, view, engine_by(ready))))

    alone = [
        sorted(map(repr, evaluate_all(shapes, view_of(state), engine_by(CompiledShapes(shapes)))))
        for state in states
        for shapes in (Shapes(state.shapes),)
    ]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(found, range(12))) == alone * 4
    assert len({len(results) for results in alone}) > 1

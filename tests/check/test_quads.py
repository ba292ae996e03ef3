"""What only named graphs show: status, evidence, fiction kept apart, spans that do not cross."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.check.quads import check_quads
from ct56kg.check.rules import all_rules, read_rules
from ct56kg.check.stored.named import check_named
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
@prefix ct: <https://w3id.org/ct56kg/ns#> .
@prefix ex: <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix status: <https://w3id.org/ct56kg/scheme/status/> .
"""
STATUSES = {
    f"https://example.org/{name}": name for name in ("stated", "external", "inferred", "hypothesis", "synthetic")
}


def found(trig: str, statuses: dict[str, str] = STATUSES) -> list[tuple[str, str, str | None]]:
    """Check quads in memory and in a store; both must say the same."""
    quads = list(ox.parse((HEAD + trig).encode(), format=ox.RdfFormat.TRIG))
    store = ox.Store()
    store.extend(quads)
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    graphs = sorted({q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)})
    said = [(f.code, f.focus, f.value) for f in check_quads(quads, statuses, "vi")]
    assert sorted(map(str, said)) == sorted(
        str((f.code, f.focus, f.value)) for f in check_named(store, graphs, statuses, "vi", str)
    )
    return said


def test_a_graph_without_status_is_found() -> None:
    assert found("ex:other { ex:a ex:b ex:c }") == [("QUAD-01", "<https://example.org/other>", None)]


def test_a_graph_may_state_its_own_status() -> None:
    assert found("ex:other { ex:a ex:b ex:c . ex:other ct:status status:external }") == []


def test_a_change_sets_graph_has_its_documents_status() -> None:
    graph = "<https://example.org/data/amendment/0001-2026-03-01-what>"
    assert found(f"{graph} {{ ex:a a ct:Body }}") == []


@pytest.mark.parametrize("graph", ["ex:stated", "ex:external"])
def test_what_is_said_without_evidence_is_found(graph: str) -> None:
    assert found(f"{graph} {{ ex:a a ct:Body }}") == [("QUAD-02", "<https://example.org/a>", None)]


@pytest.mark.parametrize("graph", ["ex:hypothesis", "ex:synthetic", "ex:inferred"])
def test_other_statuses_need_no_span(graph: str) -> None:
    assert found(f"{graph} {{ ex:a a ct:Body }}") == []


def test_evidence_may_stand_in_another_graph() -> None:
    assert found("ex:stated { ex:a a ct:Body } ex:external { ex:a ct:evidence ex:c }") == []


def test_a_row_and_its_participants_rest_on_the_evidence_of_their_annex() -> None:
    rows = "ex:row a ct:Assignment ; ct:inAnnex ex:annex ; ct:participation ex:p . ex:p a ct:Participation ."
    assert found(f"ex:stated {{ {rows} ex:annex a ct:Document ; ct:evidence ex:s }}") == []
    assert len(found(f"ex:stated {{ {rows} ex:annex a ct:Document }}")) == 3


def test_things_of_other_vocabularies_are_nobodys_business_here() -> None:
    assert found("ex:stated { ex:a a ex:Thing ; ex:b ex:c }") == []


@pytest.mark.parametrize("graph", ["ex:synthetic", "ex:hypothesis"])
def test_fiction_said_of_a_real_thing_is_found(graph: str) -> None:
    said = found(f"ex:stated {{ ex:a a ct:Body ; ct:evidence ex:s }} {graph} {{ ex:a ct:level ex:x }}")
    assert said == [("QUAD-03", "<https://example.org/a>", f"<https://example.org/{graph[3:]}>")]


def test_fiction_may_point_at_a_real_thing() -> None:
    assert found("ex:stated { ex:a a ct:Body ; ct:evidence ex:s } ex:synthetic { ex:row ct:task ex:a }") == []


def spans(*places: tuple[int, int]) -> str:
    return "".join(f"ex:s{n} oa:start {a} ; oa:end {b} ; ct:source ex:src . " for n, (a, b) in enumerate(places))


def test_spans_apart_nested_or_touching_are_well() -> None:
    assert found(f"ex:stated {{ {spans((0, 30), (0, 10), (10, 20), (12, 15), (40, 50), (0, 30))} }}") == []


def test_crossing_spans_are_found() -> None:
    said = found(f"ex:stated {{ {spans((0, 12), (10, 20))} }}")
    assert said == [("QUAD-04", "<https://example.org/s1>", "<https://example.org/s0>")]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), min_size=1, max_size=8))
def test_crossing_is_found_exactly_where_two_spans_overlap_and_neither_holds_the_other(
    drawn: list[tuple[int, int]],
) -> None:
    places = [(start, start + length) for start, length in drawn]
    crossing = any(a < c < b < d for a, b in places for c, d in places)
    assert bool(found(f"ex:stated {{ {spans(*places)} }}")) == crossing


def test_messages_are_said_in_the_readers_language() -> None:
    quads = list(ox.parse((HEAD + "ex:stated { ex:a a ct:Body }").encode(), format=ox.RdfFormat.TRIG))
    (vi,) = check_quads(quads, STATUSES, "vi", lambda term: "Ban A")
    (en,) = check_quads(quads, STATUSES, "en", lambda term: "Commission A")
    assert (vi.message, en.message) == ("Ban A: chưa có bằng chứng nào.", "Commission A: rests on no evidence.")


def test_the_dossier_of_the_toolkit_is_whole() -> None:
    state = load(open_dossier(ROOT), date(2023, 3, 7), frozenset({"hypothesis", "synthetic"}))
    assert check_quads(state.quads, {file.graph: file.status for file in state.files}, "vi") == ()


def test_a_rule_beside_the_shapes_is_as_grave_as_what_it_finds():
    trig = "ex:stated { ex:a a ct:Body } ex:synthetic { ex:a ct:note 'x' } ex:none { ex:b a ct:Body }"
    quads = list(ox.parse((HEAD + trig).encode(), ox.RdfFormat.TRIG))
    rules = {rule.code: rule.severity for rule in all_rules([]).values()}
    seen = {(one.code, one.severity) for one in check_quads(quads, STATUSES, "vi")}
    assert {code for code, _ in seen} == {"QUAD-01", "QUAD-02", "QUAD-03"}
    assert all(rules[code] == severity for code, severity in seen)


def test_a_severity_that_nobody_knows_is_that_of_a_violation():
    rule = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .
        x:R1 a sh:NodeShape ; sh:message "m" ; sh:severity x:Critical . x:R2 a sh:NodeShape ; sh:message "m" ;
        sh:severity sh:Info ."""
    triples = [quad.triple for quad in ox.parse(rule.encode(), ox.RdfFormat.TURTLE)]
    assert [one.severity for one in read_rules(triples).values()] == ["violation", "info"]

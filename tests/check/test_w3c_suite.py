"""The W3C SHACL test suite, each test with its own data and shapes graph; SHACL_SUITE names its folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from ct56kg.base.errors import CtError
from ct56kg.base.terms import SH
from ct56kg.check.checking import engine_of, evaluate_all
from ct56kg.check.paths import read_path, sparql
from ct56kg.check.results import Result
from ct56kg.check.shapes import TYPE, Shapes
from ct56kg.check.view import MemoryView, Node

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
Expected = tuple[str, str | None, str, str | None, str]


@dataclass(frozen=True)
class Case:
    """One test: two graphs and the expected results, or `None` where a failure is expected."""

    name: str
    data: MemoryView
    shapes: MemoryView
    results: Counter[Expected] | None


def cases(root: Path) -> list[Case]:
    """List every test of the suite; one that its folder's manifest forgets (nodeValidator-001) included."""
    return [case for file in sorted(root.rglob("*.ttl")) for case in _cases(file)]


def _cases(file: Path) -> Iterator[Case]:
    graph = _read(file)
    for entry in graph.subjects(TYPE, ox.NamedNode(SHT + "Validate")):
        yield _case(file, graph, entry)


def _case(file: Path, graph: MemoryView, entry: Node) -> Case:
    action = _one(graph, entry, MF + "action")
    data = _read(_path(_one(graph, action, SHT + "dataGraph")))
    shapes = _read(_path(_one(graph, action, SHT + "shapesGraph")))
    result = _one(graph, entry, MF + "result")
    failure = result == ox.NamedNode(SHT + "Failure")
    return Case(f"{file.parent.name}/{file.stem}", data, shapes, None if failure else Counter(_expected(graph, result)))


def _expected(graph: MemoryView, report: Node) -> Iterator[Expected]:
    for result in graph.objects(report, ox.NamedNode(SH + "result")):
        path = graph.objects(result, ox.NamedNode(SH + "resultPath"))
        value = graph.objects(result, ox.NamedNode(SH + "value"))
        yield (
            str(_one(graph, result, SH + "focusNode")),
            sparql(read_path(graph, next(iter(path)))) if path else None,
            _one(graph, result, SH + "sourceConstraintComponent").value.removeprefix(SH),
            str(next(iter(value))) if value else None,
            _one(graph, result, SH + "resultSeverity").value.removeprefix(SH),
        )


def seen(result: Result) -> Expected:
    """Bring a result of ours into the form of the suite's."""
    custom = isinstance(result.constraint, ox.NamedNode) and result.component != "SPARQLConstraintComponent"
    component = result.constraint.value if custom else result.component
    return (*result.key[:2], component, result.key[3], result.severity.removeprefix(SH))


def _one(graph: MemoryView, node: Node, predicate: str) -> Node:
    return next(iter(graph.objects(node, ox.NamedNode(predicate))))


def _path(node: Node) -> Path:
    return Path(unquote(urlsplit(node.value).path))


@cache
def _read(file: Path) -> MemoryView:
    """Parse a file once, so that its blank nodes are the same wherever it is named."""
    return MemoryView(quad.triple for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, base_iri=file.as_uri()))


SUITE = os.environ.get("SHACL_SUITE", "")
CASES = cases(Path(SUITE) / "tests") if SUITE else []
CANNOT_YET = {"pre-binding/shapesGraph-001": "cannot yet see the shapes graph from a query: $shapesGraph is not bound"}


def test_the_suite_is_there():
    if not SUITE:
        pytest.skip("SHACL_SUITE is not set: the W3C SHACL test suite is not part of this repository")
    assert len(CASES) == 121


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_w3c(case, engine, request):
    if case.name in CANNOT_YET:
        request.applymarker(pytest.mark.xfail(reason=CANNOT_YET[case.name], raises=CtError, strict=True))
    if case.results is None:
        with pytest.raises(CtError):
            _evaluate(case, engine)
    else:
        assert _evaluate(case, engine) == case.results


def _evaluate(case, engine):
    shapes = Shapes(case.shapes.triples)
    return Counter(seen(result) for result in evaluate_all(shapes, case.data, engine_of(shapes, engine)))

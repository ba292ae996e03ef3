"""The one door to pyshifty (extra `fast`): a second opinion, written in Rust by others.

It judges a whole graph at once and reports without the bindings of a query, so messages name less, and without the
structure of a compound path, which is therefore read from the shape that the report names.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.terms import SH
from ct56kg.check.paths import sparql
from ct56kg.check.results import Result
from ct56kg.check.rules import code_of
from ct56kg.check.shapes import TYPE, VIOLATION, Shapes, sh
from ct56kg.check.view import MemoryView, Node


def shifty_results(judged: Iterable[ox.Triple], shapes: Shapes) -> Iterator[Result]:
    """Judge a graph by rules.

    Args:
        judged: the graph; blank nodes are named anew in the results.
        shapes: the rules.

    Raises:
        InputError: pyshifty is not installed (PYTHON-01), or refuses the rules (SHACL-04).
    """
    try:
        from shifty import PreparedValidator
    except ImportError as error:
        raise InputError("PYTHON-01", library="pyshifty", extra="fast") from error
    rules = (ox.Triple(s, p, o) for s, p, o in shapes.graph.match(None, None, None))  # type: ignore[arg-type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            validator = PreparedValidator(_text(rules))
            _, report, _ = validator.validate(_text(judged), infer=False, graph_mode="data", sort_results=False)
    except (ValueError, RuntimeError, SyntaxError) as error:
        raise InputError("SHACL-04", rule="–", reason=str(error).strip().splitlines()[0]) from error
    said = MemoryView(q.triple for q in ox.parse(report.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES))
    for node in sorted(said.subjects(TYPE, sh("ValidationResult")), key=str):
        yield _result(said, node, shapes)


def _text(triples: Iterable[ox.Triple]) -> str:
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return "" if written is None else written.decode()


def _result(said: MemoryView, node: Node, shapes: Shapes) -> Result:
    def one(name: str) -> Node | None:
        return next(iter(said.objects(node, sh(name))), None)

    focus, shape, component = one("focusNode"), one("sourceShape"), one("sourceConstraintComponent")
    if focus is None or shape is None or component is None:
        raise InputError("SHACL-04", rule=str(shape), reason="pyshifty: sh:ValidationResult")
    value, path, severity = one("value"), one("resultPath"), one("resultSeverity")
    name = str(component.value)
    queries = shapes.values(shape, "sparql") if name == SH + "SPARQLConstraintComponent" else ()
    return Result(
        shape,
        focus,
        focus,
        str(path) if isinstance(path, ox.NamedNode) else _path_of(shape, shapes),
        value,
        name.removeprefix(SH) if name.startswith(SH) else code_of(name),
        shape,
        VIOLATION if severity is None else str(severity.value),
        queries[0] if len(queries) == 1 else None,
        words=tuple(word for word in said.objects(node, sh("resultMessage")) if isinstance(word, ox.Literal)),
    )


def _path_of(shape: Node, shapes: Shapes) -> str | None:
    known = next((one for one in shapes if one.node == shape), None)
    return None if known is None or known.path is None else sparql(known.path)

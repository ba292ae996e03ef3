"""The one door to pySHACL: the reference engine, and the fallback for what ours does not compile.

Called shape by shape and target by target, below its public surface, because `focus_nodes=` filters
nested shapes too and then reports false "conforms". The version is pinned; a contract test fails
when its behaviour changes. It reads an rdflib graph in memory, never an Oxigraph-backed one, and
changes rdflib's global state only while the shapes are turned into rdflib terms.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ct56kg.base.errors import CtError, InputError
from ct56kg.base.terms import SH, XSD
from ct56kg.check.paths import read_path, sparql
from ct56kg.check.results import Bindings, Result, Rows
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import Node, View

if TYPE_CHECKING:
    import rdflib

_STRING = XSD + "string"
_LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class PyshaclEngine:
    """Judges with pySHACL."""

    name = "pyshacl"

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._graph: rdflib.Graph | None = None
        self._seen: tuple[View, Any] | None = None

    def evaluate(
        self, shape: Node, targets: Collection[Node], view: View, rows: Rows | None = None
    ) -> Iterable[Result]:
        """Judge targets one by one; rows are found among all results.

        Raises:
            InputError: pySHACL refuses the shapes (SHACL-04); never an empty answer instead.
        """
        from pyshacl.errors import ShapeRecursionWarning

        try:
            executor, data, known = self._prepared(view)
            found = known[_to_rdflib(shape)]
            for target in targets:
                with warnings.catch_warnings(), _bindings_kept() as bindings:
                    warnings.simplefilter("ignore")
                    warnings.simplefilter("error", ShapeRecursionWarning)
                    _, reports = found.validate(executor, data, focus=[_to_rdflib(target)])
                for report in reports:
                    result = self._result(shape, target, report, bindings.get(report[1], ()))
                    if rows is None or result in rows:
                        yield result
        except CtError:
            raise
        except ShapeRecursionWarning as warning:
            raise InputError("SHACL-03", rule=self._name(shape)) from warning
        except Exception as error:  # ten kinds of pySHACL's and rdflib's own: each means "unknown", never "conforms"
            raise InputError("SHACL-04", rule=self._name(shape), reason=_first_line(error)) from error

    def _name(self, shape: Node) -> str:
        return str(self._shapes.name(shape) or shape)

    def _prepared(self, view: View) -> tuple[Any, Any, dict[Any, Any]]:
        if self._seen is not None and self._seen[0] is view:
            return self._seen[1]  # type: ignore[no-any-return]
        from pyshacl.graph_abstraction import DataGraph
        from pyshacl.validator import Validator

        logging.getLogger("rdflib.term").addHandler(logging.NullHandler())  # ill-typed literals are no news here
        data = _to_graph(view.match(None, None, None))
        for prefix, namespace in self._shapes.prefixes():
            data.bind(prefix, namespace, override=True, replace=True)  # for `owl:imports` of prefixes, SHACL 5.2.1
        log = logging.getLogger("ct56kg.pyshacl")
        log.setLevel(logging.CRITICAL)
        validator = Validator(DataGraph.from_rdflib(data), shacl_graph=self._shapes_graph(), options={"logger": log})
        known = {found.node: found for found in validator.shacl_graph.shapes}
        prepared = (validator.make_executor(), validator.data_graph, known)
        self._seen = (view, prepared)
        return prepared

    def _shapes_graph(self) -> rdflib.Graph:
        """Turn the shapes into rdflib terms under pySHACL's own reading of booleans (only `true` is true)."""
        if self._graph is None:
            import rdflib
            from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch

            before = rdflib.NORMALIZE_LITERALS
            rdflib_bool_patch()  # type: ignore[no-untyped-call]
            try:
                self._graph = _to_graph(self._shapes.graph.match(None, None, None))
            finally:
                rdflib_bool_unpatch()  # type: ignore[no-untyped-call]
                rdflib.NORMALIZE_LITERALS = before
        return self._graph

    def _result(
        self, root: Node, target: Node, report: tuple[str, Any, list[tuple[Any, Any, Any]]], bindings: Bindings
    ) -> Result:
        _, node, triples = report
        said: dict[str, list[Any]] = {}
        for subject, predicate, value in triples:
            if subject == node:
                said.setdefault(str(predicate).removeprefix(SH), []).append(
                    value[1] if isinstance(value, tuple) else value
                )
        path = said.get("resultPath")
        component = str(said["sourceConstraintComponent"][0])
        source = said.get("sourceConstraint")
        custom = None if component.startswith(SH) else ox.NamedNode(component)
        return Result(
            root,
            target,
            _from_rdflib(said["focusNode"][0]),
            sparql(read_path(self._shapes.graph, _from_rdflib(path[0]))) if path else None,
            _from_rdflib(said["value"][0]) if "value" in said else None,
            component.removeprefix(SH) if custom is None else component.replace("#", "/").rsplit("/", 1)[-1],
            _from_rdflib(said["sourceShape"][0]),
            str(said["resultSeverity"][0]),
            _from_rdflib(source[0]) if source else custom,
            bindings,
            tuple(sorted((_literal(word) for word in said.get("resultMessage", ())), key=str)),
        )


@contextmanager
def _bindings_kept() -> Iterator[dict[object, Bindings]]:
    """Keep what the variables of a query stood for, by report; pySHACL itself only pastes it into messages."""
    from pyshacl.constraints.constraint_component import ConstraintComponent

    original = ConstraintComponent.make_v_result
    kept: dict[object, Bindings] = {}

    def keeping(self: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it is, it is passed on
        report = original(self, *args, **kwargs)
        bound = kwargs.get("bound_vars")
        if isinstance(bound, tuple) and len(bound) == 4:
            known = {**bound[3], "this": bound[0], "path": bound[1], "value": bound[2]}
            kept[report[1]] = tuple(sorted((k, _from_rdflib(v)) for k, v in known.items() if v is not None))
        return report

    ConstraintComponent.make_v_result = keeping  # type: ignore[method-assign]
    try:
        yield kept
    finally:
        ConstraintComponent.make_v_result = original  # type: ignore[method-assign]


def _to_graph(triples: Iterable[tuple[Node, ox.NamedNode, Node]]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    add = graph.store.add
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for triple in _converted(triples):
            add(triple, graph)
    return graph


def _converted(triples: Iterable[tuple[Node, ox.NamedNode, Node]]) -> Iterator[tuple[Any, Any, Any]]:
    known: dict[Node, rdflib.term.Identifier] = {}
    for triple in triples:
        for node in triple:
            if node not in known:
                known[node] = _to_rdflib(node)
        yield known[triple[0]], known[triple[1]], known[triple[2]]


def _to_rdflib(node: Node) -> rdflib.term.Identifier:
    """Turn a term into rdflib's, its lexical form kept as written and `xsd:string` dropped."""
    import rdflib

    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    kind = node.datatype.value
    datatype = None if kind in (_STRING, _LANG) else rdflib.URIRef(kind)
    return rdflib.Literal(node.value, datatype=datatype, normalize=False)


def _from_rdflib(node: object) -> Node:
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    return _literal(node)


def _literal(node: object) -> ox.Literal:
    import rdflib

    assert isinstance(node, rdflib.Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)


def _first_line(error: Exception) -> str:
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(message).strip().splitlines()[0]

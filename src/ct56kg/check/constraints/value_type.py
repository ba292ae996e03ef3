"""Value types: `sh:class`, `sh:datatype`, `sh:nodeKind`.

SHACL 4.1, https://www.w3.org/TR/shacl/#core-components-value-type
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ct56kg.base.terms import SH
from ct56kg.check.judging import Check, Report, Rules, Run, each, ill_formed
from ct56kg.check.literals import has_datatype
from ct56kg.check.results import Result
from ct56kg.check.shapes import TYPE, Shape
from ct56kg.check.targets import above
from ct56kg.check.view import Node

_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (ox.NamedNode,),
    "BlankNode": (ox.BlankNode,),
    "Literal": (ox.Literal,),
    "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
    "IRIOrLiteral": (ox.NamedNode, ox.Literal),
}


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    shapes = rules.shapes
    for kind in shapes.values(shape.node, "class"):
        yield _instances(kind, Report(shape, "Class"))
    datatype = shapes.one(shape.node, "datatype")
    if datatype is not None:
        wanted = str(datatype.value)
        yield each(lambda value: has_datatype(value, wanted), Report(shape, "Datatype"))
    node_kind = shapes.one(shape.node, "nodeKind")
    if node_kind is not None:
        kinds = _KINDS.get(str(node_kind.value).removeprefix(SH))
        if kinds is None:
            raise ill_formed(shapes, shape, "nodeKind")
        yield each(lambda value: isinstance(value, kinds), Report(shape, "NodeKind"))


def _instances(kind: Node, report: Report) -> Check:
    """4.1.1: each value is an instance of the class or of a subclass in the data."""

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        for value in values:
            types = () if isinstance(value, ox.Literal) else run.view.objects(value, TYPE)
            if kind not in types and kind not in above(run.view, types):
                yield report(run, focus, value)

    return check

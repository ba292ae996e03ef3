"""Custom constraint components: recognised, and left to the reference engine.

SHACL 6, https://www.w3.org/TR/shacl/#sparql-constraint-components
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ct56kg.base.terms import SH
from ct56kg.check.judging import Check, Rules, Run
from ct56kg.check.literals import UnsureError
from ct56kg.check.results import Result
from ct56kg.check.shapes import SUBCLASS, TYPE, Shape, Shapes, is_true, sh
from ct56kg.check.view import Node


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family: each says that it is not for this evaluator."""
    for _ in applying(rules.shapes, shape.node):
        yield _unsure


def applying(shapes: Shapes, node: Node) -> Iterator[Node]:
    """Give the custom components whose mandatory parameters a shape has all (6.2.3)."""
    for component, parameters in sorted(declared(shapes).items(), key=lambda item: str(item[0])):
        if all(shapes.graph.objects(node, parameter) for parameter in parameters):
            yield component


def declared(shapes: Shapes) -> dict[Node, tuple[ox.NamedNode, ...]]:
    """Give the custom components of a shapes graph with their mandatory parameters."""
    graph = shapes.graph
    kinds = (sh("ConstraintComponent"), *graph.subjects(SUBCLASS, sh("ConstraintComponent")))
    found = {component for kind in kinds for component in graph.subjects(TYPE, kind)}
    return {
        component: tuple(
            path
            for parameter in shapes.values(component, "parameter")
            if not is_true(shapes.one(parameter, "optional"))
            for path in shapes.values(parameter, "path")
            if isinstance(path, ox.NamedNode)
        )
        for component in found
        if not str(component.value).startswith(SH)
    }


def _unsure(run: Run, focus: Node, values: Iterable[Node]) -> Iterable[Result]:
    raise UnsureError("custom component")

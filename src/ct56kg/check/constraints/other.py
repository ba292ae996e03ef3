"""The rest: `sh:closed`, `sh:hasValue`, `sh:in`.

SHACL 4.8, https://www.w3.org/TR/shacl/#core-components-others
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ct56kg.base.terms import RDFS
from ct56kg.check.judging import Check, Report, Rules, Run, each, ill_formed
from ct56kg.check.paths import Step
from ct56kg.check.results import Result
from ct56kg.check.shapes import TYPE, Shape, Shapes, is_true
from ct56kg.check.view import Node

_RESOURCE = ox.NamedNode(RDFS + "Resource")


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    shapes = rules.shapes
    closed = shapes.one(shape.node, "closed")
    if closed is None and shapes.values(shape.node, "ignoredProperties"):
        raise ill_formed(shapes, shape, "ignoredProperties")
    if is_true(closed):
        yield _closed(listed_predicates(shapes, shape.node), Report(shape, "Closed"))
    for wanted in shapes.values(shape.node, "hasValue"):
        yield _has(wanted, Report(shape, "HasValue"))
    choices = shapes.one(shape.node, "in")
    if choices is not None:
        listed = frozenset(shapes.members(choices))
        yield each(lambda value: value in listed, Report(shape, "In"))


def listed_predicates(shapes: Shapes, node: Node) -> frozenset[Node]:
    """Give the predicates that a closed shape allows: those of its property shapes, and those it ignores."""
    allowed = {item for head in shapes.values(node, "ignoredProperties") for item in shapes.members(head)}
    for inner in shapes.values(node, "property"):
        path = shapes.shape(inner).path
        if isinstance(path, Step) and not path.back:
            allowed.add(path.predicate)
    return frozenset(allowed)


def _closed(allowed: frozenset[Node], report: Report) -> Check:
    """4.8.1: one result for each triple of a value whose predicate is not listed."""

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        for value in values:
            for _, predicate, found in () if isinstance(value, ox.Literal) else run.view.match(value, None, None):
                if predicate not in allowed and not (predicate == TYPE and found == _RESOURCE):
                    yield report(run, focus, found, path=str(predicate))

    return check


def _has(wanted: Node, report: Report) -> Check:
    """4.8.2: the term is among the values."""
    return lambda run, focus, values: () if wanted in values else (report(run, focus),)

"""Pairs of properties: `sh:equals`, `sh:disjoint`, `sh:lessThan`, `sh:lessThanOrEquals`.

SHACL 4.5, https://www.w3.org/TR/shacl/#core-components-property-pairs
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ct56kg.check.judging import Check, Report, Rules, Run, ill_formed
from ct56kg.check.literals import less
from ct56kg.check.results import Result
from ct56kg.check.shapes import Shape
from ct56kg.check.view import Node, View

_NONE: tuple[Node, ...] = ()


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    for other in _properties(rules, shape, "equals"):
        yield _equal(other, Report(shape, "Equals"))
    for other in _properties(rules, shape, "disjoint"):
        yield _disjoint(other, Report(shape, "Disjoint"))
    for parameter, or_equal in (("lessThan", False), ("lessThanOrEquals", True)):
        for other in _properties(rules, shape, parameter):
            if shape.path is None:
                raise ill_formed(rules.shapes, shape, parameter)
            yield _ordered(other, or_equal, Report(shape, parameter[0].upper() + parameter[1:]))


def _properties(rules: Rules, shape: Shape, parameter: str) -> Iterator[ox.NamedNode]:
    for value in rules.shapes.values(shape.node, parameter):
        if not isinstance(value, ox.NamedNode):
            raise ill_formed(rules.shapes, shape, parameter)
        yield value


def _of(view: View, focus: Node, predicate: ox.NamedNode) -> Collection[Node]:
    return _NONE if isinstance(focus, ox.Literal) else view.objects(focus, predicate)


def _equal(other: ox.NamedNode, report: Report) -> Check:
    """4.5.1: what stands on one side only, from either side."""

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        for value in set(values) ^ set(_of(run.view, focus, other)):
            yield report(run, focus, value)

    return check


def _disjoint(other: ox.NamedNode, report: Report) -> Check:
    """4.5.2: what stands on both sides."""

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        for value in set(values) & set(_of(run.view, focus, other)):
            yield report(run, focus, value)

    return check


def _ordered(other: ox.NamedNode, or_equal: bool, report: Report) -> Check:
    """4.5.3 and 4.5.4: one result for each pair out of order."""

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        bounds = _of(run.view, focus, other)
        for value in values:
            for bound in bounds:
                if not less(value, bound, or_equal):
                    yield report(run, focus, value)

    return check

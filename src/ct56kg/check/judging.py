"""What compiled shapes are made of: checks that read a view and yield results.

A shape becomes one `Judge`: a function from a run and a focus node to results. A constraint becomes
one `Check`. Nothing is interpreted while judging; whatever a shape says is read once, here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ct56kg.base.errors import InputError
from ct56kg.check.paths import sparql, walker
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.results import Bindings, Result
from ct56kg.check.shapes import Shape, Shapes
from ct56kg.check.view import Node, Row, View


@dataclass(slots=True)
class Run:
    """One pair being judged: a view, a root shape, a target; and what was asked ahead for all targets.

    `rows` holds answers of queries by (constraint, focus), `open` the (shape, node) pairs that a
    recursive shape is in the middle of.
    """

    view: View
    root: Node
    target: Node
    rows: dict[tuple[Node, Node, Node], list[Row]] = field(default_factory=dict)
    open: set[tuple[Node, Node]] = field(default_factory=set)


Judge = Callable[[Run, Node], Iterator[Result]]
Check = Callable[[Run, Node, Collection[Node]], Iterable[Result]]


class Rules(Protocol):
    """What a family of constraints may ask while it is compiled."""

    shapes: Shapes

    def judge(self, node: Node) -> Judge:
        """Give the judge of another shape; it may be called only once all are compiled."""

    def queries(self, node: Node) -> tuple[RuleQuery, ...]:
        """Give the queries of a shape."""


class Report:
    """Makes the results of one constraint component of one shape."""

    __slots__ = ("_component", "_path", "_severity", "_shape")

    def __init__(self, shape: Shape, component: str) -> None:
        self._shape = shape.node
        self._severity = shape.severity
        self._path = None if shape.path is None else sparql(shape.path)
        self._component = component + "ConstraintComponent"

    def __call__(
        self,
        run: Run,
        focus: Node,
        value: Node | None = None,
        *,
        path: str | None = None,
        constraint: Node | None = None,
        bindings: Bindings = (),
    ) -> Result:
        """Report that a focus node violates the constraint, by a value if one is to blame."""
        return Result(
            run.root,
            run.target,
            focus,
            path or self._path,
            value,
            self._component,
            self._shape,
            self._severity,
            constraint,
            bindings,
        )


def compiled(shape: Shape, checks: tuple[Check, ...], recursive: bool, name: str) -> Judge:
    """Put the checks of a shape together (SHACL 3.4.1: no results for a deactivated shape)."""
    if shape.deactivated:
        return lambda run, focus: iter(())
    walk = None if shape.path is None else walker(shape.path)

    def judge(run: Run, focus: Node) -> Iterator[Result]:
        values: Collection[Node] = (focus,) if walk is None else walk(run.view, focus)
        for check in checks:
            yield from check(run, focus, values)

    return _guarded(shape.node, judge, name) if recursive else judge


def _guarded(node: Node, judge: Judge, name: str) -> Judge:
    """Refuse to answer where a recursive shape comes back to the same node (SHACL 3.4.3)."""

    def guarded(run: Run, focus: Node) -> Iterator[Result]:
        key = (node, focus)
        if key in run.open:
            raise InputError("SHACL-03", rule=name)
        run.open.add(key)
        try:
            results = list(judge(run, focus))
        finally:
            run.open.discard(key)
        yield from results

    return guarded


def conforms(judge: Judge, run: Run, node: Node) -> bool:
    """Say whether a node conforms to a shape; stops at the first result."""
    return next(judge(run, node), None) is None


def each(good: Callable[[Node], bool], report: Report) -> Check:
    """Make a check that looks at every value node alone."""
    return lambda run, focus, values: [report(run, focus, value) for value in values if not good(value)]


def ill_formed(shapes: Shapes, shape: Shape, parameter: str) -> InputError:
    """Say which parameter of which shape is not well-formed."""
    return InputError("SHACL-01", rule=str(shapes.name(shape.node) or shape.node), reason=f"sh:{parameter}")

"""Doubts about whole shapes: how many values there are, what they are compared with, which shapes they conform to.

SHACL 4.2, 4.5, 4.6, 4.7, https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from ct56kg.check.constraints.components import applying
from ct56kg.check.paths import HERE, Path, Step
from ct56kg.check.shapes import Shape, Shapes, is_true
from ct56kg.check.sieve.doubt import (
    NEVER,
    TRUE,
    UNKNOWN,
    Doubt,
    Test,
    all_of,
    any_of,
    both,
    exactly,
    maybe,
    negated,
)
from ct56kg.check.sieve.reach import Condition, Variables, reaches, reaches_two
from ct56kg.check.sieve.values import in_order, same, tests
from ct56kg.check.view import Node, View

_MOST = 2
"""Up to how many values can be told apart in a condition; more are counted by the evaluator."""


class Doubts:
    """Makes doubts about the shapes of a shapes graph over the classes of a view."""

    def __init__(self, shapes: Shapes, view: View) -> None:
        self._shapes = shapes
        self._view = view
        self._names = Variables()

    def of(self, node: Node, focus: str, queries: bool = True) -> Doubt:
        """Doubt that the node a variable stands for violates a shape.

        Args:
            node: the shape.
            focus: the variable.
            queries: whether `sh:sparql` of the shape itself counts; if so, nothing is known.
        """
        shape = self._shapes.shape(node)
        if shape.deactivated:
            return NEVER
        if self._shapes.is_recursive(node) or next(applying(self._shapes, node), None) is not None:
            return UNKNOWN
        if queries and self._shapes.values(node, "sparql"):
            return UNKNOWN
        path = HERE if shape.path is None else shape.path
        single = any_of_tests([*tests(self._shapes, shape, self._view), *self._inner(node)])
        pairs = self._compared(shape, path, focus)
        return any_of((self._somewhere(path, focus, single), *self._counts(shape, path, focus), *pairs))

    def test(self, node: Node) -> Test:
        """Give the doubt about a shape as a test."""
        return lambda focus: self.of(node, focus)

    def _somewhere(self, path: Path, focus: str, test: Test) -> Doubt:
        """Doubt that a value of a path violates something."""
        return Doubt(
            reaches(path, focus, lambda v: test(v).may, self._names),
            reaches(path, focus, lambda v: test(v).surely, self._names),
        )

    def _inner(self, node: Node) -> Iterator[Test]:
        """4.6, 4.7.1, 4.7.2: shapes that each value must conform to, or must not."""
        shapes = self._shapes
        for other in (*shapes.values(node, "property"), *shapes.values(node, "node")):
            yield self.test(other)
        for other in shapes.values(node, "not"):
            yield lambda v, other=other: ~self.of(other, v)  # type: ignore[misc]
        for head in shapes.values(node, "and"):
            yield lambda v, head=head: any_of(self.of(other, v) for other in shapes.members(head))  # type: ignore[misc]
        for head in shapes.values(node, "or"):
            yield lambda v, head=head: all_of(self.of(other, v) for other in shapes.members(head))  # type: ignore[misc]
        if shapes.values(node, "xone"):
            yield lambda v: UNKNOWN

    def _counts(self, shape: Shape, path: Path, focus: str) -> Iterator[Doubt]:
        """4.2, 4.4.5, 4.7.3, 4.8.2: how many values there are, of whatever kind or of one."""
        node = shape.node
        anything: Test = lambda v: NEVER  # noqa: E731 - a test like the others
        yield from self._bounds(node, "minCount", "maxCount", path, focus, anything)
        for wanted in self._shapes.values(node, "qualifiedValueShape") if shape.path is not None else ():
            others = self._shapes.siblings(node, wanted)
            test = self.test(wanted) if not others else (lambda v: UNKNOWN)
            yield from self._bounds(node, "qualifiedMinCount", "qualifiedMaxCount", path, focus, test)
        for term in self._shapes.values(node, "hasValue"):
            blank = isinstance(term, ox.BlankNode)
            found: Condition = lambda v, term=term: same(v, term)  # type: ignore[misc]  # noqa: E731
            yield UNKNOWN if blank else exactly(negated(reaches(path, focus, found, self._names)))
        if any(map(is_true, self._shapes.values(node, "uniqueLang"))):
            yield maybe(reaches(path, focus, lambda one: self._again(path, focus, one), self._names))

    def _bounds(self, node: Node, least: str, most: str, path: Path, focus: str, test: Test) -> Iterator[Doubt]:
        """Doubt that too few or too many values conform to a shape; `test` is the doubt that one does not."""
        conforms = _both_ways(lambda v: ~test(v))
        for value in self._shapes.values(node, least):
            number = _number(value)
            few = [negated(self._at_least(number, path, focus, way)) for way in reversed(conforms)]
            yield UNKNOWN if number > _MOST else Doubt(*few)
        for value in self._shapes.values(node, most):
            number = _number(value)
            many = [self._at_least(number + 1, path, focus, way) for way in conforms]
            yield UNKNOWN if number >= _MOST else Doubt(*many)

    def _at_least(self, number: int, path: Path, focus: str, condition: Condition) -> str:
        if number == 0:
            return TRUE
        return (reaches if number == 1 else reaches_two)(path, focus, condition, self._names)

    def _again(self, path: Path, focus: str, one: str) -> str:
        def same_language(other: str) -> str:
            tags = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other}))'
            return both((f"!sameTerm({one}, {other})", f"COALESCE({tags}, false)"))

        return reaches(path, focus, same_language, self._names)

    def _compared(self, shape: Shape, path: Path, focus: str) -> Iterator[Doubt]:
        """4.5: values beside those of another property of the focus node."""
        for parameter, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
            for other in self._others(shape, parameter):
                beside = Step(other)
                unordered = self._beside(beside, focus, lambda v, w, sign=sign: negated(in_order(v, sign, w)))  # type: ignore[misc]
                yield maybe(reaches(path, focus, unordered, self._names))
        for other in self._others(shape, "disjoint"):
            shared: Condition = lambda v, other=other: f"EXISTS {{ {focus} {other} {v} }}"  # type: ignore[misc]  # noqa: E731
            yield exactly(reaches(path, focus, shared, self._names))
        if self._shapes.values(shape.node, "equals"):
            yield UNKNOWN

    def _beside(self, path: Path, focus: str, condition: Callable[[str, str], str]) -> Condition:
        return lambda v: reaches(path, focus, lambda w: condition(v, w), self._names)

    def _others(self, shape: Shape, parameter: str) -> Iterator[ox.NamedNode]:
        for value in self._shapes.values(shape.node, parameter):
            if isinstance(value, ox.NamedNode):
                yield value


def any_of_tests(made: list[Test]) -> Test:
    """Join tests of which one may find something."""
    return lambda v: any_of(test(v) for test in made)


def _both_ways(test: Test) -> tuple[Condition, Condition]:
    return (lambda v: test(v).may), (lambda v: test(v).surely)


def _number(value: Node) -> int:
    return int(str(value.value))

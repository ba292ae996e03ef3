"""Value ranges: `sh:minExclusive`, `sh:minInclusive`, `sh:maxExclusive`, `sh:maxInclusive`.

SHACL 4.3, https://www.w3.org/TR/shacl/#core-components-range
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from ct56kg.check.judging import Check, Report, Rules, each, ill_formed
from ct56kg.check.literals import compare, is_text
from ct56kg.check.shapes import Shape
from ct56kg.check.view import Node

_ORDER: dict[str, Callable[[int], bool]] = {
    "minExclusive": lambda order: order > 0,
    "minInclusive": lambda order: order >= 0,
    "maxExclusive": lambda order: order < 0,
    "maxInclusive": lambda order: order <= 0,
}


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    for parameter, holds in _ORDER.items():
        for bound in rules.shapes.values(shape.node, parameter):
            if not isinstance(bound, ox.Literal):
                raise ill_formed(rules.shapes, shape, parameter)
            yield each(_within(bound, holds), Report(shape, parameter[0].upper() + parameter[1:]))


def _within(bound: ox.Literal, holds: Callable[[int], bool]) -> Callable[[Node], bool]:
    text = is_text(bound)

    def within(value: Node) -> bool:
        if not isinstance(value, ox.Literal) or is_text(value) != text:
            return False
        return holds(compare(value, bound))

    return within

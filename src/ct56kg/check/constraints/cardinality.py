"""Cardinality: `sh:minCount`, `sh:maxCount`.

SHACL 4.2, https://www.w3.org/TR/shacl/#core-components-count
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ct56kg.base.terms import XSD
from ct56kg.check.judging import Check, Report, Rules, ill_formed
from ct56kg.check.literals import value_of
from ct56kg.check.shapes import Shape


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    least, most = count(rules, shape, "minCount"), count(rules, shape, "maxCount")
    if (least is not None or most is not None) and shape.path is None:
        raise ill_formed(rules.shapes, shape, "minCount" if least is not None else "maxCount")
    if least is not None:
        few = Report(shape, "MinCount")
        yield lambda run, focus, values: () if len(values) >= least else (few(run, focus),)
    if most is not None:
        many = Report(shape, "MaxCount")
        yield lambda run, focus, values: () if len(values) <= most else (many(run, focus),)


def count(rules: Rules, shape: Shape, parameter: str) -> int | None:
    """Read a parameter that counts.

    Raises:
        InputError: not a non-negative `xsd:integer` (SHACL-01).
    """
    literal = rules.shapes.one(shape.node, parameter)
    if literal is None:
        return None
    if isinstance(literal, ox.Literal) and literal.datatype.value == XSD + "integer":
        number = value_of(literal)
        if isinstance(number, int) and number >= 0:
            return number
    raise ill_formed(rules.shapes, shape, parameter)

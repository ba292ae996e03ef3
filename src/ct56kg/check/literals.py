"""Values of literals: well-formed or not, and which of two is less.

Follows what pySHACL and rdflib do with them, because findings are promised to be pySHACL's. Where
that depends on details (mixed datatypes, dates in odd forms, blank nodes) nothing is guessed here:
`Unsure` is raised and pySHACL judges that target itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import gt, lt

import pyoxigraph as ox

from ct56kg.base.terms import RDF, RDFS, XSD
from ct56kg.check.view import Node


class UnsureError(Exception):
    """Not for this evaluator to say; the reference engine judges instead."""


Value = int | Decimal | float | date | datetime | bool | None

_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "long": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, None),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_READ: dict[str, Callable[[str], int | Decimal | float]] = {
    **dict.fromkeys((XSD + name for name in _RANGES), int),
    XSD + "decimal": Decimal,
    XSD + "float": float,
    XSD + "double": float,
}
_TEXT = frozenset({XSD + "string", *(XSD + name for name in ("normalizedString", "token", "language", "anyURI"))})
_STRING, _LANG_STRING = XSD + "string", RDF + "langString"
_DATE, _DATE_TIME, _BOOLEAN = XSD + "date", XSD + "dateTime", XSD + "boolean"
_READ_ELSEWHERE = frozenset(
    {
        *(XSD + name for name in ("time", "duration", "dayTimeDuration", "yearMonthDuration", "hexBinary")),
        XSD + "base64Binary",
        RDF + "XMLLiteral",
        RDF + "HTML",
    }
)
_DATE_FORM = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_DATE_TIME_FORM = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_ODD_DATE = re.compile(r"[TtWwZz+:]|[^\x00-\x7f]")


def datatype_of(literal: ox.Literal) -> str:
    """Give the datatype IRI, `rdf:langString` for text with a language."""
    return _LANG_STRING if literal.language else literal.datatype.value


def has_datatype(node: Node, wanted: str) -> bool:
    """Say whether a node is a well-formed literal of a datatype (SHACL 4.1.2)."""
    if not isinstance(node, ox.Literal):
        return False
    datatype = datatype_of(node)
    if datatype == wanted:
        return _well_formed(node.value, datatype)
    plain = datatype in (_STRING, _LANG_STRING)
    return wanted == RDFS + "Literal" or (wanted == RDFS + "Datatype" and not plain)


def is_text(node: Node) -> bool:
    """Say whether a node is compared as text: an IRI, or a literal whose value is its own text."""
    return isinstance(node, ox.NamedNode) or (
        isinstance(node, ox.Literal) and (bool(node.language) or node.datatype.value in _TEXT)
    )


def compare(a: ox.Literal, b: ox.Literal) -> int:
    """Order two literals by value: -1, 0 or 1.

    Raises:
        UnsureError: their datatypes are not both numeric, both plain text, or both dates in the usual form.
    """
    one, other = _comparable(a, b)
    if one == other:
        return 0
    return 1 if gt(one, other) else -1


def less(a: Node, b: Node, or_equal: bool) -> bool:
    """Say whether `a` is less than `b` (SHACL 4.5.3 and 4.5.4); text and number cannot be compared.

    Raises:
        UnsureError: as `compare`, and for blank nodes.
    """
    if isinstance(a, ox.BlankNode) or isinstance(b, ox.BlankNode):
        raise UnsureError
    text = is_text(a)
    if text != is_text(b):
        return False
    if text:
        return a.value < b.value or (or_equal and a.value == b.value)
    one, other = _comparable(a, b)  # type: ignore[arg-type]
    return not gt(one, other) and (or_equal or one != other)


def _comparable(a: ox.Literal, b: ox.Literal) -> tuple[int, int]:
    """Give two values that Python orders as pySHACL would; the types are nominal."""
    one, other = datatype_of(a), datatype_of(b)
    if one == other == _STRING:
        return a.value, b.value  # type: ignore[return-value]
    values = value_of(a), value_of(b)
    if None in values or isinstance(values[0], bool) or isinstance(values[1], bool):
        raise UnsureError
    if one in _READ and other in _READ:
        if not (_well_formed(a.value, one) and _well_formed(b.value, other)):
            raise UnsureError
    elif one != other:
        raise UnsureError
    try:
        lt(*values)  # type: ignore[arg-type]
    except (TypeError, InvalidOperation) as error:
        raise UnsureError from error
    return values  # type: ignore[return-value]


def value_of(literal: ox.Literal) -> Value:
    """Give the value of a number or of a date in the usual form, else nothing."""
    return _value(literal.value, datatype_of(literal))


@lru_cache(maxsize=4096)
def _value(text: str, datatype: str) -> Value:
    try:
        if datatype in _READ:
            return _READ[datatype](text)
        if datatype == _DATE:
            form = _DATE_FORM.fullmatch(text)
            return date.fromisoformat(form[1]) if form else None
        if datatype == _DATE_TIME and _DATE_TIME_FORM.fullmatch(text):
            return datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        pass
    return None


@lru_cache(maxsize=4096)
def _well_formed(text: str, datatype: str) -> bool:
    if datatype in _TEXT or datatype == _LANG_STRING:
        return True
    if datatype == _BOOLEAN:
        return text in ("true", "false", "1", "0")
    if datatype in _READ_ELSEWHERE:
        raise UnsureError
    value = _value(text, datatype)
    if datatype in _READ:
        low, high = _RANGES.get(datatype.removeprefix(XSD), (None, None))
        return value is not None and (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]
    if value is None and datatype == _DATE and not _DATE_FORM.fullmatch(text) and _ODD_DATE.search(text):
        raise UnsureError
    if value is None and datatype == _DATE_TIME:
        raise UnsureError
    return value is not None or datatype not in (_DATE, _DATE_TIME)

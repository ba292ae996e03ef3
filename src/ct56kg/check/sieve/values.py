"""Doubts about one value node alone: its kind, datatype, class, range, text, and the closed lists.

SHACL 4.1, 4.3, 4.4, 4.8, https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ct56kg.base.terms import RDF, RDFS, SH, XSD
from ct56kg.check.shapes import SUBCLASS, TYPE, Shape, Shapes, is_true
from ct56kg.check.sieve.doubt import UNKNOWN, Doubt, Test, any_of, both, either, exactly, known, maybe, negated
from ct56kg.check.targets import below
from ct56kg.check.view import Node, View

_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "!isLiteral({0})",
    "BlankNodeOrLiteral": "!isIRI({0})",
    "IRIOrLiteral": "!isBlank({0})",
}
_SURE = {
    XSD + "string": "true",
    RDF + "langString": "true",
    XSD + "boolean": 'STR({0}) IN ("true", "false")',
    XSD + "integer": 'REGEX(STR({0}), "^-?[0-9]{{1,18}}$")',
    XSD + "date": 'REGEX(STR({0}), "^[1-9][0-9]{{3}}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")',
}
"""Forms of literals on which every engine agrees; whatever looks otherwise is judged."""
_ORDERED = frozenset({XSD + "integer", XSD + "date"})
_RANGES = {"minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<="}
_PLAIN_PATTERN = re.compile(
    r"(?:[^\\\[(]|\\[-./+*?^$|(){}\]]|\[\^?(?:[^\\\[\]&~-]|(?<=\w)-(?=\w)|-(?=\]))+\]|\((?!\?))*"
)
"""Patterns that mean the same to Rust and to Python: no letters escaped, no options, no classes in classes."""
_FEW = 40


def tests(shapes: Shapes, shape: Shape, view: View) -> Iterator[Test]:
    """Give a test for each constraint of a shape that looks at its value nodes one by one."""
    node = shape.node
    for kind in shapes.values(node, "class"):
        yield _class(kind, view)
    for datatype in shapes.values(node, "datatype"):
        yield _datatype(str(datatype.value))
    for kind in shapes.values(node, "nodeKind"):
        form = _KINDS.get(str(kind.value).removeprefix(SH))
        if form is not None:
            yield lambda v, form=form: exactly(negated(form.format(v)))  # type: ignore[misc]
    for parameter, sign in _RANGES.items():
        for bound in shapes.values(node, parameter):
            yield _range(bound, sign)
    yield from _texts(shapes, node)
    for head in shapes.values(node, "in"):
        yield _in(shapes.members(head))
    if any(map(is_true, shapes.values(node, "closed"))):
        yield _closed(shapes, node)


def same(value: str, term: Node) -> str:
    """Say that a variable stands for a term."""
    return f"sameTerm({value}, {term})"


def in_order(one: str, sign: str, other: str) -> str:
    """Say that two values stand in an order on which every engine agrees."""
    forms = (
        both((_is(one, kind), _is(other, kind), _sure(one, kind), _sure(other, kind))) for kind in sorted(_ORDERED)
    )
    return known(both((either(forms), f"{one} {sign} {other}")))


def _class(kind: Node, view: View) -> Test:
    kinds = sorted(map(str, below(view, kind)))
    if len(kinds) > _FEW or not all(name.startswith("<") for name in kinds):
        return lambda v: exactly(f"!EXISTS {{ {v} ({TYPE}/{SUBCLASS}*) {kind} }}") if str(kind)[0] == "<" else UNKNOWN
    listed = ", ".join(kinds)
    return lambda v: exactly(f"!EXISTS {{ {v} {TYPE} {v}k FILTER({v}k IN ({listed})) }}")


def _datatype(wanted: str) -> Test:
    if wanted in (RDFS + "Literal", RDFS + "Datatype"):
        return lambda v: UNKNOWN
    sure = _SURE.get(wanted)
    if sure is None:
        return lambda v: Doubt("true", negated(_is(v, wanted)))
    return lambda v: Doubt(negated(both((_is(v, wanted), _sure(v, wanted)))), negated(_is(v, wanted)))


def _is(value: str, datatype: str) -> str:
    return known(f"DATATYPE({value}) = <{datatype}>")


def _sure(value: str, datatype: str) -> str:
    form = _SURE[datatype].format(value)
    return form if form == "true" else known(form)


def _range(bound: Node, sign: str) -> Test:
    if not isinstance(bound, ox.Literal) or bound.datatype.value not in _ORDERED:
        return lambda v: UNKNOWN
    return lambda v: maybe(negated(in_order(v, sign, str(bound))))


def _texts(shapes: Shapes, node: Node) -> Iterator[Test]:
    for least in shapes.values(node, "minLength"):
        if least.value != "0":
            yield lambda v, n=least: maybe(f"(isBlank({v}) || {known(f'STRLEN(STR({v})) < {n.value}')})")  # type: ignore[misc]
    for most in shapes.values(node, "maxLength"):
        yield lambda v, n=most: maybe(f"(isBlank({v}) || {known(f'STRLEN(STR({v})) > {n.value}')})")  # type: ignore[misc]
    flags = shapes.values(node, "flags")
    for pattern in shapes.values(node, "pattern"):
        if flags or not isinstance(pattern, ox.Literal) or not _PLAIN_PATTERN.fullmatch(pattern.value):
            yield lambda v: UNKNOWN
        else:
            text = str(ox.Literal(pattern.value))
            yield lambda v, text=text: maybe(f"!{known(f'REGEX(STR({v}), {text})')}")  # type: ignore[misc]
    for head in shapes.values(node, "languageIn"):
        yield _language([str(tag.value) for tag in shapes.members(head)])


def _language(ranges: list[str]) -> Test:
    if not all(tag.isalpha() for tag in ranges):
        return lambda v: UNKNOWN
    return lambda v: exactly(negated(either(known(f'LANGMATCHES(LANG({v}), "{tag}")') for tag in ranges)))


def _in(listed: tuple[Node, ...]) -> Test:
    if any(isinstance(term, ox.BlankNode) for term in listed):
        return lambda v: UNKNOWN
    return lambda v: exactly(negated(either(same(v, term) for term in listed)))


def _closed(shapes: Shapes, node: Node) -> Test:
    """4.8.1; what `sh:ignoredProperties` and the inverse paths allow is judged, not guessed."""
    paths = (path for child in shapes.values(node, "property") for path in shapes.values(child, "path"))
    ignored = (item for head in shapes.values(node, "ignoredProperties") for item in shapes.members(head))
    allowed = ", ".join(sorted({str(p) for p in (*paths, *ignored) if isinstance(p, ox.NamedNode)}))
    return lambda v: maybe(f"EXISTS {{ {v} {v}p {v}o FILTER({v}p NOT IN ({allowed})) }}")


__all__ = ["any_of", "in_order", "same", "tests"]

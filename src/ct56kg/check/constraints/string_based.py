"""Strings: `sh:minLength`, `sh:maxLength`, `sh:pattern`, `sh:languageIn`, `sh:uniqueLang`.

SHACL 4.4, https://www.w3.org/TR/shacl/#core-components-string
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

import pyoxigraph as ox

from ct56kg.base.terms import XSD
from ct56kg.check.judging import Check, Report, Rules, Run, each, ill_formed
from ct56kg.check.literals import value_of
from ct56kg.check.regexes import Search, searcher
from ct56kg.check.results import Result
from ct56kg.check.shapes import Shape, is_true
from ct56kg.check.view import Node


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    shapes = rules.shapes
    least, most = _length(rules, shape, "minLength"), _length(rules, shape, "maxLength")
    if least is not None:
        yield each(lambda value: least == 0 or _long(value, lambda n: n >= least), Report(shape, "MinLength"))
    if most is not None:
        yield each(lambda value: _long(value, lambda n: n <= most), Report(shape, "MaxLength"))
    for pattern in shapes.values(shape.node, "pattern"):
        search = _searcher(rules, shape, pattern)
        yield each(lambda value, search=search: _matches(value, search), Report(shape, "Pattern"))  # type: ignore[misc]
    languages = shapes.one(shape.node, "languageIn")
    if languages is not None:
        ranges = {str(tag.value).lower() for tag in shapes.members(languages)}
        yield each(lambda value: _in_language(value, ranges), Report(shape, "LanguageIn"))
    unique = shapes.one(shape.node, "uniqueLang")
    if unique is not None:
        boolean = isinstance(unique, ox.Literal) and unique.datatype.value == XSD + "boolean"
        if not boolean or shape.path is None:
            raise ill_formed(shapes, shape, "uniqueLang")
        if is_true(unique):
            yield _unique(Report(shape, "UniqueLang"))


def _length(rules: Rules, shape: Shape, parameter: str) -> int | None:
    literal = rules.shapes.one(shape.node, parameter)
    if literal is None:
        return None
    number = value_of(literal) if isinstance(literal, ox.Literal) else None
    if not isinstance(number, int) or number < 0:
        raise ill_formed(rules.shapes, shape, parameter)
    return number


def _long(value: Node, good: Callable[[int], bool]) -> bool:
    """4.4.1 and 4.4.2: the length of an IRI or of a lexical form; a blank node has none."""
    return not isinstance(value, ox.BlankNode) and good(len(value.value))


def _searcher(rules: Rules, shape: Shape, pattern: Node) -> Search:
    flags = "".join(str(value.value).lower() for value in rules.shapes.values(shape.node, "flags")[:1])
    try:
        if isinstance(pattern, ox.Literal):
            return searcher(pattern.value, flags)
    except re.error as error:
        raise ill_formed(rules.shapes, shape, "pattern") from error
    raise ill_formed(rules.shapes, shape, "pattern")


def _matches(value: Node, search: Search) -> bool:
    return not isinstance(value, ox.BlankNode) and search(value.value)


def _in_language(value: Node, ranges: set[str]) -> bool:
    """4.4.4: the tag itself or its first part is in the list."""
    tag = value.language if isinstance(value, ox.Literal) else None
    if not tag:
        return False
    return "*" in ranges or tag.lower() in ranges or tag.lower().split("-")[0] in ranges


def _unique(report: Report) -> Check:
    """4.4.5: one result for each language that two values share."""

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        tags = Counter(v.language.lower() for v in values if isinstance(v, ox.Literal) and v.language)
        for tag in sorted(tags):
            if tags[tag] > 1:
                yield report(run, focus)

    return check

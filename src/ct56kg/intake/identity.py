"""Who issued a document, when, under which number, of which type, about what: from its head, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ct56kg.base.dates import dates_in
from ct56kg.base.document_number import DocumentNumber, citations
from ct56kg.base.text import match_key
from ct56kg.intake.charges import Span
from ct56kg.intake.documents import DocumentType, read_document
from ct56kg.intake.sections import Line, lines_of

_TOP = 30
"""Lines in which the head of a document stands."""

_GAP = re.compile(r"\t+|\s{3,}")
_NOT_AN_ISSUER = re.compile(r"ĐẢNG CỘNG SẢN|CỘNG H[OÒ][AÀ]|Độc lập|\*+|[-–_=]{3,}|ĐẢNG BỘ")
_ISSUER = re.compile(r"(?:(?:TỈNH|THÀNH|HUYỆN|QUẬN|ĐẢNG|THỊ) [ỦU]Y|BAN|VĂN PHÒNG|[ỦU]Y BAN|HỘI ĐỒNG|SỞ|UBND)\b.*")
_TYPE_BEFORE = re.compile(r"((?:[A-ZĐ][\wÀ-ỹ]*)(?:\s[\wÀ-ỹ]+){0,2})\s+(?:số\s*)?$")
_RULE = re.compile(r"[-–_=*\s]{1,}$")


@dataclass(frozen=True, slots=True)
class Identity:
    """The head of a document; what it does not show is missing."""

    number: DocumentNumber | None = None
    number_at: Span | None = None
    type_name: str = ""
    type_at: Span | None = None
    title_at: Span | None = None
    issuer_at: Span | None = None
    date: str = ""
    date_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a text cites: the words before its number, the number, the day that follows; by place."""

    at: Span
    words: str
    number: DocumentNumber
    date: str
    repairs: str


def identity_of(text: str, types: Sequence[DocumentType]) -> Identity:
    """Read the head of a document; a text without a line `Số …` near its top has none."""
    lines = lines_of(text)[:_TOP]
    parts = [part for line in lines for part in _parts(line)]
    numbered = next(
        (place for place, part in enumerate(parts) if re.match(r"(?:\*\s*)?Số\s*:?\s*[0-9]", part.text)), None
    )
    if numbered is None:
        return Identity()
    read = read_document(parts[numbered].text)
    if read is None:
        return Identity()
    place = parts[numbered].text.find(read.number.number)
    at = Span(parts[numbered].start + max(place, 0), parts[numbered].end)
    day = next(
        ((part, found) for part in parts for found in dates_in(part.text) if "," in part.text[: found.start]), None
    )
    kind, title = _title(text, lines, types)
    return Identity(
        read.number,
        at,
        kind.text if kind else "",
        Span(kind.start, kind.end) if kind else None,
        title,
        _issuer(parts[:numbered]),
        day[1].day.isoformat() if day else "",
        Span(day[0].start + day[1].start, day[0].start + day[1].end) if day else None,
    )


def cited_in(text: str) -> Iterator[Cited]:
    """Find the documents that a text cites, each number once, in order; what had to be repaired is said."""
    known: dict[str, Cited] = {}
    for found in citations(text, lenient=True):
        symbol, day = found.reading.number.symbol, found.day.isoformat() if found.day else ""
        if symbol in known and (known[symbol].date or not day):
            continue
        before = _TYPE_BEFORE.search(text[max(0, found.start - 40) : found.start])
        start = found.start - len(before[0]) if before else found.start
        words = before[1].removesuffix(" số") if before else ""
        at = Span(start, found.end)
        known[symbol] = Cited(at, words, found.reading.number, day, found.reading.say_repairs())
    yield from known.values()


def _parts(line: Line) -> Iterator[Line]:
    """Cut a line where two columns of a head stand side by side."""
    start = 0
    for gap in [*_GAP.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        if end > start:
            yield Line(line.start + start, line.start + end, line.text[start:end], line.after_gap)
        start = gap.end() if gap else end


def _issuer(parts: Sequence[Line]) -> Span | None:
    """Take the last line in capitals above the number that names a body."""
    for part in reversed(parts):
        if part.text == part.text.upper() and _ISSUER.fullmatch(part.text) and not _NOT_AN_ISSUER.search(part.text):
            return Span(part.start, part.end)
    return None


def _title(text: str, lines: Sequence[Line], types: Sequence[DocumentType]) -> tuple[Line | None, Span | None]:
    """Find the line that is a type of document, and the lines below it up to a rule or a gap."""
    names = {match_key(name) for kind in types for name in kind.names}
    for place, line in enumerate(lines):
        if line.text == line.text.upper() and match_key(line.text) in names:
            below: list[Line] = []
            for after in lines[place + 1 :]:
                if _RULE.fullmatch(after.text) or (after.after_gap and below):
                    break
                below.append(after)
            return line, Span(below[0].start, below[-1].end) if below else None
    return None, None

"""What a document says its viewpoints, objectives and tasks are: headings, marked items, and lists inside a sentence.

Precision first: where it is not clear what a passage is, nothing is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ct56kg.base.text import match_key

_KINDS = {"quan điểm": "viewpoint", "mục tiêu": "objective", "nhiệm vụ": "task"}
_PROSE = re.compile(r"quan điểm|mục tiêu|nhiệm vụ|(?:nhiệm )?trọng tâm", re.IGNORECASE)
_NUMBER = r"(?:[0-9]{1,2}[.)\-–]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}[.)]?)"
_MARK = re.compile(rf"(?:{_NUMBER}|[a-zđ]\)|[-–+•*●])\s+")
_NUMBERED = re.compile(rf"{_NUMBER}\s")
_HEADING = re.compile(r"(?:(?:[IVX]{1,5}|[A-ZĐ]|Phần [\wÀ-ỹ]+)\s*[.\-–/:)]+\s*)(?P<title>.+)")
_END = re.compile(r"(?:Nơi nhận|T/M|TM\.|KT\.|TL\.|BÍ THƯ|PHÓ BÍ THƯ|CHỦ TỊCH|Phụ lục\b|PHỤ LỤC)")
_SENTENCE = re.compile(r"(?<!\.)\.(?!\.)\s+(?=[A-ZĐÀ-ÝĂÂÊÔƠƯẠ-Ỹ])")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:TP|Tp|tp|[A-ZĐ])$")
_ORDINAL = re.compile(r"(?:(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là|Thứ (?:nhất|hai|ba|tư|năm|sáu))\s*[,:]?\s+")
_TRIM = " \t\n;,"
_LONGEST_HEADING = 14
"""Words of a heading; a longer line is content."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text without the spaces around it."""

    start: int
    end: int
    text: str
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One passage proposed as an item: what it is, where it stands, the heading of its group."""

    kind: str
    start: int
    end: int
    group: str = ""


def lines_of(text: str) -> list[Line]:
    """Cut a text into its non-empty lines."""
    found: list[Line] = []
    start, gap = 0, False
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            first = start + raw.index(bare)
            found.append(Line(first, first + len(bare), bare, gap))
        gap = not bare
        start += len(raw) + 1
    return found


def items_of(text: str) -> list[Item]:
    """Find the items of a text, in order."""
    found: list[Item] = []
    section: list[Line] = []
    kind, mixed = "", False
    for line in lines_of(text):
        heading = _kind_of_heading(line.text, bool(kind) or mixed)
        if heading is None:
            if kind or mixed:
                section.append(line)
            else:
                found += _in_sentence(line)
            continue
        found += _items(section, kind)
        sub = bool(_NUMBERED.match(line.text))
        section, kind, mixed = [], heading, (mixed and sub) or (not sub and len(_kinds_in(line.text)) > 1)
    found += _items(section, kind)
    return [item for item in (_trimmed(text, item) for item in found) if item.end > item.start]


def _kind_of_heading(text: str, inside: bool) -> str | None:
    """Say which section a heading opens: a kind, empty for another or an unclear one, nothing if it is no heading."""
    if _END.match(text):
        return ""
    match = _HEADING.fullmatch(text)
    title = match["title"] if match else text
    words = title.split()
    upper = title == title.upper() and any(char.isalpha() for char in title)
    named = _kinds_in(title)
    short = len(words) <= _LONGEST_HEADING and not title.endswith((".", ";", ","))
    if short and (upper or (match and title[:1].isupper())) and len(words) > 1:
        return next(iter(named)) if len(named) == 1 else ""
    sub = _NUMBERED.match(text)
    if inside and sub and named and len(words) <= 6 and short:
        key = match_key(text[sub.end() :])
        begun = [kind for name, kind in _KINDS.items() if key.startswith(match_key(name))]
        return begun[0] if begun and len(named) == 1 else None
    return None


def _kinds_in(title: str) -> set[str]:
    key = match_key(title)
    return {kind for name, kind in _KINDS.items() if match_key(name) in key}


def _items(section: list[Line], kind: str) -> Iterator[Item]:
    """Take the marked lines of a section; where none is marked, its paragraphs."""
    if not kind:
        return
    marked = any(_MARK.match(line.text) for line in section)
    group = ""
    open_item: Item | None = None
    for place, line in enumerate(section):
        mark = _MARK.match(line.text)
        if open_item and not mark and _goes_on(section[place - 1], line):
            open_item = replace(open_item, end=line.end)
            continue
        if open_item:
            yield open_item
            open_item = None
        if mark and _is_group(section, place):
            group = line.text
        elif mark or not (marked or line.text.endswith(":")) or (place and group == section[place - 1].text):
            group = "" if _NUMBERED.match(line.text) else group
            open_item = Item(kind, line.start + (mark.end() if mark else 0), line.end, group)
    if open_item:
        yield open_item


def _goes_on(before: Line, line: Line) -> bool:
    """Say whether a line is the rest of the one before, broken by a narrow page."""
    return (
        not line.after_gap
        and not before.text.endswith((".", ";", ":"))
        and (line.text[:1].islower() or line.text[:1].isdigit())
    )


def _is_group(section: list[Line], place: int) -> bool:
    """Say whether a numbered line only names what stands below it: lines marked otherwise, or a paragraph."""
    text = section[place].text
    after = section[place + 1].text if place + 1 < len(section) else ""
    below = not _NUMBERED.match(after) and (bool(_MARK.match(after)) or (after[:1].isupper() and after.endswith(".")))
    return bool(_NUMBERED.match(text)) and below and not text.endswith((".", ";"))


def _in_sentence(line: Line) -> Iterator[Item]:
    """Find a list after a colon: `Chương trình xác định quan điểm là: …`."""
    colon = line.text.find(":")
    if colon < 0 or len(line.text) - colon < 40:
        return
    intro = line.text[:colon]
    last = _SENTENCE.split(intro)[-1]
    named = _PROSE.findall(last)
    if not named or len(last.split()) > 18 or _MARK.match(line.text):
        return
    name = named[-1].casefold()
    kind = "task" if "trọng tâm" in name else _KINDS[name]
    body = line.start + colon + 1
    rest = line.text[colon + 1 :]
    cuts = _semicolons(rest) if kind == "task" and ";" in rest else _sentences(rest)
    for start, end in cuts:
        yield Item(kind, body + start, body + end)


def _semicolons(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split(";"):
        yield start, start + len(part.rstrip(" .") if not part.endswith("...") else part)
        start += len(part) + 1


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE.finditer(text):
        if not _ABBREVIATED.search(text[start : stop.start()]):
            yield start, stop.start() + 1
            start = stop.end()
    yield start, len(text)


def _trimmed(text: str, item: Item) -> Item:
    start, end = item.start, item.end
    ordinal = _ORDINAL.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
    start = ordinal.end() if ordinal else start
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    while start < end and text[start] in _TRIM:
        start += 1
    return replace(item, start=start, end=end)

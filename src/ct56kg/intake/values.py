"""From the text of a cell to what it means: bodies, a deadline, an extension, a completion; refused where uncertain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ct56kg.base.dates import dates_in, parse_date
from ct56kg.base.deadline import Deadline, read_deadline
from ct56kg.base.errors import InputError
from ct56kg.base.rows import Term, iri
from ct56kg.intake.directory import Directory, document_key, name_key
from ct56kg.intake.documents import read_document
from ct56kg.intake.material import Concepts
from ct56kg.intake.problems import NONE_NEAR, Log
from ct56kg.intake.table import Entry

_BULLET = re.compile(r"^(?:[-+•*–]\s+|[-+•*–](?=\w)|[0-9]{1,2}[.)]\s+)")
_ARROW = re.compile(r"\s*(?:→|->|=>|–>|⇒)\s*")
_JOINED = re.compile(r"\s*,\s*|\s+và\s+")
_DAY = re.compile(r"(?<![\w/.-])(?:[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w/-])")
_SEPARATED = re.compile(r"[;\n]")
_MOST_NEAR = 50
"""After so many problems no more near names are looked for."""

_ENDS = " ;,.:–-\t"


@dataclass(frozen=True, slots=True)
class Extended:
    """One extension as a cell says it."""

    document: str
    old: Deadline
    new: Deadline


@dataclass(frozen=True, slots=True)
class Closed:
    """The completion of a row as a cell says it: the day, and the document or the words that prove it."""

    day: date
    proof: Term | None


@dataclass(frozen=True, slots=True)
class Values:
    """Reads cells; what cannot be read goes to the log."""

    parties: Directory
    documents: Directory
    roles: Concepts
    log: Log
    tasks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def bodies(self, entry: Entry, text: str | None = None) -> tuple[str, ...]:
        """Read bodies, one a line or separated by semicolons; commas and `và` only where every part is a known name."""
        found: list[str] = []
        for part in _SEPARATED.split(entry.text if text is None else text):
            name = _BULLET.sub("", part.strip()).strip(_ENDS)
            if name:
                found += self._body(name, entry)
        return tuple(dict.fromkeys(found))

    def _body(self, name: str, entry: Entry) -> list[str]:
        meant = self.parties.find(name)
        if len(meant) == 1:
            return list(meant)
        if meant:
            names = " · ".join(sorted(self.parties.name(one) for one in meant))
            self.log.refuse("SHEET-51", entry.place, text=name, candidates=names)
            return []
        parts = [part for part in _JOINED.split(name) if part]
        several = [self.parties.find(part) for part in parts]
        if len(parts) > 1 and all(len(one) == 1 for one in several):
            return [next(iter(one)) for one in several]
        near = self.parties.near(name) if len(self.log.problems) < _MOST_NEAR else []
        self.log.refuse("SHEET-50", entry.place, text=name[:200], near=" · ".join(near) or NONE_NEAR)
        return []

    def others(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        """Read `role: body` lines."""
        found: list[tuple[str, str]] = []
        role = ""
        for line in entry.text.split("\n"):
            name, colon, rest = line.partition(":")
            if colon:
                role = self.roles.meant.get(name_key(name), "")
                if not role:
                    known = ", ".join(self.roles.shown.values())
                    self.log.refuse("SHEET-52", entry.place, text=name.strip(), known=known)
                    continue
            elif not role:
                self.log.refuse("SHEET-52", entry.place, text=line, known=", ".join(self.roles.shown.values()))
                continue
            found += [(role, body) for body in self.bodies(entry, rest if colon else line)]
        return tuple(dict.fromkeys(found))

    def deadline(self, entry: Entry) -> Deadline | None:
        """Read a deadline; the words stay as written, a day typed as a date is written out, a dash says nothing."""
        if not entry.text.strip(_ENDS + "…"):
            return None
        if entry.kind == "number" and entry.text.isdigit() and 20_000 < int(entry.text) < 80_000:
            self.log.refuse("SHEET-53", entry.place, text=entry.text)
        elif entry.kind == "date":
            self.log.notice("SHEET-54", entry.place, text=entry.text)
        return self._deadline(entry.text, entry)

    def _deadline(self, text: str, entry: Entry) -> Deadline:
        """Read the words of a deadline; a day that no calendar has is a slip, and refused."""
        for found in _DAY.finditer(text):
            try:
                parse_date(found[0])
            except InputError as error:
                if error.code == "DATE-02":
                    self.log.refuse("SHEET-63", entry.place, text=found[0])
        return read_deadline(text)

    def extensions(self, entry: Entry, current: str) -> tuple[Extended, ...]:
        """Read `document: old → new` lines; each takes up the deadline where the one before left it."""
        found: list[Extended] = []
        for line in (line.strip() for line in entry.text.split("\n") if line.strip()):
            sides = _ARROW.split(_BULLET.sub("", line))
            document, colon, old = sides[0].rpartition(":")
            if len(sides) != 2 or not colon or not sides[1]:
                self.log.refuse("SHEET-55", entry.place, text=line)
                continue
            if old.strip() and current and name_key(old) != name_key(current):
                self.log.refuse("SHEET-56", entry.place, text=old.strip(), current=current)
            by = self.document(document, entry)
            if by:
                found.append(Extended(by, read_deadline(old.strip() or current), self._deadline(sides[1], entry)))
            current = sides[1]
        return tuple(found)

    def document(self, text: str, entry: Entry) -> str:
        """Find the one document that words such as `Thông báo số 12-TB/TU` name."""
        meant = self._documents(text)
        if len(meant) == 1:
            return next(iter(meant))
        if meant:
            names = " · ".join(sorted(self.documents.name(one) for one in meant))
            self.log.refuse("SHEET-51", entry.place, text=text.strip(), candidates=names)
        else:
            near = " · ".join(self.documents.near(text.strip())) or NONE_NEAR
            self.log.refuse("SHEET-57", entry.place, text=text.strip(), near=near)
        return ""

    def _documents(self, text: str) -> frozenset[str]:
        meant = self.documents.find(text) or self.documents.find(document_key(text))
        if not meant:
            words = read_document(text)
            meant = self.documents.find(words.number.symbol) if words else frozenset()
        return meant

    def closed(self, entry: Entry) -> Closed | None:
        """Read a completion: the day first, then the document or the words that prove it."""
        text = entry.text
        if not text:
            return None
        first = next(dates_in(text), None)
        if first is None or _BULLET.sub("", text[: first.start]).strip(_ENDS).casefold() not in ("", "ngày"):
            self.log.refuse("SHEET-58", entry.place, text=text[:80])
            return None
        day = first.day
        rest = text[first.end :].strip(_ENDS + "\n")
        if not rest:
            return Closed(day, None)
        meant = self._documents(rest)
        if len(meant) > 1:
            names = " · ".join(sorted(self.documents.name(one) for one in meant))
            self.log.refuse("SHEET-51", entry.place, text=rest, candidates=names)
        elif not meant:
            self.log.notice("SHEET-59", entry.place, text=rest)
        return Closed(day, iri(next(iter(meant))) if meant else Term("literal", rest, language="vi"))

    def number(self, entry: Entry) -> int | None:
        """Read a row's number; other than a whole number gives nothing, and is noted."""
        text = entry.text.strip(" .)")
        if text.isascii() and text.isdigit() and 0 < int(text) < 100_000:
            return int(text)
        if text:
            self.log.notice("SHEET-60", entry.place, text=entry.text)
        return None

"""Numbers of documents: `56-CTr/TU` of the Party, `30/2020/NĐ-CP` of the State; strict, or lenient and saying so.

A number is no identity: several `28-NQ/TW` exist, and `/TU` is shared by every provincial committee.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ct56kg.base.dates import dates_in
from ct56kg.base.errors import InputError
from ct56kg.base.text import nfc
from ct56kg.base.words import say

PARTY_TYPES = ("NQ", "QĐ", "QĐi", "QĐNS", "KL", "CT", "CTr", "KH", "HD", "QC", "TB", "BC", "TTr", "CV", "ĐA", "TT")
"""Abbreviations of types as Party offices write them; another one in capitals is taken too, see `known`."""

Repair = Literal["prefix", "spaces", "dash", "letter", "case", "slash", "order", "centre"]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number, type and issuer as printed; `year` only in State documents; `type` empty in laws (`202/2025/QH15`)."""

    side: Literal["party", "state"]
    number: str
    type: str
    issuer: str
    year: str = ""

    @property
    def symbol(self) -> str:
        """Write it as printed on the document."""
        if self.side == "party":
            return f"{self.number}-{self.type}/{self.issuer}"
        code = f"{self.type}-{self.issuer}" if self.type else self.issuer
        return "/".join(part for part in (self.number, self.year, code) if part)

    @property
    def known(self) -> bool:
        """Say whether the type is one of the Party's usual types."""
        return self.side == "party" and self.type in PARTY_TYPES


@dataclass(frozen=True, slots=True)
class Reading:
    """A number read leniently, and what had to be repaired to read it."""

    number: DocumentNumber
    repairs: tuple[Repair, ...] = ()

    def say_repairs(self, lang: str = "vi") -> str:
        """Name the repairs in words."""
        return ", ".join(say(f"document_number.{repair}", lang) for repair in self.repairs)


@dataclass(frozen=True, slots=True)
class Citation:
    """A number in running text: where (code points, end excluded), what was read, and the date that follows it."""

    start: int
    end: int
    text: str
    reading: Reading
    day: date | None = None


_NUMBER = r"(?P<number>[0-9]{1,5}[a-zđ]?)"
_TYPE = r"(?P<type>[A-ZĐƯ][A-ZĐƯa-zđư]{0,7})"
_ISSUER = r"(?P<issuer>[A-ZĐƯ][A-ZĐƯ0-9a-zđư]{1,15})"
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
_PARTY = re.compile(rf"{_NUMBER}-{_TYPE}/(?P<issuer>[A-ZĐƯ][A-ZĐƯa-zđư]{{1,15}})")
_STATE = re.compile(rf"{_NUMBER}/(?:{_YEAR}/)?{_TYPE}-{_ISSUER}")
_LAW = re.compile(rf"{_NUMBER}/{_YEAR}/(?P<issuer>(?:QH|UBTVQH)[0-9]{{1,2}})")
_DASH = r"[-‐‑‒–—−]"
_PARTY_ISSUER = re.compile(r"[A-ZĐƯ]*(?:TW|TU|ĐU|HU|QU)")
_CASES = {known.casefold(): known for known in PARTY_TYPES}
_AFTER = re.compile(r"[,;]?\s*(?:ra\s+)?(?=ngày)", re.IGNORECASE)
_LONGEST = 100


def parse_number(text: str) -> DocumentNumber | None:
    """Read a number that is written exactly; `None` if it is not.

    >>> parse_number("56-CTr/TU").issuer, parse_number("202/2025/QH15").side
    ('TU', 'state')
    >>> parse_number("65-Ctr/TU") is None, parse_number("31/QĐ-TW") is None
    (True, True)
    """
    bare = text[:_LONGEST]
    party = _PARTY.fullmatch(bare)
    if party:
        usual = _CASES.get(party["type"].casefold(), party["type"])
        if usual != party["type"] or "Ư" in party["issuer"]:
            return None
        return DocumentNumber("party", party["number"], party["type"], party["issuer"])
    law = _LAW.fullmatch(bare)
    if law:
        return DocumentNumber("state", law["number"], "", law["issuer"], law["year"])
    state = _STATE.fullmatch(bare)
    if state and not (state["year"] is None and _PARTY_ISSUER.fullmatch(state["issuer"])):
        return DocumentNumber("state", state["number"], state["type"], state["issuer"], state["year"] or "")
    return None


def read_number(text: str) -> Reading | None:
    """Read a number as people type it, and say what was repaired; `None` where that would be a guess.

    >>> reading = read_number("04 – QĐNS/T.Ư")
    >>> reading.number.symbol, reading.repairs
    ('04-QĐNS/TW', ('spaces', 'dash', 'centre'))
    """
    tidy = nfc(text[:_LONGEST]).strip()
    repairs: list[Repair] = []

    def repaired(name: Repair, new: str) -> None:
        nonlocal tidy
        if new != tidy:
            repairs.append(name)
            tidy = new

    repaired("prefix", re.sub(r"^(?:số|so)\b\s*:?\s*", "", tidy, flags=re.IGNORECASE))
    repaired("spaces", re.sub(rf"\s*({_DASH}|/)\s*", r"\1", tidy))
    repaired("dash", re.sub(_DASH, "-", tidy))
    repaired("letter", tidy.replace("\u00d0", "Đ").replace("\u0189", "Đ"))
    repaired("centre", re.sub(r"(?:T\.Ư|TƯ)\.?$", "TW", tidy))
    found = re.fullmatch(rf"{_NUMBER}([-/])([A-Za-zĐđƯư]{{1,8}})([-/])([A-Za-zĐđƯư]{{2,16}})", tidy)
    if found:
        number, first, kind, second, issuer = found.groups()
        repaired("case", f"{number}{first}{_CASES.get(kind.casefold(), kind)}{second}{issuer}")
        kind, party = _CASES.get(kind.casefold(), kind), _PARTY_ISSUER.fullmatch(issuer)
        if party and (first, second) == ("-", "-"):
            repaired("slash", f"{number}-{kind}/{issuer}")
        elif party and (first, second) == ("/", "-"):
            repaired("order", f"{number}-{kind}/{issuer}")
    exact = parse_number(tidy)
    return Reading(exact, tuple(repairs)) if exact else None


def require_number(text: str, *, file: object = None, line: int | None = None) -> DocumentNumber:
    """Read a number that is written exactly.

    Raises:
        InputError: it is not (NUMBER-01); names the nearest number where one can be read leniently.
    """
    exact = parse_number(text)
    if exact:
        return exact
    lenient = read_number(text)
    near = lenient.number.symbol if lenient else "56-CTr/TU"
    raise InputError("NUMBER-01", file=file, line=line, text=text[:_LONGEST], near=near)


_BOUND = r"(?<![\w/.-])"
_CITED = re.compile(
    rf"{_BOUND}[0-9]{{1,5}}[a-zđ]?(?:"
    rf"/(?:19|20|21)[0-9]{{2}}/[A-ZĐƯ][\wĐđ]{{0,15}}(?:-[A-ZĐƯ][\w]{{1,15}})?"
    rf"|[ \u00a0]?(?:{_DASH}|/)[ \u00a0]?[A-ZĐÐƯ][A-Za-zĐđÐƯư]{{0,7}}(?:{_DASH}|/)(?:T\.Ư|[A-ZĐƯ][\wĐđ]{{1,15}}))"
    r"(?![\w/-])"
)


def citations(text: str, *, lenient: bool = False) -> Iterator[Citation]:
    """Find numbers of documents in running text, in order; lenient ones carry what was repaired.

    >>> [c.reading.number.symbol for c in citations("thực hiện Nghị quyết số 28-NQ/TW ngày 17/11/2022")]
    ['28-NQ/TW']
    """
    for found in _CITED.finditer(text):
        exact = parse_number(found[0])
        reading = Reading(exact) if exact else read_number(found[0]) if lenient else None
        if reading is None:
            continue
        if reading.repairs and reading.number.side == "party" and not reading.number.known:
            continue
        after = _AFTER.match(text, found.end())
        dated = next(dates_in(text[after.end() : after.end() + 40]), None) if after else None
        day = dated.day if dated and dated.start == 0 else None
        yield Citation(found.start(), found.end(), found[0], reading, day)

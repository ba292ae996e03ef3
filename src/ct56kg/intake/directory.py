"""What bodies and documents are called in sheets, and which one a name means; never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ct56kg.base.dates import format_iso
from ct56kg.base.document_number import read_number
from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import CT, RDFS
from ct56kg.base.text import match_key, near

PARTIES = f"""PREFIX ct: <{CT}> PREFIX rdfs: <{RDFS}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name WHERE {{
  ?thing a/rdfs:subClassOf* ct:Party .
  OPTIONAL {{ ?thing rdfs:label|skos:prefLabel|skos:altLabel|ct:abbreviation ?name }}
}} ORDER BY ?thing ?name"""
"""Every body and group with all its names."""

DOCUMENTS = f"""PREFIX ct: <{CT}> PREFIX rdfs: <{RDFS}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name ?symbol ?issued ?issuer WHERE {{
  ?thing a/rdfs:subClassOf* ct:Document .
  OPTIONAL {{ ?thing rdfs:label|skos:prefLabel|skos:altLabel|ct:abbreviation ?name }}
  OPTIONAL {{ ?thing ct:symbol ?symbol }}
  OPTIONAL {{ ?thing ct:issueDate ?issued }}
  OPTIONAL {{ ?thing ct:issuer ?issuer }}
}} ORDER BY ?thing ?name ?symbol ?issued ?issuer"""
"""Every document with its names, number, day and issuer."""

_ABBREVIATIONS = {
    match_key(short): match_key(long)
    for short, long in (
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("MTTQ", "Mặt trận Tổ quốc"),
        ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
        ("BTV", "Ban Thường vụ"),
        ("UBKT", "Ủy ban Kiểm tra"),
        ("TW", "Trung ương"),
        ("TƯ", "Trung ương"),
        ("T.Ư", "Trung ương"),
    )
}
"""Abbreviations that every office reads alike."""

_LONGEST = 200
_WORD = re.compile(r"[^\s,;:()/–-]+")


@dataclass(frozen=True, slots=True)
class Directory:
    """Names of things of one kind: what each is called in a sheet, and what every name may mean."""

    shown: Mapping[str, str]
    meant: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def name(self, thing: str) -> str:
        """Give the name that a sheet shows; it means this thing and no other."""
        return self.shown.get(thing, thing)

    def find(self, text: str) -> frozenset[str]:
        """Give the things that a name means: one, none, or several; spelling of tones and case do not count."""
        return self.meant.get(name_key(text), frozenset())

    def near(self, text: str) -> list[str]:
        """Suggest names that a person may have meant."""
        return near(text[:_LONGEST], self.names, 3)


def name_key(text: str) -> str:
    """Make the key under which names are compared: `match_key` with common abbreviations written out.

    >>> name_key("UBKT Thành uỷ") == name_key("Ủy ban Kiểm tra Thành ủy")
    True
    """
    key = match_key(text).strip(" .;,")
    return _WORD.sub(lambda word: _ABBREVIATIONS.get(word[0], word[0]), key)


def parties(rows: Rows, label: Callable[[Term], str]) -> Directory:
    """Collect bodies and groups from the answer to `PARTIES`."""
    found: dict[str, list[str]] = {}
    for thing, name in rows:
        if thing:
            found.setdefault(thing.value, []).extend([name.value] if name else [])
    return _directory(found, {thing: label(iri(thing)) for thing in found})


def documents(rows: Rows, label: Callable[[Term], str]) -> Directory:
    """Collect documents from the answer to `DOCUMENTS`; a document is shown by its number where that is its own."""
    found: dict[str, list[str]] = {}
    about: dict[str, tuple[str, str, str]] = {}
    for thing, name, symbol, issued, issuer in rows:
        if thing:
            found.setdefault(thing.value, []).extend(term.value for term in (name, symbol) if term)
            day = format_iso(issued.value) if issued else ""
            about[thing.value] = (symbol.value if symbol else "", day, label(issuer) if issuer else "")
    owners: dict[str, list[str]] = {}
    for one, (number, _, _) in about.items():
        owners.setdefault(number, []).append(one)
    shown: dict[str, str] = {}
    for one, (number, day, by) in about.items():
        if not number:
            shown[one] = label(iri(one))
        elif len(owners[number]) == 1:
            shown[one] = number
        else:
            shown[one] = f"{number} ({', '.join(part for part in (day, by) if part)})"
    return _directory(found, shown)


def document_key(text: str) -> str:
    """Give the number within words such as `Thông báo số 12-TB/TU ngày …`, repaired, or the words themselves."""
    reading = read_number(text)
    return reading.number.symbol if reading else text


def _directory(found: Mapping[str, Iterable[str]], shown: dict[str, str]) -> Directory:
    owners: dict[str, list[str]] = {}
    for thing, name in shown.items():
        owners.setdefault(name_key(name), []).append(thing)
    for things in owners.values():
        if len(things) > 1:
            for thing in things:
                shown[thing] = f"{shown[thing]} [{thing.rsplit('/', 1)[-1]}]"
    meant: dict[str, set[str]] = {}
    names: set[str] = set()
    for thing, known in found.items():
        for name in (*known, shown[thing]):
            meant.setdefault(name_key(name), set()).add(thing)
            names.add(name)
    for thing, name in shown.items():
        meant[name_key(name)] = {thing}
    return Directory(shown, {key: frozenset(things) for key, things in meant.items()}, tuple(sorted(names)))

"""From words such as `Kế hoạch số 05-KH/TU ngày 07/3/2025` to the parts of a document's identity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ct56kg.base.dates import dates_in
from ct56kg.base.document_number import DocumentNumber, read_number
from ct56kg.base.rows import Rows
from ct56kg.base.terms import SCHEME, SKOS
from ct56kg.base.text import match_key, nfc

TYPES = f"""PREFIX skos: <{SKOS}>
SELECT ?type ?notation ?name WHERE {{
  ?type skos:inScheme <{SCHEME}doctype/> ; skos:notation ?notation ; skos:prefLabel ?name .
}} ORDER BY ?type ?notation ?name"""
"""Every type of document with its abbreviations and names."""

_NUMBER = re.compile(r"(?:\bsố\b\s*:?\s*)?(?<![\w/.-])([0-9]{1,5}[a-zđ]?\s*[-‐‑‒–—−/].*)", re.IGNORECASE)
_END = re.compile(r"\s*(?:,|;|\bngày\b|\bcủa\b|\bvề\b|\(|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type: its IRI, its name in Vietnamese and English, the abbreviations used in numbers."""

    iri: str
    names: tuple[str, ...]
    notations: tuple[str, ...]

    @property
    def name(self) -> str:
        """Give its Vietnamese name."""
        return self.names[0] if self.names else self.iri


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """What words say of a document: words before the number, the number with what was repaired, the day."""

    before: str
    number: DocumentNumber
    repairs: str
    day: date | None


def document_types(rows: Rows) -> tuple[DocumentType, ...]:
    """Collect the types from the answer to `TYPES`."""
    found: dict[str, tuple[dict[str, str], list[str]]] = {}
    for kind, notation, name in rows:
        if kind and notation and name:
            names, notations = found.setdefault(kind.value, ({}, []))
            names.setdefault(name.language, name.value)
            if notation.value not in notations:
                notations.append(notation.value)
    return tuple(
        DocumentType(iri, tuple(names[lang] for lang in ("vi", "en") if lang in names), tuple(notations))
        for iri, (names, notations) in found.items()
    )


def types_for(number: DocumentNumber, words: str, types: Sequence[DocumentType]) -> list[DocumentType]:
    """Give the types that a number may have: by its abbreviation, and by the type named before it if one is.

    Several remain where the abbreviation stands for several (`QĐ`) and no word decides.
    """
    fitting = [kind for kind in types if number.type in kind.notations]
    key = match_key(words)
    named = [kind for kind in fitting if key and any(key.startswith(match_key(name)) for name in kind.names)]
    return named or fitting


def read_document(text: str) -> DocumentWords | None:
    """Read the words by which people name a document; nothing where there is no readable number in them.

    >>> found = read_document("Kế hoạch số 05-KH/TU ngày 07/3/2025 của Tỉnh ủy")
    >>> found.before, found.number.symbol, found.day.isoformat()
    ('Kế hoạch', '05-KH/TU', '2025-03-07')
    >>> read_document("văn bản của Tỉnh ủy") is None
    True
    """
    bare = nfc(text).strip()
    match = _NUMBER.search(bare)
    if match is None:
        return None
    rest = match[1]
    cut = _END.search(rest)
    number = read_number(rest[: cut.start()] if cut else rest)
    if number is None:
        return None
    day = next(dates_in(rest), None)
    return DocumentWords(bare[: match.start()].strip(), number.number, number.say_repairs(), day.day if day else None)

"""Quotations against the text they quote: first the text's fingerprint, then every span, character by character."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ct56kg.base.rows import Rows
from ct56kg.graph.store import Store

SPANS = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?span ?source ?exact ?start ?end ?hash WHERE {
  ?span oa:exact ?exact ; oa:start ?start ; oa:end ?end ; ct:source ?source .
  OPTIONAL { ?source ct:sha256 ?hash }
} ORDER BY ?start ?end ?span
"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation and what stands at its place in the text."""

    span: str
    start: int
    end: int
    exact: str
    found: str

    @property
    def right(self) -> bool:
        """Say whether the words are the text's own."""
        return self.exact == self.found


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """All quotations from one text; `known` is false if no source of the dossier has the text's hash."""

    path: Path
    sha256: str
    known: bool
    quotations: tuple[Quotation, ...] = ()

    @property
    def wrong(self) -> tuple[Quotation, ...]:
        """Give the quotations that differ from the text."""
        return tuple(quotation for quotation in self.quotations if not quotation.right)


def check_text(store: Store, path: Path, text: bytes) -> SourceCheck:
    """Compare every quotation of a source with its text.

    Offsets are 0-based code points of the text, line feeds counted (Web Annotation, 4.2.5).
    """
    digest = sha256(text).hexdigest()
    rows = [row for row in _spans(store.select(SPANS)) if row[5] == digest]
    decoded = text.decode("utf-8", "replace")
    quotations = tuple(Quotation(span, start, end, exact, decoded[start:end]) for span, _, exact, start, end, _ in rows)
    return SourceCheck(path, digest, bool(rows), quotations)


def _spans(rows: Rows) -> Iterable[tuple[str, str, str, int, int, str]]:
    for row in rows.dicts():
        values = {name: term.value if term else "" for name, term in row.items()}
        yield (
            values["span"],
            values["source"],
            values["exact"],
            int(values["start"]),
            int(values["end"]),
            values["hash"].lower(),
        )

"""All that a sheet of an annex is made from and read against: the annexes, the names, the lists, on one date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import CT, SCHEME, SKOS
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.questions import catalogue, fill, find_question
from ct56kg.graph.store import Store
from ct56kg.intake.annex import QUESTIONS, Annex, Line, cells, fingerprint, read_annexes
from ct56kg.intake.directory import DOCUMENTS, PARTIES, Directory, documents, parties
from ct56kg.intake.documents import TYPES, DocumentType, document_types

_SCHEMES = f"""PREFIX skos: <{SKOS}> PREFIX ct: <{CT}>
SELECT ?scheme ?concept ?name WHERE {{
  VALUES ?scheme {{ <{SCHEME}bodytype/> <{SCHEME}level/> <{SCHEME}role/> }}
  ?concept skos:inScheme ?scheme ; skos:prefLabel ?name . OPTIONAL {{ ?concept ct:order ?order }}
}} ORDER BY ?scheme ?order ?concept ?name"""

_FICTION = f"""PREFIX ct: <{CT}>
SELECT DISTINCT ?thing WHERE {{
  {{ GRAPH ?g {{ ?thing a ct:Assignment }} }} UNION {{ ?x ct:inAnnex ?thing . GRAPH ?g {{ ?thing a ?class }} }}
  ?g ct:status <{SCHEME}status/synthetic> .
}}"""


@dataclass(frozen=True, slots=True)
class Concepts:
    """One closed list: concepts in order with their names in the reader's language, and what every name means."""

    shown: dict[str, str]
    meant: dict[str, str]
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def name(self, concept: str, lang: str) -> str:
        """Name a concept in a language, whatever the reader's."""
        known = self.names.get(concept, {})
        return known.get(lang) or known.get("vi") or self.shown.get(concept, concept)


@dataclass(frozen=True)
class Material:
    """The dossier on a date, as sheets need it."""

    dossier: Dossier
    store: Store
    label: Callable[[Term], str]
    lang: str
    as_of: date

    @cached_property
    def annexes(self) -> tuple[Annex, ...]:
        """Give every annex with its rows."""
        questions = catalogue(self.dossier.queries)
        main, taking, longer = (self.store.select(fill(find_question(questions, name), {})) for name in QUESTIONS)
        return read_annexes(main, taking, longer, self.as_of)

    @cached_property
    def parties(self) -> Directory:
        """Give the bodies and groups by name."""
        return parties(self.store.select(PARTIES), self.label)

    @cached_property
    def document_rows(self) -> Rows:
        """Give what is known of each document's identity."""
        return self.store.select(DOCUMENTS)

    @cached_property
    def documents(self) -> Directory:
        """Give the documents by number and name."""
        return documents(self.document_rows, self.label)

    @cached_property
    def document_types(self) -> tuple[DocumentType, ...]:
        """Give the types of documents."""
        return document_types(self.store.select(TYPES))

    @cached_property
    def fictitious(self) -> frozenset[str]:
        """Give the assignments and annexes that are samples."""
        return frozenset(row[0].value for row in self.store.select(_FICTION) if row[0])

    def concepts(self, scheme: str) -> Concepts:
        """Give one of the lists: `bodytype`, `level`, `role`."""
        return self._schemes.get(f"{SCHEME}{scheme}/", Concepts({}, {}))

    @cached_property
    def _schemes(self) -> dict[str, Concepts]:
        from ct56kg.intake.directory import name_key

        found: dict[str, Concepts] = {}
        for scheme, concept, name in self.store.select(_SCHEMES):
            if scheme and concept and name:
                known = found.setdefault(scheme.value, Concepts({}, {}))
                known.shown.setdefault(concept.value, self.label(concept))
                known.meant[name_key(name.value)] = concept.value
                known.names.setdefault(concept.value, {}).setdefault(name.language, name.value)
        return found

    def name(self, thing: str) -> str:
        """Name a document or, where there is no such, anything."""
        return self.documents.name(thing) if thing in self.documents.shown else self.label(iri(thing))

    def texts(self, line: Line) -> dict[str, str]:
        """Give the texts of a row's cells as a sheet shows them today."""
        return cells(line, self.parties.name, self.name, lambda role: self.label(iri(role)))

    def state(self, annex: Annex) -> str:
        """Give the SHA-256 of an annex as a sheet shows it."""
        return fingerprint(annex, [self.texts(line) for line in annex.lines])

    def annex(self, wanted: str | None) -> Annex:
        """Find the annex that is meant: the one named, else the only one, else the only one that is no sample,
        else (where nothing is assigned yet) the only document.

        Raises:
            UsageError: no document of that name, or several (ANNEX-01); several annexes and none named (ANNEX-02);
                none at all (ANNEX-03).
        """
        known = {annex.document: annex for annex in self.annexes}
        if wanted is not None:
            found = sorted(self.documents.find(wanted) | ({wanted} & self.documents.shown.keys()))
            if len(found) != 1:
                near = " · ".join(self.documents.name(one) for one in found) or " · ".join(self.documents.near(wanted))
                raise UsageError("ANNEX-01", name=wanted, near=near or "–")
            return known.get(found[0], Annex(found[0], ()))
        own = [annex for annex in self.annexes if annex.document not in self.fictitious]
        for choice in (list(self.annexes), own):
            if len(choice) == 1:
                return choice[0]
        if not known and len(self.documents.shown) == 1:
            return Annex(next(iter(self.documents.shown)), ())
        if not known:
            raise UsageError("ANNEX-03", known=" · ".join(sorted(self.documents.shown.values())) or "–")
        names = " · ".join(self.documents.name(annex.document) for annex in self.annexes if annex.document)
        raise UsageError("ANNEX-02", known=names)

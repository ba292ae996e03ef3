"""The lists beside an annex: bodies and documents as a sheet shows them, and the new ones that a person adds below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ct56kg.base.dates import format_iso, parse_date
from ct56kg.base.document_number import DocumentNumber, read_number
from ct56kg.base.errors import InputError
from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, RDFS
from ct56kg.base.text import sort_key
from ct56kg.base.words import say
from ct56kg.graph.statements import Statement
from ct56kg.intake.directory import Directory, name_key
from ct56kg.intake.documents import DocumentType, types_for
from ct56kg.intake.grid import Grid, tidy
from ct56kg.intake.material import Material
from ct56kg.intake.minting import LABEL, TYPE, Mint, ct, day, plain, vietnamese
from ct56kg.intake.problems import Log

FIRST = 4
"""First row of entries on both sheets."""

_BODIES = f"""PREFIX ct: <{CT}> PREFIX rdfs: <{RDFS}>
SELECT ?thing ?short ?english ?type ?level ?end WHERE {{
  ?thing a/rdfs:subClassOf* ct:Party .
  OPTIONAL {{ ?thing ct:abbreviation ?short }}
  OPTIONAL {{ ?thing rdfs:label ?english FILTER(LANG(?english) = "en") }}
  OPTIONAL {{ ?thing ct:bodyType ?type }}
  OPTIONAL {{ ?thing ct:level ?level }}
  OPTIONAL {{ ?thing ct:endLatest ?end }}
}} ORDER BY ?thing ?short ?english ?type ?level ?end"""
_DOCUMENTS = f"""PREFIX ct: <{CT}> PREFIX rdfs: <{RDFS}>
SELECT ?thing ?type ?title ?issuer ?issued WHERE {{
  ?thing a/rdfs:subClassOf* ct:Document .
  OPTIONAL {{ ?thing ct:documentType ?type }}
  OPTIONAL {{ ?thing ct:title ?title }}
  OPTIONAL {{ ?thing ct:issuer ?issuer }}
  OPTIONAL {{ ?thing ct:issueDate ?issued }}
}} ORDER BY ?thing ?type ?title ?issuer ?issued"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of one of the lists: its texts and, for what exists, its IRI."""

    texts: tuple[str, ...]
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Additions:
    """What a person added to the lists: statements, and the directories with the new names."""

    parties: Directory
    documents: Directory
    statements: tuple[Statement, ...] = ()
    things: tuple[str, ...] = ()


def listed_bodies(material: Material) -> list[Listed]:
    """List the bodies and groups that have not ended: name, abbreviation, English name, type, level."""
    found: dict[str, Listed] = {}
    for thing, short, english, kind, level, end in material.store.select(_BODIES):
        if thing and thing.value not in found and not (end and end.value <= material.as_of.isoformat()):
            names = (short.value if short else "", english.value if english else "")
            kinds = (material.label(kind) if kind else "", material.label(level) if level else "")
            found[thing.value] = Listed((material.parties.name(thing.value), *names, *kinds), thing.value)
    return sorted(found.values(), key=lambda listed: sort_key(listed.texts[0]))


def listed_documents(material: Material) -> list[Listed]:
    """List the documents: number, type, title, issuer, day."""
    found: dict[str, Listed] = {}
    for thing, kind, title, issuer, issued in material.store.select(_DOCUMENTS):
        if thing and thing.value not in found:
            by = material.parties.name(issuer.value) if issuer else ""
            texts = (material.label(kind) if kind else "", title.value if title else "", by)
            issued_on = format_iso(issued.value) if issued else ""
            found[thing.value] = Listed((material.documents.name(thing.value), *texts, issued_on), thing.value)
    return sorted(found.values(), key=lambda listed: sort_key(listed.texts[0]))


def read_additions(
    material: Material,
    bodies: Grid | None,
    documents: Grid | None,
    mint: Mint,
    evidence: Term,
    log: Log,
    sample: bool = False,
) -> Additions:
    """Read what was added to the two lists; edits of existing rows are refused, documents of a sample are marked."""
    made: list[Statement] = []
    things: list[str] = []
    parties, known = material.parties, material.documents
    for place, texts in _new_rows(bodies, listed_bodies(material) if bodies else (), log):
        thing = mint.new("body")
        if statements := _body(thing, texts, place, material, parties, evidence, log):
            made += statements
            things.append(thing)
            parties = _with(parties, thing, texts[0], (texts[0], texts[1]))
    for place, texts in _new_rows(documents, listed_documents(material) if documents else (), log):
        thing = mint.new("doc")
        number = _number(texts[0], place, known, log)
        if number and (statements := _document(thing, number, texts, place, (material, parties), evidence, log)):
            made += [_marked(one) if sample else one for one in statements]
            things.append(thing)
            known = _with(known, thing, number.symbol, (texts[0], number.symbol))
    return Additions(parties, known, tuple(made), tuple(things))


def _new_rows(grid: Grid | None, standing: Iterable[Listed], log: Log) -> Iterator[tuple[str, list[str]]]:
    """Give the rows that a person added, with the place of their first cell."""
    if grid is None:
        return
    known = {listed.iri: listed for listed in standing}
    for row in sorted({row for row, _ in grid.cells if row >= FIRST}):
        texts = [tidy(cell.text) if (cell := grid.cells.get((row, place))) else "" for place in range(1, 6)]
        cell = grid.cells.get((row, 6))
        if cell is None:
            if any(texts):
                yield grid.ref(row, 1), texts
            continue
        before = known.get(cell.text)
        for place, text in enumerate(texts if before else ()):
            was = tidy(before.texts[place]) if before else ""
            if text != was:
                log.refuse("SHEET-27", grid.ref(row, place + 1), before=was, after=text)


def _body(
    thing: str, texts: list[str], place: str, material: Material, known: Directory, evidence: Term, log: Log
) -> list[Statement]:
    name, short, english, kind, level = texts
    if not name:
        log.refuse("SHEET-28", place, what=" | ".join(text for text in texts if text))
        return []
    for taken in (name, short):
        if taken and known.find(taken):
            log.refuse("SHEET-29", place, text=taken, other=" · ".join(known.name(one) for one in known.find(taken)))
    subject = iri(thing)
    made: list[Statement] = [
        (subject, TYPE, ct("Body")),
        (subject, LABEL, vietnamese(name)),
        (subject, ct("evidence"), evidence),
    ]
    if english:
        made.append((subject, LABEL, Term("literal", english, language="en")))
    if short:
        made.append((subject, ct("abbreviation"), plain(short)))
    for text, scheme, prop in ((kind, "bodytype", "bodyType"), (level, "level", "level")):
        concept = material.concepts(scheme).meant.get(name_key(text))
        if concept:
            made.append((subject, ct(prop), iri(concept)))
        elif text:
            log.refuse("SHEET-28", place, what=text)
    return made


def _number(text: str, place: str, known: Directory, log: Log) -> DocumentNumber | None:
    reading = read_number(text)
    if reading is None:
        log.refuse("SHEET-28", place, what=text or "–")
        return None
    if reading.repairs:
        log.notice("SHEET-62", place, text=text, symbol=reading.number.symbol, repairs=reading.say_repairs())
    return reading.number


def _document(
    thing: str,
    number: DocumentNumber,
    texts: list[str],
    place: str,
    known: tuple[Material, Directory],
    evidence: Term,
    log: Log,
) -> list[Statement]:
    _, kind, title, by, issued = texts
    material, parties = known
    types = [one for one in material.document_types if name_key(kind) in {name_key(name) for name in one.names}]
    types = types or ([] if kind else types_for(number, "", material.document_types))
    issuers = parties.find(by) if by else frozenset()
    try:
        issued_on = parse_date(issued).isoformat() if issued else ""
    except InputError:
        issued_on = ""
    if len(types) != 1 or len(issuers) != 1 or not issued_on:
        wrong = [text or "–" for text, right in ((kind, len(types) == 1), (by, len(issuers) == 1)) if not right]
        log.refuse("SHEET-28", place, what=" | ".join([*wrong, *([] if issued_on else [issued or "–"])]))
        return []
    return _about_document(iri(thing), number, types[0], title, next(iter(issuers)), issued_on, evidence)


def _about_document(
    subject: Term, number: DocumentNumber, kind: DocumentType, title: str, by: str, issued: str, evidence: Term
) -> list[Statement]:
    made: list[Statement] = [
        (subject, TYPE, ct("PartyDocument" if number.side == "party" else "StateDocument")),
        (subject, ct("documentType"), iri(kind.iri)),
        (subject, ct("number"), plain(number.number)),
        (subject, ct("symbol"), plain(number.symbol)),
        (subject, ct("issuer"), iri(by)),
        (subject, ct("issueDate"), day(issued)),
        (subject, ct("evidence"), evidence),
    ]
    for name, lang in zip(kind.names, ("vi", "en"), strict=False):
        label = f"{name[:1].upper()}{name[1:]} {number.symbol}"
        made.append((subject, LABEL, Term("literal", label, language=lang)))
    if title:
        made.append((subject, ct("title"), vietnamese(title)))
    return made


def _marked(statement: Statement) -> Statement:
    """Put the mark of samples before a label."""
    subject, prop, value = statement
    if prop != LABEL:
        return statement
    return subject, prop, value._replace(value=say("annex.mark", value.language) + value.value)


def _with(directory: Directory, thing: str, shown: str, names: Iterable[str]) -> Directory:
    """Give a directory with one thing more."""
    meant = dict(directory.meant)
    for name in names:
        if name:
            meant[name_key(name)] = meant.get(name_key(name), frozenset()) | {thing}
    return replace(directory, shown={**directory.shown, thing: shown}, meant=meant, names=(*directory.names, shown))

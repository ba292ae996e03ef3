"""`ct56kg export annex`: the assignment annex as a sheet to edit and bring back."""

from __future__ import annotations

import argparse
from pathlib import Path

from ct56kg.base.dates import format_iso
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import iri
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.intake.annex import Annex
from ct56kg.intake.material import Material
from ct56kg.view.annex import AnnexSheet, Listed

FORMS = (".xlsx", ".csv", ".ods")
_BODIES = """PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?short ?english ?type ?level ?end WHERE {
  ?thing a/rdfs:subClassOf* ct:Party .
  OPTIONAL { ?thing ct:abbreviation ?short }
  OPTIONAL { ?thing rdfs:label ?english FILTER(LANG(?english) = "en") }
  OPTIONAL { ?thing ct:bodyType ?type }
  OPTIONAL { ?thing ct:level ?level }
  OPTIONAL { ?thing ct:endLatest ?end }
} ORDER BY ?thing ?short ?english ?type ?level ?end"""
_DOCUMENTS = """PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?type ?title ?issuer ?issued WHERE {
  ?thing a/rdfs:subClassOf* ct:Document .
  OPTIONAL { ?thing ct:documentType ?type }
  OPTIONAL { ?thing ct:title ?title }
  OPTIONAL { ?thing ct:issuer ?issuer }
  OPTIONAL { ?thing ct:issueDate ?issued }
} ORDER BY ?thing ?type ?title ?issuer ?issued"""


def run(args: argparse.Namespace) -> int:
    """Write the sheet."""
    asked = context(args)
    suffix = Path(args.output).suffix.lower()
    if suffix not in FORMS:
        raise UsageError("FILE-07", file=args.output, suffix=suffix or "–", known=" ".join(FORMS))
    wanted = None
    for word in args.values:
        key, equals, value = word.partition("=")
        if key != "annex" or not equals:
            raise UsageError("QUERY-10", word=word, params="annex")
        wanted = value
    material = material_of(asked)
    write_out(sheet_of(asked, material, material.annex(wanted), suffix), args.output)
    asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def material_of(asked: Context) -> Material:
    """Gather what sheets need from a run."""
    return Material(asked.dossier, asked.store, asked.label, asked.lang, asked.as_of)


def sheet_of(asked: Context, material: Material, annex: Annex, suffix: str) -> str | bytes:
    """Write one annex in the form that the suffix names."""
    from ct56kg.view import annex as view

    shown = annex_sheet(asked, material, annex)
    if suffix == ".csv":
        return view.to_csv(shown)
    if suffix == ".ods":
        from ct56kg.view.annex_ods import to_ods

        return to_ods(shown)
    return view.to_xlsx(shown)


def annex_sheet(asked: Context, material: Material, annex: Annex) -> AnnexSheet:
    """Give all that the sheet of an annex shows."""
    lang = asked.lang
    sample = annex.document in material.fictitious or any(line.iri in material.fictitious for line in annex.lines)
    document = asked.label(iri(annex.document)) if annex.document else say("annex.no-annex", lang)
    return AnnexSheet(
        annex=annex.document,
        title=say("annex.title", lang),
        document=document,
        dossier=asked.dossier.title,
        dossier_iri=asked.dossier.iri,
        as_of=asked.as_of,
        state=material.state(annex),
        rows=[(line.iri, line.heading, material.texts(line)) for line in annex.lines],
        bodies=_bodies(asked, material),
        documents=_documents(asked, material),
        body_types=list(material.concepts("bodytype").shown.values()),
        levels=list(material.concepts("level").shown.values()),
        document_types=[kind.names[-1] if lang == "en" else kind.name for kind in material.document_types],
        mark=say("cli.synthetic", lang) if sample else None,
        lang=lang,
    )


def _bodies(asked: Context, material: Material) -> list[Listed]:
    from ct56kg.base.text import sort_key

    found: dict[str, Listed] = {}
    for thing, short, english, kind, level, end in asked.store.select(_BODIES):
        if thing and thing.value not in found and not (end and end.value <= asked.as_of.isoformat()):
            names = (short.value if short else "", english.value if english else "")
            kinds = (asked.label(kind) if kind else "", asked.label(level) if level else "")
            found[thing.value] = Listed((material.parties.name(thing.value), *names, *kinds), thing.value)
    return sorted(found.values(), key=lambda listed: sort_key(listed.texts[0]))


def _documents(asked: Context, material: Material) -> list[Listed]:
    from ct56kg.base.text import sort_key

    found: dict[str, Listed] = {}
    for thing, kind, title, issuer, issued in asked.store.select(_DOCUMENTS):
        if thing and thing.value not in found:
            by = material.parties.name(issuer.value) if issuer else ""
            texts = (asked.label(kind) if kind else "", title.value if title else "", by)
            day = format_iso(issued.value) if issued else ""
            found[thing.value] = Listed((material.documents.name(thing.value), *texts, day), thing.value)
    return sorted(found.values(), key=lambda listed: sort_key(listed.texts[0]))

"""`ct56kg export annex`: the assignment annex as a sheet to edit and bring back."""

from __future__ import annotations

import argparse
from pathlib import Path

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import iri
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.intake.annex import Annex
from ct56kg.intake.lists import listed_bodies, listed_documents
from ct56kg.intake.material import Material
from ct56kg.view.annex import AnnexSheet

FORMS = (".xlsx", ".csv", ".ods")


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
    return view.to_ods(shown) if suffix == ".ods" else view.to_xlsx(shown)


def annex_sheet(asked: Context, material: Material, annex: Annex) -> AnnexSheet:
    """Give all that the sheet of an annex shows."""
    lang = asked.lang
    sample = annex.document in material.fictitious or any(line.iri in material.fictitious for line in annex.lines)
    document = asked.label(iri(annex.document)) if annex.document else say("annex.no-annex", lang)
    return AnnexSheet(
        annex=annex.document,
        title=say("annex.title", lang),
        document=document,
        dossier=asked.dossier.called(lang),
        dossier_iri=asked.dossier.iri,
        as_of=asked.as_of,
        state=material.state(annex),
        rows=[(line.iri, line.heading, material.texts(line)) for line in annex.lines],
        bodies=listed_bodies(material),
        documents=listed_documents(material),
        body_types=list(material.concepts("bodytype").shown.values()),
        levels=list(material.concepts("level").shown.values()),
        document_types=[kind.names[-1] if lang == "en" else kind.name for kind in material.document_types],
        mark=say("cli.synthetic", lang) if sample else None,
        lang=lang,
    )

"""`ct56kg import`: an edited sheet becomes a change set, is looked at, and recorded once a person says yes."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from ct56kg.base.dates import format_date, parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.finding import SEVERITIES
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context
from ct56kg.cli.parsing import Parser
from ct56kg.intake.change_set import VERBS, Metadata, folder_of, named_document, verb_of, write_change
from ct56kg.intake.importing import Imported, read_book, read_import
from ct56kg.intake.stamp import read_stamp


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help=say("import.opt-file", lang))
    parser.add_argument("--dry-run", action="store_true", help=say("import.opt-dry-run", lang))
    parser.add_argument("--yes", action="store_true", help=say("import.opt-yes", lang))
    parser.add_argument("--sheet", metavar="NAME", help=say("import.opt-sheet", lang))
    parser.add_argument("--annex", metavar="DOCUMENT", help=say("import.opt-annex", lang))
    parser.add_argument("--by", metavar="DOCUMENT", help=say("import.opt-by", lang))
    parser.add_argument("--effect", metavar="DATE", help=say("import.opt-effect", lang))
    parser.add_argument("--verb", choices=VERBS, help=say("import.opt-verb", lang))
    parser.add_argument("--fail-on", choices=SEVERITIES, default="violation", help=say("cli.opt-fail-on", lang))
    parser.add_argument("--anyway", action="store_true", help=say("amend.opt-anyway", lang))
    parser.add_argument("--because", metavar="TEXT", help=say("amend.opt-because", lang))
    parser.add_argument("-o", "--output", metavar="DIR", help=say("import.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Read, compare, look, ask, record."""
    if args.anyway and not args.because:
        raise UsageError("AMEND-16")
    asked = context(args)
    if args.effect:
        asked = asked.replace(as_of=parse_date(args.effect))
    path = Path(args.file)
    if path.suffix.lower() == ".docx":
        from ct56kg.cli.review import import_review

        return import_review(asked, args, path)
    imported = read_sheet(asked, path, sheet=args.sheet, annex=args.annex)
    if not imported.remove and not imported.add:
        print(say("import.unchanged", asked.lang, file=path.name))
        return 0
    for line in _summary(imported, asked.lang):
        print(line)
    if not args.effect:
        asked.note(say("import.effect", asked.lang, day=format_date(asked.as_of)))
    document = named_document(imported, args.by) if args.by else ""
    from ct56kg.cli.recording import look_and_record, refuse_read_only

    refuse_read_only(asked, args)
    about = Metadata(asked.as_of, args.verb or verb_of(imported), document)
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(args.output or aside, folder_of(imported, about, args.by or ""))
        if folder.exists():
            raise UsageError("INIT-01", folder=folder)
        folder.mkdir(parents=True)
        write_change(folder, imported, about, asked.store, asked.prefixes)
        if args.output:
            asked.note(say("cli.written", asked.lang, files=folder))
        return look_and_record(asked, args, folder)


def read_sheet(asked: Context, path: Path, *, sheet: str | None = None, annex: str | None = None) -> Imported:
    """Read a sheet against the dossier; what was noticed on the way is told."""
    from ct56kg.cli.annex import material_of

    book = read_book(path)
    stamp = read_stamp(book)
    material = material_of(asked.replace(lang=stamp.lang) if stamp else asked)
    imported = read_import(path, book, stamp, material, sheet=sheet, annex=annex)
    for notice in imported.notices:
        asked.note(notice.say(asked.lang))
    return imported


def draft_sheets(asked: Context, old: Path, new: Path, target: Path) -> list[str]:
    """Write the change set that leads from one version of a sheet to another, and say its edits row by row.

    Raises:
        UsageError: the older version does not say what the dossier says (AMEND-24), or the folder exists.
    """
    before = read_sheet(asked, old)
    if before.remove or before.add:
        raise UsageError("AMEND-41", file=old)
    imported = read_sheet(asked, new)
    if target.exists():
        raise UsageError("INIT-01", folder=target)
    target.mkdir(parents=True)
    write_change(target, imported, Metadata(asked.as_of, verb_of(imported), ""), asked.store, asked.prefixes)
    return _summary(imported, asked.lang)


def _summary(imported: Imported, lang: str) -> list[str]:
    """Say row by row what the sheet changes."""
    lines = []
    for edit in imported.edits:
        columns = ", ".join(
            say("import.heading" if column == "heading" else f"annex.col-{column}", lang) for column in edit.columns
        )
        orders = {line.iri: line.order for line in imported.annex.lines}
        lines.append(
            say(f"import.{edit.kind}", lang, place=edit.place, columns=columns, row=orders.get(edit.iri) or edit.iri)
        )
    return lines

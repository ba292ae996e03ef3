"""`ct56kg intake`: what a document may say, as proposals on a review sheet; what was agreed to, into the dossier."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.cli.annex import material_of
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.intake.extracting import SourceText, read_source
from ct56kg.intake.grid import Book
from ct56kg.intake.importing import read_book
from ct56kg.intake.material import Material
from ct56kg.intake.proposing import proposals_of
from ct56kg.intake.review import is_review
from ct56kg.view.terminal import argument


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help=say("review.opt-file", lang))
    parser.add_argument("-o", "--output", metavar="REVIEW.xlsx", help=say("review.opt-output", lang))
    parser.add_argument("--new-bodies", action="store_true", help=say("review.opt-new-bodies", lang))
    parser.add_argument("--dry-run", action="store_true", help=say("import.opt-dry-run", lang))
    parser.add_argument("--yes", action="store_true", help=say("import.opt-yes", lang))


def run(args: argparse.Namespace) -> int:
    """Propose, or take what was agreed."""
    asked = context(args)
    path = Path(args.file)
    if path.suffix.lower() == ".xlsx":
        book = read_book(path)
        if not is_review(book):
            raise UsageError("FILE-07", file=path, suffix=".xlsx", known=".docx .html .txt .pdf")
        return _accept(asked, args, book)
    return _propose(asked, args, read_source(path))


def _propose(asked: Context, args: argparse.Namespace, source: SourceText) -> int:
    from ct56kg.view.review import to_xlsx

    if not args.output or Path(args.output).suffix.lower() != ".xlsx":
        raise UsageError("USAGE-02", what="-o REVIEW.xlsx", usage="ct56kg intake FILE -o REVIEW.xlsx")
    material = material_of(asked)
    found = proposals_of(source.text, material.document_types)
    for remark in source.remarks:
        asked.note(remark.say(asked.lang))
    kinds = Counter(proposal.kind for proposal in found)
    counts = ", ".join(f"{say(f'review.kind-{kind}', asked.lang)}: {n}" for kind, n in kinds.items())
    own = next((one for one in found if one.kind == "document"), None)
    cited = [one for one in found if one.kind == "cited" and "-CTr/" in one.fields["symbol"]]
    host = (own or (cited[0] if cited else None)) if found else None
    symbol = host.fields["symbol"] if host else ""
    write_out(to_xlsx(source, found, symbol, lambda name: _known(name, material, asked.lang), asked.lang), args.output)
    print(say("review.counts", asked.lang, file=source.name, n=len(found), kinds=counts or "–"))
    asked.note(say("cli.written", asked.lang, files=args.output))
    asked.note(say("intake.next", asked.lang, file=argument(args.output)))
    return 0


def _known(name: str, material: Material, lang: str) -> str:
    meant = material.parties.find(name)
    if len(meant) == 1:
        shown = material.parties.name(next(iter(meant)))
        return "" if shown == name else say("review.known", lang, name=name, known=shown)
    return say("review.several" if meant else "review.unknown", lang, name=name)


def _accept(asked: Context, args: argparse.Namespace, book: Book) -> int:
    from ct56kg.graph.statements import turtle_of
    from ct56kg.intake.accepting import Acceptor
    from ct56kg.intake.minting import Mint
    from ct56kg.intake.problems import Log
    from ct56kg.intake.review import read_review

    material, log = material_of(asked), Log()
    accepted = read_review(book, material.document_types, log)
    log.settle(args.file)
    if not accepted.proposals:
        print(say("review.nothing", asked.lang, file=argument(args.file)))
        return 0
    place = next((folder for folder in asked.dossier.data if folder.is_dir()), asked.dossier.root / "data")
    digest = accepted.source.sha256[:12]
    stated, source = place / "stated" / f"van-ban-{digest}.ttl", place / "source" / f"van-ban-{digest}.ttl"
    if stated.exists() or source.exists():
        raise InputError("INTAKE-03", file=stated, hash=digest)
    taken = frozenset(row[0].value for row in material.store.select(_THINGS) if row[0])
    mint = Mint(asked.dossier.iri + "id/x", "", accepted.source.sha256, taken)
    acceptor = Acceptor(accepted, material, mint, log, date.today(), args.new_bodies)
    said, about = acceptor.all()
    log.settle(args.file)
    for notice in log.notices:
        asked.note(notice.say(asked.lang))
    files = {
        source.with_suffix(".txt"): accepted.source.text,
        source: turtle_of(about, asked.prefixes),
        stated: turtle_of(said, asked.prefixes),
    }
    if not _looked_at(asked, args, files[source] + files[stated]):
        return 0
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, content.encode())
    listed = ", ".join(path.name for path in files)
    print(say("review.accepted", asked.lang, n=len(accepted.proposals), files=listed))
    return 0


_THINGS = "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }"


def _looked_at(asked: Context, args: argparse.Namespace, turtle: str) -> bool:
    """Show the impact of what would be recorded, and ask."""
    from ct56kg.amend.change import what_if
    from ct56kg.cli.recording import agreed, refuse_read_only
    from ct56kg.view.looking import look, report_of, written

    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside, Path(args.file).stem + ".ttl")
        file.write_text(turtle, "utf-8")
        seen = look(asked, what_if(add=[file]), True)
        print(written(report_of(asked, seen), asked, "text"))
    if args.dry_run:
        asked.note(say("import.dry", asked.lang))
        return False
    refuse_read_only(asked, args)
    return bool(args.yes) or agreed(asked)

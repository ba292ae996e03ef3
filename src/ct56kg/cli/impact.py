"""`ct56kg impact`: what depends on a body, task or document, and what a reorganisation does to each responsibility."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import events, existence, responsibilities
from ct56kg.amend.reach import kind_of, reached
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.check.seeing import view_of
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.view.fate_report import Impact, to_json, to_text


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("thing", nargs="+", help=say("impact.opt-thing", lang))
    parser.add_argument("--format", choices=("text", "json", "html", "md"), help=say("cli.opt-format", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Show it."""
    asked = context(args)
    thing = _meant(asked, " ".join(args.thing))
    seen = impact_of(asked, thing)
    suffix = Path(args.output or "").suffix[1:]
    style = args.format or (suffix if suffix in ("json", "html", "md") else "text")
    if suffix == "docx" and seen.existence:
        from ct56kg.cli.review import sheet_of_body

        write_out(sheet_of_body(asked, thing), args.output)
    elif style == "json":
        write_out(to_json(seen, asked.label, asked.lang), args.output)
    elif style in ("html", "md"):
        from ct56kg.view.part import shown
        from ct56kg.view.report.forms import written
        from ct56kg.view.report.impact_document import impact_document
        from ct56kg.view.report.material import Material

        made = impact_document(Material(shown(asked, thing), None, asked.as_of), seen)
        write_out(written(made, f".{style}"), args.output)
    else:
        mark = say("cli.synthetic", asked.lang) if asked.state.synthetic else None
        write_out(to_text(seen, asked.label, asked.lang, style, mark), args.output)
    if args.output and args.output != "-":
        asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def _meant(asked: Context, text: str) -> Term:
    """Find the thing that is meant: where the name fits several things, a body before a task before a document."""
    try:
        return asked.names.resolve(text)
    except UsageError as error:
        for kind in ("body", "task", "document"):
            with suppress(UsageError):
                return asked.names.resolve(text, kind)
        raise error


def impact_of(asked: Context, thing: Term) -> Impact:
    """Find out what depends on a thing on the date of the run."""
    facts = Facts(view_of(asked.state))
    ours = asked.dossier.extends == "builtin"
    walked = tuple(reached((facts,), [thing], ours))
    if kind_of((facts,), thing) != "body":
        return Impact(thing, asked.as_of, "", (), (), walked)
    return Impact(
        thing,
        asked.as_of,
        existence(facts, thing, asked.as_of),
        tuple(events(facts, thing)),
        tuple(responsibilities(facts, thing, asked.as_of)),
        walked,
    )

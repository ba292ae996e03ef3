"""`ct56kg show`: one thing on one page: what it is, what it must do, its history, its evidence, what is unknown."""

from __future__ import annotations

import argparse
import json

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, style_of, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.graph.questions import catalogue, fill
from ct56kg.view import terminal, thing

FORMATS = ("text", "md", "json")
PARTS = ("facts", "duties", "parties", "events", "evidence", "unknown", "mentions")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("thing", nargs="+", help=say("thing.opt-thing", lang))
    parser.add_argument("--format", choices=FORMATS, help=say("cli.opt-format", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Show it."""
    asked = context(args).looking
    what = asked.names.resolve(" ".join(args.thing))
    parts = ask_parts(asked, what)
    style = style_of(args.format, args.output, FORMATS)
    if style == "json":
        write_out(json.dumps(thing.as_json(what, parts, asked.label), ensure_ascii=False, indent=1), args.output)
        return 0
    head = thing.Head(
        title=asked.label(what),
        code=asked.labels.curie(what.value),
        day=format_date(asked.as_of),
        synthetic=asked.synthetic,
    )
    width = terminal.USUAL if args.output else terminal.width()
    write_out(thing.to_text(head, parts, asked.label, asked.lang, width, markdown=style == "md"), args.output)
    return 0


def ask_parts(asked: Context, what: Term) -> dict[str, Rows]:
    """Ask every question of a thing's page."""
    questions = catalogue(asked.dossier.queries)
    return {
        part: asked.store.select(fill(questions[f"view/thing-{part}"], {"thing": what}))
        for part in PARTS
        if f"view/thing-{part}" in questions
    }

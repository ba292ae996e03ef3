"""`ct56kg draw`: a diagram of the dossier on a date, as SVG, PNG, PDF, DOT or words."""

from __future__ import annotations

import argparse

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context
from ct56kg.cli.parsing import Parser
from ct56kg.graph.questions import fill, question_named
from ct56kg.view import diagram


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("name", nargs="?", help=say("draw.opt-name", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("draw.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Draw one diagram, or list them."""
    if args.name is None:
        lang = args.lang or "vi"
        for name in diagram.NAMES:
            print(f"  {name:16}{say(f'draw.{name}', lang)}")
        print(say("draw.list-end", lang))
        return 0
    diagram.questions_of(args.name)
    if not args.output:
        raise UsageError("USAGE-02", what="-o FILE.svg|png|pdf|dot", usage=f"ct56kg draw {args.name} -o FILE.svg")
    asked = context(args)
    path = picture(asked, args.name).save(args.output)
    asked.note(say("cli.written", asked.lang, files=path))
    return 0


def picture(asked: Context, name: str) -> diagram.Picture:
    """Draw a diagram of the dossier as a reader sees it."""
    return diagram.draw(
        name,
        {question: answer(asked, question) for question in diagram.questions_of(name)},
        lang=asked.lang,
        as_of=asked.as_of,
        label=asked.label,
        href=lambda thing: thing.value if thing.kind == "iri" else "",
        source=asked.source,
        synthetic=asked.synthetic,
    )


def answer(asked: Context, name: str) -> Rows:
    """Answer one of the views' questions: dates are the run's, everything else its default."""
    question = question_named(asked.dossier.queries, name)
    day = Term("literal", asked.as_of.isoformat(), XSD + "date")
    return asked.store.select(fill(question, {p.name: day for p in question.params if p.kind == "date"}))

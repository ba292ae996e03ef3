"""`ct56kg draw`: a diagram of the dossier on a date, as SVG, PNG, PDF, DOT or words."""

from __future__ import annotations

import argparse

from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.cli.context import context
from ct56kg.cli.parsing import Parser
from ct56kg.view import diagram
from ct56kg.view.asking import answer
from ct56kg.view.part import Part, named, shown
from ct56kg.view.pictures import picture
from ct56kg.view.terminal import hanging, set_lines

__all__ = ["answer", "configure", "picture", "run"]


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("name", nargs="?", help=say("draw.opt-name", lang))
    parser.add_argument("--compare", metavar="DATE|CHANGE", help=say("draw.opt-compare", lang))
    parser.add_argument("--focus", metavar="THING", help=say("draw.opt-focus", lang))
    parser.add_argument("--document", metavar="THING", help=say("draw.opt-document", lang))
    parser.add_argument("--split", action="store_true", help=say("draw.opt-split", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("draw.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Draw one diagram, or list them."""
    if args.name is None:
        lang = args.lang or "vi"
        for name in diagram.NAMES:
            print("\n".join(hanging(f"  {name:16}", say(f"draw.{name}", lang))))
        print("\n".join(set_lines([say("draw.list-end", lang)])))
        return 0
    diagram.questions_of(args.name)
    if not args.output:
        raise UsageError("USAGE-02", what="-o FILE.svg|png|pdf|dot", usage=f"ct56kg draw {args.name} -o FILE.svg")
    asked = context(args).looking
    focus, document = named(asked, args)
    asked = Part(asked, document.value) if document else shown(asked, focus)
    made = picture(asked, args.name, compare=args.compare or "", focus=focus or "", split=args.split)
    paths = made.save_all(args.output)
    asked.note(say("cli.written", asked.lang, files=", ".join(str(path) for path in paths)))
    return 0

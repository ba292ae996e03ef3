"""`ct56kg site`: the pages of the web application as files, to be opened without a network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ct56kg.base.dates import parse_date
from ct56kg.base.words import say
from ct56kg.cli.context import context
from ct56kg.cli.parsing import Parser


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help=say("web.opt-folder", lang))
    parser.add_argument("--also", metavar="YYYY-MM-DD", action="append", default=[], help=say("web.opt-also", lang))


def run(args: argparse.Namespace) -> int:
    """Write the site."""
    asked = context(args)
    from ct56kg.web.site import write_site

    days = tuple(dict.fromkeys((asked.as_of, *(parse_date(text) for text in args.also))))

    def told(number: int) -> None:
        if sys.stderr.isatty():
            asked.note(say("web.written-so-far", asked.lang, n=number))

    number = write_site(asked.dossier, Path(args.output), days, asked.statuses, told)
    asked.note(say("web.written", asked.lang, n=number, file=Path(args.output) / "index.html"))
    return 0

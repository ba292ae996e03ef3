"""`ct56kg site`: the pages of the web application as files, to be opened without a network."""

from __future__ import annotations

import argparse
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
    from ct56kg.graph.disk.progress import Progress
    from ct56kg.web.site import write_site

    days = tuple(dict.fromkeys((asked.as_of, *(parse_date(text) for text in args.also))))

    progress = Progress(say("web.writing", asked.lang))
    made = write_site(asked.dossier, Path(args.output), days, asked.statuses, progress.reach)
    progress.end()
    index = Path(args.output) / "index.html"
    size = f"{made.size / 2**20:.1f}".replace(".", "," if asked.lang == "vi" else ".")
    asked.note(say("web.written", asked.lang, n=made.files, size=size, new=made.new, file=index))
    return 0

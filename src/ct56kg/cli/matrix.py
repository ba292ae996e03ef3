"""`ct56kg matrix`: tasks × bodies with role letters, as a page, a sheet, CSV or Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.draw import answer
from ct56kg.cli.parsing import Parser
from ct56kg.view.matrix_files import STYLES, matrix_content
from ct56kg.view.part import Part, named, shown


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("--focus", metavar="THING", help=say("matrix.opt-focus", lang))
    parser.add_argument("--document", metavar="THING", help=say("draw.opt-document", lang))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=say("matrix.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Write the matrix in the form that the suffix names."""
    asked = context(args)
    focus, document = named(asked, args)
    start = document or focus
    asked = Part(asked, start.value) if start else shown(asked, None)
    write_out(matrix_file(asked, Path(args.output).suffix), args.output)
    asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def matrix_file(asked: Context, suffix: str) -> bytes:
    """Give the matrix as `.html`, `.xlsx`, `.csv` or `.md`.

    Raises:
        UsageError: another suffix (FILE-07).
    """
    style = next((style for style in STYLES if suffix == f".{style}"), None)
    if style is None:
        raise UsageError("FILE-07", suffix=suffix or "–", known=" ".join(f".{style}" for style in STYLES))
    return matrix_content(
        answer(asked, "view/matrix"),
        answer(asked, "view/matrix-details"),
        style,
        label=asked.label,
        lang=asked.lang,
        as_of=asked.as_of,
        source=asked.source,
        synthetic=asked.synthetic,
    )

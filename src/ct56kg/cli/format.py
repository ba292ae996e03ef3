"""`ct56kg format`: Turtle files in canonical form; applied change sets keep their bytes."""

from __future__ import annotations

import argparse
from pathlib import Path

from ct56kg.base.errors import CtError, InputError
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.cli.context import context
from ct56kg.cli.parsing import Parser
from ct56kg.graph.reading import rdf_files
from ct56kg.graph.turtle import formatted


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="*", help=say("format.opt-files", lang))
    parser.add_argument("--check", action="store_true", help=say("format.opt-check", lang))


def run(args: argparse.Namespace) -> int:
    """Put files in order; with `--check` only say which are not."""
    asked = context(args)
    dossier = asked.dossier
    places = [Path(name) for name in args.files] or list(dossier.data)
    changed, refused = [], 0
    for place in places:
        if not place.exists():
            raise InputError("FILE-01", file=place, reason=say("format.missing", asked.lang))
        for path in rdf_files(place):
            full = path.resolve()
            if path.suffix != ".ttl" or any(full.is_relative_to(folder) for folder in dossier.amendments):
                continue
            content = path.read_bytes()
            try:
                result = formatted(content, path)
            except CtError as error:
                asked.note(error.say(asked.lang))
                refused += 1
                continue
            if result != content:
                changed.append(path)
                if not args.check:
                    write_atomic(path, result)
    key = ("format.would" if args.check else "format.done") if changed else "format.none"
    root = dossier.root.resolve()
    for path in changed:
        full = path.resolve()
        print(full.relative_to(root).as_posix() if full.is_relative_to(root) else path)
    asked.note(say(key, asked.lang, n=len(changed)))
    return 2 if refused else int(args.check and bool(changed))

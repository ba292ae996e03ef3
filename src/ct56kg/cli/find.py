"""`ct56kg find`: things by a part of their name, whatever the spelling."""

from __future__ import annotations

import argparse

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import iri
from ct56kg.base.text import near
from ct56kg.cli.context import context
from ct56kg.cli.parsing import Parser
from ct56kg.view.terminal import hanging


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("text", nargs="+")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """List what is found, best first."""
    asked = context(args).looking
    text = " ".join(args.text)
    found = asked.names.search(text)
    if args.format == "json":
        import json

        things = [
            {"iri": one.thing, "label": asked.label(iri(one.thing)), "name": one.name, "kinds": sorted(one.kinds)}
            for one in found
        ]
        print(json.dumps(things, ensure_ascii=False, indent=1))
        return 0
    if not found:
        names = near(text, [entry.name for entry in asked.names.entries], 3)
        raise UsageError("NAME-03", name=text, near=" · ".join(names) or "–")
    codes = {entry.thing: asked.labels.curie(entry.thing) for entry in found}
    width = max(len(code) for code in codes.values())
    for entry in found:
        label = asked.label(iri(entry.thing))
        also = "" if entry.name in label else f"  ({entry.name})"
        print("\n".join(hanging(f"{codes[entry.thing]:{width}}  ", label + also)))
    return 0

"""`ct56kg export`: the graph as every tool reads it, or the answer to a question as a sheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser

GRAPHS = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".graphml")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("what", help=say("export.opt-what", lang))
    parser.add_argument("values", nargs="*", metavar="key=value", help=say("ask.opt-values", lang))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Write one file."""
    if args.what == "annex":
        from ct56kg.cli import annex

        return annex.run(args)
    if args.what != "graph":
        from ct56kg.cli import ask

        suffix = Path(args.output).suffix
        if suffix not in (".csv", ".xlsx", ".json", ".tsv", ".md"):
            raise UsageError("FILE-07", file=args.output, suffix=suffix, known=".csv .xlsx .json .tsv .md")
        return ask.run(argparse.Namespace(**vars(args), name=args.what, sparql=None, format=suffix[1:]))
    asked = context(args)
    content, lost = graph_file(asked, Path(args.output).suffix)
    write_out(content, args.output)
    for loss in lost:
        asked.note(say(f"export.{loss}", asked.lang))
    asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def graph_file(asked: Context, suffix: str) -> tuple[bytes, list[str]]:
    """Write the judged graph (`ttl, nt, jsonld`), or the named graphs with it (`trig, nq`).

    Returns the bytes and what the form cannot carry.

    Raises:
        UsageError: a suffix that stands for no form (FILE-07).
    """
    from ct56kg.graph.exporting import write_graph, write_quads
    from ct56kg.graph.projection import to_graphml

    state = asked.state
    if suffix in (".ttl", ".nt", ".jsonld"):
        lost = ["no-names"]
        return write_graph(state.judged, suffix, asked.prefixes), lost
    if suffix in (".trig", ".nq"):
        return write_quads(state, suffix, asked.prefixes), []
    if suffix == ".graphml":
        return to_graphml(state, asked.labels, asked.lang), ["graphml"]
    raise UsageError("FILE-07", suffix=suffix or "–", known=" ".join(GRAPHS))

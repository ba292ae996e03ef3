"""`ct56kg export`: the graph as every tool reads it, what the dossier says of itself, or an answer as a sheet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser

if TYPE_CHECKING:
    from ct56kg.graph.disk.exporting import Exporter

GRAPHS = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".graphml")
TABLES = (".csv", ".xlsx", ".json", ".tsv", ".md")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("what", help=say("export.opt-what", lang))
    parser.add_argument("values", nargs="*", metavar="key=value", help=say("ask.opt-values", lang))
    parser.add_argument("--profile", choices=("own", "plain"), default="own", help=say("export.opt-profile", lang))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Write one file, and tell what its form cannot carry."""
    suffix = Path(args.output).suffix.lower()
    if args.what == "annex":
        from ct56kg.cli import annex

        return annex.run(args)
    if args.what not in ("graph", "store", "description", "context"):
        return _table(args, suffix)
    asked = context(args)
    exporter = _exporter(asked, args, suffix)
    if exporter is None:
        content, lost = _written(asked, args.what, args.profile, suffix)
        write_out(content, args.output)
    else:
        lost = _streamed(asked, exporter, args, suffix)
    for line in lost:
        asked.note(line)
    asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def _table(args: argparse.Namespace, suffix: str) -> int:
    from ct56kg.cli import ask

    if suffix not in TABLES:
        raise UsageError("FILE-07", file=args.output, suffix=suffix, known=" ".join(TABLES))
    code = ask.run(argparse.Namespace(**vars(args), name=args.what, sparql=None, format=suffix[1:]))
    if suffix != ".json":
        asked = context(args)
        asked.note(say("export.csv" if suffix in (".csv", ".tsv") else "export.labels", asked.lang))
    return code


def _written(asked: Context, what: str, profile: str, suffix: str) -> tuple[bytes, list[str]]:
    """Write a graph; give its bytes and what the form or the words cannot carry.

    Raises:
        UsageError: a suffix that stands for no form of it (FILE-07).
    """
    if what == "context":
        from ct56kg.graph.jsonld_context import context_file

        _known(suffix, (".jsonld", ".json"))
        return context_file(), []
    if what == "store":
        from ct56kg.graph.exporting import write_store

        _known(suffix, (".nq",))
        return write_store(asked.state), []
    if what == "description":
        from ct56kg.graph.description import describe
        from ct56kg.graph.exporting import TRIPLES, write_graph

        _known(suffix, TRIPLES)
        said = describe(asked.dossier, asked.store, asked.as_of, asked.statuses)
        return write_graph(said, suffix, asked.prefixes, _head(asked)), []
    return _plain(asked, suffix) if profile == "plain" else _own(asked, suffix)


def _exporter(asked: Context, args: argparse.Namespace, suffix: str) -> Exporter | None:
    """Give what writes a large dossier in little memory; nothing for a small one, or for a form that cannot be."""
    from ct56kg.graph.kinds import is_address

    wanted = args.what == "store" or (args.what == "graph" and args.profile == "own")
    if not wanted or is_address(asked.dossier.store):
        return None
    from ct56kg.graph.disk.content import StoredContent
    from ct56kg.graph.disk.exporting import STREAMED, Exporter

    _known(suffix, (".nq",) if args.what == "store" else GRAPHS)
    content = asked.state.content
    if not isinstance(content, StoredContent):
        return None
    if suffix not in STREAMED:
        asked.note(say("export.whole", asked.lang, form=suffix, forms=" ".join(STREAMED)))
        return None
    return Exporter(asked.state, content, Path(args.output).parent)


def _streamed(asked: Context, exporter: Exporter, args: argparse.Namespace, suffix: str) -> list[str]:
    """Write statement by statement what `_written` writes from memory, and give what the form cannot carry."""
    from ct56kg.base.writing import writing
    from ct56kg.graph.exporting import TRIPLES

    head = _head(asked)
    lost = [say("export.no-names", asked.lang)] if args.what == "graph" and suffix in TRIPLES else []
    with writing(Path(args.output)) as file:
        if args.what == "store":
            exporter.store(file)
        elif suffix in TRIPLES:
            exporter.graph(file, suffix, asked.prefixes, [*head, *lost])
        else:
            exporter.quads(file, suffix, asked.prefixes, head if asked.state.synthetic else ())
    return lost


def _own(asked: Context, suffix: str) -> tuple[bytes, list[str]]:
    """Write the judged graph (`ttl, nt, jsonld`), the named graphs with it (`trig, nq`), or the links (`graphml`)."""
    from ct56kg.graph.exporting import QUADS, TRIPLES, write_graph, write_quads
    from ct56kg.graph.projection import to_graphml

    _known(suffix, GRAPHS)
    state, head = asked.state, _head(asked)
    if suffix in TRIPLES:
        lost = [say("export.no-names", asked.lang)]
        return write_graph(state.judged, suffix, asked.prefixes, [*head, *lost]), lost
    if suffix in QUADS:
        return write_quads(state, suffix, asked.prefixes, head if state.synthetic else ()), []
    lost = [say("export.graphml", asked.lang)]
    return to_graphml(state, asked.labels, asked.lang, [*head, *lost]), lost


def _plain(asked: Context, suffix: str) -> tuple[bytes, list[str]]:
    """Write the graph in public terms, with the description of the dossier."""
    from ct56kg.graph.alignment import plain, public_prefixes
    from ct56kg.graph.description import brief, describe
    from ct56kg.graph.exporting import TRIPLES, write_graph

    _known(suffix, TRIPLES)
    said = plain(asked.store)
    lost = [say("export.plain", asked.lang)]
    lost += [f"{question.title(asked.lang)}: {question.texts['note'][asked.lang]}" for question in said.blurred]
    for entry, counts in (("things", said.things), ("statements", said.statements)):
        if counts:
            lost.append(say(f"export.{entry}", asked.lang, listed=_listed(asked, counts)))
    described = brief(describe(asked.dossier, asked.store, asked.as_of, asked.statuses))
    prefixes = public_prefixes(asked.prefixes)
    return write_graph(said.triples | described, suffix, prefixes, [*_head(asked), *lost]), lost


def _listed(asked: Context, counts: tuple[tuple[Term, int], ...]) -> str:
    return ", ".join(f"{asked.label(what)} ({number})" for what, number in counts)


def _head(asked: Context) -> list[str]:
    return list(_head_lines(asked))


def _head_lines(asked: Context) -> Iterator[str]:
    if asked.synthetic:
        yield say("cli.synthetic", asked.lang)
    yield f"{asked.dossier.called(asked.lang)} · {say('cli.as-of', asked.lang, day=format_date(asked.as_of))}"


def _known(suffix: str, known: tuple[str, ...]) -> None:
    if suffix not in known:
        raise UsageError("FILE-07", suffix=suffix or "–", known=" ".join(known))

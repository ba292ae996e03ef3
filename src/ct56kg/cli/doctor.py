"""`ct56kg doctor`: is the dossier whole? Files, chain of amendments, quotations, fonts, drawing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ct56kg.base.errors import CtError, InputError
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.check.quotations import SourceCheck, check_text
from ct56kg.cli.context import Context, context
from ct56kg.cli.parsing import Parser
from ct56kg.graph.files import unread_files
from ct56kg.view.terminal import hanging

if TYPE_CHECKING:
    from ct56kg.graph.workspace import State

Line = tuple[bool, str]


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("--source", metavar="FILE", action="append", default=[], help=say("doctor.opt-source", lang))


def run(args: argparse.Namespace) -> int:
    """Examine and report; exit code 1 if anything is damaged."""
    asked = context(args)
    damaged = False
    for good, words in _examine(asked, [Path(name) for name in args.source]):
        damaged = damaged or not good
        print("\n".join(hanging("✓ " if good else "✗ ", words)))
    print(say("doctor.damaged" if damaged else "doctor.whole", asked.lang))
    return int(damaged)


def _examine(asked: Context, sources: list[Path]) -> Iterator[Line]:
    lang = asked.lang
    yield True, _about(asked)
    yield from _chain(asked)
    try:
        state = asked.state
    except CtError as error:
        yield False, error.say(lang)
        return
    yield True, say("doctor.files", lang, files=len(state.files), triples=_count(state))
    for path in unread_files(asked.dossier):
        yield False, say("doctor.unread", lang, file=path)
    yield from _server(asked)
    yield True, say("doctor.rules", lang, shapes=len(state.shapes))
    yield from _questions(asked)
    yield from _quotations(asked, sources)
    yield from _drawing(lang)


def _count(state: State) -> int:
    """Count what the data say, each statement once."""
    from ct56kg.graph.disk.content import StoredContent
    from ct56kg.graph.disk.progress import Progress

    if not isinstance(state.content, StoredContent):
        return len({quad.triple for quad in state.quads})
    progress = Progress(say("store.counting", "vi"))
    progress.begin()
    counted = state.content.count()
    progress.end()
    return counted


def _about(asked: Context) -> str:
    """Say what the dossier says of itself; a licence that is not stated is said to be so."""
    from ct56kg.graph.description import content_hash

    told = asked.dossier
    return say(
        "doctor.about",
        asked.lang,
        title=told.called(asked.lang),
        version=told.version or say("doctor.not-stated", asked.lang),
        license=told.license or say("doctor.not-stated", asked.lang),
        hash=content_hash(told, asked.statuses)[:12],
    )


def _server(asked: Context) -> Iterator[Line]:
    """Say how a remote store answers, and what cannot be told through it."""
    from ct56kg.graph.kinds import is_address

    if not is_address(asked.dossier.store):
        return
    from ct56kg.graph.remote.connecting import endpoint_at
    from ct56kg.graph.remote.manner import spelled_otherwise
    from ct56kg.graph.remote.store import RemoteStore

    lang, endpoint = asked.lang, endpoint_at(asked.dossier.store)
    trusted = isinstance(asked.store, RemoteStore)
    yield True, say("doctor.server-trusted" if trusted else "doctor.server-copied", lang, store=endpoint.place)
    if not endpoint.generous:
        yield True, say("doctor.server-cuts", lang)
    pairs = [f"{_spelled(sent)} → {_spelled(given)}" for sent, given in spelled_otherwise(endpoint)]
    if pairs:
        yield True, say("doctor.server-spells", lang, pairs="; ".join(pairs))


def _spelled(literal: Term) -> str:
    return f"{literal.value} ({literal.datatype.rpartition('#')[2]})"


def _questions(asked: Context) -> Iterator[Line]:
    from ct56kg.graph.questions import catalogue

    try:
        yield True, say("doctor.questions", asked.lang, n=len(catalogue(asked.dossier.queries)))
    except CtError as error:
        yield False, error.say(asked.lang)


def _chain(asked: Context) -> Iterator[Line]:
    from ct56kg.amend.chain import length, verify

    try:
        found = verify(asked.dossier)
    except CtError as error:
        yield False, error.say(asked.lang)
        return
    for problem in found:
        yield not problem.damage, problem.say(asked.lang)
    if not any(problem.damage for problem in found):
        number = length(asked.dossier)
        yield True, say("amend.chain-whole", asked.lang, n=number) if number else say("amend.chain-none", asked.lang)


def _quotations(asked: Context, sources: list[Path]) -> Iterator[Line]:
    lang = asked.lang
    kept = [path for folder in asked.dossier.data if folder.is_dir() for path in sorted(folder.glob("source/*.txt"))]
    if not sources and not kept:
        yield True, say("doctor.no-text", lang)
    for path in (*sources, *kept):
        try:
            text = path.read_bytes()
        except OSError as error:
            raise InputError("FILE-01", file=path, reason=error) from error
        yield from _said(check_text(asked.store, path, text), lang)


def _said(result: SourceCheck, lang: str) -> Iterator[Line]:
    if not result.known:
        yield False, say("doctor.unknown-text", lang, file=result.path.name, hash=result.sha256[:12])
        return
    n = len(result.quotations)
    yield not result.wrong, say("doctor.quotations", lang, file=result.path.name, n=n, wrong=len(result.wrong))
    for quotation in result.wrong:
        yield (
            False,
            say(
                "doctor.wrong-quotation",
                lang,
                span=quotation.span,
                start=quotation.start,
                end=quotation.end,
                exact=quotation.exact,
                found=quotation.found,
            ),
        )


def _drawing(lang: str) -> Iterator[Line]:
    from ct56kg.view.diagram import can_draw

    problem = can_draw()
    yield problem is None, say("doctor.drawing", lang) if problem is None else problem.say(lang)

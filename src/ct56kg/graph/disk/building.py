"""Stores are filled: from data files, and from such a store with the vocabulary, the catalogue and the change sets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ct56kg.base.notice import Notice
from ct56kg.graph.disk.opened import Kept
from ct56kg.graph.disk.progress import Progress
from ct56kg.graph.disk.statements import Rewritten, rewritten_as, statements
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import catalogue_graph, ontology_files
from ct56kg.graph.history import ChangeFolder, in_graph
from ct56kg.graph.reading import DataFile, read_quads

_MERGE = ox.DefaultGraph()
_PIECE = 400_000
"""Statements that are loaded at once: some four hundred megabytes, and no slower than all in one."""


def fill_from_files(place: Path, dossier: Dossier, files: Sequence[DataFile], what: str) -> dict[str, Any]:
    """Fill a store with data files: named graphs as they speak, the default graph everything once.

    Returns:
        What is to be known about it: notices, and the statements with literals that the store rewrites.
    """
    notices: list[Notice] = []
    rewritten = Rewritten()
    progress = Progress(what, sum(file.path.stat().st_size for file in files))
    store = ox.Store(str(place))

    def everything() -> Iterator[ox.Quad]:
        for number, file in enumerate(files):
            for quad in statements(dossier, file, number, progress, notices):
                rewritten.look(quad)
                yield quad
                yield ox.Quad(quad.subject, quad.predicate, quad.object, _MERGE)

    left = everything()
    while part := list(islice(left, 1)):  # one piece would hold all its terms in memory
        store.bulk_extend(chain(part, islice(left, _PIECE - 1)))
    store.flush()
    store.optimize()  # else the next one who writes to a copy would begin with it
    progress.end()
    return {"notices": [asdict(notice) for notice in notices], "rewritten": [str(quad) for quad in rewritten.quads]}


def _vocabulary(dossier: Dossier) -> Iterator[ox.Quad]:
    for number, file in enumerate(ontology_files(dossier), 2001):
        for quad in read_quads(file.path, file.graph, number):
            yield in_graph(quad, file.graph)


def clone(source: Path, place: Path) -> None:
    """Copy a store; its tables, which are never changed once written, are linked where the disk can do that."""
    place.mkdir()
    for path in source.iterdir():
        if path.suffix == ".sst":
            try:
                os.link(path, place / path.name)
            except OSError:
                shutil.copyfile(path, place / path.name)
        elif path.name not in ("LOCK", "LOG"):
            shutil.copyfile(path, place / path.name)


def fill_from_changes(
    place: Path, source: Kept, dossier: Dossier, changes: Sequence[ChangeFolder], files: Iterable[DataFile], as_of: date
) -> dict[str, Any]:
    """Fill a store with that of the data files, the vocabulary, and the change sets in effect by a date.

    See `history.fold`: what change sets say about themselves is known at any date. `files` are those of the
    catalogue: of the data and of change sets.
    """
    clone(source.quads, place)
    store = ox.Store(str(place))
    touched: dict[ox.Triple, None] = {}
    rewritten = Rewritten()
    for change in changes:
        for quad in (*change.about, *(change.add if change.effect <= as_of else ())):
            rewritten.look(quad)
    for change in sorted(changes, key=lambda change: change.order):
        _add(store, change.about, touched)
        if change.effect <= as_of:
            for quad in change.remove:
                _take(store, quad, touched)
            _add(store, change.add, touched)
    _add(store, _vocabulary(dossier), touched)
    _add(store, catalogue_graph(dossier, files), touched)
    settle(store, touched)
    store.flush()
    known = [*source.about["rewritten"], *map(str, rewritten.quads)]
    return {"rewritten": [line for line in known if rewritten_as(line)[0] in store]}


def settle(store: ox.Store, touched: Iterable[ox.Triple]) -> None:
    """Make the default graph say of some triples what the named graphs say."""
    for triple in touched:
        named = any(
            quad.graph_name != _MERGE
            for quad in store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        )
        merged = ox.Quad(triple.subject, triple.predicate, triple.object, _MERGE)
        (store.add if named else store.remove)(merged)


def _add(store: ox.Store, quads: Iterable[ox.Quad], touched: dict[ox.Triple, None]) -> None:
    for quad in quads:
        store.add(quad)
        touched[quad.triple] = None


def _take(store: ox.Store, quad: ox.Quad, touched: dict[ox.Triple, None]) -> None:
    """Remove a statement from the graph it names, or from every graph of the data if it names none."""
    touched[quad.triple] = None
    if quad.graph_name != _MERGE:
        store.remove(quad)
        return
    for found in list(store.quads_for_pattern(quad.subject, quad.predicate, quad.object)):
        if found.graph_name != _MERGE:
            store.remove(found)

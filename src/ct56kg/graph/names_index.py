"""The names of a store on the disk in a small database beside it: written once, when a name is first looked for.

The folder of a store is named by its content and never changes, so neither does this file; deleting it loses nothing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.errors import StateError
from ct56kg.base.terms import CT, RDF, VOCABULARY
from ct56kg.base.text import match_key, search_key
from ct56kg.base.words import say
from ct56kg.graph.disk.progress import Progress
from ct56kg.graph.names import NAMING, Named, is_looked_for

_FILE = "names-1.db"
"""The number changes with the table or the keys."""
_TYPE = ox.NamedNode(RDF + "type")
_TABLE = "CREATE TABLE name (thing TEXT, name TEXT, kinds TEXT, exact TEXT, loose TEXT)"
_FITTING = "SELECT thing, name, kinds FROM name WHERE exact = ? OR (? <> '' AND instr(loose, ?)) ORDER BY thing, name"


class NamesIndex:
    """Names by the keys that spellings are compared with."""

    def __init__(self, place: Path) -> None:
        """Open the index of the store that lies in a folder; write it first if there is none.

        Raises:
            StateError: it cannot be written (STORE-02).
        """
        self._file = place.parent / _FILE
        if not self._file.is_file():
            try:
                _write(self._file, ox.Store.read_only(str(place)))
            except (OSError, sqlite3.Error) as error:
                raise StateError("STORE-02", path=place.parent, reason=error) from error

    def fitting(self, text: str) -> tuple[Named, ...]:
        """Give the names that are the text in some spelling, or hold it as a part."""
        loose = search_key(text)
        return self._rows(_FITTING, match_key(text), loose, loose)

    def everything(self) -> tuple[Named, ...]:
        """Give every name."""
        return self._rows("SELECT thing, name, kinds FROM name ORDER BY thing, name")

    def _rows(self, query: str, *values: str) -> tuple[Named, ...]:
        with closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True)) as base:
            rows = base.execute(query, values)
            return tuple(Named(thing, name, frozenset(kinds.split())) for thing, name, kinds in rows)


def _write(file: Path, store: ox.Store) -> None:
    """Write the index aside and put it in its place in one step; two who do it at once write the same."""
    stage = file.with_name(f"{file.name}.{os.getpid()}")
    stage.unlink(missing_ok=True)
    with closing(sqlite3.connect(stage)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute(_TABLE)
        base.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", _names(store))
        base.commit()
    stage.replace(file)


def _names(store: ox.Store) -> Iterator[tuple[str, str, str, str, str]]:
    """Give the rows: names that are looked for, with their keys. Each property is read from end to end."""
    progress = Progress(say("store.names", "vi"))
    kinds: dict[str, frozenset[str]] = {}
    none: frozenset[str] = frozenset()
    for quad in _of_data(store.quads_for_pattern(None, _TYPE, None)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            kinds[quad.subject.value] = kinds.get(quad.subject.value, none) | {quad.object.value.removeprefix(CT)}
    named: set[tuple[str, str]] = set()
    for predicate in sorted(NAMING):
        for quad in _of_data(store.quads_for_pattern(None, ox.NamedNode(predicate), None)):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                thing = quad.subject.value
                if is_looked_for(kinds.get(thing, none)):
                    named.add((thing, quad.object.value))
    for done, (thing, name) in enumerate(sorted(named)):
        yield thing, name, " ".join(sorted(kinds.get(thing, none))), match_key(name), search_key(name)
        progress.reach(done, len(named))
    progress.end()


def _of_data(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Keep what named graphs say that are not of the vocabulary; the default graph repeats it."""
    for quad in quads:
        if isinstance(quad.graph_name, ox.NamedNode) and not quad.graph_name.value.startswith(VOCABULARY):
            yield quad

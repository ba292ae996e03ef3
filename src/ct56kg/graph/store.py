"""The store that questions are asked of: Oxigraph in memory, default graph = what all graphs say together.

A fact stated by two sources is one triple in the default graph and two in the named graphs, so that
counts are right and provenance is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.rows import Rows
from ct56kg.graph.terms import term

if TYPE_CHECKING:
    from ct56kg.base.notice import Notice


class Store:
    """Answers SPARQL 1.1 queries; never changes once it is built. `notices` is what its reader should know of it.

    A `united` one has no default graph of its own and takes the union of the others for it, see `graph.need`.
    """

    notices: tuple[Notice, ...] = ()
    place: Path | None = None
    """The folder where it lies on the disk, for others to open and read; nothing if it does not."""

    def __init__(self, store: ox.Store, place: Path | None = None, *, united: bool = False) -> None:
        self._store = store
        self.place = place
        self._united = united

    @classmethod
    def of(cls, quads: Iterable[ox.Quad], merged: Iterable[ox.Triple]) -> Store:
        """Build one from named graphs and their union."""
        store = ox.Store()
        store.bulk_extend(quads)
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in merged)
        return cls(store)

    def __len__(self) -> int:
        return len(self._store)

    def select(self, query: str) -> Rows:
        """Answer a SELECT.

        Raises:
            InputError: the query is not valid SPARQL (QUERY-20), or not a SELECT (QUERY-21).
        """
        answer = self.query(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise InputError("QUERY-21")
        return _rows(answer)

    def answer(self, query: str) -> Rows | bool | list[ox.Triple]:
        """Answer any query: a table, yes or no, or triples."""
        answer = self.query(query)
        if isinstance(answer, ox.QuerySolutions):
            return _rows(answer)
        return bool(answer) if isinstance(answer, ox.QueryBoolean) else list(answer)

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        return bool(self.query(query))

    def triples(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        answer = self.query(query)
        if not isinstance(answer, ox.QueryTriples):
            raise InputError("QUERY-21")
        return list(answer)

    def query(
        self, query: str, named: Iterable[str] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run any read-only query and give pyoxigraph's own answer.

        With `named` the dataset is the store's default graph and these, whatever `FROM` says.
        """
        try:
            if named is None:
                return self._store.query(query, use_default_graph_as_union=self._united)
            graphs: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(name) for name in named]
            return self._store.query(query, default_graph=ox.DefaultGraph(), named_graphs=graphs)
        except SyntaxError as error:
            raise InputError("QUERY-20", line=error.lineno, reason=_brief(error.msg)) from error
        except (ValueError, RuntimeError) as error:
            raise InputError("QUERY-20", reason=error) from error

    def part(self, starts: Iterable[str], catalogue: str) -> tuple[Store, bool]:
        """Give a store in memory of what belongs to some things, see `graph.excerpt`; and whether that was cut."""
        from ct56kg.graph.excerpt import excerpt

        made = excerpt(self._store, starts, catalogue)
        return Store.of(made.quads, {quad.triple for quad in made.quads}), made.cut

    def changed(self, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> Store:
        """Give a copy in memory without some triples, in whatever graph, and with others."""
        store = ox.Store()
        store.bulk_extend(self._store)
        for triple in removed:
            for quad in list(store.quads_for_pattern(triple.subject, triple.predicate, triple.object)):
                store.remove(quad)
        store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in added)
        return Store(store)

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads, for another process to read."""
        self._store.dump(output=str(path), format=ox.RdfFormat.N_QUADS)

    def restricted(self, default: Iterable[str], named: Iterable[str]) -> Store:
        """Give a store of some graphs only: the merge of `default`, each triple once, and `named` under their names."""
        kept = ox.Store()
        for name in default:
            quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(name))
            kept.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
        for name in named:
            kept.extend(self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        return Store(kept)


def _rows(answer: ox.QuerySolutions) -> Rows:
    names = tuple(variable.value for variable in answer.variables)
    return Rows(names, tuple(tuple(None if v is None else term(v) for v in row) for row in answer))


def _brief(message: str) -> str:
    """Keep what helps of a parser's message: a missing prefix rather than every letter that might follow."""
    place, listed, rest = message.partition(": expected one of ")
    if listed and "Prefix not found" in rest:
        return f"{place}: Prefix not found"
    return message if len(message) <= 200 else f"{message[:200]}…"

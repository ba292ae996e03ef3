"""Questions put to a remote store: the same answers as of a store in memory, from a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.errors import InputError, RemoteError
from ct56kg.base.rows import Rows
from ct56kg.graph.remote.endpoint import Endpoint, RefusedError, form_of
from ct56kg.graph.store import Store
from ct56kg.graph.terms import term


class RemoteStore(Store):
    """Answers SPARQL 1.1 queries by asking an endpoint; never changes what is there.

    What needs the whole graph at hand works on a copy of it, made when first wanted.
    """

    def __init__(self, endpoint: Endpoint, copy: Callable[[], Store]) -> None:
        self.place = None
        self._endpoint = endpoint
        self._copy = copy

    @cached_property
    def copied(self) -> Store:
        """Give everything as a store at hand."""
        return self._copy()

    def __len__(self) -> int:
        return len(self.copied)

    def select(self, query: str) -> Rows:
        """Answer a SELECT; where the server gives only a part of the answer, from a copy, which is made in parts.

        Raises:
            InputError: the query is not a SELECT (QUERY-21).
            RemoteError: the server does not take it (REMOTE-14), or no answer came; see `Endpoint.select`.
        """
        try:
            found = self._endpoint.select(query)
        except RefusedError as error:
            raise self._refused(error) from error
        except RemoteError as error:
            if error.code != "REMOTE-13":
                raise
            return self.copied.select(query)
        return Rows(found.names, tuple(tuple(None if v is None else term(v) for v in row) for row in found.rows))

    def answer(self, query: str) -> Rows | bool | list[ox.Triple]:
        """Answer any query: a table, yes or no, or triples."""
        match form_of(query):
            case "select":
                return self.select(query)
            case "ask":
                return self.ask(query)
            case "construct" | "describe":
                return self.triples(query)
        raise InputError("QUERY-20", reason="SELECT | ASK | CONSTRUCT | DESCRIBE")

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        try:
            return self._endpoint.ask(query)
        except RefusedError as error:
            raise self._refused(error) from error

    def triples(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE; whether the server gave all of it cannot be told."""
        try:
            return self._endpoint.graph(query)
        except RefusedError as error:
            raise self._refused(error) from error

    def query(
        self, query: str, named: Iterable[str] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query over the copy and give pyoxigraph's own answer."""
        return self.copied.query(query, named)

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads, for another process to read."""
        self.copied.dump(path)

    def restricted(self, default: Iterable[str], named: Iterable[str]) -> Store:
        """Give a store of some graphs only, at hand."""
        return self.copied.restricted(default, named)

    def _refused(self, error: RefusedError) -> RemoteError:
        return RemoteError("REMOTE-14", store=self._endpoint.place, reason=error.reason)

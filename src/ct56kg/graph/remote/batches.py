"""Many look-ups as few queries: values go in batches, a batch that is not answered whole is halved.

What one value alone brings too much of is asked for in parts, by the digest of the subject, which any
SPARQL 1.1 server can tell and no order of its own can spoil.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ct56kg.base.errors import RemoteError
from ct56kg.graph.remote.endpoint import Endpoint, RefusedError, Solutions
from ct56kg.graph.terms import Node

_VALUES = 400
_LETTERS = 100_000
_DIGITS = "0123456789abcdef"
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Lookup:
    """Triples that are wanted: of a subject, of a predicate, or at an object.

    `graphs` asks which graphs state them, `one` for no more than one of them.
    """

    subject: ox.NamedNode | None = None
    predicate: ox.NamedNode | None = None
    object: Node | None = None
    graphs: bool = False
    one: bool = False

    @property
    def given(self) -> str:
        """Name the places that are given, out of `spo`."""
        places = zip("spo", (self.subject, self.predicate, self.object), strict=True)
        return "".join(name for name, term in places if term is not None)

    def row(self) -> str:
        """Write the terms as a row of `VALUES`."""
        given = (term for term in (self.subject, self.predicate, self.object) if term is not None)
        return f"({' '.join(map(str, given))})"


def fetch(endpoint: Endpoint, lookups: Sequence[Lookup]) -> Iterator[ox.Quad]:
    """Give the statements of some look-ups, each at least once; those of the default graph have no other name.

    Raises:
        RemoteError: an answer that cannot be had whole, or a query that the server does not take (REMOTE-14).
    """
    for batch in _batches(lookups):
        yield from _fetched(endpoint, batch)


def _batches(lookups: Sequence[Lookup]) -> Iterator[Sequence[Lookup]]:
    batch: list[Lookup] = []
    letters = 0
    for lookup in lookups:
        size = len(lookup.row())
        if batch and (len(batch) >= _VALUES or letters + size > _LETTERS):
            yield batch
            batch, letters = [], 0
        batch.append(lookup)
        letters += size
    if batch:
        yield batch


def _fetched(endpoint: Endpoint, batch: Sequence[Lookup]) -> Iterator[ox.Quad]:
    query = _query(batch)
    try:
        found = endpoint.part(query)
        whole = endpoint.whole(query, found)
    except RefusedError as error:
        if len(batch) == 1:
            raise RemoteError("REMOTE-14", store=endpoint.place, reason=error.reason) from error
        whole = False
    if whole:
        yield from quads(found)
    elif len(batch) > 1:
        half = len(batch) // 2
        yield from _fetched(endpoint, batch[:half])
        yield from _fetched(endpoint, batch[half:])
    else:
        for found in in_parts(endpoint, _block(batch), "s p o g"):
            yield from quads(found)


def in_parts(endpoint: Endpoint, block: str, names: str, digits: str = "") -> Iterator[Solutions]:
    """Give the distinct rows of a group graph pattern, part by part where the server cuts the whole.

    Args:
        endpoint: what is asked.
        block: the pattern, without its brackets; it binds `?s`.
        names: the variables, without `?`.
        digits: only subjects whose MD5 digest begins so.

    Raises:
        RemoteError: even a small part is cut (REMOTE-13), or the server does not take the query (REMOTE-14).
    """
    only = f' FILTER(STRSTARTS(MD5(STR(?s)), "{digits}"))' if digits else ""
    query = f"SELECT DISTINCT {' '.join('?' + name for name in names.split())} WHERE {{ {block}{only} }}"
    try:
        found = endpoint.part(query)
        whole = endpoint.whole(query, found)
    except RefusedError as error:
        raise RemoteError("REMOTE-14", store=endpoint.place, reason=error.reason) from error
    if whole:
        yield found
    elif len(digits) < _DEPTH:
        for digit in _DIGITS:
            yield from in_parts(endpoint, block, names, digits + digit)
    else:
        raise RemoteError("REMOTE-13", store=endpoint.place, rows=len(found.rows))


def everything(endpoint: Endpoint) -> Iterator[ox.Quad]:
    """Give all of the default graph.

    Raises:
        RemoteError: as `in_parts`; or there are blank nodes and the server gives only parts (REMOTE-15).
    """
    parts = list(in_parts(endpoint, "?s ?p ?o", "s p o"))
    if len(parts) > 1 and any(isinstance(term, ox.BlankNode) for part in parts for row in part.rows for term in row):
        raise RemoteError("REMOTE-15", store=endpoint.place)
    for part in parts:
        yield from quads(part)


def quads(found: Solutions) -> Iterator[ox.Quad]:
    """Read rows of subject, predicate, object and, where there is one, graph."""
    for s, p, o, *g in found.rows:
        if isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode) and o is not None:
            graph = g[0] if g else None
            yield ox.Quad(s, p, o, graph if isinstance(graph, ox.NamedNode) else ox.DefaultGraph())


def _query(batch: Sequence[Lookup]) -> str:
    return f"SELECT DISTINCT ?s ?p ?o ?g WHERE {{ {_block(batch)} }}"


def _block(batch: Sequence[Lookup]) -> str:
    """Write one group a kind of look-up, so that each is a join over an index."""
    kinds: dict[tuple[str, bool], list[str]] = {}
    groups = []
    for lookup in batch:
        if lookup.one:
            values = f"VALUES ({' '.join('?' + name for name in lookup.given)}) {{ {lookup.row()} }}"
            groups.append(f"{{ SELECT ?s ?p ?o WHERE {{ {values} ?s ?p ?o }} LIMIT 1 }}")
        else:
            kinds.setdefault((lookup.given, lookup.graphs), []).append(lookup.row())
    for (given, graphs), rows in sorted(kinds.items()):
        names = " ".join(f"?{name}" for name in given)
        values = f"VALUES ({names}) {{ {' '.join(rows)} }} " if given else ""
        groups.append(f"{{ {values}{'GRAPH ?g { ?s ?p ?o }' if graphs else '?s ?p ?o'} }}")
    return " UNION ".join(groups)

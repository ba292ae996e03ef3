"""The store that the query of a rule is asked in: the whole graph where it is at hand, else what the query reads.

What a query reads for some nodes is known before it is asked (`query_reads`). In a graph of nothing but
the triples at those positions it has the same rows for these nodes as in the whole graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

import pyoxigraph as ox

from ct56kg.check.neighbourhood import Walked, read_from
from ct56kg.check.query_reads import query_reads
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.reads import Place, Reads
from ct56kg.check.view import Edge, Node, View


def store_for(query: RuleQuery, view: View, nodes: Collection[Node], values: Collection[Node]) -> ox.Store | None:
    """Give a store in which a query has, for some nodes, the rows that it has in a graph.

    Args:
        query: the query of a constraint.
        view: the graph.
        nodes: what `$this` stands for.
        values: what `?value` may be; anything if there are none.

    Returns:
        The store; nothing if it cannot keep the literals as they are written.
    """
    if view.at_hand:
        return view.store if view.exact else None
    reads = _reads(_Asked(query.node, query.text, bool(values), query))
    if reads.full or None in reads.everywhere:
        return view.store if view.exact else None
    edges = _edges(query, reads, view, nodes, values)
    triples = {ox.Quad(s, p, o) for s, p, o in edges if not isinstance(s, ox.Literal)}
    store = ox.Store()
    store.bulk_extend(triples)
    return store if set(store) == triples else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query by which what it reads is remembered."""

    node: Node
    text: str
    by_value: bool
    query: RuleQuery = field(compare=False)


@lru_cache(maxsize=1024)
def _reads(asked: _Asked) -> Reads:
    found = Reads()
    query_reads(asked.query, Place(), found, asked.by_value)
    return found


def _edges(
    query: RuleQuery, reads: Reads, view: View, nodes: Collection[Node], values: Collection[Node]
) -> Iterator[Edge]:
    walked: Walked = {}
    for read in reads.near:
        yield from read_from(read, nodes, view, walked)
    walked = {}
    for read in reads.rows.get(query.node, ()):
        yield from read_from(read, values, view, walked)
    for predicate in reads.everywhere:
        yield from view.match(None, predicate, None)
    if query.form is not None and query.form.asks_for_presence():  # a node stands for itself only where it occurs
        for node in nodes:
            yield from islice(chain(view.match(node, None, None), view.match(None, None, node)), 1)

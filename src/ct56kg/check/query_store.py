"""The store that the query of a rule is asked in: the whole graph where it is at hand, else part of it.

What a query reads for some nodes is known before it is asked (`query_reads`). In any part of the graph in which the
triples at those positions stand, it has the same rows for these nodes as in the whole: were there other rows, then
a triple of the whole that is not in the part would stand at a read position (`reads`), and none does. A larger part is
as good as the smallest as long as it is a part of this very graph, though queries with negation may gain or lose
rows by any triple: what the part has beside the read positions is what the whole has there too. So all queries of
a look are asked in one store, to which each adds what it reads (`shown_store.GatheredStore`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

import pyoxigraph as ox

from ct56kg.check.literals import UnsureError
from ct56kg.check.query_reads import query_reads
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.reads import Place, Reads
from ct56kg.check.shown_store import GatheredStore
from ct56kg.check.view import Edge, Node, Overlay, View
from ct56kg.check.ways import ReadWays


def store_for(query: RuleQuery, view: View, nodes: Collection[Node], values: Collection[Node]) -> ox.Store | None:
    """Give a store in which a query has, for some nodes, the rows that it has in a graph.

    Args:
        query: the query of a constraint.
        view: the graph.
        nodes: what `$this` stands for.
        values: what `?value` may be; anything if there are none.

    Returns:
        The store; nothing if there are no rows anyway, because nothing that the query reads fits one of its patterns.

    Raises:
        UnsureError: a store cannot keep the literals as they are written.
    """
    reads = None if view.at_hand else _reads(_Asked(query.node, query.text, bool(values), query))
    if reads is None or reads.everything:
        return _sure(view.store if view.exact else None)
    edges = _edges(query, reads, view, nodes, values)
    predicates = {predicate for _, predicate, _ in edges}
    if any(predicates.isdisjoint(some) for some in reads.needed):
        return None
    gathered, layers = (view.gathered, view.layers) if isinstance(view, Overlay) else (GatheredStore(), ())
    return _sure(gathered.holding(edges, layers))


def _sure(store: ox.Store | None) -> ox.Store:
    if store is None:
        raise UnsureError
    return store


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query by which what it reads is remembered."""

    node: Node
    text: str
    by_value: bool
    query: RuleQuery = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Reads:
    """What a query reads: from `$this`, from `?value`, and every triple of some predicates, or simply everything.

    `needed` are sets of predicates without a triple of which it has no rows.
    """

    near: ReadWays
    rows: ReadWays
    predicates: tuple[ox.NamedNode, ...]
    everything: bool
    needed: tuple[frozenset[ox.NamedNode], ...]


@lru_cache(maxsize=1024)
def _reads(asked: _Asked) -> _Reads:
    found = Reads()
    query_reads(asked.query, Place(), found, asked.by_value)
    return _Reads(
        ReadWays(found.near),
        ReadWays(found.rows.get(asked.node, ())),
        tuple(predicate for predicate in found.everywhere if predicate is not None),
        bool(found.full) or None in found.everywhere,
        asked.query.form.group.needed() if asked.query.form else (),
    )


def _edges(query: RuleQuery, reads: _Reads, view: View, nodes: Collection[Node], values: Collection[Node]) -> set[Edge]:
    found: set[Edge] = set()
    reads.near.gather(view, nodes, found)
    reads.rows.gather(view, values, found)
    for predicate in reads.predicates:
        found.update(view.match(None, predicate, None))
    if query.asks_for_presence:  # a node stands for itself only where it occurs
        for node in nodes:
            found.update(islice(chain(view.match(node, None, None), view.match(None, None, node)), 1))
    return found

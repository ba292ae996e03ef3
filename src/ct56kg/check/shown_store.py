"""Stores that show one graph after another: a graph, and in turn the changes laid over it.

Switching costs as much as the change is large, where another store would cost as much as what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import pyoxigraph as ox

from ct56kg.graph.disk.statements import keeps
from ct56kg.graph.terms import Edge


class Triples(Protocol):
    """Some triples; they never change."""

    @property
    def triples(self) -> frozenset[ox.Triple]:
        """Give them."""


class Change(Protocol):
    """What a change laid over a graph adds and removes; told from others by what it is, not by what it holds."""

    @property
    def added(self) -> Triples:
        """Give what it adds."""

    @property
    def removed(self) -> Triples:
        """Give what it removes."""


class SharedStore:
    """An Oxigraph store that shows a whole graph, or for a while the graph with a change laid over it."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(_quads(triples))
        self._over: Change | None = None

    def showing(self, overlay: Change | None) -> ox.Store:
        """Give the store as it is with a change, or without any."""
        if overlay is not self._over:
            if self._over is not None:
                self._switch(self._over.removed, self._over.added)
            if overlay is not None:
                self._switch(overlay.added, overlay.removed)
            self._over = overlay
        return self._store

    def _switch(self, added: Triples, removed: Triples) -> None:
        for quad in _quads(removed.triples):
            self._store.remove(quad)
        self._store.extend(_quads(added.triples))


class GatheredStore:
    """An Oxigraph store that shows part of a graph: what was asked to be in it since it shows that graph, and before.

    Whatever changes are laid over the graph, one on the other, nothing is in it that is not in the graph it
    shows. So a switch takes out what the other graph does not have, and puts nothing in.
    """

    def __init__(self) -> None:
        self._store = ox.Store()
        self._held: set[Edge] = set()
        self._layers: tuple[Change, ...] = ()

    def holding(self, edges: set[Edge], layers: tuple[Change, ...] = ()) -> ox.Store | None:
        """Give the store with some triples in it, and otherwise nothing but others of the same graph.

        Args:
            edges: triples of the graph.
            layers: the changes laid over what is under all of them, which make it this graph.

        Returns:
            The store; nothing if one of the triples has a literal that a store does not keep as written.
        """
        if layers != self._layers:
            self._switch(layers)
        new = edges - self._held
        if not all(keeps(value) for _, _, value in new if isinstance(value, ox.Literal)):
            return None
        self._store.extend(ox.Quad(s, p, o) for s, p, o in new)  # type: ignore[arg-type]
        self._held |= new
        return self._store

    def _switch(self, layers: tuple[Change, ...]) -> None:
        same = 0
        while self._layers[same : same + 1] == layers[same : same + 1] != ():
            same += 1
        for layer in reversed(self._layers[same:]):
            self._drop(layer.added)
        for layer in layers[same:]:
            self._drop(layer.removed)
        self._layers = layers

    def _drop(self, gone: Triples) -> None:
        for quad in _quads(gone.triples):
            edge = (quad.subject, quad.predicate, quad.object)
            if edge in self._held:
                self._held.discard(edge)
                self._store.remove(quad)


def _quads(triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    return (ox.Quad(t.subject, t.predicate, t.object) for t in triples)

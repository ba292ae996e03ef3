"""What every engine reads from: a graph seen through `match(s, p, o)`.

A view is the only thing that constraints, paths and targets know of the data, so that the same
rules run over a graph in memory, over a graph with a change laid on it, and over a store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol

import pyoxigraph as ox

from ct56kg.check.shown_store import GatheredStore, SharedStore
from ct56kg.graph import terms

Node = terms.Node
Edge = terms.Edge
Row = Mapping[str, Node]

_NOTHING: tuple[Node, ...] = ()


class View(Protocol):
    """A graph that can be read."""

    def match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterable[Edge]:
        """Give the triples that fit; `None` fits anything."""

    def objects(self, s: Node, p: ox.NamedNode) -> Collection[Node]:
        """Give the objects of a subject and predicate, each once."""

    def subjects(self, p: ox.NamedNode, o: Node) -> Collection[Node]:
        """Give the subjects of a predicate and object, each once."""

    @property
    def at_hand(self) -> bool:
        """Say whether `store` costs nothing worth sparing."""

    @property
    def store(self) -> ox.Store:
        """Give the same triples as an Oxigraph store; ask for it anew before each query."""

    @property
    def exact(self) -> bool:
        """Say whether the store kept every literal as written (`"01"^^xsd:integer` becomes `1` there)."""


class MemoryView:
    """A set of triples, indexed by subject and by predicate with object; never changes."""

    at_hand = True

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._forward: dict[Node, dict[ox.NamedNode, list[Node]]] = {}
        self._back: dict[ox.NamedNode, dict[Node, list[Node]]] = {}
        self._triples = triples if isinstance(triples, frozenset) else frozenset(triples)
        for triple in self._triples:
            s, p, o = triple.subject, triple.predicate, triple.object
            self._forward.setdefault(s, {}).setdefault(p, []).append(o)  # type: ignore[arg-type]
            self._back.setdefault(p, {}).setdefault(o, []).append(s)  # type: ignore[arg-type]

    @property
    def triples(self) -> frozenset[ox.Triple]:
        """Give the triples themselves."""
        return self._triples

    def objects(self, s: Node, p: ox.NamedNode) -> Collection[Node]:
        """Give the objects of a subject and predicate."""
        found = self._forward.get(s)
        return found.get(p, _NOTHING) if found else _NOTHING

    def subjects(self, p: ox.NamedNode, o: Node) -> Collection[Node]:
        """Give the subjects of a predicate and object."""
        found = self._back.get(p)
        return found.get(o, _NOTHING) if found else _NOTHING

    def match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterator[Edge]:
        """Give the triples that fit."""
        if s is not None:
            for predicate, values in self._forward.get(s, {}).items():
                if p is None or p == predicate:
                    yield from ((s, predicate, value) for value in values if o is None or o == value)
            return
        for predicate in self._back if p is None else (p,):
            by_object = self._back.get(predicate, {})
            for value in by_object if o is None else (o,):
                yield from ((subject, predicate, value) for subject in by_object.get(value, _NOTHING))

    @cached_property
    def shared(self) -> SharedStore:
        """Give the one store that shows this graph and, in turn, the changes laid over it."""
        return SharedStore(self._triples)

    @property
    def store(self) -> ox.Store:
        """Give the same triples as an Oxigraph store."""
        return self.shared.showing(None)

    @cached_property
    def exact(self) -> bool:
        """Say whether the store kept every literal as written."""
        return len(self.store) == len(self._triples) and all(q.triple in self._triples for q in self.store)


class Overlay:
    """A view with a change laid over it: what it would be afterwards; the base stays as it is."""

    def __init__(self, base: View, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> None:
        self.base = base
        self.added = MemoryView(t for t in added if not _has(base, t))
        self.removed = MemoryView(t for t in removed if _has(base, t))
        changed = self.added.triples | self.removed.triples
        self._subjects = {triple.subject for triple in changed}
        self._objects = {triple.object for triple in changed}
        self.layers: tuple[Overlay, ...] = (*base.layers, self) if isinstance(base, Overlay) else (self,)

    @cached_property
    def gathered(self) -> GatheredStore:
        """Give the one store of what was read of the graph under all changes, and of each of them in turn."""
        return GatheredStore() if self.layers[0] is self else self.layers[0].gathered

    def objects(self, s: Node, p: ox.NamedNode) -> Collection[Node]:
        """Give the objects of a subject and predicate."""
        if s not in self._subjects:
            return self.base.objects(s, p)
        return _changed(self.base.objects(s, p), self.added.objects(s, p), self.removed.objects(s, p))

    def subjects(self, p: ox.NamedNode, o: Node) -> Collection[Node]:
        """Give the subjects of a predicate and object."""
        if o not in self._objects:
            return self.base.subjects(p, o)
        return _changed(self.base.subjects(p, o), self.added.subjects(p, o), self.removed.subjects(p, o))

    def match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterable[Edge]:
        """Give the triples that fit."""
        if (s is not None and s not in self._subjects) or (o is not None and o not in self._objects):
            return self.base.match(s, p, o)
        return self._match(s, p, o)

    def _match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterator[Edge]:
        gone = set(self.removed.match(s, p, o))
        yield from (edge for edge in self.base.match(s, p, o) if edge not in gone)
        yield from self.added.match(s, p, o)

    @property
    def at_hand(self) -> bool:
        """Say whether the base's store can show the change for a while."""
        return isinstance(self.base, MemoryView)

    @property
    def store(self) -> ox.Store:
        """Give the changed triples as a store, by way of the base's."""
        return self.base.shared.showing(self) if isinstance(self.base, MemoryView) else self._own

    @cached_property
    def _own(self) -> ox.Store:
        store = ox.Store()
        store.bulk_extend(ox.Quad(s, p, o) for s, p, o in self.match(None, None, None) if not isinstance(s, ox.Literal))
        return store

    @cached_property
    def exact(self) -> bool:
        """Say whether the store kept every literal as written."""
        return self.base.exact and self.added.exact


def _changed(base: Collection[Node], added: Collection[Node], removed: Collection[Node]) -> Collection[Node]:
    if not added and not removed:
        return base
    return [*(node for node in base if node not in removed), *added]


def _has(view: View, triple: ox.Triple) -> bool:
    return triple.object in view.objects(triple.subject, triple.predicate)  # type: ignore[arg-type]

"""A remote graph as far as it is known here: what a change concerns, fetched in few requests.

A computation over a graph asks for one thing at a time, each depending on the last. Here what is
not known yet reads as nothing and is written down; then all of it is fetched at once and the computation
starts anew. The run that finds everything known has seen exactly the remote graph, and its outcome alone
counts. There are as many requests as the longest chain of look-ups has links, whatever its breadth.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

import pyoxigraph as ox

from ct56kg.base.errors import RemoteError
from ct56kg.graph.remote.batches import Lookup, everything, fetch
from ct56kg.graph.remote.endpoint import Endpoint
from ct56kg.graph.terms import Edge, Node

T = TypeVar("T")

_ROUNDS = 100
_LIMIT = 2_000_000
_EVERYTHING = Lookup()


class Fetched:
    """What has been fetched of a remote graph: triples, the graphs that state them, and which look-ups they answer."""

    def __init__(self, endpoint: Endpoint, limit: int = _LIMIT) -> None:
        self.place = endpoint.place
        self._endpoint = endpoint
        self._limit = limit
        self._known: set[Lookup] = set()
        self._forget()

    def fetch(self, wanted: Collection[Lookup]) -> None:
        """Fetch the triples of some look-ups.

        Blank nodes have no names that hold from one answer to the next. Where one turns up, everything is fetched
        in one answer instead.

        Raises:
            RemoteError: see `batches.fetch`; or there are more than the limit (REMOTE-16).
        """
        if _EVERYTHING in wanted:
            self._forget()
            found = list(everything(self._endpoint))
        else:
            found = list(fetch(self._endpoint, list(wanted)))
            if any(map(_blank, found)):
                if _EVERYTHING in self._known:
                    raise RemoteError("REMOTE-15", store=self.place)
                self.fetch((_EVERYTHING,))
                return
        for quad in found:
            self._add(quad)
        self._known.update(wanted)
        for lookup in wanted:  # where there is not one there is nothing
            if lookup.one and next(self.match(None, lookup.predicate, lookup.object), None) is None:
                self._known.add(Lookup(None, lookup.predicate, lookup.object))

    def knows(self, lookup: Lookup) -> bool:
        """Say whether all triples of a look-up are here."""
        p, o = lookup.predicate, lookup.object
        if lookup.graphs:
            return lookup in self._known or Lookup(lookup.subject, graphs=True) in self._known
        return (
            lookup in self._known
            or _EVERYTHING in self._known
            or (p is not None and Lookup(None, p) in self._known)
            or (lookup.subject is None and o is not None and Lookup(None, None, o) in self._known)
        )

    def objects(self, s: Node, p: ox.NamedNode) -> Collection[Node]:
        """Give the objects of a subject and predicate."""
        return self._forward.get(s, {}).get(p, ())

    def subjects(self, p: ox.NamedNode, o: Node) -> Collection[Node]:
        """Give the subjects of a predicate and object."""
        return self._back.get(o, {}).get(p, ())

    def match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterator[Edge]:
        """Give the triples that fit."""
        if s is not None:
            for predicate, objects in self._forward.get(s, {}).items():
                if p is None or p == predicate:
                    yield from ((s, predicate, value) for value in objects if o is None or o == value)
        elif o is not None:
            for predicate, subjects in self._back.get(o, {}).items():
                if p is None or p == predicate:
                    yield from ((subject, predicate, o) for subject in subjects)
        else:
            for predicate in self._of if p is None else (p,):
                yield from ((start, predicate, end) for start, end in self._of.get(predicate, ()))

    def stating(self, lookup: Lookup) -> Collection[ox.Quad]:
        """Give the statements of a look-up in the graphs that state them."""
        return self._named.get((lookup.subject, lookup.predicate, lookup.object), ())

    def _forget(self) -> None:
        self._size = 0
        self._forward: dict[Node, dict[ox.NamedNode, dict[Node, None]]] = {}
        self._back: dict[Node, dict[ox.NamedNode, dict[Node, None]]] = {}
        self._of: dict[ox.NamedNode, dict[tuple[Node, Node], None]] = {}
        self._named: dict[tuple[object, object, object], dict[ox.Quad, None]] = {}
        self._known.clear()

    def _add(self, quad: ox.Quad) -> None:
        s, p, o = quad.subject, quad.predicate, quad.object
        if isinstance(quad.graph_name, ox.NamedNode):
            for key in ((s, None, None), (s, p, o)):
                self._named.setdefault(key, {})[quad] = None
            return
        objects = self._forward.setdefault(s, {}).setdefault(p, {})  # type: ignore[arg-type]
        if o in objects:
            return
        objects[o] = None  # type: ignore[index]
        self._back.setdefault(o, {}).setdefault(p, {})[s] = None  # type: ignore[arg-type,index]
        self._of.setdefault(p, {})[(s, o)] = None  # type: ignore[index]
        self._size += 1
        if self._size > self._limit:
            raise RemoteError("REMOTE-16", store=self.place, limit=self._limit)


class RemoteView:
    """A remote graph for one run of a computation: `wanted` is what it asked for and was not told.

    Once it is `live`, what is not known yet is fetched at once.
    """

    at_hand = False

    def __init__(self, fetched: Fetched) -> None:
        self._fetched = fetched
        self.wanted: dict[Lookup, None] = {}
        self.live = False

    def objects(self, s: Node, p: ox.NamedNode) -> Collection[Node]:
        """Give the objects of a subject and predicate, as far as they are known."""
        return self._fetched.objects(s, p) if self._knows(s, p, None) else ()

    def subjects(self, p: ox.NamedNode, o: Node) -> Collection[Node]:
        """Give the subjects of a predicate and object, as far as they are known."""
        return self._fetched.subjects(p, o) if self._knows(None, p, o) else ()

    def match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterator[Edge]:
        """Give the triples that fit, as far as they are known.

        Whoever takes but the first, to see whether there is any, is not the reason to fetch all.
        """
        if s is not None or isinstance(o, ox.BlankNode) or (p is None and o is None):
            yield from self._fetched.match(s, p, o) if self._knows(s, p, o) else ()
            return
        everything = self._fetched.knows(Lookup(None, p, o)) or self.live
        found = list(self._fetched.match(s, p, o)) if not everything or self._has(Lookup(None, p, o)) else []
        yield from found
        if not everything:
            self._has(Lookup(None, p, o, one=not found))

    def stating(self, lookups: Iterable[Lookup]) -> Iterator[ox.Quad]:
        """Give the statements of some look-ups in the graphs that state them, as far as they are known."""
        for lookup in list(lookups):
            if self._has(lookup):
                yield from self._fetched.stating(lookup)

    @property
    def store(self) -> ox.Store:
        """Give everything as an Oxigraph store; all of it is fetched."""
        store = ox.Store()
        store.bulk_extend(_quads(self.match(None, None, None)))
        return store

    @property
    def exact(self) -> bool:
        """Say whether a store of our own keeps every literal as the server gave it."""
        return set(self.store) == set(_quads(self.match(None, None, None)))

    def _knows(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> bool:
        """Say whether all triples that fit are here; if not, want them.

        Of a subject everything is fetched, because whoever reads one property of it reads the next.
        """
        if isinstance(s, ox.Literal):
            return True
        if isinstance(s, ox.BlankNode) or (s is None and isinstance(o, ox.BlankNode)):
            lookup = _EVERYTHING  # where there are blank nodes, everything has come already; or none of ours is there
        else:
            lookup = Lookup(s) if s is not None else Lookup(None, p, o)
        return self._has(lookup)

    def _has(self, lookup: Lookup) -> bool:
        if self._fetched.knows(lookup):
            return True
        if self.live:
            self._fetched.fetch((lookup,))
            return True
        self.wanted[lookup] = None
        return False


def settled(fetched: Fetched, compute: Callable[[RemoteView], T]) -> T:
    """Run a computation until it has seen all that it asks for, and give the outcome of that run.

    Args:
        fetched: what is known so far.
        compute: has no effect but its outcome, and reads nothing that changes but the view it is given, a new one
            each time. What it raises counts only in the run that wants nothing more.

    Raises:
        RemoteError: see `Fetched.fetch`; or there is no end to it (REMOTE-17).
    """
    for _ in range(_ROUNDS):
        view = RemoteView(fetched)
        try:
            outcome = compute(view)
        except RemoteError:
            raise
        except Exception:
            if not view.wanted:
                raise
        else:
            if not view.wanted:
                view.live = True  # whoever reads on from the outcome is not told less
                return outcome
        fetched.fetch(view.wanted)
    raise RemoteError("REMOTE-17", store=fetched.place, rounds=_ROUNDS)


def _blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _quads(edges: Iterable[Edge]) -> Iterator[ox.Quad]:
    return (ox.Quad(s, p, o) for s, p, o in edges if not isinstance(s, ox.Literal))

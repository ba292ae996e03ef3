"""A graph seen where it lies in an Oxigraph store: index scans, remembered, nothing held that was not asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import pyoxigraph as ox

from ct56kg.base.terms import CT, RDF
from ct56kg.check.view import Edge, Node

_DEFAULT = ox.DefaultGraph()
_TYPE, _GRAPH, _STATUS = ox.NamedNode(RDF + "type"), ox.NamedNode(CT + "Graph"), ox.NamedNode(CT + "status")
_MOST = 200_000
"""Nodes remembered before everything is forgotten and read anew."""
_NOTHING: tuple[Node, ...] = ()


class StoreView:
    """The default graph of a store that never changes, without the catalogue of graphs that stands in it too.

    What is said of a node is read in one scan and remembered: a node that is judged is judged by many rules.
    """

    at_hand = True

    def __init__(self, store: ox.Store, catalogue: ox.NamedNode | None = None) -> None:
        self._store = store
        self._catalogue = catalogue
        self._forward: dict[Node, dict[ox.NamedNode, list[Node]]] = {}
        self._back: dict[tuple[ox.NamedNode, Node], list[Node]] = {}

    def objects(self, s: Node, p: ox.NamedNode) -> Collection[Node]:
        """Give the objects of a subject and predicate."""
        found = self._forward.get(s)
        return (self._said_of(s) if found is None else found).get(p, _NOTHING)

    def subjects(self, p: ox.NamedNode, o: Node) -> Collection[Node]:
        """Give the subjects of a predicate and object."""
        found = self._back.get((p, o))
        if found is None:
            self._forget(self._back)
            found = self._back[p, o] = [s for s, _, _ in self._scan(None, p, o)]
        return found

    def match(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterator[Edge]:
        """Give the triples that fit."""
        if s is None or isinstance(s, ox.Literal):
            return self._scan(None, p, o) if s is None else iter(())
        return (
            (s, predicate, value)
            for predicate, values in self._said_of(s).items()
            if p is None or p == predicate
            for value in values
            if o is None or o == value
        )

    @property
    def store(self) -> ox.Store:
        """Give the store itself; its default graph also holds the catalogue of graphs."""
        return self._store

    @property
    def exact(self) -> bool:
        """Say that what is seen is what the store keeps."""
        return True

    def _said_of(self, s: Node) -> dict[ox.NamedNode, list[Node]]:
        found = self._forward.get(s)
        if found is None:
            self._forget(self._forward)
            found = self._forward[s] = {}
            if not isinstance(s, ox.Literal):
                for _, predicate, value in self._scan(s, None, None):
                    found.setdefault(predicate, []).append(value)
        return found

    def _scan(self, s: Node | None, p: ox.NamedNode | None, o: Node | None) -> Iterator[Edge]:
        """Read the index; a literal that the store spells otherwise than it is asked for is another one."""
        spelled = isinstance(o, ox.Literal)
        for quad in self._store.quads_for_pattern(s, p, o, _DEFAULT):  # type: ignore[arg-type]
            if spelled and quad.object != o:
                continue
            if self._catalogue is None or not self._is_catalogue(quad):
                yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]

    def _is_catalogue(self, quad: ox.Quad) -> bool:
        """Say whether only the catalogue states a triple."""
        if quad.predicate != _STATUS and (quad.predicate != _TYPE or quad.object != _GRAPH):
            return False
        found = [q.graph_name for q in self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object)]
        return set(found) == {_DEFAULT, self._catalogue}

    @staticmethod
    def _forget(memory: dict[Any, Any]) -> None:
        if len(memory) >= _MOST:
            memory.clear()

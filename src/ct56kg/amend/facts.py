"""A graph to walk in: who says what of whom, both ways, in terms that no engine owns."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ct56kg.base.rows import Term
from ct56kg.check.view import MemoryView, Node, View
from ct56kg.graph.terms import node, term


class Facts:
    """A view read step by step; of a graph on a disk only what is walked over is read."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._nodes: dict[Term, Node] = {}
        self._terms: dict[Node, Term] = {}

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Facts:
        """Give some triples to walk in."""
        return cls(MemoryView(triples))

    def known(self, thing: Term) -> bool:
        """Say whether anything is said of a thing."""
        return any(True for _ in self._view.match(self._node(thing), None, None))

    def objects(self, thing: Term, predicate: str) -> list[Term]:
        """Give the values of a property, in one order."""
        return sorted(map(self._term, self._view.objects(self._node(thing), ox.NamedNode(predicate))))

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Give the things that have a value, in one order."""
        return sorted(map(self._term, self._view.subjects(ox.NamedNode(predicate), self._node(value))))

    def pairs(self, predicate: str) -> list[tuple[Term, Term]]:
        """Give every subject and value of a property, in one order."""
        found = self._view.match(None, ox.NamedNode(predicate), None)
        return sorted((self._term(subject), self._term(value)) for subject, _, value in found)

    def statements(self, thing: Term) -> list[tuple[str, Term]]:
        """Give all that is said of a thing, in one order."""
        found = self._view.match(self._node(thing), None, None)
        return sorted((predicate.value, self._term(value)) for _, predicate, value in found)

    def pointing_at(self, thing: Term) -> list[tuple[str, Term]]:
        """Give all that points at a thing: property and subject, in one order."""
        found = self._view.match(None, None, self._node(thing))
        return sorted((predicate.value, self._term(subject)) for subject, predicate, _ in found)

    def _node(self, value: Term) -> Node:
        found = self._nodes.get(value)
        if found is None:
            found = self._nodes[value] = node(value)
        return found

    def _term(self, value: Node) -> Term:
        found = self._terms.get(value)
        if found is None:
            found = self._terms[value] = term(value)
        return found

"""What a dossier says, wherever it is kept: statements in named graphs, and the store that answers about them.

A content never changes. In memory it is a tuple of quads; on a disk it is a store that is read where it lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pyoxigraph as ox

from ct56kg.graph.store import Store


class Content(Protocol):
    """What is said, by whom it is said (the named graph), and the vocabulary."""

    @property
    def quads(self) -> Sequence[ox.Quad]:
        """Give the data in their named graphs; everything is read."""

    @property
    def ontology(self) -> Sequence[ox.Quad]:
        """Give the toolkit's vocabulary in its named graphs."""

    @property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs, each triple once; everything is read."""

    @property
    def at_hand(self) -> bool:
        """Say whether all of it was read into memory, because it is small."""

    @property
    def before_changes(self) -> Content | None:
        """Give what the data files say before any change set, if that need not be read from them."""

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""

    def said_of(self, subjects: Iterable[ox.NamedNode | ox.BlankNode]) -> list[ox.Quad]:
        """Give the statements of the data about some things."""

    def in_vocabulary(self, triple: ox.Triple) -> bool:
        """Say whether the vocabulary states a triple."""

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions, with the catalogue of graphs in it."""


@dataclass(frozen=True)
class MemoryContent:
    """Content in memory."""

    quads: tuple[ox.Quad, ...]
    ontology: tuple[ox.Quad, ...] = ()
    before_changes: Content | None = None

    @property
    def at_hand(self) -> bool:
        """Say whether all of it was read into memory, because it is small; a copy of what a server keeps was not."""
        return self.before_changes is None

    @cached_property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs, each triple once."""
        return frozenset(quad.triple for quad in (*self.quads, *self.ontology))

    @cached_property
    def _present(self) -> frozenset[ox.Quad]:
        return frozenset(self.quads)

    @cached_property
    def _triples(self) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in self.quads)

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""
        return quad.triple in self._triples if isinstance(quad.graph_name, ox.DefaultGraph) else quad in self._present

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""
        wanted = frozenset(triples)
        return [quad for quad in self.quads if quad.triple in wanted]

    def said_of(self, subjects: Iterable[ox.NamedNode | ox.BlankNode]) -> list[ox.Quad]:
        """Give the statements of the data about some things."""
        wanted = frozenset(subjects)
        return [quad for quad in self.quads if quad.subject in wanted]

    def in_vocabulary(self, triple: ox.Triple) -> bool:
        """Say whether the vocabulary states a triple."""
        return triple in self._vocabulary

    @cached_property
    def _vocabulary(self) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in self.ontology)

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions, with the catalogue of graphs in it."""
        catalogue = list(catalogue)
        merged = self.merged.union(quad.triple for quad in catalogue)
        return Store.of((*self.quads, *self.ontology, *catalogue), merged)


def says(content: Content, triple: ox.Triple) -> bool:
    """Say whether any graph states a triple, the vocabulary's included."""
    return bool(content.stated((triple,))) or content.in_vocabulary(triple)


@dataclass(frozen=True)
class Laid:
    """Content with a change laid over it.

    `added` was not there, `removed` was; `stays` are the other statements of the triples that are looked at.
    Made by `over`, which has asked the base for all of this already.
    """

    base: Content
    added: tuple[ox.Quad, ...]
    removed: tuple[ox.Quad, ...]
    stays: tuple[ox.Quad, ...]

    @classmethod
    def over(cls, base: Content, stated: Iterable[ox.Quad], now: Iterable[ox.Quad]) -> Laid:
        """Lay over a content what some triples are to be stated in: in these statements and no others.

        Args:
            base: the content.
            stated: all its statements of these triples.
            now: their statements with the change.
        """
        was, will = dict.fromkeys(stated), dict.fromkeys(now)
        added = tuple(quad for quad in will if quad not in was)
        removed = tuple(quad for quad in was if quad not in will)
        return cls(base, added, removed, tuple(quad for quad in was if quad in will))

    @cached_property
    def quads(self) -> Sequence[ox.Quad]:
        """Give the data in their named graphs; everything is read."""
        gone = set(self.removed)
        return (*(quad for quad in self.base.quads if quad not in gone), *self.added)

    @property
    def ontology(self) -> Sequence[ox.Quad]:
        """Give the toolkit's vocabulary in its named graphs."""
        return self.base.ontology

    @property
    def at_hand(self) -> bool:
        """Say whether all of what it is laid over was read into memory."""
        return self.base.at_hand

    @property
    def before_changes(self) -> Content | None:
        """Give what the data files say before any change set, if that need not be read from them."""
        return self.base.before_changes

    @cached_property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs, each triple once; everything is read."""
        added, removed = self.effect
        return (self.base.merged - removed) | added

    @cached_property
    def effect(self) -> tuple[frozenset[ox.Triple], frozenset[ox.Triple]]:
        """Give the triples that some graph states now and none did, and those that one did and none does."""
        before = {quad.triple for quad in (*self.stays, *self.removed)}
        after = {quad.triple for quad in (*self.stays, *self.added)}
        vocabulary = {triple for triple in before ^ after if self.base.in_vocabulary(triple)}
        return frozenset(after - before - vocabulary), frozenset(before - after - vocabulary)

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""
        found = self.stated((quad.triple,))
        return bool(found) if isinstance(quad.graph_name, ox.DefaultGraph) else quad in found

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""
        wanted = frozenset(triples)
        return self._changed(self.base.stated(wanted), (q for q in self.added if q.triple in wanted))

    def said_of(self, subjects: Iterable[ox.NamedNode | ox.BlankNode]) -> list[ox.Quad]:
        """Give the statements of the data about some things."""
        wanted = frozenset(subjects)
        return self._changed(self.base.said_of(wanted), (q for q in self.added if q.subject in wanted))

    def in_vocabulary(self, triple: ox.Triple) -> bool:
        """Say whether the vocabulary states a triple."""
        return self.base.in_vocabulary(triple)

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions, with the catalogue of graphs in it."""
        return MemoryContent(tuple(self.quads), tuple(self.ontology)).store(catalogue)

    def _changed(self, was: Iterable[ox.Quad], more: Iterable[ox.Quad]) -> list[ox.Quad]:
        gone = frozenset(self.removed)
        return [*(quad for quad in was if quad not in gone), *more]

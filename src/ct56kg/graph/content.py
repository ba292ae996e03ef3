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

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions, with the catalogue of graphs in it."""


@dataclass(frozen=True)
class MemoryContent:
    """Content in memory."""

    quads: tuple[ox.Quad, ...]
    ontology: tuple[ox.Quad, ...] = ()

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

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions, with the catalogue of graphs in it."""
        catalogue = list(catalogue)
        merged = self.merged.union(quad.triple for quad in catalogue)
        return Store.of((*self.quads, *self.ontology, *catalogue), merged)

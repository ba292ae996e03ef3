"""The place where rules are judged over a store: everything that is made once and used for rule after rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox

from ct56kg.check.compiled_engine import CompiledEngine
from ct56kg.check.compiled_shapes import compiled_shapes
from ct56kg.check.nearby import NearbyReference
from ct56kg.check.results import Result
from ct56kg.check.sieve.sieve import Sieve
from ct56kg.check.store_view import StoreView
from ct56kg.check.stored.listing import Listing
from ct56kg.check.view import Node


class Bench:
    """Rules made ready for a store whose default graph is the graph they judge; for one thread."""

    def __init__(self, store: ox.Store, rules: Sequence[ox.Triple]) -> None:
        ready = compiled_shapes(tuple(rules))
        self.shapes = ready.shapes
        self._view = StoreView(store)
        self._engine = CompiledEngine(ready, NearbyReference(ready))
        self._sieve = Sieve(self.shapes, self._view)

    def pairs(self, root: Node) -> int:
        """Give how many targets a root shape has, about."""
        return len(Listing(self.shapes, root, self._view))

    def results(self, root: Node, told: Callable[[int], None]) -> Iterator[Result]:
        """Judge a root shape on all its targets, and tell how many more of them are done."""
        for batch in Listing(self.shapes, root, self._view).batches():
            suspects = self._sieve.suspects(root, batch)
            if suspects:
                yield from self._engine.evaluate(root, suspects, self._view)
            told(len(batch))

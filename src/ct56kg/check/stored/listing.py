"""The targets of a rule as a stream from a store, however many there are.

SHACL 2.1.3, https://www.w3.org/TR/shacl/#targets
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from ct56kg.check.shapes import TYPE, Shapes
from ct56kg.check.targets import below
from ct56kg.check.view import Node, View

BATCH = 4096
"""Targets that are asked about at once."""


class Listing:
    """The targets of one root shape: how many about, and each of them once."""

    def __init__(self, shapes: Shapes, root: Node, view: View) -> None:
        self._view = view
        declared = shapes.targets(root)
        self._named = sorted((node for node in declared.nodes if not isinstance(node, ox.BlankNode)), key=str)
        kinds = sorted({kind for wanted in declared.classes for kind in below(view, wanted)}, key=str)
        self._parts = [f"?this {TYPE} {kind}" for kind in kinds if isinstance(kind, ox.NamedNode)]
        self._parts += [f"?this {predicate} ?other" for predicate in declared.subjects_of]
        self._parts += [f"?other {predicate} ?this" for predicate in declared.objects_of]

    def __len__(self) -> int:
        """Give how many there are at most; a target by two ways counts twice."""
        counts = (f"SELECT (COUNT(*) AS ?n) WHERE {{ {part} }}" for part in self._parts)
        return len(self._named) + sum(int(str(next(self._rows(query))[0].value)) for query in counts)

    def batches(self) -> Iterator[list[Node]]:
        """Give the targets, so many at a time."""
        targets = iter(self._each())
        while batch := list(islice(targets, BATCH)):
            yield batch

    def _each(self) -> Iterator[Node]:
        named = set(self._named)
        yield from self._named
        if not self._parts:
            return
        distinct = "" if len(self._parts) == 1 and "?other" not in self._parts[0] else "DISTINCT "
        union = " UNION ".join(f"{{ {part} }}" for part in self._parts)
        for row in self._rows(f"SELECT {distinct}?this WHERE {{ {union} }}"):
            if row[0] not in named:
                yield row[0]

    def _rows(self, query: str) -> Iterator[ox.QuerySolution]:
        answer = self._view.store.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        return iter(answer)

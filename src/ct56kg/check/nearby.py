"""The reference engine over a store: given what a rule reads of some targets, never the whole of a large graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from threading import Lock

import pyoxigraph as ox

from ct56kg.check.affected import Affected
from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.neighbourhood import neighbourhood
from ct56kg.check.pyshacl_engine import PyshaclEngine
from ct56kg.check.results import Result, Rows
from ct56kg.check.view import MemoryView, Node, Overlay, View

_ONE_AT_A_TIME = Lock()
"""pySHACL changes what is global in its process, and so validates in one thread at a time."""


class NearbyReference:
    """Judges with pySHACL in the neighbourhood of the targets: every triple that could change their verdict.

    A rule of which it is not known what it reads is judged in the whole graph; there is no other right way. So is
    every rule where the graph is in memory anyway, which is then made into one of rdflib's once for all rules.
    """

    name = "pyshacl"

    def __init__(self, compiled: CompiledShapes) -> None:
        self._compiled = compiled
        self._reference = PyshaclEngine(compiled.shapes)

    def evaluate(
        self, shape: Node, targets: Collection[Node], view: View, rows: Rows | None = None
    ) -> Iterable[Result]:
        """Judge targets one by one; see `PyshaclEngine.evaluate`."""
        with _ONE_AT_A_TIME:
            return list(self._evaluated(shape, targets, view, rows))

    def _evaluated(self, shape: Node, targets: Collection[Node], view: View, rows: Rows | None) -> Iterable[Result]:
        if _in_memory(view):
            return self._reference.evaluate(shape, targets, view, rows)
        positions = self._compiled.positions
        reads = positions.reads[shape]
        if reads.full or reads.everywhere or reads.rows:
            return self._reference.evaluate(shape, targets, view, rows)
        near = neighbourhood(positions, [Affected(shape, set(targets), set(targets))], view)
        triples = frozenset(ox.Triple(s, p, o) for s, p, o in near if not isinstance(s, ox.Literal))
        return self._reference.evaluate(shape, targets, MemoryView(triples), rows)


def _in_memory(view: View) -> bool:
    while isinstance(view, Overlay):
        view = view.base
    return isinstance(view, MemoryView)

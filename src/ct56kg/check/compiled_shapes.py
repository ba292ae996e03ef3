"""Shapes made ready to judge by: read, compiled into functions, and asked where they read.

Making them ready takes some 30 ms for a hundred rules, judging a small change less. So it is done once for each
content of a shapes graph (`shapes_of`, `compiled_shapes`), by whichever thread comes first. Nothing that was made is
changed by judging: looks of any number of threads, at any states with the same rules, share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

import pyoxigraph as ox

from ct56kg.check.affected import Positions
from ct56kg.check.constraints import (
    cardinality,
    components,
    logical,
    other,
    property_pair,
    shape_based,
    sparql,
    string_based,
    value_range,
    value_type,
)
from ct56kg.check.judging import Judge, Run, compiled
from ct56kg.check.query_rules import RuleQuery, rule_queries
from ct56kg.check.results import Result
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import Node

_FAMILIES = (
    value_type,
    cardinality,
    value_range,
    string_based,
    property_pair,
    logical,
    shape_based,
    other,
    sparql,
    components,
)
_KEPT = 8
"""Shapes graphs kept ready: those in force on a few dates, before and after a change of rules."""


class CompiledShapes:
    """The judges, queries and read positions of the shapes of a shapes graph.

    Raises:
        InputError: a shape that is not well-formed (SHACL-01, SHACL-02, SHACL-05).
    """

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._judges: dict[Node, Judge] = {}
        self._queries: dict[Node, tuple[RuleQuery, ...]] = {}
        for root in shapes.roots():
            for node in shapes.reachable(root.node):
                if node not in self._judges:
                    self._compile(node)
        self._asking = {node: self._asking_below(node) for node in self._judges}

    @cached_property
    def positions(self) -> Positions:
        """Give where the root shapes read; only changes ask for it."""
        return Positions(self.shapes)

    def judge(self, node: Node) -> Judge:
        """Give the judge of a shape, by way of its name, so that shapes may refer to each other in any order."""

        def judge(run: Run, focus: Node) -> Iterator[Result]:
            return self._judges[node](run, focus)

        return judge

    def queries(self, node: Node) -> tuple[RuleQuery, ...]:
        """Give the queries of a shape that a root shape refers to."""
        return self._queries[node]

    def asking(self, node: Node) -> tuple[Node, ...]:
        """Give the property shapes of a shape, if any of them or of the shapes they refer to asks a query."""
        return self._asking[node]

    def __len__(self) -> int:
        """Give how many shapes were compiled."""
        return len(self._judges)

    def _compile(self, node: Node) -> None:
        shape = self.shapes.shape(node)
        self._queries[node] = () if shape.deactivated else tuple(rule_queries(self.shapes, shape))
        checks = () if shape.deactivated else tuple(c for family in _FAMILIES for c in family.checks(self, shape))
        name = str(self.shapes.name(node) or node)
        self._judges[node] = compiled(shape, checks, self.shapes.is_recursive(node), name)

    def _asking_below(self, node: Node) -> tuple[Node, ...]:
        below = self.shapes.values(node, "property")
        asks = any(self._queries[inner] for child in below for inner in self.shapes.reachable(child))
        return below if asks else ()


@lru_cache(maxsize=_KEPT)
def shapes_of(triples: tuple[ox.Triple, ...]) -> Shapes:
    """Read a shapes graph, once for each content.

    Args:
        triples: the shapes graph, in any order; in another order it is read again.

    Raises:
        InputError: not a well-formed shapes graph (SHACL-01).
    """
    return Shapes(triples)


@lru_cache(maxsize=_KEPT)
def compiled_shapes(triples: tuple[ox.Triple, ...]) -> CompiledShapes:
    """Make a shapes graph ready, once for each content.

    Args:
        triples: the shapes graph, in any order; in another order it is made ready again.

    Raises:
        InputError: a shape that is not well-formed (SHACL-01, SHACL-02, SHACL-05).
    """
    return CompiledShapes(shapes_of(triples))

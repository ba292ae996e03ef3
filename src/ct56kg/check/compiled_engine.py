"""Our own engine: shapes compiled once into functions over a view.

The whole of SHACL Core, and `sh:sparql` through Oxigraph. What it does not compile, or where it
cannot be sure to agree with the reference, it hands to the reference, target by target.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

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
from ct56kg.check.literals import UnsureError
from ct56kg.check.paths import walk_all, walker
from ct56kg.check.query_asking import rows_of
from ct56kg.check.query_rules import RuleQuery, rule_queries
from ct56kg.check.results import Engine, Result, Rows
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import Node, View

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


class CompiledEngine:
    """Judges with compiled shapes; `unsure` counts, by rule, the targets that the reference had to judge."""

    name = "auto"

    def __init__(self, shapes: Shapes, reference: Engine) -> None:
        self.shapes = shapes
        self.unsure: dict[Node, int] = {}
        self._reference = reference
        self._judges: dict[Node, Judge] = {}
        self._queries: dict[Node, tuple[RuleQuery, ...]] = {}
        for root in shapes.roots():
            for node in shapes.reachable(root.node):
                self._compile(node)

    def judge(self, node: Node) -> Judge:
        """Give the judge of a shape, by way of its name, so that shapes may refer to each other in any order."""

        def judge(run: Run, focus: Node) -> Iterator[Result]:
            return self._judges[node](run, focus)

        return judge

    def queries(self, node: Node) -> tuple[RuleQuery, ...]:
        """Give the queries of a shape."""
        if node not in self._queries:
            self._queries[node] = tuple(rule_queries(self.shapes, self.shapes.shape(node)))
        return self._queries[node]

    def evaluate(
        self, shape: Node, targets: Collection[Node], view: View, rows: Rows | None = None
    ) -> Iterator[Result]:
        """Judge some targets of a root shape, in full or as far as some rows go."""
        run = Run(view, shape, shape)
        if rows is None:
            self._ask_ahead(run, shape, targets)
            judge = self._judges[shape]
        else:
            judge = self._asked_by_value(run, shape, targets, rows)
        left: list[Node] = []
        for target in targets:
            run.target = target
            try:
                results = list(judge(run, target))
            except (UnsureError, RecursionError):
                run.open.clear()
                left.append(target)
            else:
                yield from results
        if left:
            self.unsure[shape] = self.unsure.get(shape, 0) + len(left)
            yield from self._reference.evaluate(shape, left, view, rows)

    def _asked_by_value(self, run: Run, shape: Node, targets: Collection[Node], rows: Rows) -> Judge:
        """Ask one query for some values, and give the judge that tells its rows alone."""
        query = next(query for query in self.queries(shape) if query.node == rows.constraint)
        check = sparql.asked(query, self.shapes.shape(shape))
        try:
            answers = rows_of(query, run.view, targets, rows.values)
        except UnsureError:
            return _unsure
        run.rows.update({(query.shape, query.node, focus): found for focus, found in answers.items()})
        return lambda run, focus: iter(check(run, focus, (focus,)))

    def _compile(self, node: Node) -> None:
        if node not in self._judges:
            shape = self.shapes.shape(node)
            checks = () if shape.deactivated else tuple(c for family in _FAMILIES for c in family.checks(self, shape))
            name = str(self.shapes.name(node) or node)
            self._judges[node] = compiled(shape, checks, self.shapes.is_recursive(node), name)

    def _ask_ahead(self, run: Run, node: Node, nodes: Iterable[Node], depth: int = 0) -> None:
        """Ask each query once for all nodes that it will be asked for: those of the shape and of its properties."""
        shape = self.shapes.shape(node)
        if shape.deactivated or depth > len(self._judges):
            return
        queries = self.queries(node)
        for query in queries:
            try:
                answers = rows_of(query, run.view, nodes := list(nodes))
            except UnsureError:
                continue  # then each is asked alone, and left to the reference alone
            run.rows.update({(query.shape, query.node, focus): rows for focus, rows in answers.items()})
        below = self.shapes.values(node, "property")
        if below and any(self.queries(inner) for child in below for inner in self.shapes.reachable(child)):
            values = nodes if shape.path is None else walk_all(walker(shape.path), run.view, nodes)
            for child in below:
                self._ask_ahead(run, child, values, depth + 1)


def _unsure(run: Run, focus: Node) -> Iterator[Result]:
    raise UnsureError

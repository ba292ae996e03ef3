"""Our own engine: shapes compiled once into functions over a view.

The whole of SHACL Core, and `sh:sparql` through Oxigraph. What it does not compile, or where it
cannot be sure to agree with the reference, it hands to the reference, target by target.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.constraints import sparql
from ct56kg.check.judging import Judge, Run
from ct56kg.check.literals import UnsureError
from ct56kg.check.paths import walk_all, walker
from ct56kg.check.query_asking import rows_of
from ct56kg.check.results import Engine, Result, Rows
from ct56kg.check.view import Node, View


class CompiledEngine:
    """Judges with compiled shapes; what ours is not sure of, the reference judges."""

    name = "ct56kg"

    def __init__(self, compiled: CompiledShapes, reference: Engine) -> None:
        self._compiled = compiled
        self._reference = reference

    def evaluate(
        self, shape: Node, targets: Collection[Node], view: View, rows: Rows | None = None
    ) -> Iterator[Result]:
        """Judge some targets of a root shape, in full or as far as some rows go."""
        run = Run(view, shape, shape)
        if rows is None:
            self._ask_ahead(run, shape, targets)
            judge = self._compiled.judge(shape)
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
            yield from self._reference.evaluate(shape, left, view, rows)

    def _asked_by_value(self, run: Run, shape: Node, targets: Collection[Node], rows: Rows) -> Judge:
        """Ask one query for some values, and give the judge that tells its rows alone."""
        query = next(query for query in self._compiled.queries(shape) if query.node == rows.constraint)
        check = sparql.asked(query, self._compiled.shapes.shape(shape))
        try:
            answers = rows_of(query, run.view, targets, rows.values)
        except UnsureError:
            return _unsure
        run.rows.update({(query.shape, query.node, focus): found for focus, found in answers.items()})
        return lambda run, focus: iter(check(run, focus, (focus,)))

    def _ask_ahead(self, run: Run, node: Node, nodes: Iterable[Node], depth: int = 0) -> None:
        """Ask each query once for all nodes that it will be asked for: those of the shape and of its properties."""
        shape = self._compiled.shapes.shape(node)
        if shape.deactivated or depth > len(self._compiled):
            return
        queries = self._compiled.queries(node)
        for query in queries:
            try:
                answers = rows_of(query, run.view, nodes := list(nodes))
            except UnsureError:
                continue  # then each is asked alone, and left to the reference alone
            run.rows.update({(query.shape, query.node, focus): rows for focus, rows in answers.items()})
        below = self._compiled.asking(node)
        if below:
            values = nodes if shape.path is None else walk_all(walker(shape.path), run.view, nodes)
            for child in below:
                self._ask_ahead(run, child, values, depth + 1)


def _unsure(run: Run, focus: Node) -> Iterator[Result]:
    raise UnsureError

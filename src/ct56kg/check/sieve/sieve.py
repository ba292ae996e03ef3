"""The sieve: from all targets of a rule to those that are worth judging."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from ct56kg.check.literals import UnsureError
from ct56kg.check.query_asking import occurs, rows_of
from ct56kg.check.query_rules import RuleQuery, rule_queries
from ct56kg.check.shapes import Shapes
from ct56kg.check.sieve.doubts import Doubts
from ct56kg.check.view import Node, View

_FEW = 200
"""Up to so many targets are sooner judged than asked about."""


class Sieve:
    """Finds suspects among the targets of the shapes of one shapes graph, over one view that does not change."""

    def __init__(self, shapes: Shapes, view: View, few: int = _FEW) -> None:
        self._few = few
        self._shapes = shapes
        self._view = view
        self._doubts = Doubts(shapes, view)
        self._conditions: dict[Node, str] = {}
        self._queries: dict[Node, tuple[RuleQuery, ...]] = {}

    def suspects(self, root: Node, targets: Collection[Node]) -> Collection[Node]:
        """Give the targets that may violate a root shape; all of them where nothing is known.

        Args:
            root: the shape.
            targets: some or all of its targets.
        """
        if len(targets) <= self._few or not self._view.exact or not all(isinstance(t, ox.NamedNode) for t in targets):
            return targets
        if root not in self._conditions:
            doubt = self._doubts.of(root, "?this", queries=False)
            self._conditions[root] = doubt.may
            self._queries[root] = tuple(rule_queries(self._shapes, self._shapes.shape(root)))
        condition = self._conditions[root]
        if condition == "true":
            return targets
        try:
            found = self._asked(condition, targets) if condition != "false" else set()
            for query in self._queries[root]:
                rows = rows_of(query, self._view, targets)
                found.update(node for node, answers in rows.items() if answers)
        except UnsureError:
            return targets
        named = {node for node in self._shapes.targets(root).nodes if not occurs(node, self._view)}
        return [target for target in targets if target in found or target in named]

    def _asked(self, condition: str, targets: Iterable[Node]) -> set[Node]:
        names = " ".join(map(str, targets))
        text = f"SELECT ?this WHERE {{ VALUES ?this {{ {names} }} FILTER({condition}) }}"
        try:
            answer = self._view.store.query(text)
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise UnsureError(str(error)) from error
        assert isinstance(answer, ox.QuerySolutions)
        return {row[0] for row in answer}

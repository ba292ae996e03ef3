"""The results of one content on any date: judged in full on the first, then only where another date can matter.

A date is one statement (`ct:thisCheck ct:asOf`), so looking at another date is looking at a change of one statement:
the same read positions that make a look at an amendment local (`check.affected`) say which targets to judge again.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

import pyoxigraph as ox

from ct56kg.check.affected import Affected
from ct56kg.check.checking import engine_by, evaluate_all
from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.results import Result
from ct56kg.check.view import MemoryView, Overlay


class Days:
    """Judges one graph by the same rules on one date after the other; any thread may ask.

    Args:
        undated: the graph without a date.
        rules: what it is judged by.
    """

    def __init__(self, undated: MemoryView, rules: CompiledShapes) -> None:
        self._undated = undated
        self._rules = rules
        self._engine = engine_by(rules)
        self._first: tuple[Overlay, tuple[Result, ...]] | None = None
        self._lock = Lock()

    def on(self, dated: Iterable[ox.Triple]) -> tuple[Result, ...]:
        """Give the results on a date, the same as judging all of the graph on it.

        Args:
            dated: what the date adds to the graph, see `State.dated`.
        """
        now = Overlay(self._undated, dated, ())
        with self._lock:
            if self._first is None:
                self._first = now, tuple(evaluate_all(self._rules.shapes, now, self._engine))
            then, found = self._first
            changed = then.added.triples ^ now.added.triples
            if not changed:
                return found
            concerned = self._rules.positions.affected(then, now, changed)
            kept = (result for result in found if not any(_among(result, one) for one in concerned))
            anew = (
                result
                for one in concerned
                if one.after
                for result in self._engine.evaluate(one.root, one.after, now, one.rows)
            )
            return (*kept, *anew)


def _among(result: Result, one: Affected) -> bool:
    """Say whether a result is one of those that are judged again."""
    same = result.root == one.root and result.target in one.before
    return same and (one.rows is None or result in one.rows)

"""Several threads judge the rules of one store, each taking the next rule when it is free.

Oxigraph lets other threads run while it answers, and nearly all the time is spent in its answers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock

import pyoxigraph as ox

from ct56kg.check.results import Result
from ct56kg.check.stored.bench import Bench
from ct56kg.check.view import Node

Told = Callable[[int, int], None]
"""Told how many (rule, target) pairs were judged, of how many."""

_MOST = 8
_SINGLE = 1
"""A rule with one target may read the whole graph for it, so these come first; then the largest, to end together."""


def judged(store: ox.Store, rules: Sequence[ox.Triple], told: Told, threads: int | None = None) -> list[Result]:
    """Judge all rules on a store.

    Args:
        store: its default graph is the graph to judge; nobody may write to it meanwhile.
        rules: the shapes graph.
        told: called after each batch of targets.
        threads: how many work at once; as many as there are processors, up to eight, if it is left out.

    Raises:
        InputError: a rule that is not well-formed, or that no engine can judge: SHACL-01 to SHACL-05.
    """
    first = Bench(store, rules)
    pairs = {root.node: first.pairs(root.node) for root in first.shapes.roots()}
    left: SimpleQueue[Node] = SimpleQueue()
    for root in sorted(pairs, key=lambda node: (pairs[node] > _SINGLE, -pairs[node], str(node))):
        if pairs[root]:
            left.put(root)
    far = _Far(sum(pairs.values()), told)
    far.add(0)

    def work(bench: Bench) -> list[Result]:
        found: list[Result] = []
        while not left.empty():
            root = left.get()
            try:
                found += bench.results(root, far.add)
            except BaseException:
                while not left.empty():  # nobody need begin anything more
                    left.get()
                raise
        return found

    number = threads or min(_MOST, os.cpu_count() or 1)
    benches = [first, *(Bench(store, rules) for _ in range(number - 1))]
    with ThreadPoolExecutor(number) as pool:
        results = [result for found in pool.map(work, benches) for result in found]
    far.end()
    return results


class _Far:
    """How far it has come."""

    def __init__(self, total: int, told: Told) -> None:
        self._total, self._told, self._done, self._lock = total, told, 0, Lock()

    def add(self, pairs: int) -> None:
        """Count pairs as judged."""
        with self._lock:
            self._done += pairs
            self._told(self._done, self._total)

    def end(self) -> None:
        """Count what is left as judged: a target by two ways was expected twice and judged once."""
        self.add(self._total - self._done)

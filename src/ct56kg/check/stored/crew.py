"""Several processes judge the rules of one store, each taking the next rule when it is free."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import IO

import pyoxigraph as ox

from ct56kg.base.errors import CtError, StateError
from ct56kg.check.results import Result
from ct56kg.check.stored.bench import Bench
from ct56kg.check.view import Node

Told = Callable[[int, int], None]
"""Told how many (rule, target) pairs were judged, of how many."""

WORKER_MODULE = "ct56kg.check.stored.worker"
WORKER = (sys.executable, "-m", WORKER_MODULE)
"""The command of one process."""

_WORTHWHILE = 200_000
"""Pairs from which a second process is worth its start."""
_MOST = 4


def judged(place: Path, rules: Sequence[ox.Triple], told: Told, processes: int | None = None) -> list[Result]:
    """Judge all rules on a store, by as many processes as are worth their start.

    Args:
        place: folder of a store whose default graph is the graph to judge; nobody may write to it meanwhile.
        rules: the shapes graph.
        told: called after each rule.
        processes: how many work at once; as many as there are processors, up to four, if it is left out.

    Raises:
        InputError: a rule that is not well-formed, or that no engine can judge: SHACL-01 to SHACL-05.
        StateError: a process died, for want of memory for instance (STORE-09).
    """
    bench = Bench(place, rules)
    plan = _Plan(bench, told)
    number = processes or min(_MOST, os.cpu_count() or 1)
    if number == 1 or plan.total < _WORTHWHILE:
        return list(_alone(bench, plan))
    del bench
    return _together(place, rules, plan, number)


def together(place: Path, rules: Sequence[ox.Triple], processes: int) -> list[Result]:
    """Judge all rules by several processes, however little there is to do; see `judged`."""
    return _together(place, rules, _Plan(Bench(place, rules), lambda done, total: None), processes)


class _Plan:
    """Which rules there are to judge, the largest first, and how far it has come."""

    def __init__(self, bench: Bench, told: Told) -> None:
        pairs = {root.node: bench.pairs(root.node) for root in bench.shapes.roots()}
        self.total = sum(pairs.values())
        self.order = sorted((node for node, number in pairs.items() if number), key=lambda n: (-pairs[n], str(n)))
        self._pairs = pairs
        self._told = told
        self._done = 0
        self._lock = Lock()

    def finished(self, root: Node) -> None:
        """Count a rule as judged."""
        with self._lock:
            self._done += self._pairs[root]
            self._told(self._done, self.total)


def _alone(bench: Bench, plan: _Plan) -> Iterator[Result]:
    for root in plan.order:
        yield from bench.results(root)
        plan.finished(root)


def _together(place: Path, rules: Sequence[ox.Triple], plan: _Plan, number: int) -> list[Result]:
    left: SimpleQueue[Node | None] = SimpleQueue()
    for root in (*plan.order, *[None] * number):
        left.put(root)

    def work(worker: _Worker) -> list[Result]:
        found: list[Result] = []
        while (root := left.get()) is not None:
            try:
                found += worker.results(root)
            except BaseException:
                while not left.empty():  # the others need not begin anything more
                    left.get()
                for _ in range(number):
                    left.put(None)
                raise
            plan.finished(root)
        return found

    with ExitStack() as stack, ThreadPoolExecutor(number) as threads:
        workers = [stack.enter_context(_started(place, rules)) for _ in range(number)]
        return [result for found in threads.map(work, workers) for result in found]


class _Worker:
    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source, self._sink = source, sink

    def tell(self, what: object) -> None:
        pickle.dump(what, self._sink)
        self._sink.flush()

    def results(self, root: Node) -> list[Result]:
        try:
            self.tell(root)
            said = pickle.load(self._source)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise StateError("STORE-09") from error
        if isinstance(said, CtError):
            raise said
        assert isinstance(said, list)
        return said


@contextmanager
def _started(place: Path, rules: Sequence[ox.Triple]) -> Iterator[_Worker]:
    process = subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    try:
        worker = _Worker(process.stdout, process.stdin)
        with suppress(BrokenPipeError):  # asking it the first question says so
            worker.tell((place, tuple(rules)))
        yield worker
    finally:
        process.kill()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        process.wait()

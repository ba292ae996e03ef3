"""A few worker processes, and the clock that kills them: one query each, never longer than its limit."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from ct56kg.base.errors import CtError, InputError, LimitError
from ct56kg.web.limits import Limits

_LINE = 2**20
_START = 120.0
"""Seconds that a worker may take to read a store; no query runs meanwhile."""
_GRACE = 0.5
"""Seconds after the limit at which a worker is killed from here, where its own alarm has not ended it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered: `kind` is `table`, `boolean` or `graph`, `style` the format of `content`."""

    kind: str
    style: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """One query for a worker: its text, the file of its store, the formats for either kind of answer."""

    query: str
    store: str
    table: str | None
    graph: str | None
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    prefixes: dict[str, str] = field(default_factory=dict)

    def line(self, limits: Limits) -> bytes:
        """Write the job as the line that a worker reads."""
        told = {
            "query": self.query,
            "store": self.store,
            "table": self.table,
            "graph": self.graph,
            "dataset": self.dataset,
            "prefixes": self.prefixes,
            "guarded": True,
        }
        return json.dumps({**told, **limits.told()}).encode() + b"\n"


class Workers:
    """Answers queries in processes of their own; at most `number` at once, others wait their turn."""

    def __init__(self, number: int, limits: Limits) -> None:
        self.limits = limits
        self._turns = asyncio.Semaphore(number)
        self._idle: list[Process] = []
        self._all: set[Process] = set()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._number = number
        self._store = ""
        self._filling = asyncio.Lock()

    async def start(self) -> None:
        """Start the first worker, and the others in the background, one after the other."""
        self._idle.append(await self._spawn())
        self._later(self._fill())

    async def stop(self) -> None:
        """Kill every worker and wait until they are gone."""
        for task in list(self._tasks):
            task.cancel()
        for process in list(self._all):
            _kill(process)
            await process.wait()
        self._all.clear()
        self._idle.clear()

    async def answer(self, job: Job) -> Answer:
        """Run one query.

        Raises:
            LimitError: too many wait already (QUERY-48), or a limit of the query was reached: time (QUERY-40),
                memory (QUERY-41), rows (QUERY-42), size (QUERY-47), stack (QUERY-44).
            CtError: whatever is wrong with the query itself.
        """
        if self._waiting >= self.limits.waiting:
            raise LimitError("QUERY-48", waiting=self._waiting)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise LimitError("QUERY-48", waiting=self._waiting) from None
        finally:
            self._waiting -= 1
        try:
            return await self._run(job)
        finally:
            self._turns.release()

    async def _run(self, job: Job) -> Answer:
        process = self._idle.pop() if self._idle else await self._spawn()
        self._store = job.store
        keep = False
        try:
            head, content = await self._talk(process, job)
            keep = True
        except TimeoutError:
            raise self._late() from None
        except (asyncio.IncompleteReadError, ConnectionError, EOFError):
            raise await self._epitaph(process) from None
        finally:
            if keep and len(self._all) <= self._number:
                self._idle.append(process)
            else:
                self._bury(process)
        if "error" in head:
            raise _error(head)
        return Answer(head["kind"], head["style"], content)

    async def _talk(self, process: Process, job: Job) -> tuple[dict[str, Any], bytes]:
        """Send a job and read the answer; the clock starts when the store is there."""
        await _loaded(process, job.line(self.limits))
        assert process.stdout, "it is a pipe"
        async with asyncio.timeout(self.limits.seconds + _GRACE):
            head = await _line(process)
            return head, await process.stdout.readexactly(head["length"])

    async def _epitaph(self, process: Process) -> CtError:
        """Say of what a worker died; the engine aborts the process where memory or the stack runs out."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _GRACE)  # how it ended says why
        _kill(process)
        said = b""
        if process.stderr:
            said = await process.stderr.read(_LINE)
        await process.wait()
        if process.returncode == -getattr(signal, "SIGALRM", 0):
            return self._late()
        if b"memory" in said:
            return LimitError("QUERY-41", limit=self.limits.memory // 2**20)
        if b"stack" in said:
            return LimitError("QUERY-44")
        return LimitError("QUERY-43", code=process.returncode)

    def _late(self) -> CtError:
        return LimitError("QUERY-40", limit=f"{self.limits.seconds:g}")

    async def _fill(self) -> None:
        """Start workers until there is one for each turn, and let them read the store that was asked last."""
        async with self._filling:
            while len(self._all) < self._number:
                process = await self._spawn()
                with contextlib.suppress(TimeoutError, EOFError, ConnectionError):
                    if self._store:
                        await _loaded(process, json.dumps({"store": self._store, "query": None}).encode() + b"\n")
                    self._idle.append(process)

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _spawn(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ct56kg.web.worker", stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=_LINE,
            start_new_session=sys.platform != "win32",
        )  # fmt: skip
        self._all.add(process)
        return process

    def _bury(self, process: Process) -> None:
        """Kill a worker at once and see to its successor in the background."""
        _kill(process)
        self._later(self._replace(process))

    async def _replace(self, process: Process) -> None:
        await process.wait()
        self._all.discard(process)
        await self._fill()


async def _loaded(process: Process, job: bytes) -> None:
    """Send a job and wait until its store is read."""
    assert process.stdin, "it is a pipe"
    process.stdin.write(job)
    async with asyncio.timeout(_START):
        await process.stdin.drain()
        await _line(process)


async def _line(process: Process) -> dict[str, Any]:
    assert process.stdout
    line = await process.stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    told: dict[str, Any] = json.loads(line)
    return told


def _kill(process: Process) -> None:
    if process.returncode is None:
        try:
            process.kill()
        except ProcessLookupError:
            return


def _error(head: dict[str, Any]) -> CtError:
    code = str(head["error"])
    kind = LimitError if code in _LIMITS else InputError
    return kind(code, line=head.get("line"), **head["values"])


_LIMITS = frozenset(f"QUERY-{number}" for number in (30, 31, 32, 40, 41, 42, 43, 44, 47, 48))

"""The process in which strangers' queries run: it answers one at a time, and may be killed at any time.

It reads one JSON line per query from standard input and writes, when the store is there, `{"loaded": true}`, then one
JSON line that says what comes, then the bytes of the answer. What it may take it limits itself where the system can
(POSIX); those who started it watch its time too.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from ct56kg.base.errors import CtError, LimitError, UsageError
from ct56kg.base.rows import Rows
from ct56kg.base.words import area
from ct56kg.graph.answers import graph_bytes, graphs_of, limited, read_kept, table_xml
from ct56kg.graph.dataset import Dataset
from ct56kg.graph.guard import guard
from ct56kg.graph.store import Store
from ct56kg.view import table
from ct56kg.web.negotiation import GRAPHS, TABLES

_KEPT = 3
"""How many stores one worker holds: the same dossier on other dates or with other statuses."""


def main() -> None:
    """Answer until standard input ends."""
    source, sink = sys.stdin.buffer, _own(sys.stdout.buffer)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    _warm()
    if hasattr(os, "nice"):
        os.nice(10)
    stores: dict[str, tuple[Store, frozenset[str]]] = {}
    for line in source:
        job = json.loads(line)
        if job["store"] not in stores:
            while len(stores) >= _KEPT:
                del stores[next(iter(stores))]
            loaded = read_kept(Path(job["store"]))
            stores[job["store"]] = loaded, graphs_of(loaded)
        _send(sink, {"loaded": True})
        if job["query"] is None:
            continue
        head, content = _answer(job, *stores[job["store"]])
        _send(sink, {**head, "length": len(content)}, content)


def _warm() -> None:
    """Import and read all that answers need: while a query runs no file may be opened."""
    area("error")
    for style in TABLES:
        _table(Rows((), ()), style)
    for style in GRAPHS:
        graph_bytes((), style, {})


def _own(stream: BinaryIO) -> BinaryIO:
    """Keep standard output for answers; whatever prints goes nowhere."""
    return os.fdopen(os.dup(stream.fileno()), "wb")


def _send(sink: BinaryIO, head: dict[str, Any], content: bytes = b"") -> None:
    sink.write(json.dumps(head).encode() + b"\n" + content)
    sink.flush()


def _answer(job: dict[str, Any], store: Store, graphs: frozenset[str]) -> tuple[dict[str, Any], bytes]:
    try:
        if job["guarded"]:
            guard(job["query"], graphs)
        dataset = None if job["dataset"] is None else Dataset(*map(tuple, job["dataset"]))
        for name in (*dataset.default, *dataset.named) if dataset else ():
            if name not in graphs:
                raise UsageError("QUERY-35", graph=name)
        with _within(job["memory"], job["seconds"], files=store.place is not None):
            answer = limited(store, job["query"], job["rows"], dataset)
            return _written(answer, job)
    except CtError as error:
        return {"error": error.code, "values": {k: str(v) for k, v in error.values.items()}, "line": error.line}, b""
    except MemoryError:
        return {"error": "QUERY-41", "values": {"limit": job["memory"] // 2**20}, "line": None}, b""
    except RecursionError:
        return {"error": "QUERY-44", "values": {}, "line": None}, b""
    except Exception as error:  # whatever it is, the next query finds a worker
        return {"error": "QUERY-43", "values": {"code": type(error).__name__}, "line": None}, b""


def _written(answer: Rows | bool | list[Any], job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if isinstance(answer, list):
        kind, style = "graph", job["graph"]
    else:
        kind, style = "boolean" if isinstance(answer, bool) else "table", job["table"]
    if style is None:
        raise UsageError("QUERY-46", kind=kind)
    if isinstance(answer, list):
        content = graph_bytes(answer, style, job["prefixes"])
    else:
        content = _table(answer, style).encode()
    if len(content) > job["size"]:
        raise LimitError("QUERY-47", limit=job["size"] // 2**20)
    return {"kind": kind, "style": style}, content


def _table(answer: Rows | bool, style: str) -> str:
    if style == "xml":
        return table_xml(answer)
    if isinstance(answer, bool):
        words = str(answer).lower()
        return f'{{"head": {{}}, "boolean": {words}}}\n' if style == "json" else words + "\n"
    write: dict[str, Callable[[Rows], str]] = {"json": table.to_json, "tsv": table.to_tsv, "csv": table.to_csv}
    return write[style](answer)


@contextmanager
def _within(memory: int, seconds: float, *, files: bool) -> Iterator[None]:
    """Let the process grow by so much, open nothing (but the `files` of a store) and live no longer, where that goes.

    The alarm ends the process whatever it is doing, even when its server is busy or was killed.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits; time and length still hold
        yield
        return
    soft, opened = resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_NOFILE)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _try(resource.setrlimit, resource.RLIMIT_AS, (_size() + memory, hard))
    if not files:
        _try(resource.setrlimit, resource.RLIMIT_NOFILE, (0, opened[1]))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _try(resource.setrlimit, resource.RLIMIT_NOFILE, opened)
        _try(resource.setrlimit, resource.RLIMIT_AS, (soft, hard))


def _try(set_limit: Callable[..., None], which: int, limits: tuple[int, int]) -> None:
    try:
        set_limit(which, limits)
    except (OSError, ValueError):  # a system that knows the limit and does not take it
        return


def _size() -> int:
    """Give the address space in use, or nothing that counts where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 2**40


if __name__ == "__main__":
    main()

"""A process, its time on the clock and its peak memory, from outside."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Process:
    """What a process took and said; `code` is its exit code, `None` if it was stopped at the limit."""

    code: int | None
    seconds: float
    megabytes: float
    out: str
    err: str


def run(words: Sequence[str | Path], limit: float = 3600, gigabytes: float = 0) -> Process:
    """Run a process to its end or to a limit of seconds; where asked, with a limit of memory (POSIX)."""
    limited = f'ulimit -v {int(gigabytes * 2**20)}; exec "$@"' if gigabytes else 'exec "$@"'
    command = ["bash", "-c", limited, "-", *map(str, words)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        out, err = process.communicate(timeout=limit)
        code: int | None = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        code = None
    return Process(code, time.perf_counter() - start, 0.0, out, err)


def measured(words: Sequence[str | Path], rounds: int) -> tuple[float, float, str]:
    """Run a command of ours some times: median seconds, largest peak memory in MB, what it said last.

    Raises:
        RuntimeError: it failed.
    """
    seconds, peaks, out = [], [], ""
    for _ in range(rounds):
        start = time.perf_counter()
        read, write = os.pipe()
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "ct56kg", *map(str, words)],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
        )
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as stream:
            out = stream.read()
        _, status, usage = os.wait4(pid, 0)
        seconds.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1024)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise RuntimeError(f"ct56kg {' '.join(map(str, words))}: {os.waitstatus_to_exitcode(status)}")
    return statistics.median(seconds), max(peaks), out

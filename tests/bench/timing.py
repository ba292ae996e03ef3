"""A process, its time on the clock and its peak memory, from outside."""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Process:
    """What a process took and said; `code` is its exit code, `None` if it was stopped at the limit."""

    code: int | None
    seconds: float
    megabytes: float
    out: str
    err: str


def run(words: Sequence[str | Path], limit: float = 3600, gigabytes: float = 0) -> Process:
    """Run a process to its end or to a limit of seconds; where asked, with a limit of memory (POSIX).

    Time and peak are those of the process alone, however much the one that asks holds, see `launch`.
    """
    read, write = os.pipe()
    command = [sys.executable, "-I", "-S", _LAUNCH, str(write), str(gigabytes), *words]
    start = time.perf_counter()
    with os.fdopen(read, "rb") as report:
        launcher = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            pass_fds=[write],
            start_new_session=True,
        )
        os.close(write)
        try:
            out, err = launcher.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(launcher.pid, signal.SIGKILL)
            out, err = launcher.communicate()
        said = report.read()
    took = json.loads(said) if said else {"code": None, "seconds": time.perf_counter() - start, "megabytes": 0.0}
    return Process(**took, out=out, err=err)


def measured(words: Sequence[str | Path], rounds: int) -> tuple[float, float, str]:
    """Run a command of ours some times: median seconds, largest peak memory in MB, what it said last.

    Raises:
        RuntimeError: it failed.
    """
    seconds, peaks, out = [], [], ""
    for _ in range(rounds):
        out = ""  # what a round said may be large
        done = run([sys.executable, "-m", "ct56kg", *words])
        if done.code not in (0, 1):
            raise RuntimeError(f"ct56kg {' '.join(map(str, words))}: {done.code}: {done.err[-300:]}")
        seconds.append(done.seconds)
        peaks.append(done.megabytes)
        out = done.out
        del done
    return statistics.median(seconds), max(peaks), out

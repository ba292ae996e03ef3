"""How far a long work has come, told on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from typing import IO

from ct56kg.base.words import say

_PAUSE = 0.5
_LANG = "vi"


class Progress:
    """Counts what is done out of a total and rewrites one line on standard error, with an estimate of what is left."""

    def __init__(self, what: str, total: int = 1, stream: IO[str] | None = None) -> None:
        self._what = what
        self._total = max(1, total)
        self._stream = stream or sys.stderr
        self._done = 0
        self._begun = self._told = time.monotonic()
        self._shown = self._stream.isatty()

    def add(self, amount: int) -> None:
        """Count more as done."""
        self._done += amount
        now = time.monotonic()
        if self._shown and now - self._told >= _PAUSE:
            self._told = now
            share = min(1.0, self._done / self._total)
            left = (now - self._begun) * (1 - share) / share if share else 0.0
            self._write(say("store.progress", _LANG, what=self._what, percent=round(100 * share), left=_span(left)))

    def begin(self) -> None:
        """Name the work before it is known how far it has come."""
        if self._shown:
            self._write(f"{self._what} …")

    def reach(self, done: int, total: int) -> None:
        """Say how much is done of how much, where the total is not known beforehand."""
        self._total = max(1, total)
        self.add(done - self._done)

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\x1b[2K{text}")
        self._stream.flush()


class CountedFile:
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], progress: Progress) -> None:
        self._file = file
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        content = self._file.read(size)
        self._progress.add(len(content))
        return content

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"

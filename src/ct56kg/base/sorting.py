"""Lines in order, more of them than fit in memory: sorted piece by piece into files, and merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_PIECE = 1 << 24
"""Bytes that are sorted at once; in memory they take about three times as much."""


class SortedLines:
    """A file to write lines to, in any order; read back, each comes once, in the order of its bytes, its end included.

    Args:
        folder: where the sorted pieces lie until they are merged; they have no name there, and nobody has to remove
            them.
        piece: how many bytes are sorted at once.
    """

    def __init__(self, folder: Path, piece: int = _PIECE) -> None:
        self._folder = folder
        self._piece = piece
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def write(self, content: bytes) -> int:
        """Take a piece of text, which may end within a line."""
        self._held.append(content)
        self._size += len(content)
        if self._size >= self._piece:
            self._spill()
        return len(content)

    def flush(self) -> None:
        """Do nothing: what is held is read back from where it is."""

    def __iter__(self) -> Iterator[bytes]:
        """Give the lines, each with its end; once."""
        last = b""
        for line in heapq.merge(*self._runs, self._sorted()):
            if line != last:
                yield line
            last = line
        for run in self._runs:
            run.close()

    def _spill(self) -> None:
        lines = self._sorted()
        if lines:
            run = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed when it is merged
            run.writelines(lines)
            run.seek(0)
            self._runs.append(run)

    def _sorted(self) -> list[bytes]:
        """Sort the whole lines of what is held, and go on holding the rest."""
        *lines, rest = b"".join(self._held).split(b"\n")
        self._held = [rest]
        self._size = len(rest)
        return sorted({line + b"\n" for line in lines})

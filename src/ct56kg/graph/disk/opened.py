"""Stores that this process opened last, so that the next look at the same content need not open them again.

A store in its place never changes, and who reads it holds a file beside it. While that very file stands there the
store is the one that was opened; deleted or built anew, it is another.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, Any

import pyoxigraph as ox

QUADS = "quads"
ABOUT = "about.json"
USED = "used"
_MOST = 2


@dataclass(frozen=True)
class Kept:
    """A store in its place, open for reading; `about` is what its builder said about it."""

    path: Path
    store: ox.Store = field(compare=False)
    about: dict[str, Any] = field(compare=False)
    hold: IO[bytes] = field(compare=False)

    @property
    def quads(self) -> Path:
        """Give the folder of the store itself."""
        return self.path / QUADS

    @property
    def stands(self) -> bool:
        """Say whether the store in its place is still this one."""
        try:
            return os.path.samestat(os.fstat(self.hold.fileno()), (self.path / USED).stat())
        except OSError:
            return False


class Opened:
    """The stores opened last, for all threads of a process; one that was forked off opens its own."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[int, Path], Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, path: Path) -> Kept | None:
        """Give the store that was opened in a place, if it still stands there."""
        key = os.getpid(), path
        with self._lock:
            kept = self._last.get(key)
            if kept is not None and not kept.stands:
                del self._last[key]
                return None
            if kept is not None:
                self._last.move_to_end(key)
            return kept

    def keep(self, kept: Kept) -> Kept:
        """Keep a store open until others were opened after it; who has it has it for longer."""
        with self._lock:
            self._last[os.getpid(), kept.path] = kept
            while len(self._last) > _MOST:
                self._last.popitem(last=False)
        return kept

    def forget(self) -> None:
        """Keep none open that nobody has."""
        with self._lock:
            self._last.clear()


OPENED = Opened()

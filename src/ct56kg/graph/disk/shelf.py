"""The shelf of stores beside a dossier: built aside, put in place in one step, looked at by many, written by none.

A store in its place is never opened for writing again, so any number of processes read it. One lock
keeps two processes from building at once; what a killed builder left behind is swept by the next.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ct56kg.base.errors import StateError
from ct56kg.base.locks import lock, unlock
from ct56kg.base.words import say
from ct56kg.graph.disk.opened import ABOUT, OPENED, QUADS, USED, Kept

_STAGE = ".stage-"
_LOCK = "lock"
_KEPT = 2
"""Stores that are kept besides the newest; those made from others by a few changes take hardly any room."""

_read_only = ox.Store.read_only

Fill = Callable[[Path], dict[str, Any]]
"""Fills a folder with a store and says what is to be known about it."""


class Shelf:
    """The stores of one dossier, by the key of their content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, fill: Fill, origin: str = "") -> Kept:
        """Open the store of a key; build it first if there is none.

        Args:
            key: names the content.
            fill: makes it, in a folder of its own.
            origin: the key of the store it is made from, if it is made from one.

        Raises:
            StateError: the folder cannot be written, or there is no room (STORE-02).
        """
        return self.open(key) or self._built(key, fill, origin)

    def about(self, key: str) -> dict[str, Any] | None:
        """Say what the builder of a store said about it, and that it is used, without opening it; nothing if none is.

        What it cost to open a large one would be lost on who asks another, made from it.
        """
        place = self._folder / key
        try:
            said: dict[str, Any] = json.loads((place / ABOUT).read_bytes())
        except (OSError, ValueError):
            return None
        _use(place)
        return said

    def open(self, key: str) -> Kept | None:
        """Open the store of a key, if there is one that is not damaged."""
        place = self._folder / key
        found = OPENED.get(place)
        if found is not None:
            _use(place)
            return found
        try:
            hold = (place / USED).open("rb")
            lock(hold, shared=True)
            about = json.loads((place / ABOUT).read_bytes())
            store = _read_only(str(place / QUADS))
        except (OSError, ValueError, RuntimeError):  # the last is what a damaged store is answered with
            return None
        _use(place)
        return OPENED.keep(Kept(place, store, about, hold))

    def _built(self, key: str, fill: Fill, origin: str) -> Kept:
        try:
            with self._alone():
                found = self.open(key)  # another process may have built it while this one waited
                if found is not None:
                    return found
                self._sweep()
                stage = self._folder / f"{_STAGE}{key}-{os.getpid()}"
                stage.mkdir()
                about = {**fill(stage / QUADS), "origin": origin}
                (stage / USED).touch()
                _durable(stage / ABOUT, json.dumps(about, ensure_ascii=False).encode())
                shutil.rmtree(self._folder / key, ignore_errors=True)  # one that cannot be opened
                stage.rename(self._folder / key)
                self._tidy({key, origin} - {""})
        except OSError as error:
            raise StateError("STORE-02", path=self._folder, reason=error) from error
        found = self.open(key)
        if found is None:
            raise StateError("STORE-02", path=self._folder, reason=key)
        return found

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of builders; say so while another holds it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("ab") as file:
            if not lock(file):
                print(say("store.waiting", "vi"), file=sys.stderr)
                lock(file, wait=True)
            try:
                yield
            finally:
                unlock(file)

    def _sweep(self) -> None:
        """Remove what killed builders left; whoever holds the lock knows that none is at work."""
        for stale in self._folder.glob(f"{_STAGE}*"):
            shutil.rmtree(stale, ignore_errors=True)

    def _tidy(self, wanted: set[str]) -> None:
        """Remove stores that nobody has used for long and nobody is reading."""
        others = [path for path in self._folder.iterdir() if path.is_dir() and path.name not in wanted]
        made = {path: self._origin(path) for path in others}
        built = sorted((path for path in others if not made[path]), key=_last_use, reverse=True)
        kept = {path.name for path in built[:_KEPT]} | wanted
        loose = sorted((path for path in others if made[path] in kept), key=_last_use, reverse=True)
        for path in {*others} - {*built[:_KEPT]} - {*loose[: 8 * _KEPT]}:
            discard(path)

    def _origin(self, path: Path) -> str:
        try:
            return str(json.loads((path / ABOUT).read_bytes()).get("origin", ""))
        except (OSError, ValueError):
            return ""


def _use(place: Path) -> None:
    """Say that a store is used, so that others are tidied away before it."""
    with suppress(OSError):
        os.utime(place / USED)


def _last_use(path: Path) -> float:
    try:
        return (path / USED).stat().st_mtime
    except OSError:
        return 0.0


def discard(path: Path) -> None:
    """Remove a store unless somebody is reading it."""
    with suppress(OSError), (path / USED).open("rb") as file:
        if lock(file):
            unlock(file)
            shutil.rmtree(path, ignore_errors=True)


def _durable(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

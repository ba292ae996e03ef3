"""A dossier as it stands in its files at one moment: read once, never mixed with what is written later.

Files are the truth, and somebody may write them while pages are read. Every answer comes from one edition, whole, and
names its hash.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from ct56kg.base.errors import CtError
from ct56kg.check.compiled_shapes import compiled_shapes
from ct56kg.check.days import Days
from ct56kg.check.seeing import LARGE
from ct56kg.check.view import MemoryView
from ct56kg.graph.content import MemoryContent
from ct56kg.graph.dossier import CONFIG, Dossier, open_dossier
from ct56kg.graph.history import applied, split_name
from ct56kg.graph.labels import Labels
from ct56kg.graph.names import Names
from ct56kg.graph.questions import Question, catalogue
from ct56kg.graph.store import Store
from ct56kg.graph.workspace import State
from ct56kg.view.reader import Context
from ct56kg.web.asked import AskedLabels, AskedNames

_T = TypeVar("_T")
Stamp = tuple[tuple[str, int, int], ...]
_READERS = 24
_KEPT = 1000
_NOTHING = object()
_LOOK = 0.2
"""Seconds between two looks at the files."""
_PATIENCE = 2.0
"""Seconds that a request waits for files that are being read again."""


class Common(Context):
    """What all readers share whose date and statuses give the same content."""

    @cached_property
    def asked(self) -> tuple[Labels, Names]:
        """Give labels and names of a store on the disk, which are not read but asked for, the same to all readers."""
        labels = AskedLabels.on(self.store, self.prefixes)
        return labels, AskedNames(self.store, self.prefixes)

    @cached_property
    def days(self) -> Days | None:
        """Give the results of the rules by date; nothing where the content is too large for indexes in memory."""
        content = self.state.content
        if not isinstance(content, MemoryContent) or len(content.merged) >= LARGE:
            return None
        return Days(MemoryView(content.merged), compiled_shapes(self.state.shapes))


class Reader(Context):
    """A reader who shares store, labels and names with all others whose date and statuses give the same content."""

    _footing = (*Context._footing, "common")

    def __init__(self, dossier: Dossier, lang: str, as_of: date, statuses: frozenset[str], common: Common) -> None:
        super().__init__(dossier, lang, as_of, statuses)
        self.common = common

    @cached_property
    def store(self) -> Store:
        """Give the common store."""
        return self.common.store

    @cached_property
    def state(self) -> State:
        """Give the common state, judged on this reader's date; the rules in force are the same."""
        state = replace(self.common.state, as_of=self.as_of)
        vars(state)["shapes"] = self.common.state.shapes
        return state

    @cached_property
    def labels(self) -> Labels:
        """Give the common labels."""
        return self.common.asked[0] if self.store.place else self.common.labels

    @cached_property
    def names(self) -> Names:
        """Give the common names."""
        return self.common.asked[1] if self.store.place else self.common.names

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Give the common prefixes."""
        return self.common.prefixes

    @cached_property
    def fiction(self) -> bool:
        """Say once whether fictitious content is shown."""
        return self.common.synthetic

    @property
    def synthetic(self) -> bool:
        """Say whether fictitious content is shown."""
        return self.fiction


class Edition:
    """One reading of a dossier's files; `hash` is that of their paths and bytes."""

    def __init__(self, dossier: Dossier, stamp: Stamp, hashed: str) -> None:
        self.dossier = dossier
        self.stamp = stamp
        self.hash = hashed
        self.made: dict[Hashable, Any] = {}
        self._common: OrderedDict[tuple[frozenset[str], tuple[str, ...]], Common] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._begun: set[Hashable] = set()
        self._lock = threading.Lock()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Give every question of the dossier."""
        return catalogue(self.dossier.queries)

    @cached_property
    def _effects(self) -> list[tuple[date, str]]:
        """Give each applied change set by its date of effect."""
        found = [path.name for place in self.dossier.amendments for path in applied(place)]
        parts = [(split_name(name), name) for name in found]
        return [(one[1], name) for one, name in parts if one]

    def key(self, day: date, statuses: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
        """Say what decides the content of the dossier on a date: statuses, and the change sets in effect."""
        return statuses, tuple(name for effect, name in self._effects if effect <= day)

    def reader(self, lang: str, day: date, statuses: frozenset[str]) -> Reader:
        """Give a reader of this edition."""
        key = self.key(day, statuses)
        with self._lock:
            common = self._common.get(key)
            if common is None:
                common = self._common[key] = Common(self.dossier, "vi", day, statuses)
                while len(self._common) > _READERS:
                    self._common.popitem(last=False)
            self._common.move_to_end(key)
        return Reader(self.dossier, lang, day, statuses, common)

    def have(self, key: Hashable) -> bool:
        """Say whether something has been made already."""
        return key in self.made

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Make something of this edition once and keep it; whoever wants it meanwhile waits for the same."""
        known = self.made.get(key, _NOTHING)
        if known is not _NOTHING:
            return cast(_T, known)
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            known = self.made.get(key, _NOTHING)
            if known is not _NOTHING:
                return cast(_T, known)
            try:
                value = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                while len(self.made) >= _KEPT:
                    del self.made[next(iter(self.made))]
                self.made[key] = value
            return value

    def soon(self, key: Hashable, make: Callable[[], _T]) -> _T | None:
        """Give what has been made; have it made meanwhile, and give nothing, where it has not."""
        known = self.made.get(key, _NOTHING)
        if known is not _NOTHING:
            return cast(_T, known)
        with self._lock:
            begun = key in self._begun
            self._begun.add(key)
        if not begun:
            threading.Thread(target=self.once, args=(key, make), daemon=True).start()
        return None


class Desk:
    """Gives the present edition, and reads the files again when they have changed.

    One thread looks and reads; who asks meanwhile waits for it, but not long: a large dossier goes on answering as it
    was until it has been read.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._lock = threading.Lock()
        self._edition = _read(dossier)
        self._looked = time.monotonic()
        self._looking: Future[None] | None = None

    @property
    def held(self) -> Edition:
        """Give the edition in hand, without a look at the files."""
        return self._edition

    @property
    def edition(self) -> Edition:
        """Give the edition of the files as they stand; a dossier that cannot be read leaves the last good one."""
        looking = self._look()
        if looking:
            with contextlib.suppress(TimeoutError):
                looking.result(_PATIENCE)
        return self._edition

    async def present(self) -> Edition:
        """Give the same without keeping other requests waiting."""
        looking = self._look()
        if looking:
            await asyncio.wait((asyncio.wrap_future(looking),), timeout=_PATIENCE)
        return self._edition

    def _look(self) -> Future[None] | None:
        """Have the files looked at, unless that was done just now; give what tells when it is done."""
        with self._lock:
            if self._looking is None and time.monotonic() - self._looked >= _LOOK:
                self._looking = Future()
                threading.Thread(target=self._renew, args=(self._looking,), daemon=True).start()
            return self._looking

    def _renew(self, looking: Future[None]) -> None:
        looked = time.monotonic()
        with contextlib.suppress(CtError, OSError):
            if _stamp(self._edition.dossier) != self._edition.stamp:
                self._edition = _read(open_dossier(self._dossier.root)._replace(store=self._dossier.store))
        with self._lock:
            self._looked, self._looking = looked, None
        looking.set_result(None)


def _read(dossier: Dossier) -> Edition:
    """Read the files of a dossier once they hold still."""
    for _ in range(20):
        stamp = _stamp(dossier)
        with contextlib.suppress(FileNotFoundError):
            hashed = _hash(dossier)
            edition = Edition(dossier, stamp, hashed)
            today = edition.reader("vi", date.today(), frozenset())
            _ = (today.store, today.labels, today.names, today.fiction, edition.questions)
            if _stamp(dossier) == stamp:
                return edition
    return edition


def _files(dossier: Dossier) -> Iterator[Path]:
    """List everything that decides what a dossier says."""
    yield dossier.root / CONFIG
    for place in (*dossier.data, *dossier.amendments, *dossier.shapes, *dossier.queries, *dossier.ontology):
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from sorted(path for path in place.rglob("*") if path.is_file() and not path.name.startswith("."))


def _stamp(dossier: Dossier) -> Stamp:
    found: list[tuple[str, int, int]] = []
    for path in _files(dossier):
        with contextlib.suppress(OSError):
            known = path.stat()
            found.append((str(path), known.st_mtime_ns, known.st_size))
    return tuple(found)


def _hash(dossier: Dossier) -> str:
    """Hash relative paths and bytes, so that the same dossier has the same hash on every machine."""
    total = sha256()
    for path in dict.fromkeys(_files(dossier)):
        name = path.relative_to(dossier.root) if path.is_relative_to(dossier.root) else Path(path.name)
        total.update(name.as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()

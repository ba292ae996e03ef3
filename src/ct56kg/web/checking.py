"""The findings about a huge dossier: from its last full check on a date, or made meanwhile by a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock, Thread

from ct56kg.base.finding import Finding
from ct56kg.graph.disk.place import cache_of
from ct56kg.web.edition import Edition, Reader

_KEPT = 12
"""Checks of which the findings are kept beside the dossier."""


@dataclass(slots=True)
class Running:
    """A check that is under way: for which date, how many parts of the work are done, of how many."""

    day: date
    target: Path
    process: subprocess.Popen[str]
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        """Say how far it has come."""
        return 100 * self.done // self.total if self.total else 0


class Checks:
    """Has a dossier checked, one date at a time; any thread may ask."""

    def __init__(self) -> None:
        self._running: Running | None = None
        self._failed: set[Path] = set()
        self._lock = Lock()

    def known(self, edition: Edition, reader: Reader) -> tuple[Finding, ...] | None:
        """Give what the last full check of these files on this date found; nothing if there was none."""
        target = _target(edition, reader)
        if not target.is_file():
            return None
        key = ("found", reader.as_of, reader.statuses, reader.lang)
        return edition.once(key, lambda: _read(target, reader.lang))

    def begin(self, edition: Edition, reader: Reader) -> Running | None:
        """Have a date checked, unless a check is under way; give the one that is, or nothing if it cannot be done."""
        target = _target(edition, reader)
        with self._lock:
            if self._running is None and target not in self._failed:
                self._running = _started(edition, reader, target)
                Thread(target=self._follow, args=(self._running,), daemon=True).start()
            return self._running

    def stop(self) -> None:
        """End what is under way."""
        running = self._running
        if running is not None:
            running.process.kill()

    def _follow(self, running: Running) -> None:
        assert running.process.stdout is not None
        for line in running.process.stdout:
            with suppress(ValueError):
                running.done, running.total = map(int, line.split())
        running.process.wait()
        with self._lock:
            if not running.target.is_file():
                self._failed.add(running.target)
            self._running = None


def _started(edition: Edition, reader: Reader, target: Path) -> Running:
    target.parent.mkdir(exist_ok=True)
    for old in sorted(target.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[: -_KEPT + 1]:
        old.unlink(missing_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "ct56kg.web.checker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    asked = {
        "dossier": str(edition.dossier.root),
        "store": edition.dossier.store,
        "day": reader.as_of.isoformat(),
        "statuses": sorted(reader.statuses),
        "target": str(target),
    }
    assert process.stdin is not None
    with suppress(OSError):  # a process that could not start says so by writing nothing
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
    return Running(reader.as_of, target, process)


def _target(edition: Edition, reader: Reader) -> Path:
    name = "+".join((edition.hash[:20], reader.as_of.isoformat(), *sorted(reader.statuses)))
    return cache_of(edition.dossier) / "findings" / f"{name}.json"


def _read(target: Path, lang: str) -> tuple[Finding, ...]:
    return tuple(Finding(**told) for told in json.loads(target.read_bytes())[lang])

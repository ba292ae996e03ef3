"""What a stranger's query may cost."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one query.

    `seconds` of wall clock, `memory` in bytes beyond what the loaded store takes, `rows` of an answer, `size` of an
    answer in bytes, `waiting` requests before the next is turned away, `patience` in seconds of one that waits.
    """

    seconds: float = 10.0
    memory: int = 512 * 2**20
    rows: int = 100_000
    size: int = 64 * 2**20
    waiting: int = 64
    patience: float = 30.0

    def told(self) -> dict[str, float]:
        """Give the limits that the worker itself watches."""
        return {name: value for name, value in asdict(self).items() if name in ("seconds", "memory", "rows", "size")}


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the application opens: on which date (today if none), with which optional statuses of knowledge."""

    day: date | None = None
    statuses: frozenset[str] = frozenset()

    def view(self) -> tuple[date, frozenset[str]]:
        """Give date and statuses of the first page."""
        return self.day or date.today(), self.statuses

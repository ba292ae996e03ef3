"""One document, body or task of a huge dossier as a small dossier of its own, so that pages can show it whole."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from functools import cached_property
from threading import Lock

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.graph.store import Store
from ct56kg.web.edition import Common, Edition, Reader
from ct56kg.web.pages.visit import Visit

SHOWN = frozenset(("tasks", "matrix", "diagrams"))
"""Pages of a huge dossier that show one part of it."""
_KEPT = 12
"""Parts kept, a few megabytes each."""


class Cut(Common):
    """What all readers of a part share; `start` is the IRI of the thing that it is about."""

    _footing = (*Common._footing, "whole", "start")

    def __init__(self, whole: Common, start: str) -> None:
        super().__init__(whole.dossier, whole.lang, whole.as_of, whole.statuses)
        self.whole = whole
        self.start = start

    @cached_property
    def taken(self) -> tuple[Store, bool]:
        """Take the part; say too whether it had to be cut."""
        return self.whole.store.part((self.start,), self.dossier.iri + "catalogue")

    @property
    def store(self) -> Store:
        """Give the store of the part."""
        return self.taken[0]

    def store_for(self, query: str) -> Store:
        """Give the same store, whatever is asked."""
        return self.store

    @property
    def prefixes(self) -> dict[str, str]:
        """Give the prefixes of the whole."""
        return self.whole.prefixes


class Part(Edition):
    """A part of an edition; what is made of it is kept with it."""

    def __init__(self, whole: Edition, common: Cut) -> None:
        super().__init__(whole.dossier, whole.stamp, whole.hash)
        self._cut = common

    @property
    def cut(self) -> bool:
        """Say whether the part is too large to be shown whole."""
        return self._cut.taken[1]

    def reader(self, lang: str, day: date, statuses: frozenset[str]) -> Reader:
        """Give a reader of the part."""
        return Reader(self.dossier, lang, day, statuses, self._cut)


class Parts:
    """The parts of an edition that were looked at last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Part] = OrderedDict()
        self._lock = Lock()

    def of(self, visit: Visit, start: str) -> Part:
        """Give the part that a thing belongs to, on the date of a visit."""
        reader = visit.reader
        key = start, *visit.edition.key(reader.as_of, reader.statuses)
        with self._lock:
            part = self._kept.get(key)
            if part is None:
                part = self._kept[key] = Part(visit.edition, Cut(reader.common, start))
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return part


def narrowed(visit: Visit) -> Visit:
    """Give the visit of the part that the address names, on the pages of a huge dossier that show parts.

    Raises:
        UsageError: nothing is known of the thing that is named (WEB-02).
    """
    start = visit.params.get("part", "")
    if not start or not visit.huge or visit.path.partition("/")[0].partition(".")[0] not in SHOWN:
        return visit
    if start not in visit.reader.names.things:
        raise UsageError("WEB-02")
    return part_of(visit, start)


def part_of(visit: Visit, start: str) -> Visit:
    """Give the visit of the part that a thing of a huge dossier belongs to."""
    part = visit.edition.once("parts", Parts).of(visit, start)
    reader = part.reader(visit.lang, visit.reader.as_of, visit.reader.statuses)
    return replace(visit, reader=reader, edition=part, part=Term("iri", start), cut=part.cut)

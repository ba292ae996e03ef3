"""Which of the changed statements caused a finding: without them, all else changed alike, it would not be there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from ct56kg.amend.judged import Pair, still
from ct56kg.base.finding import Finding
from ct56kg.check.preview import Rules
from ct56kg.check.view import Overlay, View

_MOST_TRIALS = 4000


@dataclass(frozen=True, slots=True)
class Cause:
    """One changed statement, or (`op` is `rule`) a rule that itself was changed."""

    op: Literal["add", "remove", "rule"]
    triple: ox.Triple | None = None
    rule: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """Sort key: by statement."""
        return (str(self.triple), self.op, self.rule)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A finding, the (rule, target) it came from, and the changed statements that can have caused it."""

    finding: Finding
    pair: Pair
    candidates: tuple[Cause, ...]


def causes_of(added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> tuple[Cause, ...]:
    """Give every changed statement as a possible cause, in one order."""
    found = [*(Cause("add", triple) for triple in added), *(Cause("remove", triple) for triple in removed)]
    return tuple(sorted(found, key=lambda cause: cause.order))


def find_causes(suspects: Sequence[Suspect], rules: Rules, view: View, after: bool) -> list[tuple[Cause, ...]]:
    """Give the causes of findings that stand in one of two graphs and not in the other.

    A changed statement is a cause if the finding goes when that statement alone is changed back (`after`)
    or alone is changed (before). Where no single one decides, a smallest set that does is given.

    Args:
        suspects: what is new (in the graph after) or fixed (in the graph before).
        rules: what is judged by.
        view: the graph in which they stand.
        after: whether that graph is the one after the change.
    """
    if not suspects:
        return []
    if sum(len(suspect.candidates) for suspect in suspects) > _MOST_TRIALS:
        return [touching(suspect.finding, suspect.candidates) for suspect in suspects]
    bench = _Bench(rules, view, after)
    gone: list[list[Cause]] = [[] for _ in suspects]
    for cause in sorted({cause for suspect in suspects for cause in suspect.candidates}, key=lambda c: c.order):
        asked = [place for place, suspect in enumerate(suspects) if cause in suspect.candidates]
        left = bench.without((cause,), {suspects[place].pair for place in asked})
        for place in asked:
            if suspects[place].finding.fingerprint not in left[suspects[place].pair]:
                gone[place].append(cause)
    return [tuple(causes) or _smallest(suspects[place], bench) for place, causes in enumerate(gone)]


def touching(finding: Finding, delta: Sequence[Cause]) -> tuple[Cause, ...]:
    """Give the changed statements that speak of a finding's thing or value, else all of them."""
    ends = {finding.focus, finding.value}
    near = tuple(c for c in delta if c.triple and ends & {str(c.triple.subject), str(c.triple.object)})
    return near or tuple(delta)


def _smallest(suspect: Suspect, bench: _Bench) -> tuple[Cause, ...]:
    """Leave out statement after statement as long as the rest still makes the finding go."""
    if len(suspect.candidates) > _MOST_TRIALS // 10:
        return touching(suspect.finding, suspect.candidates)
    needed = list(suspect.candidates)
    for cause in suspect.candidates:
        fewer = [other for other in needed if other is not cause]
        if suspect.finding.fingerprint not in bench.without(fewer, [suspect.pair])[suspect.pair]:
            needed = fewer
    return tuple(needed)


class _Bench:
    """Judges pairs with some of the change flipped, in one store that is put back after every trial."""

    def __init__(self, rules: Rules, view: View, after: bool) -> None:
        self._rules = rules
        self._view = view
        self._after = after
        self._store = ox.Store()
        self._store.bulk_extend(view.store)

    def without(self, causes: Collection[Cause], pairs: Collection[Pair]) -> dict[Pair, set[str]]:
        """Give the fingerprints found for each pair once some statements are changed back (or alone are changed)."""
        added = [c.triple for c in causes if c.triple and (c.op == "add") != self._after]
        removed = [c.triple for c in causes if c.triple and (c.op == "add") == self._after]
        view = _Trial(self._view, added, removed, self._store)
        self._change(added, removed)
        try:
            return still(self._rules, pairs, view)
        finally:
            self._change(removed, added)

    def _change(self, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> None:
        for triple in removed:
            self._store.remove(_quad(triple))
        self._store.extend(_quad(triple) for triple in added)


class _Trial(Overlay):
    """An overlay whose store is lent to it, already changed."""

    def __init__(self, base: View, added: Iterable[ox.Triple], removed: Iterable[ox.Triple], store: ox.Store) -> None:
        super().__init__(base, added, removed)
        self.__dict__["store"] = store


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)

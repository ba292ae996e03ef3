"""Which of the changed statements caused a finding to come or go: but for them it would not have."""

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


def find_causes(
    suspects: Sequence[Suspect], rules: Rules, after: View, delta: Sequence[Cause], new: bool
) -> list[tuple[Cause, ...]]:
    """Give the causes of findings that a change brought (`new`) or ended.

    A changed statement is a cause if, had it alone not been changed, the finding would not have come
    or gone. Where several would each have been enough, a smallest set that decides is given.

    Args:
        suspects: what is new or fixed.
        rules: what is judged by.
        after: the graph after the change.
        delta: all that was changed; statements of things that the candidates lead to are tried too.
        new: whether the findings are new.
    """
    if not suspects:
        return []
    linked = _Links(delta)
    candidates = [linked.around(suspect.candidates) for suspect in suspects]
    if sum(map(len, candidates)) > _MOST_TRIALS:
        return [touching(suspect.finding, suspect.candidates) for suspect in suspects]
    bench = _Bench(rules, after)
    decide: list[list[Cause]] = [[] for _ in suspects]
    for cause in sorted({cause for some in candidates for cause in some}, key=lambda c: c.order):
        asked = [place for place, some in enumerate(candidates) if cause in some]
        found = bench.without((cause,), {suspects[place].pair for place in asked})
        for place in asked:
            if (suspects[place].finding.fingerprint in found[suspects[place].pair]) != new:
                decide[place].append(cause)
    return [
        tuple(causes) or _smallest(suspects[place], candidates[place], bench, new)
        for place, causes in enumerate(decide)
    ]


class _Links:
    """Leads from changed statements to others about the same things."""

    def __init__(self, delta: Sequence[Cause]) -> None:
        self._about: dict[object, list[Cause]] = {}
        for cause in delta:
            if cause.triple is not None:
                self._about.setdefault(cause.triple.subject, []).append(cause)

    def around(self, candidates: Sequence[Cause]) -> tuple[Cause, ...]:
        """Give the candidates and every changed statement that they lead to."""
        found = dict.fromkeys(candidates)
        todo = list(candidates)
        while todo:
            triple = todo.pop().triple
            for thing in (triple.subject, triple.object) if triple is not None else ():
                for cause in self._about.get(thing, ()):
                    if cause not in found:
                        found[cause] = None
                        todo.append(cause)
        return tuple(sorted(found, key=lambda cause: cause.order))


def touching(finding: Finding, delta: Sequence[Cause]) -> tuple[Cause, ...]:
    """Give the changed statements that speak of a finding's thing or value, else all of them."""
    ends = {finding.focus, finding.value}
    near = tuple(c for c in delta if c.triple and ends & {str(c.triple.subject), str(c.triple.object)})
    return near or tuple(delta)


def _smallest(suspect: Suspect, candidates: tuple[Cause, ...], bench: _Bench, new: bool) -> tuple[Cause, ...]:
    """Leave out statement after statement as long as changing the rest back still decides."""
    if len(candidates) > _MOST_TRIALS // 10:
        return touching(suspect.finding, suspect.candidates)
    needed = list(candidates)
    for cause in candidates:
        fewer = [other for other in needed if other is not cause]
        stands = suspect.finding.fingerprint in bench.without(fewer, [suspect.pair])[suspect.pair]
        if fewer and stands != new:
            needed = fewer
    return tuple(needed)


class _Bench:
    """Judges pairs with some of the change taken back, in one store that is put right after every trial.

    Where the graph is not at hand as a store, each trial asks in what its queries read.
    """

    def __init__(self, rules: Rules, after: View) -> None:
        self._rules = rules
        self._after = after
        self._store: ox.Store | None = None
        if after.at_hand:
            self._store = ox.Store()
            self._store.bulk_extend(after.store)

    def without(self, causes: Collection[Cause], pairs: Collection[Pair]) -> dict[Pair, set[str]]:
        """Give the fingerprints found for each pair if some statements had not been changed."""
        added = [c.triple for c in causes if c.triple and c.op == "remove"]
        removed = [c.triple for c in causes if c.triple and c.op == "add"]
        if self._store is None:
            return still(self._rules, pairs, Overlay(self._after, added, removed))
        view = _Trial(self._after, added, removed, self._store)
        _change(self._store, added, removed)
        try:
            return still(self._rules, pairs, view)
        finally:
            _change(self._store, removed, added)


def _change(store: ox.Store, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> None:
    for triple in removed:
        store.remove(_quad(triple))
    store.extend(_quad(triple) for triple in added)


class _Trial(Overlay):
    """An overlay whose store is lent to it, already changed."""

    at_hand = True

    def __init__(self, base: View, added: Iterable[ox.Triple], removed: Iterable[ox.Triple], store: ox.Store) -> None:
        super().__init__(base, added, removed)
        self.__dict__["store"] = store


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)

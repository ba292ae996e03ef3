"""Which of the changed statements caused a finding: without them, all else changed alike, it would not be there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from ct56kg.amend.judged import Judged, Pair, still
from ct56kg.base.finding import Finding
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


def causes_of(added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> tuple[Cause, ...]:
    """Give every changed statement as a possible cause, in one order."""
    found = [*(Cause("add", triple) for triple in added), *(Cause("remove", triple) for triple in removed)]
    return tuple(sorted(found, key=lambda cause: cause.order))


def find_causes(
    findings: Sequence[Finding], judged: Judged, delta: Sequence[Cause], after: bool
) -> list[tuple[Cause, ...]]:
    """Give the causes of findings that stand in one of two states and not in the other.

    A changed statement is a cause if the finding goes when that statement alone is changed back (`after`)
    or alone is changed (before). Where no single one decides, a smallest set that does is given.

    Args:
        findings: what is new (in the state after) or fixed (in the state before).
        judged: the state in which they stand.
        delta: the changed statements.
        after: whether that state is the one after the change.
    """
    pair_of = {id(finding): pair for finding, pair in judged.found}
    open_ = {pair for finding in findings if (pair := pair_of[id(finding)]) is not None}
    if len(open_) * len(delta) > _MOST_TRIALS:
        return [touching(finding, delta) for finding in findings]
    gone: dict[str, list[Cause]] = {finding.fingerprint: [] for finding in findings}
    bench = _Bench(judged, after)
    for cause in delta:
        left = bench.without((cause,), open_)
        for finding in findings:
            pair = pair_of[id(finding)]
            if pair is not None and finding.fingerprint not in left[pair]:
                gone[finding.fingerprint].append(cause)
    return [
        tuple(gone[finding.fingerprint]) or _smallest(finding, pair_of[id(finding)], bench, delta)
        for finding in findings
    ]


def touching(finding: Finding, delta: Sequence[Cause]) -> tuple[Cause, ...]:
    """Give the changed statements that speak of a finding's thing or value, else all of them."""
    ends = {finding.focus, finding.value}
    near = tuple(c for c in delta if c.triple and ends & {str(c.triple.subject), str(c.triple.object)})
    return near or tuple(delta)


def _smallest(finding: Finding, pair: Pair | None, bench: _Bench, delta: Sequence[Cause]) -> tuple[Cause, ...]:
    """Leave out statement after statement as long as the rest still makes the finding go."""
    if pair is None or len(delta) > _MOST_TRIALS // 10:
        return touching(finding, delta)
    needed = list(delta)
    for cause in delta:
        fewer = [other for other in needed if other is not cause]
        if finding.fingerprint not in bench.without(fewer, [pair])[pair]:
            needed = fewer
    return tuple(needed)


class _Bench:
    """Judges pairs with some of the change flipped, in one store that is put back after every trial."""

    def __init__(self, judged: Judged, after: bool) -> None:
        self._judged = judged
        self._after = after
        self._store = ox.Store()
        self._store.bulk_extend(judged.view.store)

    def without(self, causes: Collection[Cause], pairs: Collection[Pair]) -> dict[Pair, set[str]]:
        """Give the fingerprints found for each pair once some statements are changed back (or alone are changed)."""
        added = [c.triple for c in causes if c.triple and (c.op == "add") != self._after]
        removed = [c.triple for c in causes if c.triple and (c.op == "add") == self._after]
        view = _Trial(self._judged.view, added, removed, self._store)
        self._change(added, removed)
        try:
            return still(self._judged.rules, pairs, view)
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

"""Two states judged by their rules: what is new, fixed, changed in detail, unchanged, and because of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.amend.causes import Cause, causes_of, find_causes, touching
from ct56kg.amend.judged import Judged, Reader, Rules, judge
from ct56kg.base.finding import Finding
from ct56kg.graph.workspace import State


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that a change brings, ends or alters, with the changed statements that caused it.

    `before` is what the finding was, where it is altered in words or severity.
    """

    finding: Finding
    causes: tuple[Cause, ...] = ()
    before: Finding | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """How the comparison was reached: (rule, target) pairs judged, triples read, rules judged in full and why."""

    pairs: int = 0
    neighbourhood: int = 0
    full: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The findings of two states compared: new + updated + unchanged = after, fixed + updated + unchanged = before."""

    new: tuple[Changed, ...]
    fixed: tuple[Changed, ...]
    updated: tuple[Changed, ...]
    unchanged: tuple[Finding, ...]
    method: Method = field(default=Method())


def assess(
    before: State, after: State, readers: tuple[Reader, Reader], rules: tuple[Rules, Rules] | None = None
) -> Assessment:
    """Judge two states and compare.

    Args:
        before: the state before the change.
        after: the state after it, judged at the same date.
        readers: language, and what a person calls a term before and after.
        rules: what is judged by, before and after, if it is not the dossier's own.
    """
    by = rules or (own := Rules(before.shapes), own)
    was, now = judge(before, by[0], readers[0]), judge(after, by[1], readers[1])
    new, fixed, updated, unchanged = compared(was.findings, now.findings)
    delta = causes_of(*difference(before, after))
    changed_rules: dict[str, tuple[Cause, ...]] = {}
    if by[0] is not by[1]:
        changed_rules = _because_of_rules(judge(before, by[1], readers[0]), was, new, fixed)
    ordinary = [finding for finding in new if finding.fingerprint not in changed_rules]
    ended = [finding for finding in fixed if finding.fingerprint not in changed_rules]
    why = dict(zip(_keys(ordinary), find_causes(ordinary, now, delta, True), strict=True))
    why |= dict(zip(_keys(ended), find_causes(ended, was, delta, False), strict=True))
    why |= changed_rules
    return Assessment(
        tuple(Changed(finding, why[finding.fingerprint]) for finding in new),
        tuple(Changed(finding, why[finding.fingerprint]) for finding in fixed),
        tuple(Changed(now_, touching(now_, delta), then) for then, now_ in updated),
        tuple(unchanged),
        Method(was.judged_pairs + now.judged_pairs, len(after.judged)),
    )


def difference(before: State, after: State) -> tuple[frozenset[ox.Triple], frozenset[ox.Triple]]:
    """Give the effective difference of two states, each taken as one graph: triples added, triples removed."""
    return after.merged - before.merged, before.merged - after.merged


def compared(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[list[Finding], list[Finding], list[tuple[Finding, Finding]], list[Finding]]:
    """Compare findings as multisets of fingerprints: new, fixed, updated (before, after), unchanged."""
    old, now = _by_fingerprint(before), _by_fingerprint(after)
    new: list[Finding] = []
    fixed: list[Finding] = []
    updated: list[tuple[Finding, Finding]] = []
    unchanged: list[Finding] = []
    for key in sorted({*old, *now}):
        left, right = old.get(key, []), now.get(key, [])
        for finding in list(right):
            same = next((other for other in left if _said(other) == _said(finding)), None)
            if same is not None:
                left.remove(same)
                right.remove(finding)
                unchanged.append(finding)
        both = min(len(left), len(right))
        updated += zip(left[:both], right[:both], strict=True)
        fixed += left[both:]
        new += right[both:]
    updated.sort(key=lambda pair: _order(pair[1]))
    return sorted(new, key=_order), sorted(fixed, key=_order), updated, sorted(unchanged, key=_order)


def _because_of_rules(
    meanwhile: Judged, was: Judged, new: Sequence[Finding], fixed: Sequence[Finding]
) -> dict[str, tuple[Cause, ...]]:
    """Find what the changed rules alone bring or end, on the data as they were (`meanwhile`)."""
    alone = {finding.fingerprint for finding in meanwhile.findings}
    known = {finding.fingerprint for finding in was.findings}
    brought = [finding for finding in new if finding.fingerprint in alone - known]
    ended = [finding for finding in fixed if finding.fingerprint in known - alone]
    return {finding.fingerprint: (Cause("rule", rule=finding.rule),) for finding in (*brought, *ended)}


def _keys(findings: Iterable[Finding]) -> list[str]:
    return [finding.fingerprint for finding in findings]


def _by_fingerprint(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=_order):
        found.setdefault(finding.fingerprint, []).append(finding)
    return found


def _said(finding: Finding) -> tuple[str, str, bool]:
    return finding.severity, finding.message, finding.undecided


def _order(finding: Finding) -> tuple[object, ...]:
    return (*finding.order, finding.component, finding.rule, finding.message)

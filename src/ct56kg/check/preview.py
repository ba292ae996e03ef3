"""What a change does to the results of rules, judged only where it can matter.

new + updated + unchanged = after, fixed + updated + unchanged = before, as multisets; equal to judging
both graphs in full, which `tests/laws/test_incremental.py` holds against random graphs, rules and changes.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ct56kg.check.affected import Affected, Positions
from ct56kg.check.checking import evaluate_all
from ct56kg.check.findings import rule_of
from ct56kg.check.results import Bindings, Engine, Result, Rows
from ct56kg.check.shapes import Shapes
from ct56kg.check.signatures import signature
from ct56kg.check.targets import targets
from ct56kg.check.view import Node, Overlay, View

Fingerprint = tuple[str, Node, str | None, Node | None]


@dataclass(frozen=True, slots=True)
class Rules:
    """Shapes made ready: the engine that judges by them, and what each of them reads."""

    shapes: Shapes
    engine: Engine
    positions: Positions


@dataclass(frozen=True, slots=True)
class Caused:
    """A result that a change brings, ends or alters, with the changed triples that can have caused it.

    `rule_changed` means that the rule itself is another one; then no triple is named. `rows` are the rows of
    which it is one, where only those had to be judged.
    """

    result: Result
    triples: tuple[ox.Triple, ...] = ()
    rule_changed: bool = False
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change does.

    `unchanged` counts, or is nothing where the results before were not given; `pairs` counts the
    (shape, target) pairs judged before or after, which `judged` are; `full` names the rules that were
    judged on all their targets, with the reason.
    """

    new: tuple[Caused, ...]
    fixed: tuple[Caused, ...]
    updated: tuple[tuple[Caused, Result], ...]
    unchanged: int | None
    pairs: int
    full: tuple[tuple[Node, str], ...]
    judged: tuple[Affected, ...]


def impact(
    before: View, after: Overlay, rules: Rules, rules_after: Rules | None = None, known: int | None = None
) -> Preview:
    """Judge a change by the rules, only where it can matter.

    Args:
        before: the graph as it is.
        after: the change laid over it.
        rules: what is judged by.
        rules_after: what is judged by afterwards, if the change is one of the rules too.
        known: how many results there are for the graph as it is, if that is known.
    """
    changed = after.added.triples | after.removed.triples
    found = affected(before, after, changed, rules, rules_after)
    old: list[tuple[Result, Affected]] = []
    now: list[tuple[Result, Affected]] = []
    for one in found:
        if one.before:
            old += ((result, one) for result in rules.engine.evaluate(one.root, one.before, before, one.rows))
    by = rules_after or rules
    for one in found:
        if one.after:
            now += ((result, one) for result in by.engine.evaluate(one.root, one.after, after, one.rows))
    new, fixed, updated, same = _compared(old, now, rules.shapes, by.shapes)
    return Preview(
        tuple(_caused(*one) for one in new),
        tuple(_caused(*one) for one in fixed),
        tuple((_caused(*one), was) for one, (was, _) in updated),
        None if known is None else known - len(old) + same,
        sum(len(one.before | one.after) for one in found),
        tuple((one.root, one.reason) for one in found if one.reason),
        tuple(found),
    )


RULE_CHANGED = "the rule was changed"


def affected(
    before: View, after: View, changed: frozenset[ox.Triple], rules: Rules, rules_after: Rules | None
) -> list[Affected]:
    """Give the pairs that a change of triples, of rules, or of both can concern."""
    found = rules.positions.affected(before, after, changed)
    if rules_after is None or rules_after is rules:
        return found
    old, new = _signatures(rules.shapes), _signatures(rules_after.shapes)
    same = {root for root, mark in old.items() if new.get(root) == mark}
    kept = [one for one in found if one.root in same]
    for root in sorted({*old, *new} - same, key=str):
        was = targets(rules.shapes, root, before) if root in old else set()
        now = targets(rules_after.shapes, root, after) if root in new else set()
        kept.append(Affected(root, was, now, reason=RULE_CHANGED))
    return [one for one in kept if one.before or one.after]


def _signatures(shapes: Shapes) -> dict[Node, str]:
    return {root.node: signature(shapes, root.node) for root in shapes.roots()}


def evaluate_before(rules: Rules, view: View) -> tuple[Result, ...]:
    """Judge a graph in full."""
    return tuple(evaluate_all(rules.shapes, view, rules.engine))


def fingerprint(result: Result, shapes: Shapes) -> Fingerprint:
    """Identify a result from one state to the next: rule, focus, path and value, as a finding does."""
    return (rule_of(result, shapes), result.focus, result.path, result.value)


_Found = tuple[Result, Affected]
_Detail = tuple[Fingerprint, str, str, Bindings]


def _compared(
    old: list[_Found], now: list[_Found], shapes: Shapes, shapes_after: Shapes
) -> tuple[list[_Found], list[_Found], list[tuple[_Found, _Found]], int]:
    """Compare two multisets: the same in all detail are unchanged, those of one fingerprint are updated."""
    was, is_ = _by_detail(old, shapes), _by_detail(now, shapes_after)
    fixed, new = _minus(was, is_), _minus(is_, was)
    by_fingerprint: dict[Fingerprint, list[_Found]] = {}
    for detail, found in fixed:
        by_fingerprint.setdefault(detail[0], []).append(found)
    updated: list[tuple[_Found, _Found]] = []
    brought: list[_Found] = []
    for detail, found in new:
        match = by_fingerprint.get(detail[0])
        if match:
            updated.append((found, match.pop(0)))
        else:
            brought.append(found)
    left = [found for matches in by_fingerprint.values() for found in matches]
    return brought, left, updated, len(old) - len(fixed)


def _by_detail(found: list[_Found], shapes: Shapes) -> dict[_Detail, list[_Found]]:
    """Sort results by all that makes them what they are, their words excepted."""
    details: dict[_Detail, list[_Found]] = {}
    for one in found:
        result = one[0]
        detail = (fingerprint(result, shapes), result.component, result.severity, result.bindings)
        details.setdefault(detail, []).append(one)
    return dict(sorted(details.items(), key=lambda item: str(item[0])))


def _minus(these: dict[_Detail, list[_Found]], those: dict[_Detail, list[_Found]]) -> list[tuple[_Detail, _Found]]:
    """Give what stands more often here than there."""
    return [(detail, one) for detail, found in these.items() for one in found[len(those.get(detail, ())) :]]


def _caused(result: Result, one: Affected) -> Caused:
    triples = tuple(sorted(one.triples(result.target, result.value), key=str))
    rows = None if one.constraint is None or result.value is None else Rows(one.constraint, frozenset({result.value}))
    return Caused(result, triples, one.reason == RULE_CHANGED, rows)

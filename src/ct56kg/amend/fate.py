"""What becomes of a body's responsibilities on a date: kept, carried over, waiting for a document, left to nobody.

Derived from events and transfers; the words of a document, and whom it addressed, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from ct56kg.amend.facts import Facts
from ct56kg.base.dates import day_of
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF

Existence = Literal["exists", "ended", "undecided", "not-yet"]
Outcome = Literal["kept", "carried", "transferable", "orphaned", "undecided"]


@dataclass(frozen=True, slots=True)
class Event:
    """One change event that concerns a body: `how` is original, affects or resulting."""

    event: Term
    kind: Term | None
    how: str
    earliest: date | None
    latest: date | None
    resulting: tuple[Term, ...]
    authority: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One live responsibility of a body, and what its merger, end or transfer does to it.

    `to` is who carries it or would, `because` the events or transfers that say so.
    """

    duty: Term
    participation: Term
    role: Term | None
    tasks: tuple[Term, ...]
    due: str
    outcome: Outcome
    to: tuple[Term, ...] = ()
    because: tuple[Term, ...] = ()


def existence(facts: Facts, body: Term, day: date) -> Existence:
    """Judge whether a body exists on a day; between the bounds of an uncertain date it cannot be decided."""
    begin_earliest, begin_latest = (_day(facts, body, name) for name in ("beginEarliest", "beginLatest"))
    earliest, latest = (_day(facts, body, name) for name in ("endEarliest", "endLatest"))
    if latest is not None and latest <= day:
        return "ended"
    if begin_earliest is not None and day < begin_earliest:
        return "not-yet"
    if earliest is not None and earliest <= day:
        return "undecided"
    if begin_latest is not None and day < begin_latest:
        return "undecided"
    return "exists"


def events(facts: Facts, body: Term) -> list[Event]:
    """List the change events that concern a body, in the order of their dates."""
    found: list[Event] = []
    for how in ("original", "affects", "resulting"):
        for event in facts.subjects(CT + how, body):
            kinds = [kind for kind in facts.objects(event, RDF + "type") if kind.value.startswith(CT)]
            found.append(
                Event(
                    event,
                    kinds[0] if kinds else None,
                    how,
                    _day(facts, event, "effectEarliest"),
                    _day(facts, event, "effectLatest"),
                    tuple(facts.objects(event, CT + "resulting")),
                    tuple(facts.objects(event, CT + "authority")),
                )
            )
    return sorted(found, key=lambda one: (one.earliest or date.max, one.event, one.how))


def between(facts: Facts, first: date, last: date) -> list[Event]:
    """List the change events that (at the earliest) take effect after one day and by another, in order of date."""
    first, last = sorted((first, last))
    found: dict[Term, Event] = {}
    for how in ("original", "affects", "resulting"):
        for event, body in facts.pairs(CT + how):
            effect = _day(facts, event, "effectEarliest")
            if effect is not None and first < effect <= last and event not in found:
                found[event] = next(one for one in events(facts, body) if one.event == event)
    return sorted(found.values(), key=lambda one: (one.earliest or date.max, one.event))


def responsibilities(facts: Facts, body: Term, day: date) -> list[Responsibility]:
    """List the live responsibilities of a body on a day, and what becomes of each."""
    found: list[Responsibility] = []
    for participation in facts.subjects(CT + "party", body):
        for duty in facts.subjects(CT + "participation", participation):
            if live(facts, duty, participation, day):
                outcome, to, because = _outcome(facts, body, duty, day)
                roles = facts.objects(participation, CT + "role")
                tasks = tuple(facts.objects(duty, CT + "task"))
                due = next((words.value for words in facts.objects(duty, CT + "dueWords")), "")
                role = roles[0] if roles else None
                found.append(Responsibility(duty, participation, role, tasks, due, outcome, to, because))
    return sorted(found, key=lambda one: (_place(facts, one.duty), one.duty, one.participation))


def by_duty(found: Iterable[Responsibility]) -> list[tuple[Responsibility, ...]]:
    """Gather responsibilities that are of one duty: a transfer passes it on with every role that the body has in it."""
    return [tuple(same) for _, same in groupby(found, key=lambda one: one.duty)]


def live(facts: Facts, duty: Term, participation: Term, day: date) -> bool:
    """Say whether a participation holds on a day: begun, not ended, its duty not closed."""
    begin, end = _day(facts, participation, "from"), _day(facts, participation, "until")
    closed = _day(facts, duty, "closedOn")
    return not (
        (begin is not None and day < begin)
        or (end is not None and end <= day)
        or (closed is not None and closed <= day)
    )


def transfers(facts: Facts, duty: Term, body: Term, day: date) -> Iterator[Term]:
    """Give the transfers that carry a duty away from a body by a day, those after which it came back left out."""
    dated = [
        (_day(facts, transfer, "effectDate") or date.min, transfer) for transfer in facts.subjects(CT + "duty", duty)
    ]
    by_then = [(effect, transfer) for effect, transfer in dated if effect <= day]
    back = max((effect for effect, one in by_then if body in facts.objects(one, CT + "toParty")), default=None)
    for effect, transfer in by_then:
        if body in facts.objects(transfer, CT + "fromParty") and (back is None or back <= effect):
            yield transfer


def _outcome(facts: Facts, body: Term, duty: Term, day: date) -> tuple[Outcome, tuple[Term, ...], tuple[Term, ...]]:
    carried = list(transfers(facts, duty, body, day))
    if carried:
        to = {party for transfer in carried for party in facts.objects(transfer, CT + "toParty")}
        return "carried", tuple(sorted(to)), tuple(carried)
    state = existence(facts, body, day)
    if state in ("exists", "not-yet"):
        return "kept", (), ()
    concerning = [one for one in events(facts, body) if one.how != "resulting" and (one.earliest or day) <= day]
    because = tuple(one.event for one in concerning)
    to = {party for one in concerning if one.how == "original" for party in one.resulting}
    if state == "undecided":
        return "undecided", tuple(sorted(to)), because
    return ("transferable" if to else "orphaned"), tuple(sorted(to)), because


def _day(facts: Facts, thing: Term, name: str) -> date | None:
    return next((day for value in facts.objects(thing, CT + name) if (day := day_of(value))), None)


def _place(facts: Facts, duty: Term) -> int:
    for value in facts.objects(duty, CT + "order"):
        if value.value.isdecimal():
            return int(value.value)
    return 0

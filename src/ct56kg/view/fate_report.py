"""What depends on a thing, for people and programs: events, live responsibilities with their outcome, and every hop."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ct56kg.amend.fate import Event, Responsibility
from ct56kg.amend.reach import Hop, Reached
from ct56kg.base.dates import format_date
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT
from ct56kg.base.words import say
from ct56kg.view.changes import written
from ct56kg.view.sections import Item, Section

Label = Callable[[Term], str]
_BECAME = {"FunctionTransfer": "passed", "Absorption": "passed", "Resubordination": "under"}
_SIGNS = {"kept": "·", "carried": "→", "transferable": "!", "orphaned": "✗", "undecided": "?"}


@dataclass(frozen=True, slots=True)
class Impact:
    """What depends on one thing on a date; `existence`, events and duties are those of a body."""

    thing: Term
    day: date
    existence: str
    events: tuple[Event, ...]
    duties: tuple[Responsibility, ...]
    reached: tuple[Reached, ...]


def to_text(seen: Impact, label: Label, lang: str, style: str, mark: str | None) -> str:
    """Write it as `text`, `md` or `html`."""
    state = f": {say(f'impact.{seen.existence}', lang)}" if seen.existence else ""
    head = [
        say("impact.title", lang, thing=label(seen.thing)),
        say("cli.as-of", lang, day=format_date(seen.day)) + state,
    ]
    parts: list[Section] = []
    if seen.existence:
        parts.append(_section("events", [Item("·", event_text(one, label, lang)) for one in seen.events], lang))
        duties = [_duty(one, label, lang) for one in seen.duties]
        parts.append(_section("duties", duties or [Item("·", say("impact.no-duties", lang))], lang, len(duties)))
    parts.append(_section("reached", [reached_item(one, label, lang) for one in seen.reached], lang))
    return written(parts, head, lang, style, mark)


def to_json(seen: Impact, label: Label, lang: str) -> str:
    """Write it for programs."""
    said = {
        "thing": seen.thing.n3(),
        "label": label(seen.thing),
        "asOf": seen.day.isoformat(),
        "existence": seen.existence or None,
        "events": [
            {
                "event": one.event.n3(),
                "kind": one.kind.n3() if one.kind else None,
                "how": one.how,
                "effectEarliest": one.earliest.isoformat() if one.earliest else None,
                "effectLatest": one.latest.isoformat() if one.latest else None,
                "resulting": [body.n3() for body in one.resulting],
                "text": event_text(one, label, lang),
            }
            for one in seen.events
        ],
        "responsibilities": [
            {
                "duty": one.duty.n3(),
                "participation": one.participation.n3(),
                "role": one.role.n3() if one.role else None,
                "tasks": [task.n3() for task in one.tasks],
                "due": one.due or None,
                "outcome": one.outcome,
                "to": [body.n3() for body in one.to],
                "because": [event.n3() for event in one.because],
                "text": " – ".join((item.text, *item.lines)),
            }
            for one in seen.duties
            for item in (_duty(one, label, lang),)
        ],
        "reached": [
            {
                "kind": one.kind,
                "thing": one.thing.n3(),
                "label": label(one.thing),
                "hops": [
                    {
                        "from": hop.start.n3(),
                        "property": f"<{hop.property}>",
                        "inverse": not hop.forward,
                        "to": hop.end.n3(),
                        "text": hop_text(hop, label, lang),
                    }
                    for hop in one.hops
                ],
            }
            for one in seen.reached
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def reached_item(one: Reached, label: Label, lang: str) -> Item:
    """Say one thing reached, and every hop on the way to it."""
    name = say(f"amend.picture-{one.thing.value}", lang) if one.kind == "picture" else label(one.thing)
    return Item("·", f"{say(f'amend.kind-{one.kind}', lang)}: {name}", [hop_text(hop, label, lang) for hop in one.hops])


def hop_text(hop: Hop, label: Label, lang: str) -> str:
    """Say one hop in the direction of its property."""
    start, end = (hop.start, hop.end) if hop.forward else (hop.end, hop.start)
    return say("amend.hop", lang, start=label(start), property=label(Term("iri", hop.property)), end=label(end))


def _section(name: str, items: Sequence[Item], lang: str, number: int | None = None) -> Section:
    return Section(f"{say(f'impact.section-{name}', lang)} ({len(items) if number is None else number})", items)


def event_text(one: Event, label: Label, lang: str) -> str:
    """Say one change event: what, when (both bounds where the day is not certain), and what came of it."""
    if one.earliest is None:
        period = say("impact.no-date", lang)
    elif one.latest is None:
        period = say("impact.since", lang, day=format_date(one.earliest))
    elif one.latest == one.earliest:
        period = say("impact.on", lang, day=format_date(one.earliest))
    else:
        period = say("impact.between", lang, first=format_date(one.earliest), last=format_date(one.latest))
    kind = label(one.kind) if one.kind else say("cli.unknown", lang)
    return say(
        "impact.event", lang, event=label(one.event), kind=kind, period=period, result=result_text(one, label, lang)
    )


def result_text(one: Event, label: Label, lang: str) -> str:
    """Say what came of a change event, in the words of its kind; that no source names it where none does."""
    bodies = " · ".join(map(label, one.resulting))
    how = _BECAME.get(one.kind.value.removeprefix(CT) if one.kind else "", "became")
    return say(f"impact.{how}", lang, bodies=bodies) if bodies else say("impact.no-successor", lang)


def _duty(one: Responsibility, label: Label, lang: str) -> Item:
    role = label(one.role) if one.role else say("cli.unknown", lang)
    due = say("impact.due", lang, words=one.due) if one.due else ""
    bodies, because = (" · ".join(map(label, things)) for things in (one.to, one.because))
    key = "outcome-undecided" if one.outcome == "undecided" else one.outcome
    lines = [say("impact.task", lang, task=label(task)) for task in one.tasks]
    lines.append(say(f"impact.{key}", lang, bodies=bodies, because=because))
    return Item(_SIGNS[one.outcome], say("impact.duty", lang, role=role, duty=label(one.duty), due=due), lines)

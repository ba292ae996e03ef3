"""What a person says of a reorganisation beside what the dossier says: the event that is meant, what contradicts it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ct56kg.amend.composing import ENDING
from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import Event, events, existence
from ct56kg.base.dates import format_date
from ct56kg.base.errors import InputError
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT
from ct56kg.check.seeing import view_of
from ct56kg.graph.labels import Labels
from ct56kg.graph.workspace import State


def recorded_event(state: State, kind: str, originals: tuple[Term, ...], into: Term | None) -> Term | None:
    """Find the event that the dossier records already: of that kind, of just these bodies, with that result."""
    facts = Facts(view_of(state))
    for one in events(facts, originals[0]):
        same = (
            one.kind == Term("iri", CT + kind) and one.how == "original" and (into is None or one.resulting == (into,))
        )
        if same and set(facts.objects(one.event, CT + "original")) == set(originals):
            return one.event
    return None


def refuse_what_is_past(
    state: State, kind: str, bodies: Iterable[Term], day: date, known: Term | None, labels: Labels, lang: str
) -> None:
    """Refuse a reorganisation of bodies that the dossier says have ended by then, or will end otherwise.

    Args:
        state: the dossier on the day of effect.
        kind: the class of the event, or nothing for a body that only receives.
        bodies: the bodies that are to take part.
        day: the day of effect.
        known: the event if it is recorded already; what it says is to be settled, and speaks against nothing.
        labels: name bodies and events.
        lang: the language of the names.

    Raises:
        InputError: a body has ended by that day (AMEND-42), does not exist yet (AMEND-43), or an event that ends it
            is recorded (AMEND-44); the day lies outside what is recorded of the event (AMEND-45).
    """
    facts = Facts(view_of(state))
    for body in bodies:
        for one in events(facts, body):
            first, last = one.earliest or day, one.latest or day
            if one.event == known and not first <= day <= last:
                told, lasts = labels.of(one.event, lang), format_date(last)
                raise InputError("AMEND-45", event=told, day=format_date(day), first=format_date(first), last=lasts)
        found = [one for one in events(facts, body) if one.how == "original" and _ends(one) and one.event != known]
        name = labels.of(body, lang)
        how = existence(facts, body, day)
        if how == "ended" and known is None:
            end = facts.objects(body, CT + "endLatest")[0].value
            told = " · ".join(labels.of(one.event, lang) for one in found) or "–"
            raise InputError("AMEND-42", body=name, day=format_date(date.fromisoformat(end)), event=told)
        if how == "not-yet":
            raise InputError("AMEND-43", body=name, day=format_date(day))
        if found and kind in ENDING:
            event = found[0].event
            raise InputError("AMEND-44", body=name, event=labels.of(event, lang), name=labels.curie(event.value))


def _ends(event: Event) -> bool:
    return event.kind is not None and event.kind.value.removeprefix(CT) in ENDING

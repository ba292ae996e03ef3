"""Proposals: the transfers that follow a change event, or the change set between two dossiers; for a person to decide.

Where the source names one successor a transfer is proposed; where it names none, or several, or the
date is open, that is a decision point and nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from ct56kg.amend.difference import Difference
from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import Event, by_duty, events, responsibilities
from ct56kg.base.dates import day_of
from ct56kg.base.errors import InputError
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF, RDFS, SCHEME, XSD
from ct56kg.base.words import say
from ct56kg.check.seeing import view_of
from ct56kg.graph.terms import node, term
from ct56kg.graph.workspace import State

Label = Callable[[Term], str]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a person has to decide; its words stand in `words/amend.toml` under `point-<key>`."""

    key: str
    things: tuple[tuple[str, Term], ...] = ()

    def say(self, lang: str, label: Label) -> str:
        """Say it."""
        return say(f"amend.point-{self.key}", lang, **{name: label(thing) for name, thing in self.things})


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed change set, as triples, and what is left to a person."""

    name: str
    about: tuple[ox.Triple, ...]
    add: tuple[ox.Triple, ...]
    remove: tuple[ox.Triple, ...]
    points: tuple[Point, ...]


def status_of(state: State, duties: Iterable[Term]) -> str:
    """Give the status of proposed transfers: inferred from an event, or synthetic if a duty is fictitious."""
    fictitious = {file.graph for file in state.files if file.status == "synthetic"}
    wanted = set(duties)
    graphs: dict[Term, set[str]] = {}
    for quad in state.content.said_of(node(duty) for duty in wanted):  # type: ignore[misc]
        graphs.setdefault(term(quad.subject), set()).add(str(quad.graph_name)[1:-1])
    return "synthetic" if any(found <= fictitious for found in graphs.values()) else "inferred"


def draft_event(state: State, event: Term, day: date | None, label: Callable[[Term, str], str]) -> Draft:
    """Propose the transfers that follow a change event: one for each duty of a body, whatever roles it has in it.

    Args:
        state: the dossier.
        event: the change event.
        day: the date of effect of the transfers; without one, the first day that is certain.
        label: names a thing in a language.

    Raises:
        InputError: no date is certain and none was given (AMEND-27), or it concerns no body (AMEND-28).
    """
    facts, base = Facts(view_of(state)), state.dossier.iri
    bodies = [(how, body) for how in ("original", "affects") for body in facts.objects(event, CT + how)]
    if not bodies:
        raise InputError("AMEND-28", event=label(event, "vi"))
    day = day or certain_day(facts, event, [body for how, body in bodies if how == "original"])
    if day is None:
        raise InputError("AMEND-27", event=label(event, "vi"))
    local = re.sub(r"[^A-Za-z0-9-]+", "-", event.value.rstrip("/").rpartition("/")[2]) or "su-kien"
    successors = facts.objects(event, CT + "resulting")
    points: list[Point] = []
    add: list[ox.Triple] = []
    duties: set[Term] = set()
    for how, body in bodies:
        for number, (one, *_) in enumerate(by_duty(responsibilities(facts, body, day)), 1):
            if one.outcome == "carried":
                continue
            things = (("duty", one.duty), ("body", body))
            if how == "affects":
                points.append(Point("affected", things))
            elif not successors:
                points.append(Point("no-successor", things))
            elif len(successors) > 1:
                points.append(Point("which-successor", things))
            elif successors[0] != body:
                name = f"{local}-{body.value.rstrip('/').rpartition('/')[2]}-{number}"
                transfer = ox.NamedNode(f"{base}id/trf/{name}")
                add += transfer_triples(transfer, one.duty, body, successors[0], event, day, label)
                duties.add(one.duty)
                points.append(Point("confirm", (*things, ("to", successors[0]))))
    points.append(Point("document"))
    bounds = [one for _, body in bodies for one in events(facts, body) if one.event == event]
    if bounds and not _is_certain(bounds[0]):
        points.append(Point("date"))
    head = f"{base}id/chg/de-xuat-{local}"
    texts = {lang: say("amend.draft-event", lang, event=label(event, lang)) for lang in ("vi", "en")}
    changes = duties or {body for _, body in bodies}
    about = change_set_triples(head, day, "transfer", changes, texts, status_of(state, changes))
    return Draft(f"{day.isoformat()}-de-xuat-{local}", tuple(about), tuple(add), (), tuple(dict.fromkeys(points)))


def draft_difference(found: Difference, day: date, base: str, what: str) -> Draft:
    """Derive a change set from what differs between two dossiers.

    Raises:
        InputError: a difference involves a blank node, which no change set can name (AMEND-08).
    """
    for triple in (*found.added, *found.removed):
        if any(isinstance(value, ox.BlankNode) for value in (triple.subject, triple.object)):
            raise InputError("AMEND-08", triple=f"{triple} .")
    subject = ox.NamedNode(f"{base}id/chg/{what}")
    about = [
        ox.Triple(subject, _RDF_TYPE, ox.NamedNode(CT + "ChangeSet")),
        ox.Triple(subject, _LABEL, ox.Literal(say("amend.draft-difference", "vi"), language="vi")),
        ox.Triple(subject, _LABEL, ox.Literal(say("amend.draft-difference", "en"), language="en")),
        ox.Triple(subject, ox.NamedNode(CT + "effectDate"), _day(day)),
        ox.Triple(subject, ox.NamedNode(CT + "verb"), ox.NamedNode(SCHEME + "verb/amend")),
    ]
    about += [
        ox.Triple(subject, ox.NamedNode(CT + "changes"), thing)
        for thing in sorted({triple.subject for triple in (*found.added, *found.removed)}, key=str)
        if isinstance(thing, ox.NamedNode)
    ]
    points = (Point("document"), Point("verb"), Point("effect"))
    return Draft(f"{day.isoformat()}-{what}", tuple(about), found.added, found.removed, points)


_RDF_TYPE = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")


def transfer_triples(
    transfer: ox.NamedNode, duty: Term, body: Term, to: Term, event: Term, day: date, label: Callable[[Term, str], str]
) -> Iterable[ox.Triple]:
    """Say that a duty passes from one body to another because of an event."""

    def says(name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(transfer, ox.NamedNode(CT + name), value)

    yield ox.Triple(transfer, _RDF_TYPE, ox.NamedNode(CT + "Transfer"))
    for lang in ("vi", "en"):
        text = say("amend.draft-transfer", lang, duty=label(duty, lang), old=label(body, lang), new=label(to, lang))
        yield ox.Triple(transfer, _LABEL, ox.Literal(text, language=lang))
    for name, thing in (("duty", duty), ("fromParty", body), ("toParty", to), ("because", event)):
        yield says(name, node(thing))  # type: ignore[arg-type]
    yield says("effectDate", _day(day))


def change_set_triples(
    iri: str, day: date, verb: str, changes: Iterable[Term], texts: Mapping[str, str], status: str
) -> Iterable[ox.Triple]:
    """Say what a proposed change set is, by its verb, what it changes, and its name in each language."""
    subject = ox.NamedNode(iri)
    yield ox.Triple(subject, _RDF_TYPE, ox.NamedNode(CT + "ChangeSet"))
    for lang, text in texts.items():
        yield ox.Triple(subject, _LABEL, ox.Literal(text, language=lang))
    yield ox.Triple(subject, ox.NamedNode(CT + "effectDate"), _day(day))
    yield ox.Triple(subject, ox.NamedNode(CT + "verb"), ox.NamedNode(f"{SCHEME}verb/{verb}"))
    yield ox.Triple(subject, ox.NamedNode(CT + "status"), ox.NamedNode(f"{SCHEME}status/{status}"))
    for thing in sorted(changes):
        yield ox.Triple(subject, ox.NamedNode(CT + "changes"), node(thing))


def certain_day(facts: Facts, event: Term, bodies: Iterable[Term]) -> date | None:
    """Give the first day on which an event has certainly taken effect, or its bodies have certainly ended."""
    days = [*facts.objects(event, CT + "effectLatest")]
    for body in bodies:
        days += facts.objects(body, CT + "endLatest")
    return max((day for value in days if (day := day_of(value))), default=None)


def _is_certain(event: Event) -> bool:
    return event.earliest is not None and event.earliest == event.latest


def _day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))

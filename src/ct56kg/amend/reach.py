"""What a change reaches: duties, tasks, bodies, documents and pictures, with the reason for every hop.

From what is touched the walk goes down to what depends on it and up to what contains it; from what it
reached on the way up it never comes down again, so that one changed row does not reach every other row.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ct56kg.amend.facts import Facts
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF, RDFS

Mode = Literal["down", "up", "end"]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step: from a thing to another over a property, along it or against it."""

    start: Term
    property: str
    forward: bool
    end: Term


@dataclass(frozen=True, slots=True)
class Reached:
    """One thing that a change reaches; `kind` is duty, task, body, document or picture."""

    thing: Term
    kind: str
    hops: tuple[Hop, ...]


_UP: tuple[tuple[str, bool, Mode], ...] = (
    ("participation", False, "up"),
    ("party", True, "end"),
    ("task", True, "end"),
    ("inAnnex", True, "end"),
    ("partOf", True, "end"),
    ("parentTask", True, "end"),
    ("ofAssignment", True, "up"),
    ("duty", True, "up"),
    ("fromParty", True, "end"),
    ("toParty", True, "end"),
    ("resulting", True, "end"),
    ("changes", True, "end"),
    ("target", True, "end"),
    ("amends", True, "end"),
    ("supplements", True, "end"),
    ("replaces", True, "end"),
    ("repeals", True, "down"),
    ("extendsDeadlineOf", True, "end"),
    ("corrects", True, "end"),
)
_DOWN: tuple[tuple[str, bool, Mode], ...] = (
    ("party", False, "up"),
    ("original", True, "down"),
    ("affects", True, "down"),
    ("because", False, "up"),
    ("member", False, "down"),
    ("directedBy", False, "up"),
    ("issuer", False, "end"),
    ("subordinateTo", False, "end"),
    ("assists", False, "end"),
    ("establishedIn", False, "end"),
    ("task", False, "up"),
    ("parentTask", False, "down"),
    ("partOf", False, "down"),
    ("inAnnex", False, "down"),
    ("implements", False, "end"),
    ("basedOn", False, "end"),
    ("evidence", False, "up"),
)
_KINDS = (
    ("duty", {"Assignment", "Directive"}),
    ("task", {"Task", "KeyTask"}),
    ("body", {"Body", "Group"}),
    ("document", {"Document", "PartyDocument", "StateDocument", "Programme", "Resolution"}),
)
_PICTURES = (
    ("structure", {"subordinateTo", "assists", "leads", "establishedIn", "member", "level"}),
    ("responsibility", {"party", "role", "participation", "task", "directedBy", "from", "until", "duty"}),
    ("cascade", {"implements", "basedOn", "amends", "supplements", "replaces", "repeals", "partOf", "issuer"}),
    (
        "reorganisation",
        {"original", "resulting", "affects", "endEarliest", "endLatest", "beginEarliest", "beginLatest"},
    ),
)


def reached(facts: tuple[Facts, ...], touched: Iterable[Term], ours: bool = True) -> list[Reached]:
    """Walk from what is touched, in the graphs before and after, by the fewest hops.

    Args:
        facts: the graphs.
        touched: where to start.
        ours: the graph is of the toolkit's model; in foreign data only what points at the touched is reached.
    """
    start = sorted(set(touched))
    seen: dict[Term, tuple[Hop, ...]] = dict.fromkeys(start, ())
    queue: deque[tuple[Term, Mode]] = deque((thing, "down") for thing in start)
    found: list[Reached] = []
    while queue:
        thing, mode = queue.popleft()
        for hop, then in _steps(facts, thing, mode) if ours else _pointing(facts, thing, mode):
            if hop.end in seen:
                continue
            seen[hop.end] = (*seen[thing], hop)
            queue.append((hop.end, then))
            kind = kind_of(facts, hop.end) if ours else "thing"
            if kind:
                found.append(Reached(hop.end, kind, seen[hop.end]))
    return sorted(found, key=lambda one: (_RANK.get(one.kind, 9), one.thing))


_RANK = {name: place for place, name in enumerate(("duty", "task", "body", "document", "picture"))}


def pictures(predicates: Iterable[str]) -> list[Reached]:
    """Say which pictures show properties that changed."""
    changed = {predicate.removeprefix(CT) for predicate in predicates}
    return [Reached(Term("literal", name), "picture", ()) for name, shown in _PICTURES if changed & shown]


def kind_of(facts: Iterable[Facts], thing: Term) -> str:
    """Name the kind of a thing for the report, or nothing if it is no duty, task, body or document."""
    classes = {kind.value.removeprefix(CT) for graph in facts for kind in graph.objects(thing, RDF + "type")}
    return next((name for name, wanted in _KINDS if classes & wanted), "")


def _steps(facts: tuple[Facts, ...], thing: Term, mode: Mode) -> Iterator[tuple[Hop, Mode]]:
    table = {"down": (*_UP, *_DOWN), "up": _UP, "end": ()}[mode]
    for name, forward, then in table:
        for graph in facts:
            ends = graph.objects(thing, CT + name) if forward else graph.subjects(CT + name, thing)
            for end in ends:
                if end.kind == "iri":
                    yield Hop(thing, CT + name, forward, end), then


def _pointing(facts: tuple[Facts, ...], thing: Term, mode: Mode) -> Iterator[tuple[Hop, Mode]]:
    """In foreign data: whatever points at what is touched."""
    if mode == "down":
        for graph in facts:
            for predicate, subject in graph.pointing_at(thing):
                if predicate not in (RDF + "type", RDFS + "subClassOf"):
                    yield Hop(thing, predicate, False, subject), "end"

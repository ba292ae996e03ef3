"""What is composed, or is recorded, made a whole proposal: the transfers that follow an event are added to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pyoxigraph as ox

from ct56kg.amend.change import Change, Part
from ct56kg.amend.composing import Composition, Reorganisation
from ct56kg.amend.drafting import Draft, Point, change_set_triples, draft_event, status_of
from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import existence
from ct56kg.amend.timeline import afterwards, fitted
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT
from ct56kg.check.seeing import view_of
from ct56kg.graph.labels import Labels, read_labels
from ct56kg.graph.labels_on import labels_on
from ct56kg.graph.terms import node
from ct56kg.graph.workspace import State

_DUTY, _TRANSFER = ox.NamedNode(CT + "duty"), ox.NamedNode(CT + "Transfer")


def propose(state: State, change: Change | None, event: Term, prefixes: dict[str, str]) -> tuple[Draft, Labels]:
    """Add to a change the transfers that follow an event.

    Args:
        state: the dossier on the day of effect or later.
        change: what is composed; nothing, if the event is one of the dossier.
        event: a change event of the dossier or of the change.
        prefixes: by which names are shortened.

    Returns:
        The proposal, and the labels with those of the change.

    Raises:
        InputError: the event has no certain date (AMEND-27), or concerns no body (AMEND-28).
    """
    after = state if change is None else afterwards(fitted(change, state)[0], state)
    small = after.content.at_hand
    labels = read_labels(after.merged, prefixes) if small else labels_on(view_of(after).match, prefixes)
    drafted = draft_event(after, event, None, labels.of)
    if change is None:
        return drafted, labels
    added, removed = (tuple(quad.triple for quad in part.quads) for part in (change.add, change.remove))
    return replace(drafted, add=(*added, *drafted.add), remove=removed), labels


def draft_composed(
    state: State, asked: Reorganisation, made: Composition, prefixes: dict[str, str], duties: Collection[Term] = ()
) -> tuple[Draft, Labels]:
    """Make a proposal of a reorganisation: its statements, the transfers that follow, what is left to a person.

    Args:
        state: the dossier on the day of effect.
        asked: what the person said.
        made: the same in statements.
        prefixes: by which names are shortened.
        duties: the only duties that pass; without any, all that the original bodies have.
    """
    quads = [tuple(ox.Quad(*map(node, one)) for one in part) for part in (made.add, made.remove)]  # type: ignore[arg-type]
    change = Change(
        asked.kind, effect=asked.effect, add=Part(None, quads[0]), remove=Part(None, quads[1]), strict=False
    )
    drafted, labels = propose(state, change, made.event, prefixes)
    passing = {triple.subject: triple.object for triple in drafted.add if triple.predicate == _DUTY}
    wanted = {node(duty) for duty in duties}
    left_out = {transfer for transfer, duty in passing.items() if wanted and duty not in wanted}
    add = [triple for triple in drafted.add if triple.subject not in left_out]
    moved = {transfer: duty for transfer, duty in passing.items() if transfer not in left_out}
    if asked.basis is not None:
        add += [ox.Triple(one, ox.NamedNode(CT + "basisDocument"), node(asked.basis)) for one in moved]
    points = [*_points(state, asked, made), *_left(drafted.points, asked, duties)]
    changes = {*asked.originals, *(Term("iri", duty.value) for duty in moved.values())}  # type: ignore[union-attr]
    texts = {lang: labels.of(made.event, lang) for lang in ("vi", "en")}
    head = drafted.about[0].subject.value  # type: ignore[union-attr]
    about = [*change_set_triples(head, asked.effect, "reorganise", changes, texts, status_of(state, changes))]
    if asked.basis is not None:
        about.append(ox.Triple(ox.NamedNode(head), ox.NamedNode(CT + "amendingDocument"), node(asked.basis)))
    return replace(drafted, about=tuple(about), add=tuple(add), points=tuple(points)), labels


def _left(points: tuple[Point, ...], asked: Reorganisation, duties: Collection[Term]) -> list[Point]:
    """Give the points about what is proposed; a basis that was named is none of them."""
    kept: list[Point] = []
    for point in points:
        things: Mapping[str, Term] = dict(point.things)
        if duties and "duty" in things and things["duty"] not in duties:
            continue
        if point.key == "document":
            kept += [] if asked.basis else [Point("no-basis")]
        else:
            kept.append(point)
    return kept


def _points(state: State, asked: Reorganisation, made: Composition) -> list[Point]:
    """Give the points about the event itself."""
    facts, bodies = Facts(view_of(state)), {*asked.originals, *((asked.into,) if asked.into else ())}
    unsure = [body for body in sorted(bodies) if existence(facts, body, asked.effect) == "undecided"]
    points = [Point("may-exist", (("body", body),)) for body in unsure if asked.event is None]
    if asked.event is not None:
        points.append(Point("known-event", (("event", asked.event),)))
    if asked.kind == "Merger" and asked.into is None and made.result is not None:
        points.append(Point("new-body", (("body", made.result),)))
    if asked.kind == "Renaming":
        points.append(Point("other-names", (("body", asked.originals[0]),)))
    return points

"""Who became what: bodies before, the event with its date and document, bodies after, and what is not stated."""

from __future__ import annotations

from collections.abc import Mapping

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram.model import Detail, Edge, Ladder, Link, Node, Part, Sketch
from ct56kg.view.diagram.reading import (
    Reader,
    Row,
    body_node,
    day,
    evidence,
    first,
    local,
    period,
    rows_by,
    text,
    tooltip,
)  # fmt: skip

QUESTIONS = ("view/reorganisation",)
_CONCERNS: tuple[Link, ...] = ("original", "affects", "resulting")


def reorganisation(rows: Mapping[str, Rows], reader: Reader, source: str, synthetic: bool) -> Sketch:
    """Sketch the change events: first those that touch parties of directives and assignments, then the others.

    An event without a stated result says so; nothing is ever drawn as a successor that no source names.
    """
    answer = rows.get("view/reorganisation")
    events, bodies = rows_by(answer, "event"), rows_by(answer, "body")
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    columns: dict[bool, tuple[list[str], list[str], list[str]]] = {True: ([], [], []), False: ([], [], [])}
    for event, known in events.items():
        card = _event(event, known, reader)
        concerned = {concern: _concerned(known, concern) for concern in _CONCERNS}
        near = any(text(bodies[body], "central") in ("true", "1") for found in concerned.values() for body in found)
        before, middle, after = columns[near]
        middle.append(card.id)
        nodes[card.id] = card
        for concern, found in concerned.items():
            for body in found:
                node = body_node(body, bodies[body], bodies[body], reader)
                nodes.setdefault(node.id, node)
                side = after if concern == "resulting" else before
                if not any(node.id in column for group in columns.values() for column in group):
                    side.append(node.id)
                edge = _edge(card, nodes[node.id], concern, evidence(known, reader), reader)
                edges.setdefault((edge.source, concern, edge.target), edge)
        if not concerned["resulting"]:
            silent = Node(f"{card.id} ∅", "unknown", reader.say("no-successor"), tooltip=reader.say("no-successor"))
            nodes[silent.id] = silent
            after.append(silent.id)
            words = reader.say("concern-resulting")
            edges[card.id, "resulting", silent.id] = Edge(
                card.id, silent.id, "resulting", words, reader.say("no-successor")
            )
    headings = (reader.say("before"), reader.say("event"), reader.say("after"))
    parts: list[Part] = []
    for near, group in columns.items():
        if group[1]:
            heads = headings if near or not columns[True][1] else (reader.say("elsewhere"), "", "")
            parts.append(Ladder(tuple(tuple(column) for column in group), heads))
    count = reader.counts(events=len(events), bodies=len(bodies))
    notes = [reader.say("half-open")] if events else [reader.say("nothing")]
    return Sketch(
        "reorganisation", reader.say("reorganisation-title"),
        f"{reader.say('as-of', day=format_date(reader.as_of))} · {count}", source,
        tuple(nodes.values()), tuple(edges.values()), tuple(parts), tuple(notes), synthetic, reader.lang,
    )  # fmt: skip


def _concerned(rows: list[Row], concern: str) -> list[Term]:
    found = (row.get("body") for row in rows if local(row.get("concern")) == concern)
    return list(dict.fromkeys(body for body in found if body is not None))


def _event(term: Term, rows: list[Row], reader: Reader) -> Node:
    """Make the card of an event: what kind, what, when, by which document, and whether it has happened by the day."""
    kind = first(rows, "kind")
    begin, latest = day(rows, "effectEarliest"), day(rows, "effectLatest")
    authority = first(rows, "authority")
    details = [Detail(period(begin, latest, reader), "plain")]
    if authority is not None:
        details.append(Detail(reader.say("by", name=reader.name(authority))))
    else:
        details.append(Detail(reader.say("no-authority"), "warn"))
    if begin and begin > reader.as_of:
        details.append(Detail(reader.say("later"), "warn"))
    elif not (begin and latest and latest <= reader.as_of):
        details.append(Detail(reader.say("undecided"), "warn"))
    label = reader.name(kind) if kind else reader.name(term)
    if not _concerned(rows, "original"):
        details.insert(0, Detail(reader.name(term), "plain"))
    return Node(
        term.n3(), "event", label[:1].upper() + label[1:], details=tuple(details),
        standing="future" if begin and begin > reader.as_of else "present",
        href=reader.link(term), tooltip=tooltip(reader.name(term), evidence(rows, reader), reader),
        about=(authority.n3(),) if authority else (),
    )  # fmt: skip


def _edge(event: Node, body: Node, concern: Link, proof: str, reader: Reader) -> Edge:
    words = reader.say(f"concern-{concern}")
    ends = (event, body) if concern == "resulting" else (body, event)
    said = f"{ends[0].title} – {words} – {ends[1].title}"
    return Edge(ends[0].id, ends[1].id, concern, words, tooltip(said, proof, reader))

"""Bodies and groups around those who direct or are given work, with four relations that are not one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram.model import Detail, Edge, Forest, Link, Node, Panel, Part, Sketch
from ct56kg.view.diagram.reading import (
    Reader,
    Row,
    body_node,
    day,
    evidence,
    first,
    life,
    local,
    period,
    rows_by,
    standing,
    text,
    tooltip,
)  # fmt: skip
from ct56kg.view.diagram.spanning import trees

QUESTIONS = ("view/structure", "view/structure-links")
RELATIONS: tuple[Link, ...] = ("subordinateTo", "assists", "leads", "establishedIn")


def structure(rows: Mapping[str, Rows], reader: Reader, source: str, synthetic: bool) -> Sketch:
    """Sketch who is around the committee on the day.

    Shown are the parties of directives and assignments and whatever a relation or an event joins to them.
    Bodies that begin later are named in a note, bodies that ended are shown as ended.
    """
    bodies = rows_by(rows.get("view/structure"), "body")
    links = rows_by(rows.get("view/structure-links"), "from")
    future = {t for t, known in bodies.items() if standing(life(known), reader.as_of) == "future"}
    holding = {term: [row for row in known if not _later(row, reader)] for term, known in links.items()}
    near = _near(bodies, links, set())
    around = _near(bodies, holding, future)
    shown = [term for term in bodies if term in around]
    names = _members(links, shown, reader)
    nodes = {term: body_node(term, bodies[term], bodies[term], reader, names.get(term, ())) for term in shown}
    edges, notes = _edges(links, nodes, reader)
    later = sorted(reader.name(term) for term in future & near)
    if later:
        notes.append(reader.say("future-bodies", n=len(later), names="; ".join(later)))
    if absent := len(set(bodies) - set(shown) - (future & near)):
        notes.append(reader.say("not-drawn", n=absent))
    parts = arranged(tuple(nodes.values()), edges, reader)
    if not nodes:
        notes = [reader.say("nothing")]
    groups = sum(node.kind == "group" for node in nodes.values())
    count = reader.counts(bodies=len(nodes) - groups, groups=groups, relations=len(edges))
    return Sketch(
        "structure",
        _title(rows, bodies, shown, reader),
        f"{reader.say('as-of', day=format_date(reader.as_of))} · {count}",
        source,
        tuple(nodes.values()),
        tuple(edges),
        parts,
        tuple(notes),
        synthetic,
        reader.lang,
    )


def arranged(nodes: Sequence[Node], edges: Sequence[Edge], reader: Reader) -> tuple[Part, ...]:
    """Arrange bodies along their relations, those without any in a frame of their own."""
    joined = {end for edge in edges for end in (edge.source, edge.target)}
    linked = [node for node in nodes if node.id in joined]
    alone = tuple(node.id for node in nodes if node.id not in joined)
    tree = (Forest(trees(linked, edges, reader)),) if linked else ()
    return (*tree, *((Panel("unlinked", reader.say("unlinked", n=len(alone)), alone),) if alone else ()))


def _title(rows: Mapping[str, Rows], bodies: Mapping[Term, list[Row]], shown: list[Term], reader: Reader) -> str:
    heads = [t for t in shown if local(first(bodies[t], "bodyType")) == "committee" and _central(bodies[t])]
    return reader.say("structure-of", name=reader.name(heads[0])) if len(heads) == 1 else reader.say("structure-title")


def _central(rows: list[Row]) -> bool:
    return text(rows, "central") in ("true", "1")


def _later(row: Row, reader: Reader) -> bool:
    begin = day([row], "sinceEarliest")
    return begin is not None and begin > reader.as_of


def _near(bodies: Mapping[Term, list[Row]], links: Mapping[Term, list[Row]], without: set[Term]) -> set[Term]:
    """Give the central bodies and everything that relations or events join to them; all if none is central."""
    near = ({term for term, rows in bodies.items() if _central(rows)} or set(bodies)) - without
    joined: dict[Term, list[Term]] = {}
    for term, rows in links.items():
        for row in rows:
            other = row.get("to")
            if other is not None and local(row.get("relation")) != "member" and not without & {term, other}:
                joined.setdefault(term, []).append(other)
                joined.setdefault(other, []).append(term)
    waiting = list(near)
    while waiting:
        found = [other for other in joined.get(waiting.pop(), ()) if other not in near]
        near.update(found)
        waiting += found
    return near


def _members(links: Mapping[Term, list[Row]], shown: list[Term], reader: Reader) -> dict[Term, tuple[Detail, ...]]:
    found: dict[Term, tuple[Detail, ...]] = {}
    for term in shown:
        members = {row.get("to") for row in links.get(term, []) if local(row.get("relation")) == "member"}
        if names := sorted(reader.name(member) for member in members if member):
            found[term] = (Detail(reader.say("members", names="; ".join(names))),)
    return found


def _edges(links: Mapping[Term, list[Row]], nodes: Mapping[Term, Node], reader: Reader) -> tuple[list[Edge], list[str]]:
    """Make the links that hold on the day; one that begins at an uncertain time becomes a note."""
    edges: dict[tuple[Term, str, Term], Edge] = {}
    notes: list[str] = []
    for term, rows in links.items():
        for relation in RELATIONS:
            for other, proof in rows_by_two(rows, relation).items():
                if term not in nodes or other not in nodes or term == other:
                    continue
                words = reader.say(f"relation-{relation}")
                begin, latest = day(proof, "sinceEarliest"), day(proof, "sinceLatest")
                if begin and begin > reader.as_of:
                    continue
                if begin and (latest is None or latest > reader.as_of):
                    when = period(begin, latest, reader)
                    names = {"source": reader.name(term), "target": reader.name(other)}
                    notes.append(reader.say("uncertain-link", words=words, when=when, **names))
                    continue
                said = f"{reader.name(term)} – {words} – {reader.name(other)}"
                edge = Edge(nodes[term].id, nodes[other].id, relation, words)
                edges[term, relation, other] = replace(edge, tooltip=tooltip(said, evidence(proof, reader), reader))
    return list(edges.values()), notes


def rows_by_two(rows: list[Row], relation: str) -> dict[Term, list[Row]]:
    """Gather the rows of one relation by where they lead."""
    found: dict[Term, list[Row]] = {}
    for row in rows:
        other = row.get("to")
        if other is not None and local(row.get("relation")) == relation:
            found.setdefault(other, []).append(row)
    return found

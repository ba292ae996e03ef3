"""An assignment annex: its rows with product and deadline on the left, the parties on the right, roles in words.

A long annex would be a tangle of lines. It is then drawn by lead: each lead with its rows below it, the other
roles as words in the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ct56kg.base.rows import Term
from ct56kg.view.diagram.model import Bunch, Detail, Edge, Forest, Ladder, Node, Panel, Part, Sketch, Tree
from ct56kg.view.diagram.reading import Reader, Row, body_node, evidence, first, number, text, tooltip
from ct56kg.view.diagram.taking_part import holds, part_edge, rows_by_participation

MOST_LINKS, MOST_ROWS = 48, 16  # of a picture with a line for every part


def arranged_annex(
    duties: Mapping[Term, list[Row]], directives: Mapping[Term, list[Row]], reader: Reader
) -> tuple[dict[str, Node], list[Edge], list[Part], list[str], str]:
    """Give things, links, arrangement, notes and the count of an annex, with a line for every part."""
    left: dict[str, Node] = {}
    right: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    directed = {first([row], "party") for rows in directives.values() for row in rows}
    ended = 0
    for duty, known in sorted(duties.items(), key=lambda item: (number(item[1], "order"), item[0])):
        node = _row(duty, known, reader)
        left[node.id] = node
        for part in rows_by_participation(known).values():
            party = first(part, "party")
            if party is None or not holds(part, reader):
                ended += party is not None
                continue
            extra = (Detail(reader.say("also-directed")),) if party in directed else ()
            body = body_node(party, part, part, reader, extra)
            right.setdefault(body.id, body)
            edge = part_edge(node, body, part, reader)
            edges.setdefault((node.id, edge.kind, body.id), edge)
    ladder = Ladder(
        (tuple(left), tuple(right)), (reader.say("rows-heading"), reader.say("parties-heading")), ports=True
    )
    notes = [reader.say("also-directed-note")] if directives else []
    if ended:
        notes.append(reader.say("closed-parts", n=ended))
    count = reader.counts(rows=len(left), parties=len(right), participations=len(edges))
    return left | right, list(edges.values()), [ladder], notes, count


def too_dense(sketch: Sketch) -> bool:
    """Say whether a line for every part would be a tangle."""
    rows = sum(node.kind == "task" for node in sketch.nodes)
    return len(sketch.edges) > MOST_LINKS or rows > MOST_ROWS


def by_lead(sketch: Sketch, reader: Reader) -> Sketch:
    """Draw an annex by lead; a row without a stated lead stands in a frame that says so."""
    nodes = {node.id: node for node in sketch.nodes}
    rows: dict[str, list[str]] = {}
    others: dict[str, dict[str, list[str]]] = {node.id: {} for node in sketch.nodes if node.kind == "task"}
    led: list[Edge] = []
    for edge in sketch.edges:
        if edge.kind == "lead" and not any(edge.source in found for found in rows.values()):
            rows.setdefault(edge.target, []).append(edge.source)
            led.append(edge)
        else:
            others[edge.source].setdefault(edge.words, []).append(_named(nodes[edge.target], reader))
    shown = {
        id_: replace(nodes[id_], details=(*nodes[id_].details, *_roles(found, reader))) for id_, found in others.items()
    }
    heads = sorted(rows, key=lambda head: (-len(rows[head]), list(nodes).index(head)))
    parts: list[Part] = [Forest(tuple(_led(head, rows[head], led, reader) for head in heads))] if heads else []
    alone = tuple(id_ for id_ in others if not any(id_ in found for found in rows.values()))
    if alone:
        parts.append(Panel("no-lead", reader.say("rows-without-lead", n=len(alone)), alone))
    kept = tuple(shown.get(node.id, node) for node in sketch.nodes if node.id in rows or node.id in others)
    notes = (reader.say("by-lead-note"), *sketch.notes)
    return replace(sketch, nodes=kept, edges=tuple(led), parts=tuple(parts), notes=notes, whole=sketch)


def _led(head: str, rows: list[str], led: list[Edge], reader: Reader) -> Tree:
    words = next(edge.words for edge in led if edge.target == head)
    heading = reader.say("counted", words=words, n=len(rows))
    return Tree(head, (Bunch(heading, ("lead",), tuple(Tree(row) for row in rows)),))


def _roles(found: Mapping[str, list[str]], reader: Reader) -> list[Detail]:
    return [Detail(reader.say("role-names", words=words, names="; ".join(names))) for words, names in found.items()]


def _named(node: Node, reader: Reader) -> str:
    return node.title if node.standing == "present" else f"{node.title} ({reader.say(f'standing-{node.standing}')})"


def _row(duty: Term, rows: list[Row], reader: Reader) -> Node:
    task = first(rows, "task")
    product, due = text(rows, "product"), text(rows, "dueWords")
    details = (
        *((Detail(reader.name(task)),) if task else ()),
        Detail(reader.say("due", words=due), "plain") if due else Detail(reader.say("no-due"), "warn"),
    )
    order = number(rows, "order")
    kicker = reader.say("row", n=order) if order < 10**6 else ""
    name = product or reader.name(duty)
    return Node(
        duty.n3(), "task", name, kicker, details,
        href=reader.link(duty), tooltip=tooltip(reader.name(duty), evidence(rows, reader), reader),
        about=tuple(sorted({one.n3() for row in rows if (one := row.get("task")) is not None})),
    )  # fmt: skip

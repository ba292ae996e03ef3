"""Who is given what: the directive and its addressees, or the rows of an assignment annex and their parties.

What the source does not pair is not paired: key tasks without a stated lead stand in a frame of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram.annex import arranged_annex, by_lead, too_dense
from ct56kg.view.diagram.model import Bunch, Detail, Edge, Forest, Ladder, Link, Node, Panel, Part, Sketch, Tree
from ct56kg.view.diagram.passing_on import carried, successors
from ct56kg.view.diagram.reading import (
    Reader,
    Row,
    body_node,
    evidence,
    first,
    local,
    number,
    rows_by,
    text,
    tooltip,
)  # fmt: skip
from ct56kg.view.diagram.taking_part import holds, part_edge, rows_by_participation

QUESTIONS = ("view/responsibility", "view/responsibility-tasks", "view/transfers", "view/successors")


def responsibility(rows: Mapping[str, Rows], reader: Reader, source: str, synthetic: bool) -> Sketch:
    """Sketch responsibilities on the day: an annex if there is one, else the directives.

    A participation that has ended by the day, or begins later, is left out and counted in a note.
    """
    duties = carried(rows_by(rows.get("view/responsibility"), "duty"), rows.get("view/transfers"), reader)
    things = rows_by(rows.get("view/responsibility-tasks"), "thing")
    annex = {t: known for t, known in duties.items() if local(first(known, "dutyKind")) == "Assignment"}
    directives = {t: known for t, known in duties.items() if t not in annex}
    if annex:
        nodes, edges, parts, notes, count = arranged_annex(annex, directives, reader)
        sketch = _sketch(things, nodes, edges, parts, count, notes, reader, source, synthetic)
    else:
        sketch = _directive(directives, things, reader, source, synthetic)
    became = {body.n3(): details for body, details in successors(rows.get("view/successors"), reader).items()}
    told = (replace(node, details=(*node.details, *became.get(node.id, ()))) for node in sketch.nodes)
    return replace(sketch, nodes=tuple(told))


def settled(sketch: Sketch, reader: Reader) -> Sketch:
    """Draw an annex that would be a tangle by lead."""
    annex = any(isinstance(part, Ladder) for part in sketch.parts)
    return by_lead(sketch, reader) if annex and too_dense(sketch) else sketch


def _directive(
    duties: Mapping[Term, list[Row]],
    things: Mapping[Term, list[Row]],
    reader: Reader,
    source: str,
    synthetic: bool,
) -> Sketch:
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    trees: dict[str, list[Tree]] = {}
    for duty, known in duties.items():
        node = _directive_node(duty, things.get(duty, known), reader)
        nodes[node.id] = node
        head = first(known, "director")
        bunches = _addressees(node, known, nodes, edges, reader)
        tree = Tree(node.id, tuple(bunches))
        if head is None:
            trees.setdefault("", []).append(tree)
            continue
        director = body_node(head, things.get(head, []), things.get(head, []), reader)
        nodes.setdefault(director.id, director)
        said = f"{director.title} – {reader.say('directs')} – {node.title}"
        proof = evidence(things.get(duty, []), reader)
        edges.append(Edge(director.id, node.id, "directs", reader.say("directs"), tooltip(said, proof, reader)))
        trees.setdefault(director.id, []).append(tree)
    forest = [
        Tree(head, (Bunch(reader.say("directs"), ("directs",), tuple(below)),)) for head, below in trees.items() if head
    ]
    forest += trees.get("", [])
    parts: list[Part] = [Forest(tuple(forest))] if forest else []
    tasks = _tasks(things, reader)
    if tasks:
        nodes |= {task.id: task for task in tasks}
        key = all(local(first(rows, "kind")) != "Task" for rows in things.values())
        title = reader.say("count-KeyTask" if key else "count-Task", n=len(tasks))
        parts.append(Panel("tasks", title, tuple(task.id for task in tasks), reader.say("tasks-unpaired")))
    parties = [node for node in nodes.values() if node.kind in ("body", "group", "committee") and node.id not in trees]
    groups = sum(node.kind == "group" for node in parties)
    count = reader.say("count-directed", n=len(parties))
    if groups:
        count += f": {reader.say('count-single', n=len(parties) - groups)}, {reader.say('count-groups', n=groups)}"
    return _sketch(things, nodes, edges, parts, count, [], reader, source, synthetic)


def _addressees(duty: Node, rows: list[Row], nodes: dict[str, Node], edges: list[Edge], reader: Reader) -> list[Bunch]:
    """Hang the parties below a directive, one bunch per role and wording."""
    bunches: dict[tuple[str, Link], list[Tree]] = {}
    for _, known in rows_by_participation(rows).items():
        party = first(known, "party")
        if party is None or not holds(known, reader):
            continue
        node = body_node(party, known, known, reader)
        edge = part_edge(duty, node, known, reader)
        if any((e.source, e.target, e.kind) == (edge.source, edge.target, edge.kind) for e in edges):
            continue
        if node.id not in nodes:
            bunches.setdefault((edge.words, edge.kind), []).append(Tree(node.id))
            nodes[node.id] = node
        edges.append(edge)
    return [
        Bunch(reader.say("parties", words=words, n=len(below)), (link,), tuple(below))
        for (words, link), below in bunches.items()
    ]


def _sketch(
    things: Mapping[Term, list[Row]],
    nodes: Mapping[str, Node],
    edges: list[Edge],
    parts: list[Part],
    count: str,
    notes: list[str],
    reader: Reader,
    source: str,
    synthetic: bool,
) -> Sketch:
    documents = sorted({d for rows in things.values() if (d := first(rows, "document")) is not None})
    if len(documents) == 1:
        title = reader.say("responsibility-of", name=reader.name(documents[0]))
    else:
        title = reader.say("responsibility-title")
    if not nodes:
        notes = [*notes, reader.say("nothing")]
    return Sketch(
        "responsibility", title, f"{reader.say('as-of', day=format_date(reader.as_of))} · {count}", source,
        tuple(nodes.values()), tuple(edges), tuple(parts), tuple(notes), synthetic, reader.lang,
    )  # fmt: skip


def _directive_node(duty: Term, rows: list[Row], reader: Reader) -> Node:
    name = reader.name(duty)
    return Node(
        duty.n3(), "directive", name,
        href=reader.link(duty), tooltip=tooltip(name, evidence(rows, reader), reader),
    )  # fmt: skip


def _tasks(things: Mapping[Term, list[Row]], reader: Reader) -> list[Node]:
    found = []
    for term, rows in things.items():
        if local(first(rows, "kind")) not in ("KeyTask", "Task"):
            continue
        wording = text(rows, "translation") if reader.lang != "vi" else ""
        unknown = text(rows, "leadUnknown") in ("true", "1")
        name = reader.name(term)
        node = Node(
            term.n3(), "task", wording or text(rows, "wording") or name, name,
            (Detail(reader.say("no-lead"), "warn"),) if unknown else (),
            href=reader.link(term), tooltip=tooltip(name, evidence(rows, reader), reader),
        )  # fmt: skip
        found.append((number(rows, "order"), term, node))
    return [node for _, _, node in sorted(found, key=lambda item: item[:2])]

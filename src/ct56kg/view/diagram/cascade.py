"""From the resolution to the programme that implements it, and to its viewpoints, objectives, tasks, directives."""

from __future__ import annotations

from collections.abc import Mapping

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram import involved
from ct56kg.view.diagram.model import Bunch, Detail, Edge, Forest, Kind, Node, Panel, Part, Sketch, Tree
from ct56kg.view.diagram.reading import (
    Reader,
    Row,
    day,
    evidence,
    first,
    local,
    number,
    period,
    rows_by,
    text,
    tooltip,
)  # fmt: skip

QUESTIONS = ("view/cascade", "view/cascade-items", "view/cascade-unknown", *involved.QUESTIONS)
_CLASSES: Mapping[str, Kind] = {
    "Viewpoint": "item", "Objective": "item", "KeyTask": "task", "Task": "task", "Directive": "directive",
    "Clause": "item",
}  # fmt: skip


def cascade(rows: Mapping[str, Rows], reader: Reader, source: str, synthetic: bool) -> Sketch:
    """Sketch documents and their provisions; what no source pairs is said, never paired.

    An item whose clauses are recorded shows them instead of its own wording, which is made of theirs.
    """
    documents = rows_by(rows.get("view/cascade"), "document")
    items = rows_by(rows.get("view/cascade-items"), "item")
    unknown = rows_by(rows.get("view/cascade-unknown"), "about")
    children = _children(items)
    nodes = {term: _document(term, known, unknown.get(term, []), reader) for term, known in documents.items()}
    nodes |= {term: _item(term, known, bool(children.get(term)), reader) for term, known in items.items()}
    others = involved.involved(rows)
    nodes = {term: involved.told(node, others) for term, node in nodes.items()}
    edges: list[Edge] = []
    below = _implementing(documents)
    trees = []
    for term in documents:
        if not any(term in found for found in below.values()):
            trees.append(_tree(term, nodes, children, below, items, edges, reader, {term}))
    drawn = {end for edge in edges for end in (edge.source, edge.target)} | {tree.node for tree in trees}
    loose = [node.id for node in nodes.values() if node.id not in drawn]
    parts: list[Part] = [Forest(tuple(trees))] if trees else []
    if loose:
        parts.append(Panel("loose", reader.say("loose-items"), tuple(loose)))
    counts = ((name, sum(local(first(known, "class")) == name for known in items.values())) for name in _CLASSES)
    said = " · ".join(reader.say(f"count-{name}", n=n) for name, n in counts if n)
    return Sketch(
        "cascade", _title(documents, below, reader),
        " · ".join(part for part in (reader.say("as-of", day=format_date(reader.as_of)), said) if part), source,
        tuple(nodes.values()), tuple(edges), tuple(parts), tuple(_notes(nodes, items, below, reader)), synthetic,
        reader.lang,
    )  # fmt: skip


def _title(documents: Mapping[Term, list[Row]], below: Mapping[Term, list[Term]], reader: Reader) -> str:
    programmes = [term for term, known in documents.items() if local(first(known, "class")) == "Programme"]
    if len(programmes) == 1 and below:
        return reader.say("cascade-of", name=reader.name(programmes[0]))
    return reader.say("cascade-title")


def _notes(
    nodes: Mapping[Term, Node], items: Mapping[Term, list[Row]], below: Mapping[Term, list[Term]], reader: Reader
) -> list[str]:
    if not nodes:
        return [reader.say("nothing")]
    return [reader.say("correspondence")] if items and below else []


def _children(items: Mapping[Term, list[Row]]) -> dict[Term, list[Term]]:
    found: dict[Term, list[Term]] = {}
    for term, known in items.items():
        parent = first(known, "parent")
        if parent is not None and parent != term:
            found.setdefault(parent, []).append(term)
    return {
        parent: sorted(below, key=lambda term: (number(items[term], "order"), term)) for parent, below in found.items()
    }


def _implementing(documents: Mapping[Term, list[Row]]) -> dict[Term, list[Term]]:
    """Give the documents that implement each document; one that implements two hangs below the first."""
    found: dict[Term, list[Term]] = {}
    for term, known in documents.items():
        other = first(known, "implements")
        if other in documents and other is not None and not _above(term, other, documents):
            found.setdefault(other, []).append(term)
    return found


def _above(term: Term, other: Term | None, documents: Mapping[Term, list[Row]]) -> bool:
    seen = set()
    while other is not None and other not in seen:
        if other == term:
            return True
        seen.add(other)
        other = first(documents.get(other, []), "implements")
    return False


def _tree(
    term: Term,
    nodes: Mapping[Term, Node],
    children: Mapping[Term, list[Term]],
    below: Mapping[Term, list[Term]],
    items: Mapping[Term, list[Row]],
    edges: list[Edge],
    reader: Reader,
    seen: set[Term],
) -> Tree:
    bunches = []
    documents = [found for found in below.get(term, ()) if found not in seen]
    if documents:
        seen.update(documents)
        for found in documents:
            edges.append(_edge(nodes[found], nodes[term], "implements", reader))
        trees = tuple(_tree(found, nodes, children, below, items, edges, reader, seen) for found in documents)
        bunches.append(Bunch(reader.say("relation-implements"), ("implements",), trees))
    for name in _CLASSES:
        group = [
            found
            for found in children.get(term, ())
            if local(first(items[found], "class")) == name and found not in seen
        ]
        if group:
            seen.update(group)
            for found in group:
                edges.append(_edge(nodes[term], nodes[found], "partOf", reader))
            trees = tuple(_tree(found, nodes, children, below, items, edges, reader, seen) for found in group)
            bunches.append(Bunch(reader.say(f"count-{name}", n=len(group)), ("partOf",), trees))
    return Tree(nodes[term].id, tuple(bunches))


def _edge(source: Node, target: Node, kind: str, reader: Reader) -> Edge:
    words = reader.say(f"relation-{kind}")
    said = f"{source.title} – {words} – {target.title}"
    return Edge(source.id, target.id, "implements" if kind == "implements" else "partOf", words, said)


def _document(term: Term, rows: list[Row], unknown: list[Row], reader: Reader) -> Node:
    name, title, issuer, issued = reader.name(term), text(rows, "title"), first(rows, "issuer"), day(rows, "issueDate")
    details = [Detail(title, "plain")] if title and title not in name and reader.lang == "vi" else []
    if issuer is not None:
        details.append(Detail(reader.say("issued-by", name=reader.name(issuer))))
    silent = {local(first([row], "property")) for row in unknown}
    if issued:
        details.append(Detail(reader.say("issued-on", day=format_date(issued))))
    elif "issueDate" in silent or day(rows, "issuedEarliest"):
        when = period(day(rows, "issuedEarliest"), day(rows, "issuedLatest"), reader)
        details.append(Detail(reader.say("issued-unknown", when=when), "warn"))
    rest = [
        reader.say(f"unknown-{name_}")
        for name_ in ("effectDate", "signer", "issuingOrgan", "specificTask")
        if name_ in silent
    ]
    if rest:
        details.append(Detail(reader.say("not-stated", what="; ".join(rest)), "warn"))
    return Node(
        term.n3(), "document", name, details=tuple(details),
        href=reader.link(term), tooltip=tooltip(name, evidence(rows, reader), reader),
    )  # fmt: skip


def _item(term: Term, rows: list[Row], whole: bool, reader: Reader) -> Node:
    name = reader.name(term)
    kind = _CLASSES[local(first(rows, "class"))]
    translation = text(rows, "translation") if reader.lang != "vi" else ""
    words = translation or text(rows, "wording")
    parties = number(rows, "parties")
    details = (Detail(reader.say("addressees", n=parties)),) if parties < 10**6 else ()
    if kind == "directive" or whole or not words:
        title, kicker = name, ""
    else:
        title, kicker = words, name
    return Node(
        term.n3(), kind, title, kicker, details,
        href=reader.link(term), tooltip=tooltip(name, evidence(rows, reader), reader),
    )  # fmt: skip

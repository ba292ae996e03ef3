"""One diagram at two moments drawn as one: what was added, removed or changed, and the same as a list of sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ct56kg.base.words import say
from ct56kg.view.diagram.merging import merged_parts
from ct56kg.view.diagram.model import Change, Detail, Difference, Edge, Link, Node, Part, Sketch
from ct56kg.view.diagram.reading import Reader

_HEADED: frozenset[Link] = frozenset(("leads", "resulting"))  # links whose target changes hands, not their source
_RANK: dict[Change, int] = {"altered": 0, "added": 1, "removed": 2}
Arrange = Callable[[Sequence[Node], Sequence[Edge], Reader], tuple[Part, ...]]


def compared(before: Sketch, after: Sketch, between: str, reader: Reader, arrange: Arrange | None = None) -> Sketch:
    """Lay two sketches of one diagram over each other.

    Args:
        before: the earlier state.
        after: the later one; where both have a thing it is drawn as it is later, with what was different struck.
        between: the two moments in words.
        reader: for words.
        arrange: how the diagram arranges things and links, if that can be done for both states together.
    """
    nodes = tuple(_nodes(before, after, reader))
    edges = tuple(_edges(before, after))
    alone = reader.say("only-before")
    parts = arrange(nodes, edges, reader) if arrange else merged_parts(before, after, alone)
    found = sorted((*_said_of_links(nodes, edges, reader), *_said_of_things(nodes, reader)), key=_rank)
    notes = dict.fromkeys((*after.notes, *(note for note in before.notes if not after.nodes)))
    return replace(
        after,
        subtitle=f"{between} · {counted(found, reader.lang)}",
        nodes=nodes,
        edges=edges,
        parts=parts,
        notes=tuple(notes),
        synthetic=before.synthetic or after.synthetic,
        differences=tuple(found),
    )


def counted(found: Sequence[Difference], lang: str) -> str:
    """Say how many differences there are."""
    return say("diagram.differences", lang, n=len(found)) if found else say("diagram.no-differences", lang)


def _rank(difference: Difference) -> int:
    return _RANK[difference.change]


def _nodes(before: Sketch, after: Sketch, reader: Reader) -> Iterator[Node]:
    old = {node.id: node for node in before.nodes}
    for node in after.nodes:
        was = old.pop(node.id, None)
        yield _node(was, node, reader) if was else replace(node, change="added")
    for node in old.values():
        yield replace(node, change="removed")


def _node(was: Node, now: Node, reader: Reader) -> Node:
    """Draw a thing as it is now; lines that are new or gone say so by their sign."""
    if (was.title, was.kicker, was.standing) == (now.title, now.kicker, now.standing) and _texts(was) == _texts(now):
        return replace(now, change="same")
    gone = [detail for detail in was.details if detail.text not in _texts(now)]
    if was.title != now.title:
        gone.insert(0, Detail(was.title))
    if was.kicker != now.kicker and was.kicker:
        gone.insert(0, Detail(was.kicker))
    if was.standing != now.standing and _texts(was) == _texts(now):
        gone.append(Detail(reader.say("standing-before", standing=reader.say(f"standing-{was.standing}-then"))))
    details = [_signed(detail, "removed") for detail in gone]
    for detail in now.details:
        details.append(detail if detail.text in _texts(was) else _signed(detail, "added"))
    return replace(now, details=tuple(details), change="altered")


def _texts(node: Node) -> frozenset[str]:
    return frozenset(detail.text for detail in node.details)


def _signed(detail: Detail, change: Change) -> Detail:
    sign = {"added": "+", "removed": "−"}[change]
    return Detail(f"{sign} {detail.text}", detail.tone, struck=change == "removed")


def _edges(before: Sketch, after: Sketch) -> Iterator[Edge]:
    """Give every link of both; what leaves one party and reaches another by the same words has changed hands."""
    old = {_key(edge): edge for edge in before.edges}
    kept = {_key(edge) for edge in after.edges} & set(old)
    gone = {key: edge for key, edge in old.items() if key not in kept}
    left = {_side(edge) for edge in gone.values()}
    for edge in after.edges:
        if _key(edge) in kept:
            yield replace(edge, change="same")
        else:
            yield replace(edge, change="altered" if _side(edge) in left else "added")
    for edge in gone.values():
        yield replace(edge, change="removed")


def _key(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.kind, edge.target


def _side(edge: Edge) -> tuple[str, str]:
    """Give the end that stays when a link changes hands, and its words."""
    return (edge.target if edge.kind in _HEADED else edge.source), edge.words


def _other(edge: Edge) -> str:
    return edge.source if edge.kind in _HEADED else edge.target


def _said_of_links(nodes: Sequence[Node], edges: Sequence[Edge], reader: Reader) -> Iterator[Difference]:
    names = {node.id: _name(node) for node in nodes}
    hands = {_side(edge) for edge in edges if edge.change == "altered"}
    for staying, words in dict.fromkeys(_side(edge) for edge in edges if _side(edge) in hands):
        group = [edge for edge in edges if _side(edge) == (staying, words)]
        old = "; ".join(names[_other(edge)] for edge in group if edge.change == "removed")
        new = "; ".join(names[_other(edge)] for edge in group if edge.change == "altered")
        text = reader.say("changed-hands", thing=names[staying], words=words, old=old, new=new)
        yield Difference("altered", text, frozenset(end for edge in group for end in (edge.source, edge.target)))
    for edge in edges:
        if edge.change in ("added", "removed") and _side(edge) not in hands:
            text = f"{names[edge.source]} – {edge.words} – {names[edge.target]}"
            yield Difference(edge.change, text, frozenset((edge.source, edge.target)))


def _said_of_things(nodes: Sequence[Node], reader: Reader) -> Iterator[Difference]:
    for node in nodes:
        if node.change in ("added", "removed"):
            told = reader.say(f"thing-{node.change}")
        elif node.change == "altered":
            told = "; ".join(detail.text for detail in node.details if detail.text[:1] in "+−")
        else:
            continue
        name = _name(node)
        text = reader.say("thing-differs", thing=name, details=told)
        yield Difference(node.change, text, frozenset((node.id,)), name, told)


def gathered(found: Sequence[Difference], lang: str) -> list[Difference]:
    """Say what is the same of several things once, where the first of them stands."""
    groups: dict[tuple[Change, str], list[Difference]] = {}
    for place, one in enumerate(found):
        groups.setdefault((one.change, one.said or str(place)), []).append(one)
    return [group[0] if len(group) == 1 else _together(group, lang) for group in groups.values()]


def _together(group: Sequence[Difference], lang: str) -> Difference:
    names = "; ".join(one.subject for one in group)
    text = say("diagram.thing-differs", lang, thing=names, details=group[0].said)
    return replace(group[0], text=text, subject=names, things=frozenset().union(*(one.things for one in group)))


def _name(node: Node) -> str:
    """Name a thing in a sentence: rows with their number, events by their full name."""
    if node.kind == "event":
        return node.tooltip.partition("\n")[0] or node.title
    return f"{node.kicker}: {node.title}" if node.kicker and node.kind == "task" else node.title

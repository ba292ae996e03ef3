"""Choose from a net of relations the trees along which it is drawn; what is left over is drawn across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct56kg.view.diagram.model import Bunch, Edge, Link, Node, Tree
from ct56kg.view.diagram.reading import Reader

_DOWN: Mapping[Link, bool] = {"subordinateTo": False, "assists": False, "leads": True, "establishedIn": False}
_ORDER: tuple[Link, ...] = ("subordinateTo", "assists", "leads", "establishedIn")
_Pairs = dict[tuple[str, str], list[Edge]]


def trees(nodes: Sequence[Node], edges: Sequence[Edge], reader: Reader) -> tuple[Tree, ...]:
    """Hang every thing below the superior it has most to do with, heads that lead into a tree beside what they lead.

    The largest tree comes first. Circles are cut at a link that is then drawn across.
    """
    index = {node.id: number for number, node in enumerate(nodes)}
    above: dict[str, dict[str, list[Edge]]] = {node.id: {} for node in nodes}
    pairs: _Pairs = {}
    for edge in edges:
        head, below = (edge.source, edge.target) if _DOWN[edge.kind] else (edge.target, edge.source)
        above[below].setdefault(head, []).append(edge)
        pairs.setdefault((edge.source, edge.target), []).append(edge)
        pairs.setdefault((edge.target, edge.source), []).append(edge)
    parent: dict[str, str] = {}
    for below, heads_of in above.items():
        heads = sorted(
            heads_of.items(),
            key=lambda item: (
                all(edge.kind == "establishedIn" for edge in item[1]),
                -len(pairs[item[0], below]),
                min(_ORDER.index(edge.kind) for edge in item[1]),
                index[item[0]],
            ),
        )
        for head, _ in heads:
            if not _reaches(head, below, parent):
                parent[below] = head
                break
    _adopt(nodes, pairs, parent)
    children: dict[str, list[str]] = {}
    for node in nodes:
        if node.id in parent:
            children.setdefault(parent[node.id], []).append(node.id)
    roots = [node.id for node in nodes if node.id not in parent]
    sizes = {root: _size(root, children) for root in roots}
    return tuple(_tree(root, children, pairs, reader) for root in sorted(roots, key=lambda r: (-sizes[r], index[r])))


def _reaches(start: str, goal: str, parent: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while start not in seen:
        if start == goal:
            return True
        seen.add(start)
        if start not in parent:
            return False
        start = parent[start]
    return True


def _adopt(nodes: Sequence[Node], pairs: _Pairs, parent: dict[str, str]) -> None:
    """Hang a head that is itself linked into a larger tree there, with the link pointing upwards."""
    joined: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        joined.setdefault(one, []).append(other)
    for node in nodes:
        if node.id in parent:
            continue
        for other in joined.get(node.id, ()):
            if parent.get(other) != node.id and not _reaches(other, node.id, parent):
                parent[node.id] = other
                break


def _size(root: str, children: Mapping[str, list[str]]) -> int:
    return 1 + sum(_size(child, children) for child in children.get(root, ()))


def _tree(root: str, children: Mapping[str, list[str]], pairs: _Pairs, reader: Reader) -> Tree:
    bunches: dict[tuple[tuple[Link, str], ...], list[str]] = {}
    for child in children.get(root, ()):
        ways = {(edge.kind, _way(edge, root)) for edge in pairs[root, child]}
        bunches.setdefault(tuple(sorted(ways, key=lambda way: _ORDER.index(way[0]))), []).append(child)
    made = []
    for ways_, below in sorted(bunches.items(), key=lambda item: [_ORDER.index(way[0]) for way in item[0]]):
        words = reader.say("and").join(reader.say(f"{way}-{kind}") for kind, way in ways_)
        heading = reader.say("counted", words=words, n=len(below)) if len(below) > 1 else words
        kinds = tuple(kind for kind, _ in ways_)
        made.append(Bunch(heading, kinds, tuple(_tree(child, children, pairs, reader) for child in below)))
    return Tree(root, tuple(made))


def _way(edge: Edge, head: str) -> str:
    """Say whether a link reads downwards from a head of the drawing."""
    top = edge.source if _DOWN[edge.kind] else edge.target
    return "down" if top == head else "up"

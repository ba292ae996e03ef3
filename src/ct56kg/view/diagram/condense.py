"""Keep a picture legible: above about a hundred things the many alike are drawn as one, and the picture says so.

Nothing is lost: the whole sketch stays attached, and the text alternative lists all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ct56kg.base.words import say
from ct56kg.view.diagram.model import (
    Axis,
    Bunch,
    Edge,
    Forest,
    Ladder,
    Lane,
    Node,
    Panel,
    Part,
    Sketch,
    Tally,
    Tree,
    ids_of,
)

LIMIT = 100  # things in one picture
COLUMN = 24  # things in one column of a ladder
SPARE = 4  # so few more are drawn all the same: a box for them would take the room and say less
_STEPS = ((24, 9), (16, 9), (12, 9), (8, 6), (5, 4), (4, 3), (3, 2), (2, 1))  # children kept, depth kept


@dataclass(slots=True)
class _Merge:
    """What has been drawn together so far: the thing that stands for each of the others."""

    lang: str
    nodes: dict[str, Node]
    stands: dict[str, str] = field(default_factory=dict)
    made: dict[str, Node] = field(default_factory=dict)

    def one(self, ids: Sequence[str]) -> str:
        """Make one thing that stands for several."""
        id_ = "more " + ids[0]
        names = [self.nodes[other].title for other in ids]
        title = say("diagram.more", self.lang, n=len(ids))
        self.made[id_] = Node(id_, "more", title, tooltip="\n".join((title, *names)))
        self.stands |= dict.fromkeys(ids, id_)
        return id_


def condense(sketch: Sketch) -> Sketch:
    """Draw many alike as one until a picture is small enough; a small one stays as it is."""
    columns = [column for part in sketch.parts if isinstance(part, Ladder) for column in part.columns]
    lanes = [lane.rows for part in sketch.parts if isinstance(part, Axis) for lane in part.lanes]
    longest = max(map(len, (*columns, *lanes)), default=0)
    if len(sketch.nodes) <= LIMIT and longest <= COLUMN + SPARE:
        return sketch
    smaller = sketch
    for keep, depth in _STEPS:
        smaller = _condensed(sketch, keep, depth)
        if len(smaller.nodes) <= LIMIT:
            break
    return smaller


def _condensed(sketch: Sketch, keep: int, depth: int) -> Sketch:
    merge = _Merge(sketch.lang, {node.id: node for node in sketch.nodes})
    parts = tuple(_part(part, keep, depth, merge) for part in sketch.parts)
    nodes = [node for node in sketch.nodes if node.id not in merge.stands] + list(merge.made.values())
    merged: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in sketch.edges:
        source, target = (merge.stands.get(end, end) for end in (edge.source, edge.target))
        if source != target:
            merged.setdefault((source, target, edge.kind), []).append(edge)
    edges = [_edge(source, target, group) for (source, target, _), group in merged.items()]
    note = say("diagram.condensed", sketch.lang, n=len(merge.stands), boxes=len(merge.made))
    return replace(
        sketch,
        nodes=tuple(nodes),
        edges=tuple(edges),
        parts=parts,
        notes=(*sketch.notes, note),
        whole=sketch.whole or sketch,
    )


def _edge(source: str, target: str, group: Sequence[Edge]) -> Edge:
    if len(group) == 1:
        return replace(group[0], source=source, target=target)
    words = f"{group[0].words} ({len(group)})"
    return Edge(source, target, group[0].kind, words, "\n".join(edge.tooltip or edge.words for edge in group[:40]))


def _part(part: Part, keep: int, depth: int, merge: _Merge) -> Part:
    match part:
        case Forest():
            return Forest(tuple(_trees(part.trees, keep, depth, merge)))
        case Panel():
            return replace(part, nodes=tuple(_few(part.nodes, keep, merge)))
        case Ladder():
            return replace(part, columns=tuple(tuple(_few(column, COLUMN, merge)) for column in part.columns))
        case Axis():
            return replace(part, lanes=tuple(_lane(lane, merge) for lane in part.lanes))
        case Tally():
            return part


def _lane(lane: Lane, merge: _Merge) -> Lane:
    marks = dict(lane.rows)
    few = _few([row[0] for row in lane.rows], COLUMN, merge)
    return replace(lane, rows=tuple((id_, marks.get(id_, ())) for id_ in few))


def _few(ids: Sequence[str], keep: int, merge: _Merge) -> list[str]:
    spare = SPARE if keep == COLUMN else 0
    return list(ids) if len(ids) <= keep + spare else [*ids[: keep - 1], merge.one(ids[keep - 1 :])]


def _trees(trees: Sequence[Tree], keep: int, depth: int, merge: _Merge) -> list[Tree]:
    """Keep the first trees and draw the rest as one; below the depth that is kept, all as one."""
    kept = list(trees) if len(trees) <= keep else list(trees[: keep - 1])
    rest = [id_ for tree in trees[len(kept) :] for id_ in ids_of(tree)]
    few = [Tree(tree.node, tuple(_bunch(bunch, keep, depth - 1, merge) for bunch in tree.bunches)) for tree in kept]
    return [*few, Tree(merge.one(rest))] if rest else few


def _bunch(bunch: Bunch, keep: int, depth: int, merge: _Merge) -> Bunch:
    if depth > 0:
        return replace(bunch, children=tuple(_trees(bunch.children, keep, depth, merge)))
    below = [id_ for child in bunch.children for id_ in ids_of(child)]
    return replace(bunch, children=(Tree(merge.one(below)),)) if len(below) > 1 else bunch

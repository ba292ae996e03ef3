"""Two arrangements of one diagram laid over each other: what both have, once, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ct56kg.view.diagram.model import Axis, Bunch, Forest, Ladder, Lane, Panel, Part, Sketch, Tree, ids_in


def merged_parts(before: Sketch, after: Sketch, alone: str) -> tuple[Part, ...]:
    """Arrange the things of two sketches, each exactly once, as the later one does where it has them.

    Args:
        before: the earlier sketch.
        after: the later one.
        alone: title of the frame for earlier things that fit into no part of the later arrangement.
    """
    placed = {id_ for part in after.parts for id_ in ids_in(part)}
    waiting = list(before.parts)
    parts: list[Part] = []
    for part in after.parts:
        other = next((one for one in waiting if _alike(one, part)), None)
        if other is None:
            parts.append(part)
            continue
        waiting.remove(other)
        parts.append(_merged(other, part, placed))
        placed |= set(ids_in(parts[-1]))
    if not after.parts:
        return before.parts
    for part in (one for one in waiting if isinstance(one, Panel)):
        if rest := tuple(id_ for id_ in part.nodes if id_ not in placed):
            parts.append(replace(part, nodes=rest))
            placed |= set(rest)
    if rest := tuple(node.id for node in before.nodes if node.id not in placed):
        parts.append(Panel("before", alone, rest))
    return tuple(parts)


def woven(before: Iterable[str], after: Iterable[str], placed: Iterable[str]) -> list[str]:
    """Put what only the earlier order has after what it followed there.

    >>> woven("abcd", "bxd", "bxd")
    ['a', 'b', 'c', 'x', 'd']
    """
    found = list(dict.fromkeys(after))
    taken = set(placed) | set(found)
    place = 0
    for id_ in before:
        if id_ in found:
            place = found.index(id_) + 1
        elif id_ not in taken:
            found.insert(place, id_)
            place += 1
    return found


def _alike(one: Part, other: Part) -> bool:
    if isinstance(one, Panel) and isinstance(other, Panel):
        return one.id == other.id
    if isinstance(one, Ladder) and isinstance(other, Ladder):
        return len(one.columns) == len(other.columns)
    return type(one) is type(other)


def _merged(before: Part, after: Part, placed: set[str]) -> Part:
    if isinstance(before, Ladder) and isinstance(after, Ladder):
        taken = set(placed)
        columns = []
        for one, other in zip(before.columns, after.columns, strict=True):
            columns.append(tuple(woven(one, other, taken)))
            taken |= set(columns[-1])
        return replace(after, columns=tuple(columns))
    if isinstance(before, Panel) and isinstance(after, Panel):
        return replace(after, nodes=tuple(woven(before.nodes, after.nodes, placed)))
    if isinstance(before, Axis) and isinstance(after, Axis):
        days = (*before.days, *(day for day in after.days if day not in before.days))
        begin = min((day for day in (before.begin, after.begin) if day), default=None)
        return Axis(tuple(_lanes(before.lanes, after.lanes)), days, begin)
    if isinstance(before, Forest) and isinstance(after, Forest):
        known = {tree.node: tree for top in before.trees for tree in _all(top)}
        return Forest(tuple(_trees(before.trees, after.trees, known, set(placed))))
    return after


def _lanes(before: Sequence[Lane], after: Sequence[Lane]) -> Iterator[Lane]:
    """Lay lanes over each other; what is in both has its marks of later."""
    old, new = ({lane.id: lane for lane in lanes} for lanes in (before, after))
    placed = {row[0] for lane in after for row in lane.rows}
    for id_ in woven(old, new, ()):
        rows = dict(old[id_].rows if id_ in old else ()) | dict(new[id_].rows if id_ in new else ())
        order = woven(
            [row[0] for row in old[id_].rows] if id_ in old else [],
            [row[0] for row in new[id_].rows] if id_ in new else [],
            placed,
        )
        lane = new.get(id_) or old[id_]
        yield Lane(id_, lane.title, tuple((thing, rows[thing]) for thing in order))


def _all(tree: Tree) -> Iterator[Tree]:
    yield tree
    for bunch in tree.bunches:
        for child in bunch.children:
            yield from _all(child)


def _trees(before: Sequence[Tree], after: Sequence[Tree], known: Mapping[str, Tree], placed: set[str]) -> list[Tree]:
    """Lay trees over each other; an earlier child that now hangs elsewhere stays where it is now."""
    new = {tree.node: tree for tree in after}
    made = []
    for id_ in woven((tree.node for tree in before), new, placed):
        placed.add(id_)
        made.append(_tree(known.get(id_), new.get(id_, Tree(id_)), known, placed))
    return made


def _tree(before: Tree | None, after: Tree, known: Mapping[str, Tree], placed: set[str]) -> Tree:
    bunches: list[Bunch] = []
    waiting = list(before.bunches) if before else []
    for bunch in after.bunches:
        other = next((one for one in waiting if one.kinds == bunch.kinds), None)
        if other is not None:
            waiting.remove(other)
        children = _trees(other.children if other else (), bunch.children, known, placed)
        bunches.append(replace(bunch, children=tuple(children)))
    for bunch in waiting:
        if children := _trees(bunch.children, (), known, placed):
            bunches.append(replace(bunch, children=tuple(children)))
    return Tree(after.node, tuple(bunches))

"""A picture too large for a sheet on several: each page whole in itself, every thing on exactly one of them.

A head whose things go on over the page is drawn again there; a link to another page is said in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ct56kg.base.words import say
from ct56kg.view.diagram.axis import span
from ct56kg.view.diagram.model import (
    Axis,
    Bunch,
    Detail,
    Edge,
    Forest,
    Ladder,
    Node,
    Panel,
    Part,
    Sketch,
    Tree,
    ids_in,
    ids_of,
)

T = TypeVar("T")
FULL = 30  # things on a page that is not too full


@dataclass(frozen=True, slots=True)
class _Piece:
    """What must stand on one page; pieces of one part that follow each other are joined again."""

    place: int
    part: Part

    @property
    def weight(self) -> int:
        return len(list(ids_in(self.part)))


def paged(sketch: Sketch, full: int = FULL) -> tuple[Sketch, ...]:
    """Part a sketch into pages of about so many things; a small one stays as it is."""
    if len(sketch.nodes) <= full:
        return (sketch,)
    groups: list[list[_Piece]] = [[]]
    for place, part in enumerate(sketch.parts):
        for piece in _pieces(part, sketch, full):
            if groups[-1] and sum(one.weight for one in groups[-1]) + len(list(ids_in(piece))) > full:
                groups.append([])
            groups[-1].append(_Piece(place, piece))
    pages = [_joined(group) for group in groups]
    home: dict[str, int] = {}
    for number, parts in enumerate(pages):
        for id_ in (i for part in parts for i in ids_in(part)):
            home.setdefault(id_, number)
    drawn: set[Edge] = set()
    made: list[Sketch] = []
    for number, parts in enumerate(pages):
        made.append(_page(sketch, parts, number, home, drawn))
        drawn |= set(made[-1].edges)
    crossing = [edge for edge in sketch.edges if edge not in drawn]
    made = [_with_words(page, number, crossing, home, sketch) for number, page in enumerate(made)]
    if sketch.differences:
        made.append(replace(sketch, nodes=(), edges=(), parts=(), notes=(), whole=sketch.whole or sketch))
    return tuple(replace(page, number=number, count=len(made)) for number, page in enumerate(made, 1))


def _pieces(part: Part, sketch: Sketch, full: int) -> Iterator[Part]:
    match part:
        case Forest():
            for tree in part.trees:
                yield from (Forest((one,)) for one in _trees(tree, full))
        case Panel():
            for some in _runs(part.nodes, full):
                yield replace(part, nodes=tuple(some))
        case Ladder():
            yield from _rungs(part, sketch, full)
        case Axis():
            first, last = span(part)
            part = replace(part, begin=first, end=last)
            for lane in part.lanes:
                for rows in _runs(lane.rows, full):
                    yield replace(part, lanes=(replace(lane, rows=tuple(rows)),))


def _runs(things: Sequence[T], full: int) -> Iterator[Sequence[T]]:
    """Part a sequence into about equal runs."""
    count = max(1, -(-len(things) // full))
    step = -(-len(things) // count) if things else 1
    yield from (things[start : start + step] for start in range(0, len(things), step))


def _trees(tree: Tree, full: int) -> Iterator[Tree]:
    """Part a tree that is too large into trees of the same head, each with some of what hangs below it."""
    if len(list(ids_of(tree))) <= full:
        yield tree
        return
    kept: list[Bunch] = []
    room = full - 1
    for bunch in tree.bunches:
        children: list[Tree] = []
        for child in (one for below in bunch.children for one in _trees(below, full - 1)):
            size = len(list(ids_of(child)))
            if size > room and (kept or children):
                kept += [replace(bunch, children=tuple(children))] if children else []
                yield Tree(tree.node, tuple(kept))
                kept, children, room = [], [], full - 1
            children.append(child)
            room -= size
        kept += [replace(bunch, children=tuple(children))] if children else []
    if kept:
        yield Tree(tree.node, tuple(kept))


def _rungs(part: Ladder, sketch: Sketch, full: int) -> Iterator[Ladder]:
    """Part a ladder by its first column; what the rows are linked to stands on each of their pages."""
    linked: dict[str, set[str]] = {}
    for edge in sketch.edges:
        linked.setdefault(edge.source, set()).add(edge.target)
        linked.setdefault(edge.target, set()).add(edge.source)
    done: set[str] = set()
    for rows in _runs(part.columns[0], max(6, full * 2 // 5)):
        near = set(rows)
        for _ in part.columns[1:]:
            near |= {end for id_ in near - set(part.columns[0]) | set(rows) for end in linked.get(id_, ())}
        near -= set(part.columns[0]) - set(rows)
        columns = (tuple(rows), *(tuple(id_ for id_ in column if id_ in near) for column in part.columns[1:]))
        done |= near
        yield replace(part, columns=columns)
    rest = tuple(tuple(id_ for id_ in column if id_ not in done) for column in part.columns)
    if any(rest):
        yield replace(part, columns=rest)


def _joined(group: Sequence[_Piece]) -> list[Part]:
    """Join pieces of one forest or axis again that came to stand on one page."""
    parts: list[Part] = []
    last = -1
    for piece in group:
        before = parts[-1] if parts and piece.place == last else None
        if (
            isinstance(before, Forest)
            and isinstance(piece.part, Forest)
            and before.trees[-1].node != piece.part.trees[0].node
        ):
            parts[-1] = Forest((*before.trees, *piece.part.trees))
        elif isinstance(before, Axis) and isinstance(piece.part, Axis):
            parts[-1] = replace(before, lanes=(*before.lanes, *piece.part.lanes))
        else:
            parts.append(piece.part)
        last = piece.place
    return parts


def _page(sketch: Sketch, parts: list[Part], number: int, home: Mapping[str, int], drawn: set[Edge]) -> Sketch:
    shown = {id_ for part in parts for id_ in ids_in(part)}
    heads = {id_ for part in parts if isinstance(part, Forest) for id_ in ids_in(part) if home[id_] != number}
    nodes = tuple(_again(node, home[node.id], sketch.lang) if node.id in heads else node for node in sketch.nodes)
    hung = {pair for part in parts if isinstance(part, Forest) for tree in part.trees for pair in _hung(tree)}
    edges = tuple(
        edge
        for edge in sketch.edges
        if {edge.source, edge.target} <= shown
        and (edge not in drawn or (edge.kind, frozenset((edge.source, edge.target))) in hung)
    )
    return replace(
        sketch,
        nodes=tuple(node for node in nodes if node.id in shown),
        edges=edges,
        parts=tuple(parts),
        notes=sketch.notes if number == 0 else (),
        differences=None if sketch.differences is None else (),
        whole=sketch.whole or sketch,
    )


def _again(node: Node, home: int, lang: str) -> Node:
    """Say of a head that is drawn again where it stands with all its words."""
    return replace(node, details=(Detail(say("diagram.again", lang, page=home + 1)),))


def _hung(tree: Tree) -> Iterator[tuple[str, frozenset[str]]]:
    for bunch in tree.bunches:
        for child in bunch.children:
            yield from ((kind, frozenset((tree.node, child.node))) for kind in bunch.kinds)
            yield from _hung(child)


def _with_words(page: Sketch, number: int, crossing: Sequence[Edge], home: Mapping[str, int], sketch: Sketch) -> Sketch:
    """Say in words, where a thing stands first, its links to things on other pages."""
    names = {node.id: node.title for node in sketch.nodes}
    told: dict[str, list[Detail]] = {}
    for edge in crossing:
        if home.get(edge.source) == number:
            words = say(
                "diagram.elsewhere-link", page.lang,
                words=edge.words, name=names[edge.target], page=home.get(edge.target, 0) + 1,
            )  # fmt: skip
            told.setdefault(edge.source, []).append(Detail(words))
    nodes = tuple(replace(node, details=(*node.details, *told.get(node.id, ()))) for node in page.nodes)
    return replace(page, nodes=nodes)

"""Arrange trees the way offices draw them: the head on top, what hangs below in columns, right angles only.

A column is never longer than the setting says, so many children become several columns and never a strip.
Links of one bunch share their way from the head on, so that their dashes coincide and they read as one rail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import lines_of
from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.model import Bunch, Forest, Tree
from ct56kg.view.diagram.plate import Box, Caption, Plate, Point, Wire, abreast, joined, stacked

INDENT = 24.0  # from the rail of a column to its cards: room for an arrow
GAP = 9.0  # between cards of a column
BETWEEN = 20.0  # between columns
LEVEL = 8.0  # between the rails of two bunches
SPINE = 34.0  # between a head and its only child


@dataclass(frozen=True, slots=True)
class _Column:
    """Hanging cards; the rail is at x = 0, `ends` says where its links arrive."""

    plate: Plate
    ends: tuple[tuple[str, Point], ...]


def forest(part: Forest, desk: Desk) -> Plate:
    """Arrange trees side by side, in rows no wider than the setting allows."""
    rows: list[list[Plate]] = []
    width = 0.0
    for tree in part.trees:
        plate = _head(tree, desk)
        if rows and width + BETWEEN + plate.width <= desk.setting.across:
            rows[-1].append(plate)
            width += BETWEEN + plate.width
        else:
            rows.append([plate])
            width = plate.width
    return stacked((abreast(row, BETWEEN) for row in rows), 2 * BETWEEN)


def _head(tree: Tree, desk: Desk) -> Plate:
    if len(tree.bunches) == 1 and len(tree.bunches[0].children) == 1:
        return _spine(tree, tree.bunches[0], desk)
    return _spread(tree, desk) if tree.bunches else _single(tree.node, desk)


def _single(node: str, desk: Desk) -> Plate:
    card = desk.card(node, desk.setting.limit * 1.4)
    return Plate(card.width, card.height, (Box(card, 0.0, 0.0, card.width, card.height),))


def _spine(tree: Tree, bunch: Bunch, desk: Desk) -> Plate:
    head = _single(tree.node, desk)
    child = bunch.children[0]
    below = _head(child, desk)
    both = stacked((head, below), SPINE)
    x, top = both.width / 2, head.height
    words = lines_of(bunch.heading, desk.setting.limit, 8, "regular", style.SOFT)
    caption = Caption(words, x + 7, top + (SPINE - sum(line.height for line in words)) / 2)
    bottom = next(box.y for box in both.boxes if box.card.node.id == child.node)
    wire = Wire(desk.link(bunch.kind, tree.node, child.node), tree.node, ((x, top), (x, bottom)))
    return joined(both.width, both.height, (both, Plate(0, 0, (), (wire,), (caption,))))


def _spread(tree: Tree, desk: Desk) -> Plate:
    groups = [[_hang(chunk, desk) for chunk in _chunks(bunch.children, desk.setting.rows)] for bunch in tree.bunches]
    captions = [
        Caption(
            lines_of(bunch.heading, columns[0].plate.width - 8, 8, "bold", style.STROKES[bunch.kind].colour), 0.0, 0.0
        )
        for bunch, columns in zip(tree.bunches, groups, strict=True)
    ]
    body = sum(column.plate.width for columns in groups for column in columns)
    body += BETWEEN * (sum(len(columns) for columns in groups) - 1)
    head = desk.card(tree.node, desk.setting.limit * 1.4)
    width = max(body, head.width)
    x = (width - body) / 2
    rails: list[list[float]] = []
    for columns in groups:
        rails.append([])
        for column in columns:
            rails[-1].append(x)
            x += column.plate.width + BETWEEN
    exits = _exits(width / 2, head.width, len(groups))
    levels = _levels(exits, rails)
    top = head.height + 12 + LEVEL * (max(levels) + 1) + max(caption.height for caption in captions)
    pieces = [Plate(0, 0, (Box(head, (width - head.width) / 2, 0.0, head.width, head.height),))]
    for number, bunch in enumerate(tree.bunches):
        rail_y = head.height + 12 + LEVEL * levels[number]
        caption = captions[number]
        pieces.append(Plate(0, 0, captions=(_at(caption, rails[number][0] + 6, rail_y + 4),)))
        for rail, column in zip(rails[number], groups[number], strict=True):
            pieces.append(column.plate.moved(rail, top))
            start = ((exits[number], head.height), (exits[number], rail_y), (rail, rail_y))
            wires = (
                Wire(desk.link(bunch.kind, tree.node, child), tree.node, _bend(*start, (rail, y + top), (rail + x_, y + top)))
                for child, (x_, y) in column.ends
            )
            pieces.append(Plate(0, 0, wires=tuple(wires)))
    height = top + max(column.plate.height for columns in groups for column in columns)
    return joined(width, height, pieces)


def _hang(children: Sequence[Tree], desk: Desk) -> _Column:
    """Hang things under each other at a rail; what hangs below them is set in again."""
    cards = [desk.card(child.node) for child in children]
    width = max(card.width for card in cards)
    pieces: list[Plate] = []
    ends: list[tuple[str, Point]] = []
    y = right = 0.0
    for child, card in zip(children, cards, strict=True):
        pieces.append(Plate(0, 0, (Box(card, INDENT, y, width, card.height),)))
        ends.append((child.node, (INDENT, y + card.height / 2)))
        y += card.height
        for number, bunch in enumerate(child.bunches):
            rail = INDENT + 10 + LEVEL * (len(child.bunches) - 1 - number)
            column = _hang(bunch.children, desk)
            caption = Caption(
                lines_of(bunch.heading, width - 16, 8, "bold", style.STROKES[bunch.kind].colour), rail + 6, y + 2
            )
            start = y if number == 0 else next(end[1][1] for end in reversed(ends) if end[0] == child.node) + card.height / 2
            top = y + caption.height + 5
            pieces += [Plate(0, 0, captions=(caption,)), column.plate.moved(rail, top)]
            wires = (
                Wire(desk.link(bunch.kind, child.node, node), child.node, _bend((rail, start), (rail, top + y_), (rail + x_, top + y_)))
                for node, (x_, y_) in column.ends
            )
            pieces.append(Plate(0, 0, wires=tuple(wires)))
            y = top + column.plate.height
            right = max(right, rail + column.plate.width)
        y += GAP
    return _Column(joined(max(INDENT + width, right), y - GAP, pieces), tuple(ends))


def _chunks(children: Sequence[Tree], rows: int) -> list[Sequence[Tree]]:
    """Part children into columns that differ by at most one, weighing each child with all that hangs below it."""
    weights = [_weight(child) for child in children]
    count = max(1, -(-sum(weights) // rows))
    chunks: list[list[Tree]] = [[]]
    filled, left = 0, sum(weights)
    for child, weight in zip(children, weights, strict=True):
        share = -(-left // (count - len(chunks) + 1)) if count >= len(chunks) else left
        if chunks[-1] and filled + weight > share and len(chunks) < count:
            left -= filled
            filled = 0
            chunks.append([])
        chunks[-1].append(child)
        filled += weight
    return list(chunks)


def _weight(tree: Tree) -> int:
    return 1 + sum(_weight(child) for bunch in tree.bunches for child in bunch.children)


def _exits(middle: float, width: float, count: int) -> list[float]:
    """Give each bunch its own place at the lower edge of the head."""
    step = min(18.0, (width - 24) / max(count - 1, 1))
    return [middle + (number - (count - 1) / 2) * step for number in range(count)]


def _levels(exits: Sequence[float], rails: Sequence[Sequence[float]]) -> list[int]:
    """Give each bunch a height for its rail so that no two rails cross: the farther out, the higher."""
    left = [number for number, exit_ in enumerate(exits) if max(rails[number]) <= exit_]
    right = [number for number, exit_ in enumerate(exits) if min(rails[number]) >= exit_ and number not in left]
    levels = {number: level for level, number in enumerate(left)}
    levels |= {number: level for level, number in enumerate(reversed(right))}
    lowest = max(levels.values(), default=-1) + 1
    return [levels.get(number, lowest) for number in range(len(exits))]


def _bend(*points: Point) -> tuple[Point, ...]:
    """Drop points that repeat or lie on the way between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _at(caption: Caption, x: float, y: float) -> Caption:
    return Caption(caption.lines, x, y, caption.align)

"""Arrange trees the way offices draw them: the head on top, what hangs below in columns, right angles only.

A column is never longer than the setting says, so many children become several columns and never a strip.
Links of one bunch share their way from the head on, so that their dashes coincide and they read as one rail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Card, lines_of
from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.model import Bunch, Forest, Tree
from ct56kg.view.diagram.plate import Box, Caption, Plate, Point, abreast, joined, stacked
from ct56kg.view.diagram.rails import LEVEL, TWIN, Arrivals, drop, exits, levels, rails

INDENT = 26.0  # from the rail of a column to its cards: room for an arrow
GAP = 9.0  # between cards of a column
BETWEEN = 22.0  # between columns
SHORTEST = 110.0  # room for the words over a bunch
SPINE = 34.0  # between a head and its only child
APART = 2 * BETWEEN  # between trees
BELOW = 30.0  # between trees of one stack


@dataclass(frozen=True, slots=True)
class _Column:
    """Hanging cards; the rail is at x = 0, `ends` says where its links arrive."""

    plate: Plate
    ends: tuple[tuple[str, Point], ...]

    def moved_ends(self, dx: float, dy: float) -> tuple[tuple[str, Point], ...]:
        return tuple((node, (x + dx, y + dy)) for node, (x, y) in self.ends)


def forest(part: Forest, desk: Desk) -> Plate:
    """Arrange trees side by side, in rows no wider than the setting allows."""
    rows: list[list[list[Plate]]] = []  # each row of stacks: a short tree goes below another short one
    for tree in part.trees:
        plate = _tree(tree, desk)
        if rows and (free := _room(rows[-1], plate)):
            free.append(plate)
        elif rows and _across(rows[-1]) + APART + plate.width <= desk.setting.across:
            rows[-1].append([plate])
        else:
            rows.append([[plate]])
    lines = (abreast([stacked(stack, BELOW) for stack in row], APART) for row in rows)
    return stacked(lines, APART * 0.7)


def _room(row: Sequence[list[Plate]], plate: Plate) -> list[Plate] | None:
    """Find the stack of a row under which a tree fits without making the row higher or the stack much wider."""
    tallest = max(_down(stack) for stack in row)
    for stack in row:
        wide = max(other.width for other in stack)
        if plate.width <= wide * 1.15 and _down(stack) + BELOW + plate.height <= tallest:
            return stack
    return None


def _down(stack: Sequence[Plate]) -> float:
    return sum(plate.height for plate in stack) + BELOW * (len(stack) - 1)


def _across(row: Sequence[Sequence[Plate]]) -> float:
    return sum(max(plate.width for plate in stack) for stack in row) + APART * (len(row) - 1)


def _tree(tree: Tree, desk: Desk) -> Plate:
    if len(tree.bunches) == 1 and len(tree.bunches[0].children) == 1:
        return _spine(tree, tree.bunches[0], desk)
    return _spread(tree, desk) if tree.bunches else _single(_wide(tree, desk))


def _wide(tree: Tree, desk: Desk) -> Card:
    """Set a head, wide enough for every bunch to leave it at a place of its own."""
    card = desk.card(tree.node, desk.setting.limit * 1.4)
    return replace(card, width=max(card.width, 40.0 + 20.0 * len(tree.bunches)))


def _single(card: Card) -> Plate:
    return Plate(card.width, card.height, (Box(card, 0.0, 0.0, card.width, card.height),))


def _spine(tree: Tree, bunch: Bunch, desk: Desk) -> Plate:
    """Stand an only child straight below its head, the words beside the line."""
    child = bunch.children[0]
    words = _heading(bunch, desk.setting.limit, 0.0, 0.0)
    beside = TWIN * len(bunch.kinds) / 2 + 4
    both = stacked((_single(_wide(tree, desk)), Plate(2 * (beside + words.width), SPINE), _tree(child, desk)), 0.0)
    x = both.width / 2
    top, bottom = (next(box for box in both.boxes if box.card.node.id == id_) for id_ in (tree.node, child.node))
    y = top.y + top.height
    caption = Caption(words.lines, x + beside, y + (SPINE - words.height) / 2 - 2)
    wires = drop(tree.node, child.node, bunch, x, y, bottom.y, desk)
    return joined(both.width, both.height, (both, wires, Plate(0, 0, captions=(caption,))))


def _spread(tree: Tree, desk: Desk) -> Plate:
    """Hang the bunches of a head in columns below it."""
    groups = [[_hang(chunk, desk) for chunk in _chunks(bunch.children, desk.setting.rows)] for bunch in tree.bunches]
    head = _wide(tree, desk)
    body = sum(column.plate.width + BETWEEN for columns in groups for column in columns) - BETWEEN
    width = max(body, head.width)
    x = (width - body) / 2
    starts: list[list[float]] = []
    for columns in groups:
        starts.append([])
        for column in columns:
            starts[-1].append(x)
            x += column.plate.width + BETWEEN
    outs = exits(width / 2, head.width, len(groups))
    heights = [head.height + 12 + LEVEL * level for level in levels(outs, starts)]
    captions = [
        _heading(bunch, max(columns[0].plate.width, SHORTEST) - 8, starts[number][0] + 6, heights[number] + 4)
        for number, (bunch, columns) in enumerate(zip(tree.bunches, groups, strict=True))
    ]
    top = max(heights) + 10 + max(caption.height for caption in captions)
    pieces = [_single(head).moved((width - head.width) / 2, 0.0), Plate(0, 0, captions=tuple(captions))]
    for number, bunch in enumerate(tree.bunches):
        out, level = outs[number], heights[number]
        arrivals = [
            Arrivals(((out, head.height), (out, level), (x, level)), column.moved_ends(x, top))
            for x, column in zip(starts[number], groups[number], strict=True)
        ]
        pieces += [column.plate.moved(x, top) for x, column in zip(starts[number], groups[number], strict=True)]
        pieces.append(rails(tree.node, bunch, arrivals, desk))
    height = top + max(column.plate.height for columns in groups for column in columns)
    return joined(width, height, pieces)


def _hang(children: Sequence[Tree], desk: Desk) -> _Column:
    """Hang things under each other at a rail; what hangs below them is set in again."""
    cards = [desk.card(child.node) for child in children]
    width = max(card.width for card in cards)
    right = INDENT + width
    pieces: list[Plate] = []
    ends: list[tuple[str, Point]] = []
    y = 0.0
    for child, card in zip(children, cards, strict=True):
        pieces.append(Plate(0, 0, (Box(card, INDENT, y, width, card.height),)))
        ends.append((child.node, (INDENT, y + card.height / 2)))
        y += card.height
        bottom, inset = y, INDENT + 10 + sum(TWIN * len(bunch.kinds) for bunch in child.bunches)
        for bunch in child.bunches:
            inset -= TWIN
            column = _hang(bunch.children, desk)
            caption = _heading(bunch, max(width, SHORTEST) - 20, inset + 6, y + 5)
            y += caption.height + 10
            right = max(right, inset + 6 + caption.width)
            pieces += [
                Plate(0, 0, captions=(caption,)),
                column.plate.moved(inset, y),
                rails(child.node, bunch, [Arrivals(((inset, bottom),), column.moved_ends(inset, y))], desk),
            ]
            y += column.plate.height
            right = max(right, inset + column.plate.width)
            inset -= TWIN * (len(bunch.kinds) - 1)
        y += GAP
    return _Column(joined(right, y - GAP, pieces), tuple(ends))


def _heading(bunch: Bunch, limit: float, x: float, y: float) -> Caption:
    colour = style.STROKES[bunch.kinds[0]].colour
    return Caption(lines_of(bunch.heading, limit, 8, "bold", colour), x, y)


def _chunks(children: Sequence[Tree], rows: int) -> list[list[Tree]]:
    """Part children into columns of about equal length, weighing each child with all that hangs below it."""
    left = sum(_weight(child) for child in children)
    count = max(1, -(-left // rows))
    chunks: list[list[Tree]] = [[]]
    filled = 0
    for child in children:
        share = left / (count - len(chunks) + 1)
        if chunks[-1] and len(chunks) < count and filled + _weight(child) > share + 0.5:
            left -= filled
            filled = 0
            chunks.append([])
        chunks[-1].append(child)
        filled += _weight(child)
    return chunks


def _weight(tree: Tree) -> int:
    return 1 + sum(_weight(child) for bunch in tree.bunches for child in bunch.children)

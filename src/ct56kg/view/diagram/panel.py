"""Arrange things that no link joins: cards in rows and columns, in a frame with a title."""

from __future__ import annotations

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import lines_of
from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.model import Panel
from ct56kg.view.diagram.plate import Box, Caption, Frame, Plate

INSET = 10.0
GAP = 10.0


def panel(part: Panel, desk: Desk, across: float) -> Plate:
    """Arrange a panel as wide as a part of the picture, its cards in as many columns as fit.

    Cards of a row are equally high, cards of a panel equally wide.
    """
    limit = desk.setting.limit * 1.25
    cards = [desk.card(node, limit) for node in part.nodes]
    width = max((card.width for card in cards), default=0.0)
    columns = max(1, min(len(cards), int((across - 2 * INSET + GAP) // (width + GAP))))
    columns = -(-len(cards) // -(-len(cards) // columns)) if cards else 1
    full = max(columns * (width + GAP) - GAP, 200.0) + 2 * INSET
    lines = lines_of(part.title, full - 2 * INSET, 9, "bold", style.INK)
    title = Caption((*lines, *lines_of(part.note, full - 2 * INSET, 8, "italic", style.WARN)), INSET, 7.0)
    y = 7.0 + title.height + 6
    boxes: list[Box] = []
    for start in range(0, len(cards), columns):
        row = cards[start : start + columns]
        height = max(card.height for card in row)
        boxes += (Box(card, INSET + number * (width + GAP), y, width, height) for number, card in enumerate(row))
        y += height + GAP
    height = y - GAP + INSET if cards else y + 2
    return Plate(full, height, tuple(boxes), (), (title,), (Frame(part.id, part.title, 0.0, 0.0, full, height),))

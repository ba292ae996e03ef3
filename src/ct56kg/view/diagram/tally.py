"""Arrange counts: a row for each thing, its name on the left, a bar for each kind that it has, the same in words."""

from __future__ import annotations

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Line, lines_of, plain_card
from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.model import Tally
from ct56kg.view.diagram.plate import Bar, Box, Caption, Plate, joined

APART, GAP, THICK = 12.0, 6.0, 14.0  # names and bars, rows, height of a bar
UNIT, ROOM, WORDS = 20.0, 280.0, 250.0  # widest unit, room for the longest bar, room for the words


def tally(part: Tally, desk: Desk) -> Plate:
    """Draw every count to one scale; the number stands in its bar, what it counts is in the legend."""
    cards = [plain_card(desk.nodes[id_], desk.setting.limit * 1.6, desk.lang) for id_, _ in part.rows]
    names = max((card.width for card in cards), default=0.0)
    most = max((sum(n for _, n in counts) for _, counts in part.rows), default=1)
    unit = min(UNIT, ROOM / max(most, 1))
    words_at = names + APART + unit * most + APART
    boxes: list[Box] = []
    bars: list[Bar] = []
    captions: list[Caption] = []
    y = 0.0
    for card, (_, counts) in zip(cards, part.rows, strict=True):
        said = "; ".join(detail.text for detail in card.node.details)
        lines = lines_of(said, WORDS, 8, "regular", style.INK)
        height = max(card.height, THICK + 2, sum(line.height for line in lines))
        boxes.append(Box(card, 0.0, y, names, height))
        x = names + APART
        for kind, n in counts:
            look = style.MARKS[kind]
            bars.append(Bar(look, x, y + (height - THICK) / 2, unit * n, THICK))
            ink = style.PAPER if look.fill == look.line else style.INK
            line = Line(str(n), 8, "bold", ink)
            if unit * n > line.width + 4:
                top = y + (height - line.height) / 2
                captions.append(Caption((line,), x + unit * n / 2, top, "center"))
            x += unit * n
        captions.append(Caption(lines, words_at, y + (height - sum(line.height for line in lines)) / 2))
        y += height + GAP
    return joined(words_at + WORDS, y - GAP, (Plate(0, 0, tuple(boxes), (), tuple(captions), (), tuple(bars)),))

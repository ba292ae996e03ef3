"""A node's words as measured lines, and the box they need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ct56kg.base.words import say
from ct56kg.view.diagram import style
from ct56kg.view.diagram.metrics import Weight, width
from ct56kg.view.diagram.model import SIGNS, Node
from ct56kg.view.diagram.wrap import drawn, wrap

Align = Literal["left", "center", "right"]
PAD_X, PAD_Y = 9.0, 6.0
LEADING = 1.28  # of the size; room for two stacked Vietnamese marks
_NAMED = {"committee", "body", "group", "document", "event", "more"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: size in points, colour as #rrggbb."""

    text: str
    size: float
    weight: Weight = "regular"
    colour: str = style.INK
    struck: bool = False

    @property
    def height(self) -> int:
        """Give the room one line takes, in whole points as Graphviz counts the rows of a label."""
        return round(self.size * LEADING)

    @property
    def width(self) -> float:
        """Give the measured width."""
        return width(self.text, self.size, self.weight)


@dataclass(frozen=True, slots=True)
class Card:
    """A node set in lines, with the smallest box that holds them."""

    node: Node
    lines: tuple[Line, ...]
    align: Align
    width: float
    height: float


def lines_of(
    text: str, limit: float, size: float, weight: Weight, colour: str, struck: bool = False
) -> tuple[Line, ...]:
    """Wrap a text into lines of one kind."""
    return tuple(Line(line, size, weight, colour, struck) for line in wrap(text, limit, size, weight))


@lru_cache(maxsize=2048)
def card(node: Node, limit: float, lang: str = "vi") -> Card:
    """Set a node in lines no wider than a limit in points: kicker, name or wording, details.

    Names are bold and centred, wordings plain and flush left, because sentences are read and names recognised.
    """
    named = node.kind in _NAMED
    gone = node.change == "removed"
    lines = [
        *_marks(node, limit, lang),
        *lines_of(node.kicker, limit, 8, "bold" if not named else "regular", style.SOFT),
        *lines_of(node.title, limit, 10 if named else 9, "bold" if named else "regular", style.INK, gone),
    ]
    for detail in node.details:
        weight: Weight = "italic" if detail.tone == "warn" else "regular"
        lines += lines_of(detail.text, limit, 8, weight, style.TONES[detail.tone], detail.struck)
    inner = max((line.width for line in lines), default=0.0)
    rim = 4.0 * (style.LOOKS[node.kind].peripheries - 1)
    height = sum(line.height for line in lines) + 2 * (PAD_Y + rim)
    return Card(
        node, tuple(lines), "center" if named else "left", round(inner * 1.02 + 2 * (PAD_X + rim), 1), round(height, 1)
    )


def plain_card(node: Node, limit: float, lang: str = "vi") -> Card:
    """Set only the name of a thing, flush left and small: its details stand elsewhere."""
    sign = SIGNS.get(node.change, "")
    gone = node.change == "removed"
    lines = (
        [Line(drawn(say(f"diagram.mark-{node.change}", lang)), 8, "bold", style.CHANGED[node.change])] if sign else []
    )
    lines += lines_of(node.title, limit, 8.5, "bold" if node.central else "regular", style.INK, gone)
    inner = max((line.width for line in lines), default=0.0)
    height = sum(line.height for line in lines) + 5
    return Card(node, tuple(lines), "left", round(inner * 1.02 + 2 * PAD_X, 1), round(height, 1))


def _marks(node: Node, limit: float, lang: str) -> tuple[Line, ...]:
    """Say what became of a thing in a comparison: sign and word."""
    if node.change not in style.CHANGED:
        return ()
    return lines_of(say(f"diagram.mark-{node.change}", lang), limit, 8, "bold", style.CHANGED[node.change])

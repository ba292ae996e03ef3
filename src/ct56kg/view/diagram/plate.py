"""Placed things: boxes, wires, captions and frames on a plane, in points, y growing downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ct56kg.view.diagram.card import Align, Card, Line
from ct56kg.view.diagram.model import Edge
from ct56kg.view.diagram.style import Look

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Port:
    """The words of a link in the box it leaves, at the height where it leaves."""

    edge: Edge
    line: Line
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A card in its place; left upper corner and size."""

    card: Card
    x: float
    y: float
    width: float
    height: float
    ports: tuple[Port, ...] = ()


@dataclass(frozen=True, slots=True)
class Wire:
    """A link along a line of points: bent at right angles, or (`curve`) one Bézier curve of four points.

    The points run from `start`, the id of the thing they leave, which need not be the link's source; a link
    that `branches` off another begins at that one's line.
    """

    edge: Edge
    start: str
    points: tuple[Point, ...]
    curve: bool = False
    branches: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """Words that stand by themselves; upper corner of the first line: left, middle or right, as aligned."""

    lines: tuple[Line, ...]
    x: float
    y: float
    align: Align = "left"
    ground: str = ""  # colour behind the words, where lines may run

    @property
    def width(self) -> float:
        """Give the width of the longest line."""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Give the height of all lines."""
        return sum(line.height for line in self.lines)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle around things that belong together."""

    id: str
    title: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A shape without words: a mark, a stretch or a line on an axis; left upper corner and size."""

    look: Look
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plate:
    """A piece of a picture with its size."""

    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    wires: tuple[Wire, ...] = ()
    captions: tuple[Caption, ...] = ()
    frames: tuple[Frame, ...] = ()
    bars: tuple[Bar, ...] = ()

    def moved(self, dx: float, dy: float) -> Plate:
        """Give the same piece elsewhere."""
        if not dx and not dy:
            return self
        return Plate(
            self.width,
            self.height,
            tuple(_shifted(box, dx, dy) for box in self.boxes),
            tuple(
                Wire(w.edge, w.start, tuple((x + dx, y + dy) for x, y in w.points), w.curve, w.branches)
                for w in self.wires
            ),
            tuple(
                Caption(words.lines, words.x + dx, words.y + dy, words.align, words.ground) for words in self.captions
            ),
            tuple(Frame(f.id, f.title, f.x + dx, f.y + dy, f.width, f.height) for f in self.frames),
            tuple(Bar(bar.look, bar.x + dx, bar.y + dy, bar.width, bar.height) for bar in self.bars),
        )


def _shifted(box: Box, dx: float, dy: float) -> Box:
    ports = tuple(Port(port.edge, port.line, port.y + dy) for port in box.ports)
    return Box(box.card, box.x + dx, box.y + dy, box.width, box.height, ports)


def joined(width: float, height: float, plates: Iterable[Plate]) -> Plate:
    """Lay pieces over each other on one plate of a given size."""
    pieces = tuple(plates)
    return Plate(
        width,
        height,
        tuple(box for piece in pieces for box in piece.boxes),
        tuple(wire for piece in pieces for wire in piece.wires),
        tuple(words for piece in pieces for words in piece.captions),
        tuple(frame for piece in pieces for frame in piece.frames),
        tuple(bar for piece in pieces for bar in piece.bars),
    )


def stacked(plates: Iterable[Plate], gap: float) -> Plate:
    """Stand pieces one under another, each in the middle."""
    pieces = tuple(plates)
    width = max((piece.width for piece in pieces), default=0.0)
    placed: list[Plate] = []
    y = 0.0
    for piece in pieces:
        placed.append(piece.moved((width - piece.width) / 2, y))
        y += piece.height + gap
    return joined(width, max(y - gap, 0.0), placed)


def abreast(plates: Iterable[Plate], gap: float) -> Plate:
    """Stand pieces side by side, tops level."""
    pieces = tuple(plates)
    placed: list[Plate] = []
    x = 0.0
    for piece in pieces:
        placed.append(piece.moved(x, 0.0))
        x += piece.width + gap
    return joined(max(x - gap, 0.0), max((piece.height for piece in pieces), default=0.0), placed)

"""The sign of what became of a link, beside its line, where no words at the link carry it."""

from __future__ import annotations

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Line
from ct56kg.view.diagram.model import SIGNS
from ct56kg.view.diagram.plate import Caption, Plate, Wire
from ct56kg.view.diagram.wrap import drawn

SIZE = 10.0
BEFORE_ARROW = 11.0


def signed(plate: Plate) -> Plate:
    """Put + − » beside each line that was added, removed or changed hands."""
    said = {port.edge for box in plate.boxes for port in box.ports}
    captions: list[Caption] = []
    for wire in plate.wires:
        if wire.edge.change in SIGNS and wire.edge not in said:
            caption = next(
                (one for one in _places(wire) if not any(_touch(one, other) for other in captions)),
                None,
            )
            captions += [caption] if caption else []
    return Plate(
        plate.width, plate.height, plate.boxes, plate.wires, (*plate.captions, *captions), plate.frames, plate.bars
    )  # fmt: skip


def _places(wire: Wire) -> list[Caption]:
    """Give the places for a sign: at the end before the arrow, above the line or below it, else beside it."""
    line = Line(drawn(SIGNS[wire.edge.change]), SIZE, "bold", style.CHANGED[wire.edge.change])
    if wire.curve:
        (x, y) = wire.points[0]
        return [Caption((line,), x + 5, y - line.height), Caption((line,), x + 5, y + 1)]
    (x0, y0), (x1, y1) = wire.points[-2], wire.points[-1]
    if y0 == y1:
        left = x1 - BEFORE_ARROW - line.width if x0 < x1 else x1 + BEFORE_ARROW
        return [Caption((line,), left, y1 - line.height), Caption((line,), left, y1 + 1)]
    middle = (y0 + y1 - line.height) / 2
    return [Caption((line,), x1 - line.width - 4, middle), Caption((line,), x1 + 5, middle)]


def _touch(one: Caption, other: Caption) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height

"""What stands around a picture: title, date, mark of fiction above it; notes, legend, source below."""

from __future__ import annotations

from dataclasses import dataclass

from ct56kg.base.words import say
from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Line, lines_of
from ct56kg.view.diagram.legend import Key, Sample, rows_of
from ct56kg.view.diagram.model import Sketch
from ct56kg.view.diagram.plate import Caption

MARGIN = 28.0
KEY = 16.0  # height of a row of the legend


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below the picture, in its place; `rule` is the height of the line above the source."""

    captions: tuple[Caption, ...]
    keys: tuple[Key, ...]
    rule: float


@dataclass(frozen=True, slots=True)
class Around:
    """Everything around a picture, set for one width of the page; `head` and `foot` are heights."""

    width: float
    head: float
    foot: float
    captions: tuple[Caption, ...]
    badge: Caption | None
    notes: tuple[Line, ...]
    keys: tuple[tuple[Sample, float, int], ...]
    source: tuple[Line, ...]
    right: Line

    def lower(self, top: float) -> Foot:
        """Place notes, legend and source from a height downwards."""
        captions = [Caption(self.notes, MARGIN, top)] if self.notes else []
        y = top + sum(line.height for line in self.notes) + (6 if self.notes else 0)
        keys = tuple(Key(sample, x, y + KEY * row + KEY / 2) for sample, x, row in self.keys)
        rule = y + KEY * _count(self.keys) + 5
        captions.append(Caption(self.source, MARGIN, rule + 5))
        captions.append(Caption((self.right,), self.width - MARGIN, rule + 5, "right"))
        return Foot(tuple(captions), keys, rule)


def around(sketch: Sketch, legend: tuple[Sample, ...], width: float) -> Around:
    """Set what stands around a sketch for a width of the page in points."""
    inner = width - 2 * MARGIN
    badge, room = None, inner
    if sketch.synthetic:
        mark = Line(say("diagram.synthetic", sketch.lang), 12, "bold", style.MARK)
        badge = Caption((mark,), width - MARGIN - mark.width * 0.52 - 14, MARGIN + 4, "center")
        room -= mark.width + 44
    big = lines_of(sketch.title, room, 16, "bold", style.INK)
    title = Caption((*big, *lines_of(sketch.subtitle, room, 9.5, "regular", style.SOFT)), MARGIN, MARGIN)
    head = max(title.height, 30.0) + 20
    notes = tuple(line for note in sketch.notes for line in lines_of(note, inner, 9, "italic", style.WARN))
    keys = tuple(rows_of(legend, MARGIN, inner))
    right = Line(say("diagram.imprint", sketch.lang, n=sketch.number, of=sketch.count), 8, "regular", style.SOFT)
    source = lines_of(sketch.source, inner - right.width - 24, 8, "regular", style.SOFT)
    foot: float = sum(line.height for line in notes) + (6 if notes else 0)
    foot += KEY * _count(keys) + 10 + max(sum(line.height for line in source), right.height)
    return Around(width, head, foot, (title,), badge, notes, keys, source, right)


def _count(keys: tuple[tuple[Sample, float, int], ...]) -> int:
    return max((row for _, _, row in keys), default=-1) + 1

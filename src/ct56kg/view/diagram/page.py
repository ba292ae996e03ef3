"""A sketch on paper: the setting that reads best on A4 or A3, with title, legend, date and source around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from ct56kg.base.words import say
from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Line, lines_of
from ct56kg.view.diagram.desk import Desk, Setting, desk
from ct56kg.view.diagram.forest import forest
from ct56kg.view.diagram.ladder import ladder
from ct56kg.view.diagram.model import Forest, Kind, Ladder, Link, Panel, Sketch, Standing
from ct56kg.view.diagram.panel import panel
from ct56kg.view.diagram.plate import Caption, Plate, joined, stacked

T = TypeVar("T")
Paper = Literal["A4", "A3"]
PAPERS: dict[Paper, tuple[float, float]] = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}  # portrait, points
MARGIN = 28.0
SMALLEST = 0.8  # of the natural size: 8 pt become 6.4 pt
LARGEST = 1.12


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of the legend: a little box or a little line, and its words."""

    words: str
    kind: Kind | None = None
    standing: Standing = "present"
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A legend entry in its place; `x`, `y` are the left end and the middle of its line of text."""

    sample: Sample
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A picture ready to be drawn: `width` × `height` in its own points, printed at `scale` on `paper`."""

    sketch: Sketch
    plate: Plate
    keys: tuple[Key, ...]
    rules: tuple[float, ...]
    badge: Caption | None
    width: float
    height: float
    scale: float
    paper: Paper
    landscape: bool


def compose(sketch: Sketch) -> Page:
    """Set a sketch in every sensible way and give the page that reads best.

    A4 is preferred to A3 as long as its smallest text stays legible in print.
    """
    best: tuple[float, int] | None = None
    page: Page | None = None
    for number, setting in enumerate(_settings()):
        body = _body(sketch, desk(sketch, setting))
        for paper in PAPERS:
            for landscape in (True, False):
                candidate = _page(sketch, body, paper, landscape)
                rank = (_merit(candidate, body), -number)
                if best is None or rank > best:
                    best, page = rank, candidate
    assert page is not None
    return page


def _settings() -> Iterator[Setting]:
    for limit in (128.0, 150.0, 176.0, 210.0):
        for rows in (3, 4, 5, 6, 8, 10, 14):
            yield Setting(limit, rows, 860.0)


def _body(sketch: Sketch, ready: Desk) -> Plate:
    plates: list[Plate] = []
    for part in sketch.parts:
        match part:
            case Forest():
                plates.append(forest(part, ready))
            case Ladder():
                plates.append(ladder(part, ready))
            case Panel():
                plates.append(panel(part, ready, max([600.0, *(plate.width for plate in plates)])))
    return stacked(plates, 20.0)


def _merit(page: Page, body: Plate) -> float:
    """Judge a page: large text first, then little empty paper, then the smaller sheet."""
    text = min(page.scale, 1.0)
    merit = text if text >= SMALLEST else text - 1.0
    filled = body.width * body.height / (page.width * page.height)
    return merit + 0.25 * filled - (0.3 if page.paper == "A3" else 0.0) - (0.0 if page.landscape else 0.03)


def _page(sketch: Sketch, body: Plate, paper: Paper, landscape: bool) -> Page:
    short, long = PAPERS[paper]
    sheet = (long, short) if landscape else (short, long)
    ratio = sheet[1] / sheet[0]
    width = max(sheet[0] / LARGEST, body.width + 2 * MARGIN)
    for _ in range(12):
        around = _around(sketch, width)
        needed = 2 * MARGIN + around.head + body.height + around.foot + 24
        if needed <= width * ratio + 0.01:
            break
        width = max(width * 1.01, needed / ratio)
    height = width * ratio
    space = height - 2 * MARGIN - around.head - around.foot
    middle = body.moved((width - body.width) / 2, MARGIN + around.head + max(0.0, (space - body.height) * 0.45))
    foot = around.lower(height - MARGIN - around.foot)
    plate = joined(width, height, (Plate(0, 0, captions=around.captions), middle, Plate(0, 0, captions=foot.captions)))
    rules = (MARGIN + around.head - 7, foot.rule)
    return Page(
        sketch, plate, foot.keys, rules, around.badge, width, height, sheet[0] / width, paper, landscape
    )


@dataclass(frozen=True, slots=True)
class _Foot:
    captions: tuple[Caption, ...]
    keys: tuple[Key, ...]
    rule: float


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the picture, set for one width of the page."""

    width: float
    head: float
    foot: float
    captions: tuple[Caption, ...]
    badge: Caption | None
    notes: tuple[tuple[Line, ...], ...]
    keys: tuple[tuple[Sample, float, int], ...]
    source: tuple[Line, ...]
    right: Line

    def lower(self, top: float) -> _Foot:
        """Place notes, legend and source from a height downwards."""
        captions: list[Caption] = []
        y = top
        for lines in self.notes:
            captions.append(Caption(lines, MARGIN, y))
            y += captions[-1].height
        rows = max((row for _, _, row in self.keys), default=-1) + 1
        y += 8 if self.notes else 0
        keys = tuple(Key(sample, x, y + 16 * row + 8) for sample, x, row in self.keys)
        rule = y + 16 * rows + 5
        captions.append(Caption(self.source, MARGIN, rule + 5))
        captions.append(Caption((self.right,), self.width - MARGIN - self.right.width, rule + 5))
        return _Foot(tuple(captions), keys, rule)


def _around(sketch: Sketch, width: float) -> _Around:
    inner = width - 2 * MARGIN
    badge = None
    room = inner
    if sketch.synthetic:
        mark = Line(say("diagram.synthetic", sketch.lang), 12, "bold", style.MARK)
        badge = Caption((mark,), width - MARGIN - mark.width - 10, MARGIN + 4)
        room -= mark.width + 40
    title = Caption(lines_of(sketch.title, room, 16, "bold", style.INK), MARGIN, MARGIN)
    subtitle = Caption(lines_of(sketch.subtitle, room, 9.5, "regular", style.SOFT), MARGIN, MARGIN + title.height + 2)
    head = max(title.height + 2 + subtitle.height, 30.0) + 18
    notes = tuple(lines_of(note, inner, 8.5, "italic", style.INK) for note in sketch.notes)
    keys = tuple(_legend(samples(sketch), inner))
    right = Line(say("diagram.unofficial" if sketch.lang != "vi" else "diagram.made", sketch.lang), 8, "regular", style.SOFT)
    source = lines_of(sketch.source, inner - right.width - 24, 8, "regular", style.SOFT)
    rows = max((row for _, _, row in keys), default=-1) + 1
    foot = sum(line.height for lines in notes for line in lines) + (8 if notes else 0) + 16 * rows + 10
    foot += max(sum(line.height for line in source), right.height)
    return _Around(width, head, foot, (title, subtitle), badge, notes, keys, source, right)


def samples(sketch: Sketch) -> tuple[Sample, ...]:
    """List what the legend must explain: exactly the kinds, standings and links that occur."""
    lang = sketch.lang
    kinds = _unique(node.kind for node in sketch.nodes)
    standings = [standing for standing in _unique(node.standing for node in sketch.nodes) if standing != "present"]
    links = _unique(edge.kind for edge in sketch.edges)
    return (
        *(Sample(say(f"diagram.kind-{kind}", lang), kind=kind) for kind in kinds),
        *(Sample(say(f"diagram.standing-{s}", lang), kind="body", standing=s) for s in standings),
        *(Sample(say(f"diagram.link-{link}", lang), link=link) for link in links),
    )


def _unique(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))


def _legend(entries: Iterable[Sample], inner: float) -> Iterator[tuple[Sample, float, int]]:
    x, row = MARGIN, 0
    for sample in entries:
        width = 34 + Line(sample.words, 8).width + 16
        if x > MARGIN and x + width - 16 > MARGIN + inner:
            x, row = MARGIN, row + 1
        yield sample, x, row
        x += width

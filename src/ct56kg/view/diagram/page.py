"""A sketch on paper: the setting that reads best on A4 or A3, with title, legend, date and source around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ct56kg.view.diagram.around import MARGIN, Around, around
from ct56kg.view.diagram.axis import axis
from ct56kg.view.diagram.crossing import crossed
from ct56kg.view.diagram.desk import Desk, Setting, desk
from ct56kg.view.diagram.forest import forest
from ct56kg.view.diagram.ladder import ladder
from ct56kg.view.diagram.legend import Key, Sample, samples
from ct56kg.view.diagram.listing import listing
from ct56kg.view.diagram.model import Axis, Forest, Ladder, Panel, Sketch, Tally, Tree
from ct56kg.view.diagram.paging import paged
from ct56kg.view.diagram.panel import panel
from ct56kg.view.diagram.plate import Caption, Plate, joined, stacked
from ct56kg.view.diagram.signs import signed
from ct56kg.view.diagram.tally import tally

Paper = Literal["A4", "A3"]
PAPERS: dict[Paper, tuple[float, float]] = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}  # portrait, points
SMALLEST = 0.8  # of the natural size: 8 pt become 6.4 pt
LARGEST = 1.12
GAP = 20.0  # between the parts of a picture
_LIMITS = (128.0, 150.0, 176.0, 210.0)
_ROWS = (3, 4, 5, 6, 8, 11, 15, 20)
_FULL = (36, 28, 22, 16, 12, 8)  # things on a page
_ACROSS = (860.0, 560.0, 1300.0)
_AXES = (500.0, 420.0, 620.0)
_NAMES = (128.0, 150.0)  # names on an axis stay narrow: the room is for the days


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


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a body fits a sheet: width of the page in its own points, what stands around it, and how good that is."""

    merit: float
    width: float
    height: float
    scale: float
    around: Around
    paper: Paper
    landscape: bool


def compose(sketch: Sketch, papers: Sequence[Paper] = ("A4", "A3")) -> Page:
    """Set a sketch in every sensible way and give the page that reads best.

    A4 is preferred to A3 as long as its smallest text stays legible in print.
    """
    legend = samples(sketch)
    best: tuple[_Fit, Setting] | None = None
    for setting in _settings(sketch):
        body = _body(sketch, desk(sketch, setting, trial=True))
        for paper in papers:
            for landscape in (True, False):
                fit = _fit(sketch, legend, body, paper, landscape)
                if best is None or fit.merit > best[0].merit + 1e-9:
                    best = fit, setting
    assert best is not None
    fit, setting = best
    body = _body(sketch, desk(sketch, setting))
    placed = {wire.edge for wire in body.wires}
    whole = crossed(body, [edge for edge in sketch.edges if edge not in placed])
    return _page(sketch, fit, whole if sketch.differences is None else signed(whole))


def compose_pages(sketch: Sketch) -> tuple[Page, ...]:
    """Part a sketch so that every page is a legible A4 sheet; fewer things a page until it is."""
    pages: tuple[Page, ...] = ()
    for full in _FULL:
        parts = paged(sketch, full)
        pages = tuple(compose(part, ("A4",)) for part in parts)
        if all(page.scale >= SMALLEST for page in pages):
            break
    return pages


def _settings(sketch: Sketch) -> Iterator[Setting]:
    trees = [tree for part in sketch.parts if isinstance(part, Forest) for tree in part.trees]
    longest = max((_weight(tree) for tree in trees), default=1)
    rows = [n for n in _ROWS if n <= longest] or [_ROWS[0]]
    if any(isinstance(part, Axis) for part in sketch.parts):
        yield from (Setting(limit, 1, across) for limit in _NAMES for across in _AXES)
        return
    for limit in _LIMITS:
        for row in rows:
            for across in _ACROSS[: 1 + len(trees)] if len(trees) > 1 else _ACROSS[:1]:
                yield Setting(limit, row, across)


def _weight(tree: Tree) -> int:
    return 1 + sum(_weight(child) for bunch in tree.bunches for child in bunch.children)


def _body(sketch: Sketch, ready: Desk) -> Plate:
    plates: list[Plate] = []
    for part in sketch.parts:
        match part:
            case Forest():
                plates.append(forest(part, ready))
            case Ladder():
                plates.append(ladder(part, ready))
            case Axis():
                plates.append(axis(part, ready))
            case Tally():
                plates.append(tally(part, ready))
            case Panel():
                plates.append(panel(part, ready, max([600.0, *(plate.width for plate in plates)])))
    if sketch.differences:
        plates.append(listing(sketch.differences, max([520.0, *(plate.width for plate in plates)]), sketch.lang))
    return stacked(plates, GAP)


def _fit(sketch: Sketch, legend: tuple[Sample, ...], body: Plate, paper: Paper, landscape: bool) -> _Fit:
    """Make the page just large enough for a body, in the shape of a sheet.

    Large text counts first, then little empty paper, then the smaller sheet.
    """
    short, long = PAPERS[paper]
    sheet = (long, short) if landscape else (short, long)
    ratio = sheet[1] / sheet[0]
    width = max(sheet[0] / LARGEST, body.width + 2 * MARGIN)
    for _ in range(6):
        frame = around(sketch, legend, width)
        needed = (2 * MARGIN + frame.head + body.height + frame.foot + 24) / ratio
        if needed <= width + 0.01:
            break
        width = needed + 0.5
    scale = sheet[0] / width
    text = min(scale, 1.0)
    filled = body.width * body.height / (width * width * ratio)
    merit = (text if text >= SMALLEST else 3 * (text - 1.0)) + 0.25 * filled
    merit -= (0.3 if paper == "A3" else 0.0) + (0.0 if landscape else 0.03)
    return _Fit(merit, width, width * ratio, scale, frame, paper, landscape)


def _page(sketch: Sketch, fit: _Fit, body: Plate) -> Page:
    frame = fit.around
    space = fit.height - 2 * MARGIN - frame.head - frame.foot
    down = MARGIN + frame.head + max(0.0, (space - body.height) * 0.45)
    foot = frame.lower(fit.height - MARGIN - frame.foot)
    pieces = (
        Plate(0, 0, captions=frame.captions),
        body.moved((fit.width - body.width) / 2, down),
        Plate(0, 0, captions=foot.captions),
    )
    plate = joined(fit.width, fit.height, pieces)
    rules = (MARGIN + frame.head - 7, foot.rule)
    return Page(
        sketch, plate, foot.keys, rules, frame.badge, fit.width, fit.height, fit.scale, fit.paper, fit.landscape
    )

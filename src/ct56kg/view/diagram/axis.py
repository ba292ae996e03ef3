"""Arrange things along an axis of time: a row each, its name on the left, its marks where the days are.

What is certain is a point, what is not is a hollow bar between its bounds; where no bound is known the bar is an
arrow that points on. The words of the days stand beside the marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Card, Line, lines_of, plain_card
from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.metrics import Weight
from ct56kg.view.diagram.model import Axis, Lane, Mark, MarkKind
from ct56kg.view.diagram.plate import Bar, Box, Caption, Plate, joined
from ct56kg.view.diagram.wrap import drawn

STRETCHES: frozenset[MarkKind] = frozenset(("uncertain", "open", "closed", "stretch", "leads", "coordinates", "others"))
MARK, THICK = 8.0, 8.0  # size of a point, height of a bar
STEP = 3.4  # up or down for points that would hide each other
APART, GAP, ABOVE = 14.0, 4.5, 8.0  # names and axis, rows, lanes
_GRID = style.Look("box", style.RULE, style.RULE, "filled", 0)
_QUARTER = style.Look("box", "#eceff2", "#eceff2", "filled", 0)
_DAY = style.Look("box", style.MARK, style.MARK, "filled", 0)
_BAND = style.Look("box", "#f5f7fa", "#f5f7fa", "filled", 0)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to points: from the first to the last day shown, between `left` and `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


def axis(part: Axis, desk: Desk) -> Plate:
    """Arrange lanes one under another below the years."""
    limit = desk.setting.limit * 1.6
    rows = [row for lane in part.lanes for row in lane.rows]
    cards = {id_: plain_card(desk.nodes[id_], limit, desk.lang) for id_, _ in rows}
    names = max((card.width for card in cards.values()), default=limit)
    scale = _scale(part, names + APART, desk.setting.across)
    head = _head(part, scale)
    y = head.height + 4
    pieces: list[Plate] = []
    for lane in part.lanes:
        piece = _lane(lane, cards, names, scale, [scale.x(day) for day, _ in part.days])
        pieces.append(piece.moved(0, y))
        y += piece.height + ABOVE
    bottom = y - ABOVE
    under = Plate(0, 0, bars=tuple(_grid(scale, head.height, bottom)))
    over = Plate(0, 0, bars=tuple(_days(part, scale, head.height - 2, bottom)))
    bands = Plate(0, 0, bars=tuple(bar for piece in pieces for bar in piece.bars if bar.look is _BAND))
    marks = [replace(piece, bars=tuple(bar for bar in piece.bars if bar.look is not _BAND)) for piece in pieces]
    return joined(scale.right, bottom, (bands, under, over, head, *marks))


def span(part: Axis) -> tuple[date, date]:
    """Give the first and the last day that an axis must show."""
    if part.begin and part.end:
        return part.begin, part.end
    marks = [mark for lane in part.lanes for _, found in lane.rows for mark in found]
    pointed = [day for day, _ in part.days]
    days = [day for mark in marks for day in (mark.start, mark.end) if day] + pointed
    first, last = max(min(days), part.begin or date.min), max(days)
    return min(first, *pointed, last), last


def _scale(part: Axis, left: float, width: float) -> _Scale:
    """Show whole quarters, from the first day to the last."""
    first, last = span(part)
    begin = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    quarter = (last.month - 1) // 3 + 1
    end = date(last.year + quarter // 4, 3 * (quarter % 4) + 1, 1)
    return _Scale(begin, end, left, left + width)


def _head(part: Axis, scale: _Scale) -> Plate:
    """Write the years, and above them the days that are pointed out."""
    captions: list[Caption] = []
    above = 0.0
    for day, words in part.days:
        line = Line(words, 8.5, "bold", style.MARK)
        x = min(max(scale.x(day), scale.left + line.width / 2), scale.right - line.width / 2)
        y = 0.0
        while any(abs(x - other.x) < (line.width + other.width) / 2 + 6 and other.y == y for other in captions):
            y += line.height
        captions.append(Caption((line,), x, y, "center"))
        above = max(above, y + line.height)
    for year in range(scale.first.year, scale.last.year + 1):
        start, end = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
        line = Line(str(year), 9, "bold", style.SOFT)
        if end - start > line.width + 6:
            captions.append(Caption((line,), (start + end) / 2, above + 2, "center", style.PAPER))
    return Plate(scale.right, above + 16, captions=tuple(captions))


def _grid(scale: _Scale, top: float, bottom: float) -> Iterator[Bar]:
    """Draw a line at the begin of each quarter, a stronger one for each year."""
    for year in range(scale.first.year, scale.last.year + 1):
        for month in (1, 4, 7, 10):
            day = date(year, month, 1)
            if scale.first <= day <= scale.last:
                look, above = (_GRID, 12.0) if month == 1 else (_QUARTER, 0.0)
                yield Bar(look, scale.x(day) - 0.4, top - above, 0.8, bottom - top + above)


def _days(part: Axis, scale: _Scale, top: float, bottom: float) -> Iterator[Bar]:
    for day, _ in part.days:
        yield Bar(_DAY, scale.x(day) - 0.6, top - 12, 1.2, bottom - top + 12)


def _lane(lane: Lane, cards: dict[str, Card], names: float, scale: _Scale, days: list[float]) -> Plate:
    title = Caption(lines_of(lane.title, names, 9, "bold", style.INK), 0.0, 0.0)
    y = title.height + 3
    boxes: list[Box] = []
    captions = [title]
    bars: list[Bar] = []
    for number, (id_, marks) in enumerate(lane.rows):
        card = cards[id_]
        height = max(card.height, _words(card, _bars(marks, 0.0, scale), 0.0, scale, days).height + 5)
        ground = _BAND.fill if number % 2 == 0 else style.PAPER
        if number % 2 == 0:
            bars.append(Bar(_BAND, names + 2, y, scale.right - names - 2, height))
        boxes.append(Box(card, 0.0, y, names, height))
        middle = y + height / 2
        shown = _bars(marks, middle, scale)
        bars += shown
        words = _words(card, shown, middle, scale, days)
        captions.append(replace(words, ground=words.ground or ground))
        y += height + GAP
    return Plate(scale.right, y - GAP, tuple(boxes), (), tuple(captions), (), tuple(bars))


def _bars(marks: tuple[Mark, ...], middle: float, scale: _Scale) -> list[Bar]:
    """Draw stretches, then points; points that would hide each other stand one above the other."""
    bars = [_bar(mark, middle, scale) for mark in sorted(marks, key=lambda mark: mark.kind not in STRETCHES)]
    points = [bar for bar in bars if bar.look.shape not in ("box", "rarrow", "larrow")]
    close = any(abs(one.x - other.x) < MARK for one in points for other in points if one is not other)
    if not close:
        return bars
    shift = {id(bar): STEP * (1 if number % 2 else -1) for number, bar in enumerate(points)}
    return [replace(bar, y=bar.y + shift.get(id(bar), 0.0)) for bar in bars]


def _bar(mark: Mark, middle: float, scale: _Scale) -> Bar:
    look = style.MARKS[mark.kind]
    if mark.kind not in STRETCHES:
        day = mark.start or mark.end or scale.first
        return Bar(look, scale.x(day) - MARK / 2, middle - MARK / 2, MARK, MARK)
    earlier = mark.start is not None and mark.start < scale.first
    start = scale.x(mark.start) - (APART / 2 if earlier else 0) if mark.start else scale.left
    end = scale.x(mark.end) if mark.end else scale.right
    return Bar(look, start, middle - THICK / 2, max(end - start, 3.0), THICK)


def _words(card: Card, bars: list[Bar], middle: float, scale: _Scale, days: list[float]) -> Caption:
    """Put the days in words beside the marks, best where no pointed out day runs through; too long ones in lines."""
    text = "; ".join(detail.text for detail in card.node.details)
    warn = any(detail.tone == "warn" for detail in card.node.details)
    weight: Weight = "italic" if warn else "regular"
    line = Line(drawn(text), 8, weight, style.WARN if warn else style.INK)
    right = max((bar.x + bar.width for bar in bars), default=scale.left) + 5
    left = min((bar.x for bar in bars), default=scale.left) - 5
    top, room = middle - line.height / 2, line.width + 2
    places = [
        (Caption((line,), right, top), right, right + room),
        (Caption((line,), left, top, "right"), left - room, left),
    ]
    inside = [place for place in places if place[1] >= scale.left - 2 and place[2] <= scale.right + 2]
    clear = [place for place in inside if not any(place[1] - 2 < day < place[2] + 2 for day in days)]
    if inside:
        return (clear or inside)[0][0]
    wide = max((bar for bar in bars if bar.width > room + 10), key=lambda bar: bar.width, default=None)
    if wide:
        return Caption((line,), wide.x + wide.width / 2, top, "center", style.PAPER)
    after = scale.right - right >= left - scale.left
    lines = lines_of(text, max(scale.right - right, left - scale.left, 60.0), 8, weight, line.colour)
    top = middle - sum(one.height for one in lines) / 2
    return Caption(lines, right, top) if after else Caption(lines, left, top, "right")

"""The legend: exactly what occurs in the picture, as little boxes and lines with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from ct56kg.base.words import say
from ct56kg.view.diagram.card import Line
from ct56kg.view.diagram.model import COUNTED, SIGNS, Axis, Change, Kind, Link, MarkKind, Sketch, Standing, Tally
from ct56kg.view.diagram.wrap import drawn

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of the legend: a little box or a little line, and its words."""

    words: str
    width: float
    kind: Kind | None = None
    standing: Standing = "present"
    link: Link | None = None
    change: Change = ""
    mark: MarkKind | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A legend entry in its place; `x`, `y` are the left end and the middle of its line of text."""

    sample: Sample
    x: float
    y: float


def samples(sketch: Sketch) -> tuple[Sample, ...]:
    """List what the legend must explain: exactly the kinds, standings, links and changes that occur."""
    axes = [part for part in sketch.parts if isinstance(part, Axis)]
    marks = _unique(mark.kind for part in axes for lane in part.lanes for _, found in lane.rows for mark in found)
    tallies = [part for part in sketch.parts if isinstance(part, Tally)]
    counted = {kind for part in tallies for _, row in part.rows for kind, _ in row}
    marks += [kind for kind in COUNTED if kind in counted]
    kinds = _unique(node.kind for node in sketch.nodes)
    standings = [standing for standing in _unique(node.standing for node in sketch.nodes) if standing != "present"]
    links = _unique(edge.kind for edge in sketch.edges)
    kept: Change = "" if sketch.differences is None else "same"
    things = [change for change in SIGNS if any(node.change == change for node in sketch.nodes)]
    lines = [change for change in SIGNS if any(edge.change == change for edge in sketch.edges)]
    return (
        *(_sample(f"kind-{kind}", sketch.lang, kind=kind) for kind in kinds),
        *(_sample(f"standing-{standing}", sketch.lang, kind="body", standing=standing) for standing in standings),
        *(_sample(f"link-{link}", sketch.lang, link=link, change=kept) for link in links),
        *(replace(_sample(f"axis-{mark}", sketch.lang), mark=mark) for mark in marks),
        *(_sample(f"box-{change}", sketch.lang, kind="body", change=change) for change in things),
        *(_sample(f"line-{change}", sketch.lang, link="role", change=change) for change in lines),
    )


def _sample(
    key: str,
    lang: str,
    kind: Kind | None = None,
    standing: Standing = "present",
    link: Link | None = None,
    change: Change = "",
) -> Sample:
    words = drawn(say(f"diagram.{key}", lang))
    return Sample(words, Line(words, 8).width, kind, standing, link, change)


def _unique(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))


def rows_of(entries: Iterable[Sample], left: float, inner: float) -> Iterator[tuple[Sample, float, int]]:
    """Set entries in rows: each with its left end and the number of its row."""
    x, row = left, 0
    for sample in entries:
        width = 34 + sample.width + 16
        if x > left and x + width - 16 > left + inner:
            x, row = left, row + 1
        yield sample, x, row
        x += width

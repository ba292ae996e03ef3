"""The ways of links between a head and what hangs below it: right angles, shared as far as possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.model import Bunch
from ct56kg.view.diagram.plate import Plate, Point, Wire

LEVEL = 8.0  # between the rails of two bunches
BEND = 6.0  # radius of a bend
TWIN = 7.0  # between two links that join the same two things


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Where the links of one column go: the way from the head to its rail, and the ends at its cards."""

    way: tuple[Point, ...]
    ends: tuple[tuple[str, Point], ...]


def rails(head: str, bunch: Bunch, columns: Sequence[Arrivals], desk: Desk) -> Plate:
    """Lead links along the way of their column, down its rail, then to each card from the left.

    Links of a second kind between the same things run beside the first. Where links share a way only the
    longest is drawn along it, of those that did not change if there are such; the others branch off, so that no
    line is drawn twice and looks bolder, and none seems changed that is not.
    """
    if desk.trial:
        return Plate(0, 0)
    wires: list[Wire] = []
    for number, kind in enumerate(bunch.kinds):
        shift = TWIN * number
        ways: dict[str, tuple[Point, ...]] = {}
        for column in columns:
            start = [(x - shift, y - shift if place else y) for place, (x, y) in enumerate(column.way)]
            for child, (x, y) in column.ends:
                ways[child] = bent(*start, (start[-1][0], y + shift), (x, y + shift))
        drawn: list[tuple[Point, ...]] = []
        links = {child: desk.link(kind, head, child) for child in ways}
        order = list(ways)
        order.sort(key=lambda child: (links[child].change not in ("", "same"), -length(ways[child])))
        for child in order:
            way = branch(ways[child], drawn)
            wires.append(Wire(links[child], head, way, branches=way != ways[child]))
            drawn.append(ways[child])
    return Plate(0, 0, wires=tuple(wires))


def length(way: Sequence[Point]) -> float:
    """Give the length of a way of horizontal and vertical pieces."""
    return sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(way))


def branch(way: tuple[Point, ...], drawn: Iterable[Sequence[Point]]) -> tuple[Point, ...]:
    """Cut off what is drawn already, but for the bend where the way turns off.

    >>> branch(((0, 0), (0, 20), (9, 20)), [((0, 0), (0, 50), (9, 50))])
    ((0.0, 14.0), (0, 20), (9, 20))
    """
    shared = max((_shared(way, other) for other in drawn), default=0.0)
    left = max(0.0, shared - BEND)
    points = list(way)
    while left and len(points) > 1:
        step = length(points[:2])
        if step > left:
            (x, y), (x1, y1) = points[:2]
            points[0] = (x + (x1 - x) * left / step, y + (y1 - y) * left / step)
            break
        left -= step
        points.pop(0)
    return tuple(points)


def _shared(way: Sequence[Point], other: Sequence[Point]) -> float:
    """Give how long two ways from the same start are the same."""
    same = 0.0
    for one, two in zip(pairwise(way), pairwise(other), strict=False):
        if one == two:
            same += length(one)
            continue
        (x, y), (x1, y1), (x2, y2) = one[0], one[1], two[1]
        along_x, along_y = y == y1 == y2 and (x1 - x) * (x2 - x) > 0, x == x1 == x2 and (y1 - y) * (y2 - y) > 0
        if one[0] == two[0] and (along_x or along_y):
            same += min(length(one), length(two))
        break
    return same


def drop(head: str, child: str, bunch: Bunch, x: float, top: float, bottom: float, desk: Desk) -> Plate:
    """Lead links straight down to an only child."""
    middle = (len(bunch.kinds) - 1) / 2
    return Plate(
        0,
        0,
        wires=tuple(
            Wire(
                desk.link(kind, head, child),
                head,
                ((x + (number - middle) * TWIN, top), (x + (number - middle) * TWIN, bottom)),
            )
            for number, kind in enumerate(bunch.kinds)
        ),
    )


def exits(middle: float, width: float, count: int) -> list[float]:
    """Give each bunch its own place at the lower edge of the head."""
    step = min(20.0, (width - 24) / max(count - 1, 1))
    return [middle + (number - (count - 1) / 2) * step for number in range(count)]


def levels(outs: Sequence[float], rails: Sequence[Sequence[float]]) -> list[int]:
    """Give each bunch a height for its way sideways so that no two ways cross: the farther out, the higher.

    >>> levels([90, 100, 110], [[0], [100], [200]])
    [0, 1, 0]
    """
    left = [number for number, out in enumerate(outs) if max(rails[number]) < out]
    right = [number for number, out in enumerate(outs) if min(rails[number]) > out]
    heights = {number: level for level, number in enumerate(left)}
    heights |= {number: level for level, number in enumerate(reversed(right))}
    lowest = max(heights.values(), default=-1) + 1
    return [heights.get(number, lowest) for number in range(len(outs))]


def bent(*points: Point) -> tuple[Point, ...]:
    """Drop points that repeat or lie on the way between their neighbours.

    >>> bent((0, 0), (0, 5), (0, 5), (0, 9), (4, 9))
    ((0, 0), (0, 9), (4, 9))
    """
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) > 1 and any(kept[-2][axis] == kept[-1][axis] == point[axis] for axis in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept)

"""A way as Graphviz writes it: a Bézier spline in points, y upwards, with round bends, short of its arrow heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct56kg.view.diagram.plate import Point
from ct56kg.view.diagram.rails import BEND

ARROW = 0.7  # size of arrow heads
_HEADS: Mapping[str, float] = {"none": 0.0, "odot": 8.0, "dot": 8.0}  # lengths at size 1; 10 else


def spline(points: Sequence[Point], curve: bool, head: str, tail: str, height: float) -> str:
    """Write a way for the attribute `pos` of an edge on a page of a height.

    >>> spline([(0, 10), (30, 10)], False, "none", "none", 100)
    '0,90 10,90 20,90 30,90'
    """
    route = list(points)
    ends = ""
    if tail != "none":
        ends += f"s,{point(route[0], height)} "
        route[0] = _toward(route[0], route[1], ARROW * _HEADS.get(tail, 10.0))
    if head != "none":
        ends += f"e,{point(route[-1], height)} "
        route[-1] = _toward(route[-1], route[-2], ARROW * _HEADS.get(head, 10.0))
    way = route if curve else _rounded(route)
    return ends + " ".join(point(place, height) for place in way)


def point(place: Point, height: float) -> str:
    """Write a place on a page of a height."""
    return f"{decimal(place[0])},{decimal(height - place[1])}"


def decimal(value: float, digits: int = 2) -> str:
    """Write a number without needless digits, never as `-0`.

    >>> decimal(2.50), decimal(-0.001)
    ('2.5', '0')
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _rounded(route: Sequence[Point]) -> list[Point]:
    way: list[Point] = [route[0]]
    for before, corner, after in zip(route, route[1:], route[2:], strict=False):
        radius = min(BEND, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _toward(corner, before, radius), _toward(corner, after, radius)
        way += _straight(way[-1], start)
        way += [_part(start, corner, 0.55), _part(end, corner, 0.55), end]
    return way + _straight(way[-1], route[-1])


def _straight(start: Point, end: Point) -> list[Point]:
    return [_part(start, end, 1 / 3), _part(start, end, 2 / 3), end]


def _part(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _distance(one: Point, other: Point) -> float:
    across, down = one[0] - other[0], one[1] - other[1]
    return float((across * across + down * down) ** 0.5)


def _toward(start: Point, end: Point, length: float) -> Point:
    distance = _distance(start, end)
    return _part(start, end, length / distance) if distance else start

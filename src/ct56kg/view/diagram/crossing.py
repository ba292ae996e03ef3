"""Lead the links that fit into no tree around everything that is placed: right angles, few bends, few crossings.

A shortest way on the grid of the edges of all obstacles. Such a grid is enough: any way around rectangles can
be pushed against their edges.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from ct56kg.view.diagram.model import Edge
from ct56kg.view.diagram.plate import Box, Plate, Point, Wire
from ct56kg.view.diagram.rails import bent

_Area = tuple[float, float, float, float]
_State = tuple[int, int, bool]  # column and row of the grid, whether the last step went up or down
SIDE, ABOVE = 13.0, 4.0  # distance kept from a card: room for an arrow beside it, half a gap above and below
TURN = 30.0  # a bend counts as much as a way of so many points,
CROSS = 40.0  # so does a crossing,
ALONG = 400.0  # and a piece on top of another link,
LEFT = 80.0  # and the left side of a card, where rails arrive


def crossed(plate: Plate, edges: Iterable[Edge]) -> Plate:
    """Add links to a placed piece."""
    boxes = {box.card.node.id: box for box in plate.boxes}
    wires = list(plate.wires)
    for edge in edges:
        way = _way(boxes[edge.source], boxes[edge.target], plate, wires)
        wires.append(Wire(edge, edge.source, way))
    return Plate(plate.width, plate.height, plate.boxes, tuple(wires), plate.captions, plate.frames, plate.bars)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Lines of the grid, and what each piece from one line to the next costs beyond its length."""

    xs: list[float]
    ys: list[float]
    across: list[list[float]]
    down: list[list[float]]

    def steps(self, i: int, j: int) -> Iterator[tuple[int, int, bool, float]]:
        """Give the neighbours of a place: where, whether up or down, at what cost."""
        if i:
            yield i - 1, j, False, self.xs[i] - self.xs[i - 1] + self.across[i - 1][j]
        if i + 1 < len(self.xs):
            yield i + 1, j, False, self.xs[i + 1] - self.xs[i] + self.across[i][j]
        if j:
            yield i, j - 1, True, self.ys[j] - self.ys[j - 1] + self.down[i][j - 1]
        if j + 1 < len(self.ys):
            yield i, j + 1, True, self.ys[j + 1] - self.ys[j] + self.down[i][j]


def _way(source: Box, target: Box, plate: Plate, wires: Sequence[Wire]) -> tuple[Point, ...]:
    leave, reach = list(_doors(source)), list(_doors(target))
    grid = _grid(plate, wires, [door for door, _, _ in (*leave, *reach)])
    best: dict[_State, float] = {}
    came: dict[_State, _State] = {}
    queue: list[tuple[float, _State]] = []
    for door, _, cost in leave:
        state = (grid.xs.index(door[0]), grid.ys.index(door[1]), False)
        best[state] = cost
        heappush(queue, (cost, state))
    goals = {(grid.xs.index(door[0]), grid.ys.index(door[1])): cost for door, _, cost in reach}
    end: tuple[float, _State] = (inf, (0, 0, False))
    while queue and queue[0][0] < end[0]:
        cost, state = heappop(queue)
        if cost > best[state]:
            continue
        i, j, upright = state
        if (i, j) in goals:
            end = min(end, (cost + goals[i, j] + (TURN if upright else 0.0), state))
        for k, m, way, more in grid.steps(i, j):
            total = cost + more + (TURN if way != upright else 0.0)
            if total < best.get((k, m, way), inf):
                best[k, m, way], came[k, m, way] = total, state
                heappush(queue, (total, (k, m, way)))
    state = end[1]
    points = [(grid.xs[state[0]], grid.ys[state[1]])]
    while state in came:
        state = came[state]
        points.append((grid.xs[state[0]], grid.ys[state[1]]))
    points.reverse()
    first = next((wall for door, wall, _ in leave if door == points[0]), points[0])
    last = next((wall for door, wall, _ in reach if door == points[-1]), points[-1])
    return bent(first, *points, last)


def _doors(box: Box) -> Iterator[tuple[Point, Point, float]]:
    """Give the places beside a box where a link may turn to it, the place on its side, and what that costs."""
    y = box.y + box.height / 2
    for shift in (-5.0, 0.0, 5.0):
        yield (box.x + box.width + SIDE, y + shift), (box.x + box.width, y + shift), abs(shift)
    yield (box.x - SIDE, y), (box.x, y), LEFT


def _grid(plate: Plate, wires: Sequence[Wire], doors: Sequence[Point]) -> _Grid:
    areas = list(_obstacles(plate))
    xs = sorted({x for area in areas for x in (area[0], area[2])} | {x for x, _ in doors})
    ys = sorted({y for area in areas for y in (area[1], area[3])} | {y for _, y in doors})
    grid = _Grid(xs, ys, [[0.0] * len(ys) for _ in xs], [[0.0] * len(ys) for _ in xs])
    for left, top, right, bottom in areas:
        _add(
            grid.across,
            (bisect_left(xs, left), bisect_left(xs, right)),
            (bisect_right(ys, top), bisect_left(ys, bottom)),
            inf,
        )
        _add(
            grid.down,
            (bisect_right(xs, left), bisect_left(xs, right)),
            (bisect_left(ys, top), bisect_left(ys, bottom)),
            inf,
        )
    for wire in wires:
        for (x0, y0), (x1, y1) in pairwise(wire.points):
            columns = bisect_left(xs, min(x0, x1) - 3), bisect_right(xs, max(x0, x1) + 3)
            rows = bisect_left(ys, min(y0, y1) - 3), bisect_right(ys, max(y0, y1) + 3)
            if y0 == y1:
                _add(grid.across, columns, rows, ALONG)
                _add(grid.down, columns, (bisect_left(ys, y0) - 1, bisect_left(ys, y0)), CROSS)
            else:
                _add(grid.down, columns, rows, ALONG)
                _add(grid.across, (bisect_left(xs, x0) - 1, bisect_left(xs, x0)), rows, CROSS)
    return grid


def _obstacles(plate: Plate) -> Iterator[_Area]:
    for box in plate.boxes:
        yield box.x - SIDE, box.y - ABOVE, box.x + box.width + SIDE, box.y + box.height + ABOVE
    for words in plate.captions:
        yield words.x - 3, words.y, words.x + words.width + 3, words.y + words.height


def _add(costs: list[list[float]], columns: tuple[int, int], rows: tuple[int, int], cost: float) -> None:
    for i in range(max(columns[0], 0), columns[1]):
        for j in range(max(rows[0], 0), rows[1]):
            costs[i][j] += cost

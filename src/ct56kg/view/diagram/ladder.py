"""Arrange things in columns from left to right, links between the columns as calm curves.

Things that belong together stay level with each other. The words of a link may stand in the node it
leaves, each at its own height (a port), so that no label ever lies on another line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import PAD_X, PAD_Y, Card, Line, lines_of
from ct56kg.view.diagram.desk import Desk
from ct56kg.view.diagram.metrics import Weight
from ct56kg.view.diagram.model import SIGNS, Edge, Ladder
from ct56kg.view.diagram.plate import Box, Caption, Plate, Port, Wire, joined
from ct56kg.view.diagram.wrap import drawn

GAP = 10.0
LOOSE = 26.0  # widest gap when a short column is spread along a long one
PORT = 8.0  # size of the words at a port
STEP = 12.5  # height of a port


@dataclass(frozen=True, slots=True)
class _Cell:
    card: Card
    width: float
    height: float
    ports: tuple[Edge, ...]


def ladder(part: Ladder, desk: Desk) -> Plate:
    """Arrange columns; the channel between two of them is wider the more links cross it."""
    column_of = {node: number for number, column in enumerate(part.columns) for node in column}
    edges = [edge for edge in desk.links.values() if edge.source in column_of and edge.target in column_of]
    cells = {node: _cell(node, part, edges, desk) for node in column_of}
    widths = [max((cells[node].width for node in column), default=0.0) for column in part.columns]
    lefts = [0.0]
    for number, width in enumerate(widths[:-1]):
        crossing = sum(1 for edge in edges if column_of[edge.source] <= number < column_of[edge.target])
        lefts.append(lefts[-1] + width + min(190.0, 54.0 + 4.0 * crossing))
    headings = [
        Caption(lines_of(text, width, 8.5, "bold", style.SOFT), left, 0.0)
        for text, left, width in zip(part.headings, lefts, widths, strict=True)
    ]
    y = max((words.height for words in headings), default=0.0) + 8
    boxes: dict[str, Box] = {}
    for component in _components(part, edges):
        height = 0.0
        for number, column in enumerate(component):
            ordered = _ordered(column, number, boxes, edges)
            height = max(height, sum(cells[node].height + GAP for node in ordered) - GAP)
        for number, column in enumerate(component):
            ordered = _ordered(column, number, boxes, edges)
            for node, top in zip(ordered, _tops([cells[n].height for n in ordered], height), strict=True):
                cell = cells[node]
                boxes[node] = Box(cell.card, lefts[number], y + top, widths[number], cell.height)
        y += height + 16
    placed = [_with_ports(box, cells[node], boxes) for node, box in boxes.items()]
    wires = _wires(edges, {box.card.node.id: box for box in placed}, part.ports)
    total = lefts[-1] + widths[-1]
    return joined(total, y - 16, (Plate(0, 0, tuple(placed), tuple(wires), tuple(headings)),))


def _cell(node: str, part: Ladder, edges: Sequence[Edge], desk: Desk) -> _Cell:
    card = desk.card(node)
    ports = tuple(edge for edge in edges if edge.source == node) if part.ports else ()
    leaving = sum(edge.source == node for edge in edges) if any(edge.change in SIGNS for edge in edges) else 0
    words = max((_port_line(edge).width for edge in ports), default=-PAD_X)
    height = max(card.height, len(ports) * STEP + 2 * PAD_Y, STEP * leaving)
    return _Cell(card, card.width + words + PAD_X, height, ports)


def _port_line(edge: Edge) -> Line:
    words = drawn(f"{SIGNS[edge.change]} {edge.words}") if edge.change in SIGNS else edge.words
    weight: Weight = "bold" if edge.kind == "lead" or edge.change in ("added", "altered") else "regular"
    return Line(words, PORT, weight, style.ink(edge.kind, edge.change), edge.change == "removed")


def _components(part: Ladder, edges: Sequence[Edge]) -> list[list[list[str]]]:
    """Part the columns into sets that no link joins, in the order of the first column they appear in."""
    root = {node: node for column in part.columns for node in column}

    def find(node: str) -> str:
        while root[node] != node:
            node = root[node]
        return node

    for edge in edges:
        root[find(edge.target)] = find(edge.source)
    groups: dict[str, list[list[str]]] = {}
    for number, column in enumerate(part.columns):
        for node in column:
            groups.setdefault(find(node), [[] for _ in part.columns])[number].append(node)
    return list(groups.values())


def _ordered(column: Sequence[str], number: int, boxes: Mapping[str, Box], edges: Sequence[Edge]) -> list[str]:
    """Order a column by the mean height of what its things are linked to on the left."""
    if number == 0:
        return list(column)

    def height(node: str) -> float:
        linked = [boxes[edge.source] for edge in edges if edge.target == node and edge.source in boxes]
        return sum(box.y + box.height / 2 for box in linked) / len(linked) if linked else 0.0

    return sorted(column, key=lambda node: (round(height(node), 1), column.index(node)))


def _tops(heights: Sequence[float], total: float) -> list[float]:
    """Spread things evenly along a height, not farther apart than is pleasant, the rest above and below."""
    if not heights:
        return []
    free = total - sum(heights)
    gap = max(GAP, min(LOOSE, free / (len(heights) - 1))) if len(heights) > 1 else 0.0
    y = max(0.0, (free - gap * (len(heights) - 1)) / 2)
    tops = []
    for height in heights:
        tops.append(y)
        y += height + gap
    return tops


def _with_ports(box: Box, cell: _Cell, boxes: Mapping[str, Box]) -> Box:
    if not cell.ports:
        return box
    ordered = sorted(cell.ports, key=lambda edge: (edge.kind != "lead", boxes[edge.target].y, edge.words))
    top = box.y + (box.height - STEP * len(ordered)) / 2
    ports = tuple(Port(edge, _port_line(edge), top + STEP * (number + 0.5)) for number, edge in enumerate(ordered))
    return replace(box, ports=ports)


def _wires(edges: Sequence[Edge], boxes: Mapping[str, Box], ports: bool) -> list[Wire]:
    """Let links leave and arrive at their own heights, in the order of the other end."""
    leaving: dict[str, list[Edge]] = {}
    arriving: dict[str, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(edge.source, []).append(edge)
        arriving.setdefault(edge.target, []).append(edge)
    out: dict[Edge, float] = {}
    into: dict[Edge, float] = {}
    for node, group in leaving.items():
        box = boxes[node]
        if ports:
            out |= {port.edge: port.y for port in box.ports}
        else:
            group.sort(key=lambda edge: boxes[edge.target].y)
            out |= _heights(box, group)
    for node, group in arriving.items():
        group.sort(key=lambda edge: out[edge])
        into |= _heights(boxes[node], group)
    wires = []
    for edge in edges:
        source, target = boxes[edge.source], boxes[edge.target]
        start, end = (source.x + source.width, out[edge]), (target.x, into[edge])
        bow = (end[0] - start[0]) * 0.45
        points = (start, (start[0] + bow, start[1]), (end[0] - bow, end[1]), end)
        wires.append(Wire(edge, edge.source, points, curve=True))
    return wires


def _heights(box: Box, group: Sequence[Edge]) -> dict[Edge, float]:
    step = min(14.0, (box.height - 8) / len(group))
    top = box.y + box.height / 2 - step * (len(group) - 1) / 2
    return {edge: top + step * number for number, edge in enumerate(group)}

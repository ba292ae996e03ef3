"""How each operation grows with the graph: a small chart with logarithmic axes, drawn by hand."""

import math
from collections.abc import Iterable
from html import escape

from bench.table import Measured

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 560, 70, 330, 30, 50
_COLOURS = (
    "#1b6ca8",
    "#c0392b",
    "#1e8449",
    "#8e44ad",
    "#b9770e",
    "#117a65",
    "#5d6d7e",
    "#a04000",
    "#2e4053",
    "#cb4335",
)


def chart(measured: Iterable[Measured]) -> str:
    """Draw seconds over triples, one line for each thing that was measured at two sizes or more."""
    lines: dict[str, list[tuple[int, float]]] = {}
    for one in measured:
        if one.seconds:
            lines.setdefault(one.what, []).append((one.triples, one.seconds))
    lines = {what: sorted(points) for what, points in lines.items() if len(points) > 1}
    sizes = [math.log10(x) for points in lines.values() for x, _ in points] or [3.0, 7.0]
    times = [math.log10(y) for points in lines.values() for _, y in points] or [-1.0, 2.0]
    low_x, high_x = math.floor(min(sizes)), math.ceil(max(sizes))
    low_y, high_y = math.floor(min(times)), math.ceil(max(times))

    def x(value: float) -> float:
        return LEFT + (math.log10(value) - low_x) / max(1, high_x - low_x) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(value) - low_y) / max(1, high_y - low_y) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Seconds over triples, both on logarithmic axes</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(low_x, high_x + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{_short(power)}</text>')
    for power in range(low_y, high_y + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">triples</text>')
    ends = _apart({what: y(points[-1][1]) for what, points in lines.items()})
    for number, (what, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        drawn = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
        dashes = ' stroke-dasharray="6 3"' if number >= len(_COLOURS) else ""
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3" fill="{colour}"/>' for a, b in points]
        last, edge = points[-1], WIDTH - RIGHT + 14
        parts.append(
            f'<path d="M{x(last[0]):.1f} {y(last[1]):.1f}L{edge} {ends[what]:.1f}" stroke="{colour}" opacity=".4"/>'
        )
        parts.append(f'<text x="{edge + 4}" y="{ends[what] + 4:.1f}" fill="{colour}">{escape(what)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _apart(places: dict[str, float], gap: float = 15) -> dict[str, float]:
    """Move the names at the ends of lines apart, so that all can be read."""
    order = sorted(places, key=lambda what: places[what])
    moved: dict[str, float] = {}
    last = TOP - gap
    for what in order:
        last = max(places[what], last + gap)
        moved[what] = last
    over = max(0.0, last - (HEIGHT - BOTTOM))
    return {what: at - over for what, at in moved.items()}


def _short(power: int) -> str:
    return {3: "1k", 4: "10k", 5: "100k", 6: "1M", 7: "10M", 8: "100M"}.get(power, f"10^{power}")

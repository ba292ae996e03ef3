"""What was measured, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing at one size: median seconds, peak memory, number of results; `note` says why there is none.

    `target` is what it was to be, in words.
    """

    what: str
    triples: int
    seconds: float | None
    megabytes: float | None = None
    results: int | None = None
    note: str = ""
    target: str = ""


def table(measured: Iterable[Measured], beside: str = "") -> str:
    """Write rows as a Markdown table, by size; with `beside`, seconds in relation to that contestant's."""
    rows = list(measured)
    head = ["triples", "what", "s", "peak MB", "results"]
    head += [f"× {beside}"] if beside else ["target"]
    lines = ["| " + " | ".join(head) + " |", "|---:|---|---:|---:|---:|" + ("---:|" if beside else "---|")]
    for row in sorted(rows, key=lambda row: row.triples):
        own = next((r.seconds for r in rows if r.what == beside and r.triples == row.triples), None)
        ratio = f"{row.seconds / own:.1f}" if own and row.seconds else ""
        cells = [
            f"{row.triples:,}",
            row.what,
            row.note or ("" if row.seconds is None else f"{row.seconds:.{_digits(row.seconds)}f}"),
            "" if row.megabytes is None else f"{row.megabytes:,.0f}",
            "" if row.results is None else f"{row.results:,}",
            ratio if beside else row.target,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _digits(seconds: float) -> int:
    return 4 if seconds < 0.1 else 3 if seconds < 1 else 1

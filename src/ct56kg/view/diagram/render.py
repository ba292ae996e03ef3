"""DOT to SVG, PNG or PDF: in a worker process with a time limit, with no font but ours."""

from __future__ import annotations

import re
from typing import Literal

from ct56kg.view.diagram.workers import draw

Form = Literal["svg", "png", "pdf"]
TIME_LIMIT = 20.0  # seconds
_PDF_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def render(dot: str, form: Form, *, dpi: float = 96.0, limit: float = TIME_LIMIT) -> bytes:
    """Draw DOT that has all positions.

    The worker sees one font configuration, naming the files of the package `font-roboto` alone, so the
    picture is the same on every machine; the date that PDF carries is set to a fixed one.

    Raises:
        LimitError: drawing took longer than the limit and was stopped (DRAW-01).
        StateError: the drawing library or the font is missing or failed (DRAW-02).
    """
    drawn = draw(f"{form} {dpi:.4f}\n{dot}".encode(), limit)
    return _PDF_DATE.sub(rb"\g<1>20000101000000", drawn) if form == "pdf" else drawn

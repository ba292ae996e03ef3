"""Diagrams: rows in, pictures out.

Each diagram is a question (or a few, `questions_of`) and a function that sketches their rows: things, links,
notes. The sketch is arranged on paper, written as DOT with every position given, and drawn by Graphviz in a
worker process. No RDF, no query and no clock here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ct56kg.base.errors import CtError, UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram import cascade, reorganisation, responsibility, structure
from ct56kg.view.diagram.condense import condense
from ct56kg.view.diagram.model import Sketch, in_reading_order
from ct56kg.view.diagram.picture import SUFFIXES, Picture
from ct56kg.view.diagram.reading import Reader

__all__ = ["NAMES", "SUFFIXES", "Picture", "can_draw", "draw", "questions_of", "sketch"]

_Sketcher = Callable[[Mapping[str, Rows], Reader, str, bool], Sketch]
_DIAGRAMS: Mapping[str, tuple[_Sketcher, tuple[str, ...]]] = {
    "structure": (structure.structure, structure.QUESTIONS),
    "responsibility": (responsibility.responsibility, responsibility.QUESTIONS),
    "cascade": (cascade.cascade, cascade.QUESTIONS),
    "reorganisation": (reorganisation.reorganisation, reorganisation.QUESTIONS),
}
NAMES = tuple(_DIAGRAMS)


def questions_of(name: str) -> tuple[str, ...]:
    """Name the questions whose rows a diagram needs.

    Raises:
        UsageError: no such diagram (DRAW-03).

    >>> questions_of("reorganisation")
    ('view/reorganisation',)
    """
    if name not in _DIAGRAMS:
        raise UsageError("DRAW-03", name=name, known=", ".join(NAMES))
    return _DIAGRAMS[name][1]


def sketch(
    name: str,
    rows: Mapping[str, Rows],
    *,
    lang: str,
    as_of: date,
    label: Callable[[Term], str],
    href: Callable[[Term], str],
    source: str,
    synthetic: bool,
) -> Sketch:
    """Say what a diagram shows, without arranging or drawing it.

    Raises:
        UsageError: no such diagram (DRAW-03).
    """
    questions_of(name)
    return condense(in_reading_order(_DIAGRAMS[name][0](rows, Reader(lang, as_of, label, href), source, synthetic)))


def draw(
    name: str,
    rows: Mapping[str, Rows],
    *,
    lang: str,
    as_of: date,
    label: Callable[[Term], str],
    href: Callable[[Term], str],
    source: str,
    synthetic: bool,
) -> Picture:
    """Make a diagram.

    Args:
        name: one of `NAMES`.
        rows: the answers to `questions_of(name)`, by the name of the question.
        lang: `vi` or `en`.
        as_of: the date of view; who exists and what holds is judged on it.
        label: what a thing is called in the language.
        href: where the entry of a thing is; empty for none. Only addresses that open a page are kept.
        source: the line that names the sources, in the language.
        synthetic: whether fictitious content is loaded; the picture then carries the mark.

    Raises:
        UsageError: no such diagram (DRAW-03).
    """
    said = sketch(name, rows, lang=lang, as_of=as_of, label=label, href=href, source=source, synthetic=synthetic)
    return Picture(said)


def can_draw() -> CtError | None:
    """Draw the smallest graph there is and say what is wrong, if anything."""
    from ct56kg.view.diagram.metrics import width
    from ct56kg.view.diagram.render import render

    try:
        width("a", 10)
        render('digraph { layout=nop2; a [pos="0,0"] }', "svg")
    except CtError as error:
        return error
    return None

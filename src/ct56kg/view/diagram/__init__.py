"""Diagrams: rows in, pictures out.

Each diagram is a question (or a few, `questions_of`) and a function that sketches their rows: things, links,
notes. Two sketches can be laid over each other, a thing and its surroundings cut out of one. The sketch is
arranged on paper, written as DOT with every position given, and drawn by Graphviz in a worker process. No RDF,
no query and no clock here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ct56kg.base.errors import CtError
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram.drafts import NAMES, View, questions_of, sketch
from ct56kg.view.diagram.picture import SUFFIXES, Picture

__all__ = ["NAMES", "SUFFIXES", "Picture", "View", "can_draw", "draw", "questions_of", "sketch"]


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
    before: View | None = None,
    between: str = "",
    focus: Term | None = None,
    split: bool = False,
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
        before: an earlier view to compare with; the picture then shows what was added, removed, re-assigned.
        between: the two views in words.
        focus: a thing; the picture then shows it and its surroundings only.
        split: draw everything, on as many pages as it needs, instead of drawing many alike as one.

    Raises:
        UsageError: no such diagram (DRAW-03), or the thing is not in it (DRAW-05).
    """
    view = View(rows, lang, as_of, label, href, source, synthetic)
    return Picture(sketch(name, view, before, between=between, focus=focus, split=split), split=split)


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

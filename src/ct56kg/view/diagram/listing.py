"""The differences as sentences below the picture: each with its sign, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from ct56kg.base.words import say
from ct56kg.view.diagram import style
from ct56kg.view.diagram.card import Line, lines_of
from ct56kg.view.diagram.comparing import gathered
from ct56kg.view.diagram.model import SIGNS, Difference
from ct56kg.view.diagram.plate import Caption, Plate, joined
from ct56kg.view.diagram.wrap import drawn, filled

COLUMN, APART, HANG, GAP = 330.0, 24.0, 14.0, 4.0
MOST = 36  # sentences in one picture; the text alternative has all


def listing(differences: Sequence[Difference], across: float, lang: str) -> Plate:
    """Set differences as wide as a part of the picture; signs hang in a column of their own."""
    said = gathered(differences, lang)
    shown = said[:MOST]
    columns = max(1, min(int((across + APART) // (COLUMN + APART)), -(-len(shown) // 3), 3))
    width = (max(across, COLUMN) + APART) / columns - APART
    title = lines_of(say("diagram.list-title", lang, n=len(differences)), across, 9, "bold", style.INK)
    sentences = [tuple(Line(line, 8.5) for line in filled(one.text, width - HANG, 8.5)) for one in shown]
    total = sum(_height(lines) for lines in sentences)
    top = sum(line.height for line in title) + 5.0
    captions = [Caption(title, 0.0, 0.0)]
    column, y, lowest = 0, top, top
    for one, lines in zip(shown, sentences, strict=True):
        if y > top and y - top + _height(lines) / 2 > total / columns and column + 1 < columns:
            column, y = column + 1, top
        x = column * (width + APART)
        captions.append(Caption((Line(drawn(SIGNS[one.change]), 8.5, "bold", style.CHANGED[one.change]),), x, y))
        captions.append(Caption(lines, x + HANG, y))
        y += _height(lines)
        lowest = max(lowest, y)
    if rest := len(said) - len(shown):
        more = lines_of(say("diagram.list-more", lang, n=rest), across, 8.5, "italic", style.WARN)
        captions.append(Caption(more, 0.0, lowest))
        lowest += _height(more)
    full = columns * (width + APART) - APART
    return joined(full, lowest - GAP, (Plate(0, 0, captions=tuple(captions)),))


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines) + GAP

"""An answer as a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ct56kg.base.dates import day_of
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.view.sheet import Cell, Sheet, to_bytes
from ct56kg.view.table import NUMBERS

Label = Callable[[Term], str]
_SHORT_NUMBER = re.compile("[+-]?[0-9]{1,15}")  # a cell keeps fifteen digits


def to_xlsx(rows: Rows, titles: Mapping[str, str], *, label: Label, title: str, mark: str | None = None) -> bytes:
    """Write a workbook of one sheet: title, mark, headings with filters, one row per solution; see `sheet`."""
    top = [[Cell(mark, "mark")]] if mark else []
    heads = [[Cell(titles.get(name, name), "head") for name in rows.variables]]
    body = [[_cell(term, label) for term in row] for row in rows.rows]
    frame = len(top) + 2
    grid = [*top, [Cell(title, "title")], *heads, *body]
    return to_bytes([Sheet(title, grid, frozen=(frame, 0), heads=(frame, frame), mark=mark)])


def _cell(term: Term | None, label: Label) -> Cell:
    if term is None:
        return Cell("")
    if term.datatype in NUMBERS and _SHORT_NUMBER.fullmatch(term.value):
        return Cell(int(term.value), "number")
    if term.datatype == XSD + "date":
        day = day_of(term)
        return Cell(day, "date") if day else Cell(term.value)
    link = term.value if term.value.startswith(("http://", "https://")) and _foreign(term) else None
    return Cell(label(term), link=link)


def _foreign(term: Term) -> bool:
    return term.kind == "literal" or not term.value.startswith("https://w3id.org/ct56kg/")

"""Charges that a document gives as a table: a head that names task and lead, and a row for each charge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ct56kg.intake.charges import Charge, Span, names_in
from ct56kg.intake.headings import column_of

_COUNT = re.compile(r"\(?[0-9]{1,3}[.)]?\)?")


def charges_in_tables(text: str) -> Iterator[Charge]:
    """Find the rows of tables whose head has a column for the task and one for the lead, in order.

    Cells are parted by tabs. Group rows, rows that number the columns and rows that name no lead give nothing.
    """
    columns: Mapping[str, int] = {}
    start = 0
    for line in text.split("\n"):
        cells = _cells(line, start)
        head = _head(cells, text)
        if len(cells) == 1:
            columns = {}
        elif head:
            columns = head
        elif columns:
            charge = _charge(cells, columns, text)
            if charge:
                yield charge
        start += len(line) + 1


def _head(cells: list[Span], text: str) -> dict[str, int]:
    """Give the place of each column that is known, if this row is the head of a table of charges."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = column_of(text[cell.start : cell.end])
        if column:
            found.setdefault(column, place)
    return found if {"task", "lead"} <= set(found) else {}


def _charge(cells: list[Span], columns: Mapping[str, int], text: str) -> Charge | None:
    def cell(name: str) -> Span | None:
        place = columns.get(name)
        found = cells[place] if place is not None and place < len(cells) else None
        return found if found and found.end > found.start else None

    task, lead, others, due = (cell(name) for name in ("task", "lead", "coordinate", "due"))
    if task is None or lead is None or _COUNT.fullmatch(text[lead.start : lead.end]):
        return None
    leads = list(names_in(text, lead.start, lead.end))
    if len(leads) != 1:
        return None
    coordinating = tuple(names_in(text, others.start, others.end)) if others else ()
    filled = [one for one in cells if one.end > one.start]
    return Charge(Span(filled[0].start, filled[-1].end), lead, coordinating, task, due)


def _cells(line: str, start: int) -> list[Span]:
    """Cut a line at its tabs; the spaces around a cell are no part of it."""
    cells: list[Span] = []
    for part in line.split("\t"):
        bare = part.strip()
        first = start + (len(part) - len(part.lstrip()) if bare else 0)
        cells.append(Span(first, first + len(bare)))
        start += len(part) + 1
    return cells

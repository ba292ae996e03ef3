"""CSV as offices save it: UTF-8, with semicolons, commas or tabs, an apostrophe before what would run as a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ct56kg.base.encoding import decode
from ct56kg.base.errors import InputError
from ct56kg.base.formula import unescape_formula
from ct56kg.intake.grid import Book, Cell, Grid
from ct56kg.intake.workbook import MOST_BYTES, MOST_CELLS

_DELIMITERS = (";", ",", "\t", "|")


def read_csv(path: Path) -> Book:
    """Read a CSV file as a book of one sheet, named as the file.

    Raises:
        InputError: unreadable (FILE-01), not UTF-8 (ENCODING-…), not CSV (SHEET-02), too large (SHEET-04).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("SHEET-04", file=path, what=f"{path.stat().st_size} B", limit=f"{MOST_BYTES} B")
        content = path.read_bytes()
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    text, notices = decode(content, path)
    delimiter = _delimiter(text)
    if text[:5].lower() == f"sep={delimiter}":
        text = text.partition("\n")[2]
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            for column, value in enumerate(record, 1):
                if value.strip():
                    cells[row, column] = Cell(unescape_formula(value))
            if len(cells) > MOST_CELLS:
                raise InputError("SHEET-04", file=path, what=len(cells), limit=MOST_CELLS)
    except csv.Error as error:
        raise InputError("SHEET-02", file=path, reason=error) from error
    remarks = tuple((notice.code, dict(notice.values)) for notice in notices)
    return Book(path.name, (Grid(path.name, cells),), remarks)


def _delimiter(text: str) -> str:
    """Find the sign between columns: named by `sep=`, else the most frequent one in the head, outside quotes."""
    if text[:4].lower() == "sep=" and text[4:5] in _DELIMITERS:
        return text[4]
    bare = "".join(part for place, part in enumerate(text[:20_000].split('"')) if place % 2 == 0)
    first = max(bare.split("\n")[:30], key=lambda line: max(line.count(sign) for sign in _DELIMITERS), default="")
    return max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))

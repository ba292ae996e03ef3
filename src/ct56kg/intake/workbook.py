"""Workbooks, the one door to openpyxl for reading: limits first, then every cell with what it was.

A workbook is a zip of XML: its sizes, the number of cells, merges and declared entities are looked at before anything
is parsed, so that a small file cannot become a large one.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ct56kg.base.dates import format_date
from ct56kg.base.errors import InputError
from ct56kg.intake.grid import Book, Cell, Grid, Kind

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 20_000_000
MOST_UNPACKED = 40_000_000
MOST_PARTS = 3_000
MOST_CELLS = 200_000
MOST_MERGED = 200_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_EXACT = 10**15
"""From here on a spreadsheet has lost digits."""


def read_workbook(path: Path) -> Book:
    """Read every sheet of an `.xlsx` or `.xlsm` file.

    Raises:
        InputError: unreadable (FILE-01), an old or protected workbook (SHEET-03), no workbook (SHEET-02), too large or
            too many cells (SHEET-04).
    """
    content = _limited(path)
    if content.startswith(_OLE):
        raise InputError("SHEET-03", file=path)
    _inspect(path)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, rich_text=True, keep_links=False)
            formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet))
            computed = load_workbook(path, data_only=True, keep_links=False) if formulas else None
        return Book(path.name, tuple(_grid(sheet, computed) for sheet in book.worksheets))
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise InputError("SHEET-02", file=path, reason=f"{type(error).__name__}: {error}") from error


def _limited(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError("SHEET-04", file=path, what=f"{size} B", limit=f"{MOST_BYTES} B")
        with path.open("rb") as file:
            return file.read(8)
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error


def xml_parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Unpack the XML of a zipped file, part by part, within the limits.

    Raises:
        InputError: no zip (SHEET-02), too large or too many parts (SHEET-04), declared entities (FILE-03).
    """
    total = 0
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.infolist()
            if len(names) > MOST_PARTS:
                raise InputError("SHEET-04", file=path, what=len(names), limit=MOST_PARTS)
            for info in names:
                if not info.filename.endswith((".xml", ".rels")):
                    continue
                with packed.open(info) as part:
                    data = part.read(MOST_UNPACKED - total + 1)
                total += len(data)
                if total > MOST_UNPACKED:
                    raise InputError("SHEET-04", file=path, what=f"> {MOST_UNPACKED} B", limit=f"{MOST_UNPACKED} B")
                if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\0!\0D\0" in data:
                    raise InputError("FILE-03", file=path)
                yield info.filename, data
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise InputError("SHEET-02", file=path, reason=error) from error


def _inspect(path: Path) -> None:
    cells = merged = 0
    for name, data in xml_parts(path):
        if "worksheets/" in name:
            cells += len(_CELL.findall(data))
            for first, top, last, bottom in _MERGE.findall(data):
                merged += (_number(last) - _number(first) + 1) * (int(bottom) - int(top) + 1)
    for count, limit in ((cells, MOST_CELLS), (merged, MOST_MERGED)):
        if count > limit:
            raise InputError("SHEET-04", file=path, what=count, limit=limit)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cells(sheet: Worksheet) -> list[Any]:
    """Give the cells that the file has; asking for rows would make those between them, up to 16,384 a row."""
    return [cell for cell in sheet._cells.values() if cell.value is not None]


def _grid(sheet: Worksheet, computed: Workbook | None) -> Grid:
    values = computed[sheet.title] if computed is not None else None
    cells: dict[tuple[int, int], Cell] = {}
    for cell in _cells(sheet):
        read = _read(cell, values)
        if read.text.strip() or read.kind in ("formula", "error"):
            cells[cell.row, cell.column] = read
    merges = tuple(sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges))
    columns = {
        place
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for place in range(dimension.min or 0, min(dimension.max or 0, 1000) + 1)
    }
    return Grid(
        sheet.title,
        cells,
        merges,
        frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
        frozenset(columns),
        sheet.sheet_state != "visible",
        tuple(sorted((cell.row, cell.column) for cell in _cells(sheet) if cell.comment)),
    )


def _read(cell: Any, values: Worksheet | None) -> Cell:  # noqa: ANN401 (openpyxl has no type for it)
    struck, font = bool(cell.font and cell.font.strike), (cell.font.name or "") if cell.font else ""
    value = cell.value
    if cell.data_type == "f":
        source = str(getattr(value, "text", value))
        found = values.cell(cell.row, cell.column).value if values is not None else None
        text, kind = _said(found) if found is not None else ("", "text")
        return Cell(text, "error" if kind == "error" else "formula", struck, font, source)
    if isinstance(value, list):  # rich text: its runs may be struck or set in fonts of their own
        for run in value:
            look = getattr(run, "font", None)
            struck = struck or bool(look is not None and look.strike)
            font = getattr(look, "rFont", None) or font
    text, kind = _said(value)
    return Cell(text, "error" if cell.data_type == "e" else kind, struck, font)


def _said(value: object) -> tuple[str, Kind]:
    """Write a value as a person reads it in the cell."""
    if isinstance(value, (bool, int, float)):
        return _number_said(value)
    if isinstance(value, datetime):
        day = format_date(value.date())
        return (day if value.time() == time() else f"{value:%H:%M} {day}"), "date"
    if isinstance(value, date):
        return format_date(value), "date"
    text = str(value)
    if isinstance(value, (time, timedelta)):
        return text, "date"
    return text, ("error" if text in _ERRORS else "text")


def _number_said(value: float) -> tuple[str, Kind]:
    if isinstance(value, bool):
        return str(value).upper(), "boolean"
    if not abs(value) < _EXACT:
        return repr(value), "long"
    whole = isinstance(value, int) or value.is_integer()
    return (str(int(value)) if whole else repr(value).replace(".", ",")), "number"


_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")

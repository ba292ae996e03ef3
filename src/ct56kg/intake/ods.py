"""OpenDocument spreadsheets: repeated rows and cells are written out within limits, values as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from ct56kg.base.dates import format_date
from ct56kg.base.errors import InputError
from ct56kg.intake.grid import Book, Cell, Grid, Kind
from ct56kg.intake.workbook import MOST_BYTES, MOST_CELLS, xml_parts

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_OASIS % name for name in ("table", "office", "text", "style"))
_MOST_REPEATED = 1_100_000
_LONG = 15


def read_ods(path: Path) -> Book:
    """Read every sheet of an `.ods` file.

    Raises:
        InputError: unreadable (FILE-01), no spreadsheet (SHEET-02), too large (SHEET-04), declared entities (FILE-03).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("SHEET-04", file=path, what=f"{path.stat().st_size} B", limit=f"{MOST_BYTES} B")
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    content = next((data for name, data in xml_parts(path) if name == "content.xml"), None)
    if content is None:
        raise InputError("SHEET-02", file=path, reason="content.xml")
    try:
        root = fromstring(content)
    except ParseError as error:
        raise InputError("SHEET-02", file=path, reason=error) from error
    hidden = {
        style.get(_STYLE + "name")
        for style in root.iter(_STYLE + "style")
        for properties in style.iter(_STYLE + "table-properties")
        if properties.get(_TABLE + "display") == "false"
    }
    return Book(path.name, tuple(_grid(table, hidden, path) for table in root.iter(_TABLE + "table")))


@dataclass(slots=True)
class _Sheet:
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: list[tuple[int, int]] = field(default_factory=list)


def _grid(table: Element, hidden: set[str | None], path: Path) -> Grid:
    sheet = _Sheet()
    column = 0
    for one in table.iter(_TABLE + "table-column"):
        count = _repeated(one, "columns")
        if one.get(_TABLE + "visibility") in ("collapse", "filter"):
            sheet.hidden_columns.update(range(column + 1, column + 1 + min(count, 1000)))
        column += count
    row = 0
    for one in table.iter(_TABLE + "table-row"):
        count = _repeated(one, "rows")
        found = list(_cells(one))
        for again in range(count if found else 0):
            _put_row(sheet, row + 1 + again, found, one)
            if len(sheet.cells) > MOST_CELLS:
                raise InputError("SHEET-04", file=path, what=f"> {MOST_CELLS}", limit=MOST_CELLS)
        row += count
    return Grid(
        table.get(_TABLE + "name") or "?",
        sheet.cells,
        tuple(sorted(sheet.merges)),
        frozenset(sheet.hidden_rows),
        frozenset(sheet.hidden_columns),
        table.get(_TABLE + "style-name") in hidden,
        tuple(sheet.comments),
    )


def _put_row(sheet: _Sheet, row: int, found: list[tuple[int, Element, Cell]], source: Element) -> None:
    if source.get(_TABLE + "visibility") in ("collapse", "filter"):
        sheet.hidden_rows.add(row)
    for column, element, cell in found:
        sheet.cells[row, column] = cell
        wide, high = (int(element.get(f"{_TABLE}number-{name}-spanned") or 1) for name in ("columns", "rows"))
        if wide > 1 or high > 1:
            sheet.merges.append((row, column, row + min(high, MOST_CELLS) - 1, column + min(wide, 1024) - 1))
        if element.find(_OFFICE + "annotation") is not None:
            sheet.comments.append((row, column))


def _cells(row: Element) -> Iterator[tuple[int, Element, Cell]]:
    column = 1
    for element in row:
        if element.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        count = _repeated(element, "columns")
        cell = _cell(element)
        if cell.text.strip() or cell.kind == "formula":
            for again in range(min(count, 1024)):
                yield column + again, element, cell
        column += count


def _repeated(element: Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated") or "1"
    return min(int(text), _MOST_REPEATED) if text.isascii() and text.isdigit() else 1


def _cell(element: Element) -> Cell:
    text = "\n".join(_paragraph(paragraph) for paragraph in element.findall(_TEXT + "p"))
    kind: Kind = "text"
    value = element.get(_OFFICE + "value-type")
    if value in ("float", "percentage", "currency"):
        number = element.get(_OFFICE + "value") or text
        digits = number.partition(".")[0].lstrip("-")
        kind = "long" if len(digits) > _LONG or "e" in number.casefold() else "number"
        text = number.removesuffix(".0").replace(".", ",") if value == "float" else text
    elif value == "date":
        kind, text = "date", _day(element.get(_OFFICE + "date-value") or "", text)
    elif value == "boolean":
        kind = "boolean"
    if text.startswith(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "Err:")):
        kind = "error"
    formula = element.get(_TABLE + "formula")
    if formula and kind != "error":
        kind = "formula"
    return Cell(text, kind, source=formula or "")


def _day(iso: str, text: str) -> str:
    try:
        return format_date(date.fromisoformat(iso[:10])) if len(iso) == 10 or iso.endswith("T00:00:00") else text
    except ValueError:
        return text


def _paragraph(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            count = child.get(_TEXT + "c") or "1"
            parts.append(" " * (min(int(count), 10_000) if count.isdigit() else 1))
        elif child.tag == _TEXT + "tab":
            parts.append("\t")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        elif child.tag != _OFFICE + "annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)

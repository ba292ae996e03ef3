"""Workbooks, the views' one door to openpyxl: sheets are values, written as the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from ct56kg.base.text import columns
from ct56kg.base.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Style = Literal[
    "text", "number", "date", "title", "note", "mark", "head", "turned", "group", "lead", "role", "unknown", "none",
    "total", "count",
]  # fmt: skip
_WIDE = ("title", "mark", "note")
"""Looks of cells that span the whole sheet."""

_LINE = 15.75
_PAPER = {"A4": 9, "A3": 8}
_LONGEST = 32_767
_WIDEST = 60
_NAME = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOMENT = "2000-01-01T00:00:00Z"
_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a value, how it looks, how many columns it spans, where it leads (`#Sheet!A1` or an address)."""

    value: str | int | date
    style: Style = "text"
    span: int = 1
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """A drop-down list: for which cells (`C5:C300`), where its values stand (`'List'!$A$2:$A$9`), and what it says.

    Another value may be typed; whether it is right is judged when the sheet is read.
    """

    cells: str
    values: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, what stays in view, what is printed on every page.

    `frozen` counts rows and columns that stay; `heads` are the first and last row repeated in print (from 1), the last
    of them carries the filters, which reach down to row `filter_to` (0: the last row); `widths` are in characters, by
    default those of the contents. `hidden` sheets and columns (from 1) are there for programs.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    frozen: tuple[int, int] = (1, 0)
    heads: tuple[int, int] = (1, 1)
    widths: Sequence[float] = ()
    heights: dict[int, float] = field(default_factory=dict)
    filter_to: int = 0
    mark: str | None = None
    lang: str = "vi"
    hidden: bool = False
    hidden_columns: Sequence[int] = ()
    choices: Sequence[Choices] = ()
    paper: Literal["A4", "A3"] = "A4"


def to_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook.

    Text stays text: nothing is taken for a formula, control characters become U+FFFD, and text longer than a cell may
    hold (32,767 characters) is cut with words that say so.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    looks = _looks(book)
    taken: set[str] = set()
    for sheet in sheets:
        name = _name(sheet.name, taken)
        taken.add(name)
        _fill(book.create_sheet(name), sheet, looks)
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue())


def _name(wanted: str, taken: set[str]) -> str:
    base = _NAME.sub(" ", wanted).strip()[:31] or "1"
    name, number = base, 2
    while name in taken:
        name = f"{base[:27]} {number}"
        number += 1
    return name


def _looks(book: Workbook) -> dict[str, Any]:
    """Register each look once; a cell then only copies its numbers, which is ten times faster than setting it anew."""
    sample = book.create_sheet("looks")
    looks = {}
    for place, (name, look) in enumerate(_styles().items(), 1):
        cell: Any = sample.cell(1, place)
        for attribute, value in look.items():
            setattr(cell, attribute, value)
        looks[name] = cell._style
    book.remove(sample)
    return looks


def _fill(page: Worksheet, sheet: Sheet, looks: dict[str, Any]) -> None:
    from openpyxl.utils import get_column_letter

    wide = max((sum(cell.span for cell in row) for row in sheet.rows), default=1)
    for number, row in enumerate(sheet.rows, 1):
        place = 1
        for cell in row:
            _put(page.cell(number, place), cell, looks[cell.style], sheet.lang)
            last = wide if cell.style in _WIDE else place + cell.span - 1
            if last > place:
                page.merge_cells(start_row=number, start_column=place, end_row=number, end_column=last)
            place += cell.span
    widths = sheet.widths or _measured(sheet)
    for place, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(sheet.rows, 1):
        lines = sheet.heights.get(number, 0.0) / _LINE or _lines(row, widths)
        if lines > 1:
            page.row_dimensions[number].height = lines * _LINE
    rows, cols = sheet.frozen
    page.freeze_panes = f"{get_column_letter(cols + 1)}{rows + 1}"
    first, last = sheet.heads
    if len(sheet.rows) > last:
        page.auto_filter.ref = f"A{last}:{get_column_letter(wide)}{sheet.filter_to or len(sheet.rows)}"
    for place in sheet.hidden_columns:
        page.column_dimensions[get_column_letter(place)].hidden = True
    _choices(page, sheet)
    page.sheet_state = "hidden" if sheet.hidden else "visible"
    _for_print(page, sheet, f"{first}:{last}", get_column_letter(cols) if cols else "")


def _choices(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for choice in sheet.choices:
        rule = DataValidation("list", formula1=choice.values, allow_blank=True, showErrorMessage=False)
        if choice.prompt:
            rule.prompt, rule.showInputMessage = choice.prompt[:255], True
        rule.add(choice.cells)
        page.add_data_validation(rule)


def _for_print(page: Worksheet, sheet: Sheet, heads: str, column: str) -> None:
    page.print_title_rows = heads
    if column:
        page.print_title_cols = f"A:{column}"
    setup = page.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", _PAPER[sheet.paper], 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    margins = page.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.8
    page.oddFooter.right.text = f"{say('page.page', sheet.lang)} &P/&N"
    page.oddFooter.left.text = _NAME.sub(" ", sheet.name).replace("&", "&&")
    if sheet.mark:
        page.oddHeader.center.text = sheet.mark.replace("&", "&&")


def _put(target: Any, cell: Cell, look: Any, lang: str) -> None:  # noqa: ANN401 (openpyxl has no types for them)
    target._style = copy(look)
    if isinstance(cell.value, date) and cell.value < _FIRST_DAY:
        target.value = cell.value.strftime("%d/%m/%Y")
    elif isinstance(cell.value, str):
        text = _CONTROL.sub("\ufffd", cell.value)
        if len(text) > _LONGEST:
            cut = say("table.cut", lang, count=len(text))
            text = text[: _LONGEST - len(cut)] + cut
        if text:
            target.value = text
            target.data_type = "s"
            if text[0] in "=+-@":
                target.quotePrefix = True
    else:
        target.value = cell.value
    if cell.link:
        from openpyxl.worksheet.hyperlink import Hyperlink

        inside = cell.link.startswith("#")
        target.hyperlink = Hyperlink(
            ref=target.coordinate, **({"location": cell.link[1:]} if inside else {"target": cell.link})
        )


def _lines(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """Estimate how many lines a row needs; programs do not measure wrapped text when they open a file."""
    most, place = 1, 0
    for cell in row:
        wide = widths if cell.style in _WIDE else widths[place : place + cell.span]
        room = max(1.0, sum(wide) * (0.85 if cell.style == "title" else 1.1))
        text = cell.value if isinstance(cell.value, str) and cell.style != "turned" else ""
        most = max(most, sum(max(1, ceil(columns(line) / room)) for line in text.split("\n")))
        place += cell.span
    return most


def _measured(sheet: Sheet) -> list[float]:
    wide: dict[int, int] = {}
    for row in sheet.rows:
        place = 0
        for cell in row:
            if cell.style not in _WIDE:
                text = "00/00/0000" if isinstance(cell.value, date) else str(cell.value)
                wide[place] = max(wide.get(place, 4), *(columns(line) for line in text.splitlines() or [""]))
            place += cell.span
    return [min(_WIDEST, wide.get(place, 4) + 2.5) for place in range(max(wide, default=0) + 1)]


def _styles() -> dict[str, dict[str, Any]]:
    """Describe the looks; told apart by weight, border and pattern as well as by colour, so that grey print reads."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="C9CED3")
    box = Border(left=line, right=line, top=line, bottom=line)
    edge = Side(style="medium", color="24405E")
    thick = Border(left=edge, right=edge, top=edge, bottom=edge)
    left = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    font, bold = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
    soft = Font(name="Times New Roman", size=11, italic=True, color="565E66")
    head = PatternFill("solid", fgColor="EEF0F2")
    look: dict[str, dict[str, Any]] = {
        "text": {"font": font, "alignment": left, "border": box},
        "number": {"font": font, "alignment": Alignment(horizontal="right", vertical="top"), "border": box},
        "count": {"font": font, "alignment": Alignment(horizontal="center", vertical="top"), "border": box},
        "date": {"font": font, "alignment": left, "border": box, "number_format": "dd/mm/yyyy"},
        "title": {"font": Font(name="Times New Roman", size=14, bold=True), "alignment": Alignment(wrap_text=True)},
        "note": {"font": soft, "alignment": left},
        "mark": {"font": Font(name="Times New Roman", size=13, bold=True, color="9B1C1C"), "alignment": middle},
        "head": {"font": bold, "alignment": middle, "border": box, "fill": head},
        "turned": {
            "font": bold,
            "alignment": Alignment(text_rotation=90, horizontal="center", vertical="bottom", wrap_text=True),
            "border": box,
            "fill": head,
        },
        "group": {"font": bold, "alignment": left, "border": box, "fill": PatternFill("solid", fgColor="F7F7F5")},
        "lead": {"font": bold, "alignment": middle, "border": thick, "fill": PatternFill("solid", fgColor="C3D0DE")},
        "role": {"font": bold, "alignment": middle, "border": box},
        "unknown": {
            "font": soft,
            "alignment": middle,
            "border": box,
            "fill": PatternFill("lightUp", fgColor="9AA1A8", bgColor="FFFFFF"),
        },
        "none": {"font": Font(name="Times New Roman", size=12, color="9AA1A8"), "alignment": middle, "border": box},
        "total": {"font": bold, "alignment": middle, "border": box, "fill": head},
    }
    return look


def _settled(book: bytes) -> bytes:
    """Take the moment of writing out of a workbook, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _MOMENT.encode(), data)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()

"""A sheet as it was read, whatever the file: cells by place, merges, what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ct56kg.base.text import nfc

Kind = Literal["text", "number", "date", "boolean", "error", "formula", "long"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with something in it: its text, what it was in the file, and how it looked.

    `long` is a number of more digits than a spreadsheet keeps. A formula's text is the value last computed, empty where
    the file holds none; `source` is the formula.
    """

    text: str
    kind: Kind = "text"
    struck: bool = False
    font: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; rows and columns count from 1, merges are (first row, first column, last row, last column)."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    comments: tuple[tuple[int, int], ...] = ()

    def ref(self, row: int, column: int) -> str:
        """Name a cell as spreadsheet programs do: `Phụ lục!D7`."""
        return f"{self.name}!{letters(column)}{row}"

    @property
    def last_row(self) -> int:
        """Give the last row with anything in it."""
        return max((row for row, _ in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A file of sheets."""

    file: str
    grids: tuple[Grid, ...]
    remarks: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())

    def grid(self, name: str) -> Grid | None:
        """Find a sheet by name."""
        return next((grid for grid in self.grids if grid.name == name), None)


def letters(column: int) -> str:
    """Name a column: 1 is A, 27 is AA.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    out = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad")),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2007"), " "),
}
"""What a page pasted into a cell leaves there unseen: marks without width, and spaces that do not break a line."""


def tidy(text: str) -> str:
    """Compose text and take off what a cell adds: spaces at the ends of lines, carriage returns, what nobody sees."""
    lines = nfc(text).translate(_UNSEEN).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")

"""Where the table of an annex begins and what its columns are, whatever an office calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ct56kg.base.text import match_key
from ct56kg.base.words import area
from ct56kg.intake.annex import COLUMNS
from ct56kg.intake.grid import Grid
from ct56kg.intake.problems import Log

_MOST_ABOVE = 60
_LONGEST = 120
_BRACKETS = re.compile(r"\([^()]*\)")
_ROLES = ("lead", "coordinate")
_BEGINNINGS = ("task", "due", "extension", *_ROLES)
"""Columns whose headings go on in ways nobody can list: `Thời hạn hoàn thành`, `Nhiệm vụ cụ thể`."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a sheet: rows of its head, first row of its body, the place of each column, other headed columns."""

    grid: Grid
    head: tuple[int, int]
    columns: Mapping[str, int]
    ids: int | None
    extras: Mapping[int, str]

    @property
    def body(self) -> int:
        """Give the first row below the head."""
        return self.head[1] + 1


def find_table(grid: Grid, log: Log) -> Table | None:
    """Find the head of an annex in a sheet: a row, or two, with a heading for the task and one for the lead."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in grid.cells.items():
        if row <= _MOST_ABOVE:
            rows.setdefault(row, {})[column] = cell.text
    for more in (0, 1):
        for row in sorted(rows):
            heads = _two_rows(grid, rows, row) if more else rows[row]
            found = {place: column_of(text) for place, text in heads.items()}
            if "task" in found.values() and {"lead", "both"} & set(found.values()):
                return _table(grid, (row, row + more), heads, found, log)
    return None


def _two_rows(grid: Grid, rows: dict[int, dict[int, str]], row: int) -> dict[int, str]:
    """Read a head of two rows: what stands below a merged heading counts there, else the upper one."""
    upper, lower = rows[row], rows.get(row + 1, {})
    covered = {
        column: (top, first)
        for top, first, bottom, last in grid.merges
        if top == row and (last > first or bottom > top)
        for column in range(first, last + 1)
    }
    if not any(lower.get(column) for column in covered):
        return {}
    return {column: lower.get(column) or upper.get(column, "") for column in {*upper, *covered}}


def _table(grid: Grid, head: tuple[int, int], heads: dict[int, str], found: dict[int, str], log: Log) -> Table:
    columns: dict[str, int] = {}
    extras: dict[int, str] = {}
    ids: int | None = None
    for place, column in sorted(found.items()):
        text = " ".join(heads[place].split())
        ref = grid.ref(head[1], place)
        if column == "id":
            ids = place
        elif column == "both":
            log.refuse("SHEET-07", ref, text=text)
        elif column in columns:
            log.refuse("SHEET-08", ref, text=text, other=grid.ref(head[1], columns[column]))
        elif column:
            columns[column] = place
        elif text:
            extras[place] = text
    return Table(grid, head, columns, ids, extras)


def column_of(text: str) -> str:
    """Name the column that a heading stands for: one of `COLUMNS`, `id`, `both` (several roles in one), or none.

    >>> column_of("Cơ quan/đơn vị chủ trì"), column_of("Thời hạn hoàn thành"), column_of("Kết quả thực hiện")
    ('lead', 'due', '')
    """
    if text.strip().startswith("ct56kg "):
        return "id"
    if len(text) > _LONGEST:
        return ""
    key = _key(text)
    exact = _vocabulary().get(key)
    if exact:
        return exact
    if not key:
        return ""
    marks = [role for role in _ROLES if _mark(role) in key]
    if marks:
        return marks[0] if len(marks) == 1 else "both"
    begun = [(len(words), name) for words, name in _vocabulary().items() if key.startswith(words + " ")]
    return next((name for _, name in sorted(begun, reverse=True) if name in _BEGINNINGS), "")


@cache
def _mark(role: str) -> str:
    """Give the one word that shows a role in any heading: `chủ trì`, `phối hợp`."""
    return _key(area("intake")[f"head-{role}"]["vi"].split("|")[0])


@cache
def _vocabulary() -> dict[str, str]:
    known = {_key(words): name for name in COLUMNS for words in _listed(name)}
    own = area("annex")
    known |= {_key(own[f"col-{name}"][lang]): name for name in (*COLUMNS, "id") for lang in ("vi", "en")}
    return known


def _listed(name: str) -> list[str]:
    words = area("intake")[f"head-{name}"]
    return [*words["vi"].split("|"), *words["en"].split("|")]


def _key(text: str) -> str:
    return match_key(_BRACKETS.sub(" ", text)).strip(" :.*;-")

"""From a sheet to rows of an annex: which row is a task, which a group, which is none; every cell with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ct56kg.base.encoding import legacy
from ct56kg.base.text import lookalikes
from ct56kg.intake.grid import Cell, letters, tidy
from ct56kg.intake.headings import Table, column_of
from ct56kg.intake.problems import Log

LONGEST = 32_767
_ROMAN = re.compile(r"[IVXLC]{1,6}|[A-ZĐ]|[IVXLC]{1,6}\.[0-9]{1,2}")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\b\s*(?:$|[:(0-9]|nhiệm vụ|việc)", re.IGNORECASE)
_COUNTED = re.compile(r"\(?[0-9]{1,2}\)?")
_OLD_FONT = re.compile(r"^(\.Vn|VNI|Vn(?=[A-Z]))")
_BAD = {"boolean": "SHEET-11", "error": "SHEET-12", "long": "SHEET-13"}


@dataclass(frozen=True, slots=True)
class Entry:
    """The text of one cell, what it was, and where it stands."""

    text: str
    place: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """One task row of the sheet; `entries` has an entry, empty or not, for every column that the sheet has."""

    number: int
    iri: str
    heading: str
    entries: Mapping[str, Entry]
    place: str


@dataclass(slots=True)
class _Reader:
    table: Table
    log: Log
    spread: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell | None:
        """Give a cell; those of a merge over several rows have the value of its first."""
        cells = self.table.grid.cells
        return cells.get((row, column)) or cells.get(self.spread.get((row, column), (0, 0)))


def rows_of(table: Table, log: Log) -> list[Row]:
    """Read every task row below the head of a table, and note whatever is left out."""
    reader = _Reader(table, log)
    _look_at_merges(reader)
    _look_at_sheet(table, log)
    rows: list[Row] = []
    heading = ""
    waiting: list[int] = []
    known = {row for row, _ in table.grid.cells} | {row for row, _ in reader.spread}
    for number in sorted(row for row in known if row >= table.body):
        texts = {name: _text(reader.cell(number, place)) for name, place in table.columns.items()}
        iri = _text(reader.cell(number, table.ids)) if table.ids else ""
        filled = [name for name, text in texts.items() if text]
        place = table.grid.ref(number, table.columns["task"])
        if not iri and (_is_head(texts) or _is_counting(texts)):
            log.notice("SHEET-31", place, text=" | ".join(text for text in texts.values() if text)[:80])
        elif not iri and _is_total(texts):
            log.notice("SHEET-45", place, text=" | ".join(text for text in texts.values() if text)[:80])
        elif iri or _is_task(texts, filled):
            rows.append(Row(number, iri, heading, dict(_entries(reader, number)), place))
            _settle_waiting(table, log, waiting, in_table=True)
        elif not filled:
            continue
        elif filled == ["number"] and _COUNTED.fullmatch(texts["number"]):
            log.notice("SHEET-32", table.grid.ref(number, table.columns["number"]), text=texts["number"])
        elif _is_group(reader, number, texts, filled):
            heading = _heading(texts)
        else:
            waiting.append(number)
    _settle_waiting(table, log, waiting, in_table=False)
    _look_at_text(table, log)
    return rows


def _text(cell: Cell | None) -> str:
    return tidy(cell.text) if cell else ""


def _is_task(texts: dict[str, str], filled: list[str]) -> bool:
    """Say whether a row without id is surely a task: it has one, and something besides its number."""
    return bool(texts["task"]) and bool(set(filled) - {"number", "task"})


def _is_total(texts: dict[str, str]) -> bool:
    """Say whether a row only adds up: it begins with `Tổng cộng` and names neither body nor deadline."""
    words = texts.get("number") or texts["task"]
    return bool(_TOTAL.match(words)) and not any(texts.get(name) for name in ("lead", "coordinate", "due"))


def _is_head(texts: dict[str, str]) -> bool:
    """Say whether a row repeats the head, as on every page of a long print."""
    filled = {name: text for name, text in texts.items() if text}
    return len(filled) > 1 and all(column_of(text) == name for name, text in filled.items())


def _is_counting(texts: dict[str, str]) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3)."""
    filled = [text for text in texts.values() if text]
    return len(filled) > 2 and all(_COUNTED.fullmatch(text) for text in filled)


def _is_group(reader: _Reader, number: int, texts: dict[str, str], filled: list[str]) -> bool:
    """Say whether a row is surely a heading: alone in the first column, merged over the table, or `I`, `II`, `A`."""
    if filled == ["number"]:
        return not _COUNTED.fullmatch(texts["number"])
    if set(filled) <= {"number", "task"}:
        column = reader.table.columns[filled[0]]
        wide = any(
            top == number and last - first >= 2 and first <= column <= last
            for top, first, _, last in reader.table.grid.merges
        )
        return wide or bool(_ROMAN.fullmatch(texts.get("number", "").strip(" .)")))
    return False


def _heading(texts: dict[str, str]) -> str:
    number, task = texts.get("number", ""), texts["task"]
    if number and task:
        return f"{number.rstrip(' .')}. {task}"
    return number or task


def _settle_waiting(table: Table, log: Log, waiting: list[int], *, in_table: bool) -> None:
    """Refuse rows between tasks that are neither task nor surely a heading; below the last task they are only noted."""
    for number in waiting:
        cells = {place: table.grid.cells.get((number, place)) for place in table.columns.values()}
        place, cell = next((place, cell) for place, cell in cells.items() if cell)
        code = "SHEET-14" if in_table else "SHEET-33"
        tell = log.refuse if in_table else log.notice
        tell(code, table.grid.ref(number, place), text=_text(cell)[:80])
    waiting.clear()


def _entries(reader: _Reader, number: int) -> Iterator[tuple[str, Entry]]:
    table, log = reader.table, reader.log
    for name, place in table.columns.items():
        cell, ref = reader.cell(number, place), table.grid.ref(number, place)
        text = _text(cell)
        if cell is None:
            yield name, Entry("", ref)
            continue
        if cell.kind in _BAD:
            log.refuse(_BAD[cell.kind], ref, text=text, formula=cell.source or "–")
        elif cell.kind == "formula":
            if text or name == "number":
                log.notice("SHEET-34", ref, text=text[:80], formula=cell.source[:80])
            else:
                log.refuse("SHEET-15", ref, formula=cell.source[:80])
        if cell.struck:
            log.notice("SHEET-35", ref, text=text[:80])
        if _OLD_FONT.match(cell.font) and not text.isascii() and max(text) <= "\u00ff":
            log.refuse("SHEET-17", ref, text=text[:80], font=cell.font)
        yield name, Entry(text, ref, cell.kind)


def _look_at_merges(reader: _Reader) -> None:
    """Let a merge over several rows speak for each of them; one over several columns of a task is refused."""
    table = reader.table
    places = {place: name for name, place in table.columns.items()}
    for top, first, bottom, last in table.grid.merges:
        if bottom < table.body or (top, first) not in table.grid.cells:
            continue
        covered = [place for place in range(first, last + 1) if place in places]
        text = _text(table.grid.cells[top, first])
        if bottom > top and covered:
            for row in range(max(top, table.body), bottom + 1):
                reader.spread[row, first] = (top, first)
            ref = f"{table.grid.ref(top, first)}:{letters(last)}{bottom}"
            reader.log.notice("SHEET-36", ref, text=text[:80], rows=bottom - top + 1)
        if len(covered) > 1 and _shared_by_task(table, top, bottom, covered):
            reader.log.refuse("SHEET-18", f"{table.grid.ref(top, first)}:{letters(last)}{bottom}", text=text[:80])


def _shared_by_task(table: Table, top: int, bottom: int, covered: list[int]) -> bool:
    """Say whether a merge over columns stands in a row that has other cells, hence is no heading."""
    others = set(table.columns.values()) - set(covered)
    if table.ids:
        others.add(table.ids)
    number = table.columns.get("number")
    return any(
        (row, place) in table.grid.cells for row in range(top, bottom + 1) for place in others if place != number
    )


def _look_at_sheet(table: Table, log: Log) -> None:
    """Note what is there and not read: hidden rows are read, comments and other columns are not."""
    grid = table.grid
    used = {row for row, _ in grid.cells if row >= table.body}
    hidden = sorted(used & grid.hidden_rows)
    if hidden:
        log.notice("SHEET-37", grid.name, rows=_listed(hidden))
    hidden_columns = [name for name, place in table.columns.items() if place in grid.hidden_columns]
    if hidden_columns:
        log.notice("SHEET-38", grid.name, columns=", ".join(letters(table.columns[name]) for name in hidden_columns))
    for place, text in table.extras.items():
        if any(column == place and row >= table.body for row, column in grid.cells):
            log.notice("SHEET-39", grid.ref(table.head[1], place), text=text)
    known = {*table.columns.values(), *table.extras, table.ids}
    far = sorted(spot for spot in grid.cells if spot[1] not in known and spot[0] >= table.head[0])
    for row, column in far[:20]:
        log.notice("SHEET-40", grid.ref(row, column), text=_text(grid.cells[row, column])[:80])
    if len(far) > 20:
        log.notice("SHEET-40", grid.name, text=f"+{len(far) - 20}")
    for row, column in grid.comments[:20]:
        log.notice("SHEET-41", grid.ref(row, column))


def _look_at_text(table: Table, log: Log) -> None:
    """Refuse text in an old encoding; short cells show it only together, so the whole table is looked at."""
    spots = sorted(spot for spot in table.grid.cells if spot[1] in table.columns.values() and spot[0] >= table.body)
    lines = [" ".join(table.grid.cells[spot].text.split()) for spot in spots]
    for spot, line in zip(spots, lines, strict=True):
        for _, letter in lookalikes(line):
            log.notice("SHEET-64", table.grid.ref(*spot), letter=f"{letter} (U+{ord(letter):04X})", text=line[:80])
    found = legacy("\n".join(lines))
    if found:
        spot = spots[found.line - 1]
        log.refuse("SHEET-17", table.grid.ref(*spot), text=found.sample, font=f"{found.encoding} → {found.reading}")


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:20])
    return shown + (f", … (+{len(numbers) - 20})" if len(numbers) > 20 else "")

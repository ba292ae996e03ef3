"""Which row of a sheet is which row of the annex, and what was edited in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ct56kg.base.text import match_key
from ct56kg.intake.annex import Annex, Line
from ct56kg.intake.grid import tidy
from ct56kg.intake.problems import Log
from ct56kg.intake.stamp import Stamp
from ct56kg.intake.table import Row
from ct56kg.intake.values import Values


def as_in_sheet(
    stamp: Stamp | None, lines: Mapping[str, Line], shown: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Give each row as the sheet had it: as kept in the file, else as the dossier (same state) has it."""
    kept = stamp.rows if stamp else {}
    return {thing: kept.get(thing, (line.heading, shown[thing])) for thing, line in lines.items()}


def edited(row: Row, base: tuple[str, Mapping[str, str]]) -> list[str]:
    """Name the columns in which a row differs from what the sheet had; `heading` is the group above it."""
    heading, texts = base
    columns = [name for name, entry in row.entries.items() if entry.text != tidy(texts.get(name, ""))]
    return columns + (["heading"] if row.heading != tidy(heading) else [])


def owners(
    rows: Iterable[Row], base: Mapping[str, tuple[str, Mapping[str, str]]], log: Log
) -> tuple[dict[str, Row], list[Row]]:
    """Tell which row of the sheet is which of the annex; a copied row is new, if it is clear which one is the copy."""
    claims: dict[str, list[Row]] = {}
    new: list[Row] = []
    for row in rows:
        if not row.iri:
            new.append(row)
        elif row.iri in base:
            claims.setdefault(row.iri, []).append(row)
        else:
            log.refuse("SHEET-22", row.place, iri=row.iri)
    owned: dict[str, Row] = {}
    for thing, claimants in claims.items():
        same = [row for row in claimants if not set(edited(row, base[thing])) - {"number", "heading"}]
        if len(claimants) == 1:
            owned[thing] = claimants[0]
        elif len(same) == 1:
            owned[thing] = same[0]
            new += [replace(row, iri="") for row in claimants if row is not same[0]]
        else:
            log.refuse("SHEET-21", claimants[-1].place, places=", ".join(row.place for row in claimants))
    return owned, sorted(new, key=lambda row: row.number)


def not_there(rows: Iterable[Row], annex: Annex, shown: Mapping[str, Mapping[str, str]], log: Log) -> list[Row]:
    """Leave out rows of a strange sheet that the annex has already; one that differs from its row is refused."""
    known = {match_key(shown[line.iri]["task"]): line for line in annex.lines}
    new: list[Row] = []
    for row in rows:
        line = known.get(match_key(row.entries["task"].text))
        if line is None:
            new.append(row)
        elif not set(edited(row, (line.heading, shown[line.iri]))) - {"number", "heading"}:
            log.notice("SHEET-43", row.place, number=shown[line.iri]["number"])
        else:
            log.refuse("SHEET-30", row.place, number=shown[line.iri]["number"])
    return new


def orders(rows: Sequence[Row], annex: Annex, values: Values) -> list[int]:
    """Number new rows: as the sheet does where that is clear, else after the last row, by position."""
    used = {line.order for line in annex.lines if line.order is not None}
    wanted = [values.number(row.entries["number"]) if "number" in row.entries else None for row in rows]
    given = [order for order in wanted if order]
    if len(set(given)) == len(rows) and not used & set(given):
        return given
    first = max(used, default=0) + 1
    if given:
        values.log.notice("SHEET-61", rows[0].place, first=first)
    return list(range(first, first + len(rows)))

"""What a sheet that we wrote carries for its way back: dossier, annex, state, and each row as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ct56kg.base.errors import InputError
from ct56kg.intake.annex import COLUMNS
from ct56kg.intake.grid import Book, Grid

SECRET = "_ct56kg"
"""Name of the hidden sheet that `view.annex` writes."""

FORMAT = "1"
_CSV = re.compile(r"ct56kg ([0-9]+) (vi|en) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{64}) (\S*)")
_FACTS = ("format", "dossier", "annex", "as-of", "lang", "state", "sheet", "bodies", "documents")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a sheet comes from; `rows` maps each row's IRI to its heading and its texts, if the file holds them."""

    annex: str
    lang: str
    state: str
    as_of: str
    dossier: str = ""
    sheet: str = ""
    bodies: str = ""
    documents: str = ""
    rows: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)


def read_stamp(book: Book) -> Stamp | None:
    """Find the stamp of a book; nothing where the book is not one of ours.

    Raises:
        InputError: the hidden sheet is there but damaged, or of another version (SHEET-05).
    """
    secret = book.grid(SECRET)
    if secret is not None:
        return _from_sheet(book, secret)
    for grid in book.grids:
        for place, cell in sorted(grid.cells.items())[:200]:
            match = _CSV.fullmatch(cell.text.strip())
            if match and place[0] < 30:
                _same_format(book, match[1])
                return Stamp(match[5], match[2], match[4], match[3], sheet=grid.name)
    return None


def _from_sheet(book: Book, secret: Grid) -> Stamp:
    def text(row: int, column: int) -> str:
        cell = secret.cells.get((row, column))
        return cell.text if cell else ""

    facts = {text(row, 1): text(row, 2) for row in range(1, len(_FACTS) + 1)}
    start = len(_FACTS) + 1
    head = [text(start, column) for column in range(1, len(COLUMNS) + 3)]
    if set(facts) != set(_FACTS) or head != ["id", "heading", *COLUMNS]:
        raise InputError("SHEET-05", file=book.file, what=SECRET)
    _same_format(book, facts["format"])
    rows = {
        text(row, 1): (text(row, 2), {name: text(row, place) for place, name in enumerate(COLUMNS, 3)})
        for row in range(start + 1, secret.last_row + 1)
        if text(row, 1)
    }
    return Stamp(
        facts["annex"],
        facts["lang"] if facts["lang"] in ("vi", "en") else "vi",
        facts["state"],
        facts["as-of"],
        facts["dossier"],
        facts["sheet"],
        facts["bodies"],
        facts["documents"],
        rows,
    )


def _same_format(book: Book, version: str) -> None:
    if version != FORMAT:
        raise InputError("SHEET-05", file=book.file, what=f"{SECRET} {version}")

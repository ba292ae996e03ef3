"""The review sheet on its way back: what a person agreed to, and the text that it was proposed from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ct56kg.base.errors import InputError
from ct56kg.base.text import match_key
from ct56kg.intake.documents import DocumentType
from ct56kg.intake.extracting import SourceText
from ct56kg.intake.grid import Book, Grid, tidy
from ct56kg.intake.problems import Log
from ct56kg.intake.proposing import FIELDS, Proposal, proposals_of

SECRET = "_ct56kg-intake"
FORMAT = "1"
CHUNK = 30_000
_FIRST = 5
_YES = frozenset(match_key(word) for word in ("x", "v", "✓", "có", "đồng ý", "yes", "y", "1"))


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a person agreed to: the text, the number of the document that holds the items, proposals as corrected."""

    source: SourceText
    host: str
    proposals: tuple[Proposal, ...]
    places: dict[str, dict[str, str]]


def is_review(book: Book) -> bool:
    """Say whether a book is a review sheet."""
    return book.grid(SECRET) is not None


def read_review(book: Book, types: tuple[DocumentType, ...], log: Log) -> Accepted:
    """Read a review sheet; only rows with a yes count, and their quotations must be as they were.

    Raises:
        InputError: the hidden sheet is damaged (SHEET-05).
    """
    source = _source(book)
    main = next(grid for grid in book.grids if grid.name != SECRET)
    known = {proposal.id: proposal for proposal in proposals_of(source.text, types)}
    accepted: list[Proposal] = []
    places: dict[str, dict[str, str]] = {}
    for row in sorted({row for row, _ in main.cells if row >= _FIRST}):
        texts = [tidy(_text(main, row, column)) for column in range(1, len(FIELDS) + 7)]
        if not texts[0]:
            continue
        if match_key(texts[0]) not in _YES:
            log.refuse("INTAKE-21", main.ref(row, 1), text=texts[0])
            continue
        proposal = known.get(texts[-1])
        if proposal is None:
            log.refuse("INTAKE-22", main.ref(row, 3))
            continue
        if texts[2] != tidy(source.text[proposal.at.start : proposal.at.end]):
            log.refuse("INTAKE-23", main.ref(row, 3))
        fields = dict(zip(FIELDS, texts[3 : 3 + len(FIELDS)], strict=True))
        accepted.append(replace(proposal, fields=fields))
        places[proposal.id] = {
            name: main.ref(row, place) for place, name in enumerate(("yes", "kind", "quote", *FIELDS), 1)
        }
    return Accepted(source, _text(main, 3, 3).strip(), tuple(accepted), places)


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.cells.get((row, column))
    return cell.text if cell else ""


def _source(book: Book) -> SourceText:
    grid = book.grid(SECRET)
    assert grid is not None
    rows = [(_text(grid, row, 1), _text(grid, row, 2)) for row in range(1, grid.last_row + 1)]
    facts = dict(rows)
    chunks = [text[1:-1] for key, text in rows if key == "text"]
    source = SourceText(facts.get("file", ""), "".join(chunks))
    if facts.get("format") != FORMAT or facts.get("sha256") != source.sha256:
        raise InputError("SHEET-05", file=book.file, what=SECRET)
    return source

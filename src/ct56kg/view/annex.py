"""The assignment annex as offices know it: a workbook to edit and bring back, CSV, or ODS.

Ids stand in a hidden column; a hidden sheet keeps the state that the workbook was made from, so that an edit of an
older state is known as such.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ct56kg.base.dates import format_date
from ct56kg.base.formula import escape_formula
from ct56kg.base.words import say
from ct56kg.intake.annex import COLUMNS
from ct56kg.intake.lists import FIRST, Listed
from ct56kg.intake.stamp import FORMAT, SECRET
from ct56kg.view.sheet import Cell, Choices, Sheet, to_bytes

_WIDTHS = {
    "number": 5.5, "task": 38.0, "lead": 19.0, "coordinate": 21.0, "monitor": 15.0, "person": 14.0, "product": 23.0,
    "due": 13.0, "extension": 19.0, "closed": 14.5, "basis": 17.0, "note": 14.0, "other": 20.0,
}  # fmt: skip
_ID = 150.0
_SPARE = 40
"""Rows below the last one that take new entries with the same drop-downs."""


@dataclass(frozen=True, slots=True)
class AnnexSheet:
    """All that the sheet shows: rows as (IRI, group heading, texts by column), lists, and where it comes from."""

    annex: str
    title: str
    document: str
    dossier: str
    dossier_iri: str
    as_of: date
    state: str
    rows: Sequence[tuple[str, str, dict[str, str]]]
    bodies: Sequence[Listed] = ()
    documents: Sequence[Listed] = ()
    body_types: Sequence[str] = ()
    levels: Sequence[str] = ()
    document_types: Sequence[str] = ()
    mark: str | None = None
    lang: str = "vi"

    @property
    def stamp(self) -> str:
        """Give the heading of the column of ids: format, language, date, state, annex; CSV has no other room."""
        return f"ct56kg {FORMAT} {self.lang} {self.as_of.isoformat()} {self.state} {self.annex}"

    @property
    def columns(self) -> tuple[str, ...]:
        """Give the columns that are shown; other roles only where there are any."""
        some = any(texts.get("other") for _, _, texts in self.rows)
        return COLUMNS if some else tuple(column for column in COLUMNS if column != "other")


def to_xlsx(annex: AnnexSheet) -> bytes:
    """Write the workbook: the annex, the lists of bodies and documents, and two hidden sheets."""
    return to_bytes(_sheets(annex))


def to_ods(annex: AnnexSheet) -> bytes:
    """Write the same sheets as an OpenDocument spreadsheet, without drop-downs."""
    from ct56kg.view.ods import to_bytes as write

    return write(_sheets(annex))


def _sheets(annex: AnnexSheet) -> list[Sheet]:
    return [_main(annex), _bodies(annex), _documents(annex), _lists(annex), _secret(annex)]


def _main(annex: AnnexSheet) -> Sheet:
    lang, columns = annex.lang, annex.columns
    wide = len(columns) + 1
    top = [[Cell(annex.mark, "mark")]] if annex.mark else []
    top += [[Cell(annex.title, "title")], [Cell(say("annex.subtitle", lang, document=annex.document), "note")]]
    top += [[Cell(say("annex.state", lang, dossier=annex.dossier, day=format_date(annex.as_of)), "note")]]
    head = [*(Cell(say(f"annex.col-{column}", lang), "head") for column in columns), Cell(annex.stamp, "head")]
    body: list[list[Cell]] = []
    group = ""
    for iri, heading, texts in annex.rows:
        if heading and heading != group:
            body.append([Cell(heading, "group", span=wide)])
        group = heading
        body.append([*(_cell(column, texts[column]) for column in columns), Cell(iri)])
    spare = 12 if not annex.rows else 0
    body += [[Cell("") for _ in range(wide)] for _ in range(spare)]
    first = len(top) + 2
    last = first + len(body) + _SPARE
    names = f"'{say('annex.sheet-bodies', lang)}'!$A${FIRST}:$A${FIRST - 1 + len(annex.bodies) + _SPARE}"
    places = {column: chr(ord("A") + place) for place, column in enumerate(columns)}
    choices = [
        Choices(f"{places[column]}{first}:{places[column]}{last}", names, say("annex.prompt-party", lang))
        for column in ("lead", "coordinate", "monitor")
    ]
    return Sheet(
        say("annex.sheet", lang),
        [*top, head, *body],
        frozen=(len(top) + 1, 2),
        heads=(len(top) + 1, len(top) + 1),
        widths=[*(_WIDTHS[column] for column in columns), _ID],
        mark=annex.mark,
        lang=lang,
        hidden_columns=(wide,),
        choices=choices,
        paper="A3",
    )


def _cell(column: str, text: str) -> Cell:
    if column == "number" and text.isascii() and text.isdigit() and len(text) < 10:
        return Cell(int(text), "count")
    return Cell(text)


def _bodies(annex: AnnexSheet) -> Sheet:
    heads = ("body-name", "body-short", "body-english", "body-type", "body-level")
    lists = {3: _listed(annex, 0, len(annex.body_types)), 4: _listed(annex, 1, len(annex.levels))}
    return _list(annex, "bodies", heads, annex.bodies, (48.0, 18.0, 48.0, 26.0, 16.0), lists)


def _documents(annex: AnnexSheet) -> Sheet:
    heads = ("document-symbol", "document-type", "document-title", "document-issuer", "document-issued")
    bodies = f"'{say('annex.sheet-bodies', annex.lang)}'!$A${FIRST}:$A${FIRST - 1 + len(annex.bodies) + _SPARE}"
    lists = {1: _listed(annex, 2, len(annex.document_types)), 3: bodies}
    return _list(annex, "documents", heads, annex.documents, (20.0, 18.0, 70.0, 36.0, 16.0), lists)


def _list(
    annex: AnnexSheet,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Listed],
    widths: Sequence[float],
    lists: dict[int, str],
) -> Sheet:
    lang, wide = annex.lang, len(heads) + 1
    last = 3 + len(rows) + _SPARE
    grid = [
        [Cell(say(f"annex.{name}-title", lang), "title")],
        [Cell(say(f"annex.{name}-about", lang), "note")],
        [*(Cell(say(f"annex.{head}", lang), "head") for head in heads), Cell(say("annex.col-id", lang), "head")],
        *([*(Cell(text) for text in row.texts), Cell(row.iri)] for row in rows),
    ]
    letters = {place: chr(ord("A") + place) for place in lists}
    return Sheet(
        say(f"annex.sheet-{name}", lang),
        grid,
        frozen=(3, 1),
        heads=(3, 3),
        widths=[*widths, _ID],
        mark=annex.mark,
        lang=lang,
        hidden_columns=(wide,),
        choices=[Choices(f"{letters[p]}4:{letters[p]}{last}", values) for p, values in lists.items()],
    )


def _listed(annex: AnnexSheet, column: int, count: int) -> str:
    letter = chr(ord("A") + column)
    return f"'{say('annex.sheet-lists', annex.lang)}'!${letter}$2:${letter}${1 + max(count, 1)}"


def _lists(annex: AnnexSheet) -> Sheet:
    lists = (annex.body_types, annex.levels, annex.document_types)
    heads = ("body-type", "body-level", "document-type")
    grid = [[Cell(say(f"annex.{head}", annex.lang), "head") for head in heads]]
    for place in range(max((len(values) for values in lists), default=0)):
        grid.append([Cell(values[place] if place < len(values) else "") for values in lists])
    return Sheet(say("annex.sheet-lists", annex.lang), grid, lang=annex.lang, hidden=True)


def _secret(annex: AnnexSheet) -> Sheet:
    """Keep what the reader needs: format, dossier, annex, date, language, state; then each row as it was."""
    facts = {
        "format": FORMAT,
        "dossier": annex.dossier_iri,
        "annex": annex.annex,
        "as-of": annex.as_of.isoformat(),
        "lang": annex.lang,
        "state": annex.state,
        "sheet": say("annex.sheet", annex.lang),
        "bodies": say("annex.sheet-bodies", annex.lang),
        "documents": say("annex.sheet-documents", annex.lang),
    }
    grid = [[Cell(key), Cell(value)] for key, value in facts.items()]
    grid.append([Cell("id"), Cell("heading"), *(Cell(column) for column in COLUMNS)])
    for iri, heading, texts in annex.rows:
        grid.append([Cell(iri), Cell(heading), *(Cell(texts.get(column, "")) for column in COLUMNS)])
    return Sheet(SECRET, grid, lang=annex.lang, hidden=True)


def to_csv(annex: AnnexSheet) -> str:
    """Write the annex as CSV for spreadsheets: UTF-8 with byte order mark, semicolons, no formula.

    The heading of the last column carries the format, language and state; group headings stand on rows of their own.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(say(f"annex.col-{column}", annex.lang) for column in annex.columns), annex.stamp])
    group = ""
    for iri, heading, texts in annex.rows:
        if heading and heading != group:
            writer.writerow([escape_formula(heading), *("" for _ in annex.columns)])
        group = heading
        writer.writerow([*(escape_formula(texts[column]) for column in annex.columns), iri])
    return "\ufeff" + out.getvalue()

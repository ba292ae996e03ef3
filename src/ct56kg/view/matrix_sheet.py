"""The matrix as a workbook, CSV and Markdown; what is unknown is a word or a sign in every cell, never a blank."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby

from ct56kg.base.formula import escape_formula
from ct56kg.base.words import say
from ct56kg.view.matrix import Line, Mark, Matrix, Party, letters
from ct56kg.view.matrix_page import formerly, summary
from ct56kg.view.sheet import Cell, Sheet, to_bytes
from ct56kg.view.table import markdown

_UNKNOWN, _NONE = "?", "·"
_SIGNS = {"": "", "ended": " ✕", "undecided": " ≈"}
_FIRST, _COLUMN, _SUM = 46.0, 5.6, 7.0


def to_xlsx(matrix: Matrix, *, title: str, subtitle: str, footer: str, lang: str, mark: str | None = None) -> bytes:
    """Write a workbook: the matrix with frozen headings, filters and print set-up, and a sheet with the evidence.

    A cell with a role leads to the words that give it.
    """
    names = say("matrix.sheet", lang), say("matrix.evidence", lang)
    proof_rows = 3 if mark else 2
    places: dict[tuple[Line, Mark], int] = {}
    for line in matrix.lines:
        for marks in line.cells.values():
            for one in marks:
                places[line, one] = proof_rows + len(places) + 1
    top = [[Cell(mark, "mark")]] if mark else []
    top += [[Cell(title, "title")], [Cell(subtitle, "note")], [Cell(" ".join(summary(matrix, lang)), "note")]]
    head = [Cell(say("matrix.what", lang), "head"), *_party_heads(matrix, lang), *_sum_heads(matrix, lang)]
    body: list[list[Cell]] = []
    for group, lines in groupby(matrix.lines, key=lambda line: line.group):
        body.append([Cell(group, "group", span=len(head))])
        body += [_row(line, matrix, places, names[1]) for line in lines]
    first = len(top) + 1
    rows = [*top, head, *body, *_totals(matrix, lang), *_legend(matrix, lang), [Cell(footer, "note")]]
    main = Sheet(
        names[0], rows, frozen=(first, 1), heads=(first, first), filter_to=first + len(body), mark=mark, lang=lang,
        widths=[_FIRST, *[_COLUMN] * (len(matrix.parties) or 1), *[_SUM] * len(matrix.roles)],
        heights={first: 170.0},
    )  # fmt: skip
    return to_bytes([main, _proof_sheet(matrix, names[1], title, mark, lang)])


def _party_heads(matrix: Matrix, lang: str) -> list[Cell]:
    heads = [Cell(party.name + _SIGNS[party.existence], "turned") for party in matrix.parties]
    return heads or [Cell(say("matrix.parties", lang), "turned")]


def _sum_heads(matrix: Matrix, lang: str) -> list[Cell]:
    return [Cell(say("matrix.sum-role", lang, role=role.name), "turned") for role in matrix.roles]


def _row(line: Line, matrix: Matrix, places: dict[tuple[Line, Mark], int], proofs: str) -> list[Cell]:
    name = ("    " if line.level else "") + line.name
    cells = [Cell(f"{name}\n{line.wording}" if line.wording else name, "text")]
    for party in matrix.parties:
        marks = line.cells.get(party.term, ())
        if marks:
            lead = any(mark.role.lead for mark in marks)
            link = f"#'{proofs}'!A{places[line, marks[0]]}"
            cells.append(Cell(shown(line, party), "lead" if lead else "role", link=link))
        else:
            cells.append(Cell(shown(line, party), "unknown" if line.unknown else "none"))
    if not matrix.parties:
        cells.append(Cell(_UNKNOWN, "unknown"))
    if line.unknown and not line.cells:
        return [*cells, *(Cell(_UNKNOWN, "unknown") for _ in matrix.roles)]
    return [*cells, *(Cell(matrix.sum_of(line, role), "total") for role in matrix.roles)]


def shown(line: Line, party: Party) -> str:
    """Give the sign of one cell: letters, `?` where the source does not say, `·` where there is no role."""
    marks = line.cells.get(party.term, ())
    return " ".join(letter for letter, _ in letters(marks)) or (_UNKNOWN if line.unknown else _NONE)


def _totals(matrix: Matrix, lang: str) -> Iterator[list[Cell]]:
    for role in matrix.roles:
        sums = [matrix.total(party, role) for party in matrix.parties]
        own = [Cell(sum(sums) if other == role else "", "total") for other in matrix.roles]
        yield [Cell(say("matrix.sum-role", lang, role=role.name), "group"), *(Cell(n, "total") for n in sums), *own]


def _legend(matrix: Matrix, lang: str) -> Iterator[list[Cell]]:
    yield [Cell("", "note")]
    for sign, words in legend(matrix, lang):
        yield [Cell(f"{sign}   {words}", "note")]
    if matrix.unknown:
        yield [Cell(say("matrix.sum-note", lang, unknown=matrix.unknown), "note")]


def legend(matrix: Matrix, lang: str) -> list[tuple[str, str]]:
    """Give every sign of the matrix with its meaning."""
    signs = [(role.letter, role.name) for role in matrix.roles]
    signs += [(_UNKNOWN, say("matrix.unknown", lang)), (_NONE, say("matrix.none", lang))]
    states = {party.existence for party in matrix.parties}
    if "ended" in states:
        signs.append(("✕", say("matrix.ended", lang)))
    if "undecided" in states:
        signs.append(("≈", say("matrix.undecided", lang)))
    return signs


def _proof_sheet(matrix: Matrix, name: str, title: str, mark: str | None, lang: str) -> Sheet:
    top = [[Cell(mark, "mark")]] if mark else []
    head = ["what", "evidence-role", "evidence-party", "evidence-words", "quote", "source", "place-head"]
    rows = [*top, [Cell(title, "title")], [Cell(say(f"matrix.{key}", lang), "head") for key in head]]
    frame = len(rows)
    for line in matrix.lines:
        for marks in line.cells.values():
            for one in marks:
                taken = f" ({formerly(one, lang)})" if one.formerly else ""
                values = (
                    line.name, f"{one.role.letter} – {one.role.name}", one.party.name + taken, one.words or "–",
                    one.quote or say("matrix.no-evidence", lang), one.source, one.place,
                )  # fmt: skip
                rows.append([Cell(value) for value in values])
    widths = (44.0, 18.0, 34.0, 22.0, 50.0, 36.0, 20.0)
    return Sheet(name, rows, frozen=(frame, 1), heads=(frame, frame), widths=widths, mark=mark, lang=lang)


def to_csv(matrix: Matrix, *, lang: str, mark: str | None = None) -> str:
    """Write the matrix as CSV with a byte order mark, for spreadsheets; with a mark, every line carries it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    note = [say("matrix.note", lang)] if mark else []
    sums = [say("matrix.sum-role", lang, role=role.name) for role in matrix.roles]
    parties = [party.name for party in matrix.parties] or [say("matrix.parties", lang)]
    heads = [say("matrix.group", lang), say("matrix.what", lang), *map(escape_formula, parties)]
    writer.writerow([*heads, *sums, *note])
    unknown = say("matrix.unknown", lang)
    for line in matrix.lines:
        cells = [shown(line, party) for party in matrix.parties] or [_UNKNOWN]
        told = [unknown if cell == _UNKNOWN else "–" if cell == _NONE else cell for cell in cells]
        blank = line.unknown and not line.cells
        counts = [unknown if blank else str(matrix.sum_of(line, role)) for role in matrix.roles]
        names = [escape_formula(line.group), escape_formula(line.name)]
        writer.writerow([*names, *told, *counts, *([mark] if mark else [])])
    return "\ufeff" + out.getvalue()


def to_markdown(matrix: Matrix, *, title: str, subtitle: str, footer: str, lang: str, mark: str | None = None) -> str:
    """Write the matrix in GitHub's Markdown, with its legend."""
    lines = [f"# {title}", "", subtitle, "", " ".join(summary(matrix, lang)), ""]
    if mark:
        lines = [f"**{mark}**", "", *lines]
    heads = [party.name + _SIGNS[party.existence] for party in matrix.parties] or [say("matrix.parties", lang)]
    heads = [say("matrix.what", lang), *heads, *(say("matrix.sum-role", lang, role=role.name) for role in matrix.roles)]
    lines += [_cells(heads), "| --- |" + " :-: |" * (len(heads) - 1)]
    for line in matrix.lines:
        blank = line.unknown and not line.cells
        cells = [shown(line, party) for party in matrix.parties] or [_UNKNOWN]
        counts = [_UNKNOWN if blank else str(matrix.sum_of(line, role)) for role in matrix.roles]
        lines.append(_cells([("– " if line.level else "") + line.name, *cells, *counts]))
    for role in matrix.roles:
        sums = [matrix.total(party, role) for party in matrix.parties]
        own = [str(sum(sums)) if other == role else "" for other in matrix.roles]
        lines.append(_cells([say("matrix.sum-role", lang, role=role.name), *(str(number) for number in sums), *own]))
    lines += ["", *(f"- `{sign}` {markdown(words)}" for sign, words in legend(matrix, lang))]
    if matrix.unknown:
        lines += ["", say("matrix.sum-note", lang, unknown=matrix.unknown)]
    return "\n".join([*lines, "", footer, ""])


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(markdown(text) for text in texts)} |"

"""An edited sheet against the dossier: which rows are new, changed, removed; nothing where anything is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ct56kg.base.dates import format_iso
from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, RDFS
from ct56kg.base.text import match_key
from ct56kg.base.words import say
from ct56kg.graph.statements import Statement, statements_about
from ct56kg.intake.annex import COLUMNS, Annex
from ct56kg.intake.editing import Edited, Editor
from ct56kg.intake.grid import Book, Grid, tidy
from ct56kg.intake.headings import Table, find_table
from ct56kg.intake.lists import Additions, read_additions
from ct56kg.intake.matching import as_in_sheet, edited, not_there, orders, owners
from ct56kg.intake.material import Material
from ct56kg.intake.minting import TYPE, Mint, ct, labels, plain, vietnamese
from ct56kg.intake.problems import Log, Problem
from ct56kg.intake.stamp import SECRET, Stamp
from ct56kg.intake.table import LONGEST, Row, rows_of
from ct56kg.intake.values import Values

_TASKS = f"""PREFIX ct: <{CT}> PREFIX rdfs: <{RDFS}>
SELECT DISTINCT ?task ?wording WHERE {{
  ?task a/rdfs:subClassOf* ct:Task ; ct:wording ?wording
}} ORDER BY ?task ?wording"""
_THINGS = "SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }"
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Imported:
    """What a sheet says differs: statements removed and added, the edits row by row, and what its owner should know."""

    annex: Annex
    name: str
    file: str
    fictitious: bool
    edits: tuple[Edited, ...]
    remove: frozenset[Statement]
    add: frozenset[Statement]
    documents: Callable[[str], frozenset[str]]
    notices: tuple[Problem, ...]
    mint: Mint


def read_book(path: Path) -> Book:
    """Read a spreadsheet by its suffix.

    Raises:
        UsageError: no spreadsheet (FILE-07).
        InputError: it cannot be read; see `read_workbook`, `read_csv`, `read_ods`.
    """
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        from ct56kg.intake.workbook import read_workbook

        return read_workbook(path)
    if suffix in (".csv", ".tsv", ".txt"):
        from ct56kg.intake.csv_file import read_csv

        return read_csv(path)
    if suffix == ".ods":
        from ct56kg.intake.ods import read_ods

        return read_ods(path)
    if suffix == ".xls":
        raise InputError("SHEET-03", file=path)
    raise UsageError("FILE-07", file=path, suffix=suffix or "–", known=".xlsx .csv .ods")


def read_import(
    path: Path,
    book: Book,
    stamp: Stamp | None,
    material: Material,
    *,
    sheet: str | None = None,
    annex: str | None = None,
) -> Imported:
    """Compare a sheet with the dossier.

    Args:
        path: the file, for its hash.
        book: what was read from it.
        stamp: what it carries for its way back; without one every row is new.
        material: the dossier on the date of effect, in the language of the sheet.
        sheet: which sheet, where several hold a table.
        annex: which annex the rows of a sheet without stamp belong to.

    Raises:
        SheetError: anything is wrong; every problem, each with its cell.
        InputError: no table (SHEET-09), another dossier (SHEET-06), an older state (SHEET-20).
        UsageError: several tables (SHEET-10), no such annex.
    """
    log = Log()
    for code, values in book.remarks:
        log.notice(code, book.file, **values)
    ours = _annex(book, stamp, material, annex)
    table = _table(book, stamp, sheet, log)
    _tell_other_sheets(book, stamp, table, log)
    if stamp:
        _same_state(book, stamp, material, ours)
    rows = rows_of(table, log)
    if stamp is None and any(row.iri for row in rows):
        raise InputError("SHEET-44", file=book.file)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    taken = frozenset(row[0].value for row in material.store.select(_THINGS) if row[0])
    like, kind = (ours.lines[0].iri, "asg") if ours.lines else (ours.document, "doc")
    mint = Mint(like, kind, f"{ours.document} {material.state(ours)} {digest}", taken)
    sample = _fictitious(ours, material)
    evidence, source = _evidence(mint, sample, path.name, table.grid.name, digest)
    lists = _lists(book, stamp, material, mint, evidence, log, sample)
    editor = _editor(ours, material, lists, mint, log, evidence, sample)
    _compare(ours, material, stamp, rows, editor)
    log.settle(path)
    removed, added = editor.net()
    added |= set(lists.statements)
    if removed or added:
        added |= source
    return Imported(
        ours,
        editor.name,
        path.name,
        sample,
        tuple(editor.edits),
        frozenset(removed),
        frozenset(added),
        lists.documents.find,
        tuple(log.notices),
        mint,
    )


def _annex(book: Book, stamp: Stamp | None, material: Material, wanted: str | None) -> Annex:
    if stamp is None:
        return material.annex(wanted)
    if stamp.dossier and stamp.dossier != material.dossier.iri:
        raise InputError("SHEET-06", file=book.file, other=stamp.dossier, own=material.dossier.iri)
    known = {annex.document: annex for annex in material.annexes}
    if stamp.annex in known:
        return known[stamp.annex]
    return material.annex(stamp.annex)


def _table(book: Book, stamp: Stamp | None, wanted: str | None, log: Log) -> Table:
    named = wanted or (stamp.sheet if stamp and book.grid(stamp.sheet) else None)
    grids = [grid for grid in book.grids if grid.name == named] if named else list(book.grids)
    tables = [(grid, trial) for grid in grids if (trial := Log()) is not None and find_table(grid, trial)]
    if len(tables) > 1:
        shown = [(grid, trial) for grid, trial in tables if not grid.hidden]
        if len(shown) != 1:
            raise UsageError("SHEET-10", sheets=", ".join(f'"{grid.name}"' for grid, _ in tables))
        tables = shown
    if not tables:
        raise InputError("SHEET-09", file=book.file)
    table = find_table(tables[0][0], log)
    assert table is not None
    return table


def _tell_other_sheets(book: Book, stamp: Stamp | None, table: Table, log: Log) -> None:
    """Name the sheets with a table that is not read, so that nobody's edits are lost unseen."""
    ours = {table.grid.name, SECRET, *((stamp.bodies, stamp.documents) if stamp else ())}
    for grid in book.grids:
        if grid.name not in ours and find_table(grid, Log()):
            log.notice("SHEET-46", grid.name)


def _same_state(book: Book, stamp: Stamp, material: Material, annex: Annex) -> None:
    """Refuse a sheet made from another state than the dossier's, and show both."""
    if stamp.state == material.state(annex):
        return
    now = {line.iri: (line.heading, material.texts(line)) for line in annex.lines}
    was = stamp.rows
    lines: list[str] = []
    for row in dict.fromkeys([*was, *now]) if was else ():
        if row not in now:
            lines.append(say("annex.state-gone", material.lang, row=was[row][1].get("number") or row))
        elif row not in was:
            lines.append(say("annex.state-new", material.lang, row=now[row][1]["number"] or row))
        else:
            for column in COLUMNS:
                before, after = tidy(was[row][1].get(column, "")), tidy(now[row][1][column])
                if before != after and len(after) <= LONGEST:
                    words = {"row": now[row][1]["number"] or row, "column": say(f"annex.col-{column}", material.lang)}
                    words |= {"before": before.replace("\n", "; ") or "–", "after": after.replace("\n", "; ") or "–"}
                    lines.append(say("annex.state-differs", material.lang, **words))
    shown = lines[:_SHOWN] + ([f"… +{len(lines) - _SHOWN}"] if len(lines) > _SHOWN else [])
    shown = shown or [
        say("annex.state-other", material.lang, before=stamp.state[:12], after=material.state(annex)[:12])
    ]
    raise InputError(
        "SHEET-20", file=book.file, day=format_iso(stamp.as_of), differences="\n".join(f"    {line}" for line in shown)
    )


def _fictitious(annex: Annex, material: Material) -> bool:
    return annex.document in material.fictitious or any(line.iri in material.fictitious for line in annex.lines)


def _evidence(mint: Mint, sample: bool, file: str, sheet: str, digest: str) -> tuple[Term, set[Statement]]:
    """Make the sheet itself the source of what it adds: name, hash, which sheet."""
    source, cite = iri(mint.new("src")), iri(mint.new("cite"))
    mark = say("annex.mark", "vi") if sample else ""
    said: set[Statement] = {
        (source, TYPE, ct("Source")),
        (source, ct("sha256"), plain(digest)),
        *labels(source, "label-source", sample, file=file),
        (cite, TYPE, ct("Citation")),
        (cite, ct("source"), source),
        (cite, ct("says"), vietnamese(mark + say("annex.says", "vi", sheet=sheet, file=file))),
        *labels(cite, "label-cite", sample, file=file),
    }
    return cite, said


def _lists(
    book: Book, stamp: Stamp | None, material: Material, mint: Mint, evidence: Term, log: Log, sample: bool
) -> Additions:
    def beside(name: str) -> Grid | None:
        return book.grid(name) if stamp and name else None

    bodies, documents = (beside(stamp.bodies), beside(stamp.documents)) if stamp else (None, None)
    return read_additions(material, bodies, documents, mint, evidence, log, sample)


def _editor(
    annex: Annex, material: Material, lists: Additions, mint: Mint, log: Log, evidence: Term, sample: bool
) -> Editor:
    things = {line.iri for line in annex.lines}
    for line in annex.lines:
        things |= {taking.iri for taking in line.takings} | {one.iri for one in line.extensions}
        things |= {task.iri for task in line.tasks}
    about: dict[str, list[Statement]] = {}
    first = statements_about(material.store, things)
    linked = {o.value for _, p, o in first if p == ct("participation")} - things
    for statement in (*first, *statements_about(material.store, linked)):
        about.setdefault(statement[0].value, []).append(statement)
    tasks: dict[str, set[str]] = {}
    for task, wording in material.store.select(_TASKS):
        if task and wording:
            tasks.setdefault(match_key(wording.value), set()).add(task.value)
    roles = material.concepts("role")
    known = {key: frozenset(found) for key, found in tasks.items()}
    values = Values(lists.parties, lists.documents, roles, log, known)
    name = material.documents.name(annex.document) if annex.document else ""
    return Editor(annex, name, values, mint, log, about, evidence, sample)


def _compare(annex: Annex, material: Material, stamp: Stamp | None, rows: Sequence[Row], editor: Editor) -> None:
    lines = {line.iri: line for line in annex.lines}
    shown = {line.iri: material.texts(line) for line in annex.lines}
    base = as_in_sheet(stamp, lines, shown)
    owned, new = owners(rows, base, editor.log)
    for line in annex.lines if stamp else ():
        row = owned.get(line.iri)
        if row is None:
            editor.removed(line)
        elif not any(entry.text for entry in row.entries.values()):
            editor.log.refuse("SHEET-19", row.place)
        else:
            columns = edited(row, base[line.iri])
            _not_too_long(row, columns, shown[line.iri], editor.log)
            editor.changed(line, row, columns, shown[line.iri])
    if not stamp:
        new = not_there(new, annex, shown, editor.log)
    for row, order in zip(new, orders(new, annex, editor.values), strict=True):
        _not_too_long(row, list(row.entries), {}, editor.log)
        editor.added(row, order)


def _not_too_long(row: Row, columns: Sequence[str], shown: Mapping[str, str], log: Log) -> None:
    """Refuse text that a cell could not hold on its way out again, and edits of text that was cut on its way here."""
    for column in columns:
        entry = row.entries.get(column)
        if entry and len(shown.get(column, "")) > LONGEST:
            log.refuse("SHEET-26", entry.place)
        elif entry and len(entry.text) > LONGEST:
            log.refuse("SHEET-16", entry.place, count=len(entry.text), limit=LONGEST)

"""A new dossier, its annex as a sheet, a way to edit the sheet and bring it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ct56kg.amend.change import read_change
from ct56kg.amend.recording import record
from ct56kg.cli.annex import material_of, sheet_of
from ct56kg.graph.dossier import open_dossier
from ct56kg.intake.change_set import Metadata, verb_of, write_change
from ct56kg.intake.importing import Imported, read_book, read_import
from ct56kg.intake.new_dossier import Plan, dossier_files, write_dossier
from ct56kg.intake.problems import SheetError
from ct56kg.intake.stamp import read_stamp
from ct56kg.view.reader import Context

DAY = date(2026, 1, 15)
MAU = "MẪU – HƯ CẤU: "
HEAD = 5
"""Row of the headings in the sheet that `export` writes for a sample."""


@dataclass(frozen=True)
class Home:
    """One dossier and what a person does with its annex."""

    folder: Path

    def context(self, lang: str = "vi", day: date = DAY, *statuses: str) -> Context:
        return Context(open_dossier(self.folder), lang, day, frozenset(statuses))

    def export(self, name: str = "a.xlsx", lang: str = "vi", annex: str | None = None) -> Path:
        asked = self.context(lang)
        material = material_of(asked)
        content = sheet_of(asked, material, material.annex(annex), Path(name).suffix)
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def edited(self, edit: Callable[[Any], object], name: str = "a.xlsx", lang: str = "vi") -> Path:
        path = self.export(name, lang)
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return path

    def bring(self, path: Path, day: date = DAY, **options: str) -> Imported:
        book = read_book(path)
        stamp = read_stamp(book)
        material = material_of(self.context(stamp.lang if stamp else "vi", day))
        return read_import(path, book, stamp, material, **options)

    def record(self, brought: Imported) -> str:
        """Record what a sheet changes, as `import --yes` does."""
        folder = self.folder.parent / f"{DAY.isoformat()}-{brought.mint.digest}"
        folder.mkdir()
        asked = self.context()
        write_change(folder, brought, Metadata(asked.as_of, verb_of(brought)), asked.store, asked.prefixes)
        return record(read_change(folder), asked.dossier)

    def refused(self, path: Path, **options: str) -> list[tuple[str, str]]:
        """Give the code and cell of every problem."""
        with pytest.raises(SheetError) as error:
            self.bring(path, **options)
        return [(problem.code, problem.place) for problem in error.value.problems]

    def noticed(self, path: Path, **options: str) -> list[tuple[str, str]]:
        """Give the code and place of every remark on a sheet that is taken."""
        return [(notice.code, notice.place) for notice in self.bring(path, **options).notices]


def short(term: Any) -> str:
    """Write a term as its last part or its text."""
    return term.value.replace("#", "/").rsplit("/", 1)[-1] if term.kind == "iri" else term.value


def said(statements: Any) -> set[tuple[str, str, str]]:
    """Write statements short, what is said about the sheet itself left out."""
    found = {(short(s), short(p), short(o)) for s, p, o in statements}
    own = {s for s, p, o in found if p == "type" and o in ("Source", "Citation")}
    return {(s, p, o) for s, p, o in found if s not in own and p != "evidence"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    folder = tmp_path / "home"
    write_dossier(folder, dossier_files(Plan("Thử", "urn:test:home/", DAY)))
    return Home(folder)


@pytest.fixture
def foreign(home: Home, tmp_path: Path) -> Callable[..., Path]:
    """Make a sheet as some office would: rows of values, below a head, in a workbook of its own."""

    def make(
        *rows: tuple[Any, ...], head: tuple[str, ...] | None = None, then: Any = None, name: str = "b.xlsx"
    ) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Phân công"
        sheet.append(head or ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian"))
        for row in rows:
            sheet.append(row)
        if then:
            then(sheet)
        path = tmp_path / name
        book.save(path)
        return path

    return make

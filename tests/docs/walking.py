"""Walks through a page as a reader would: types its commands, fills its sheets, writes its files, compares what comes.

In a block of `console`, a line after `$ ` is typed and the lines below it are what must come; `…` stands for anything,
alone on a line for any lines. A command that ends in `# → 1` must end with that exit code. What a reader does in
between stands before a table or a listing: `<!-- fill FILE SHEET -->` (rows below the headings named by the table),
`<!-- edit FILE SHEET -->` (cell, what stands there, what is to stand there), `<!-- file PATH -->` (the listing is it),
`<!-- tick FILE -->` (every open box becomes an x).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

_ACTS = "fill|edit|file|tick"
_BLOCK = re.compile(rf"^```console\n(?P<console>.*?)^```$|^<!-- (?P<act>{_ACTS}) (?P<on>.+?) -->\n", re.M | re.S)
_LISTING = re.compile(r"\n?```\w+\n(.*?)^```$", re.M | re.S)
_CODE = re.compile(r"\s+# → (\d)$")
_ANY = "…"
_SCREEN = {"COLUMNS": "100", "PYTHONUNBUFFERED": "1"}
"""A screen of a hundred columns on which lines appear in the order in which they are said."""


@dataclass
class Walk:
    """One reader in one folder; `path` goes first on the search path, so that `ct56kg` is the one under test."""

    folder: Path
    path: Path
    differences: list[str] = field(default_factory=list)

    def page(self, text: str) -> str:
        """Do what a page says; give the page with what really came in place of what did not come."""
        done, place = [], 0
        for block in _BLOCK.finditer(text):
            done.append(text[place : block.start()])
            place = block.end()
            if block["console"] is not None:
                done.append(f"```console\n{self._console(block['console'])}```")
            else:
                done.append(block[0])
                getattr(self, f"_{block['act']}")(text[place:], *shlex.split(block["on"]))
        return "".join(done) + text[place:]

    def _console(self, block: str) -> str:
        shown = []
        for typed, expected in _commands(block):
            said = self._type(typed)
            if _as_pattern(expected).fullmatch(said):
                said = expected
            else:
                self.differences.append(f"$ {typed}\n--- expected\n{expected}--- came\n{said}")
            shown.append(f"$ {typed}\n{said}")
        return "".join(shown)

    def _type(self, typed: str) -> str:
        if typed.startswith("cd "):
            self.folder = (self.folder / typed.removeprefix("cd ").strip()).resolve()
            assert self.folder.is_dir(), typed
            return ""
        expected = _CODE.search(typed)
        done = subprocess.run(
            _CODE.sub("", typed),
            shell=True,
            cwd=self.folder,
            env={**os.environ, "PATH": f"{self.path}{os.pathsep}{os.environ['PATH']}", **_SCREEN},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        wanted = int(expected[1]) if expected else 0
        if done.returncode != wanted:
            self.differences.append(f"$ {typed}\nended with {done.returncode}, not {wanted}:\n{done.stdout}")
        return done.stdout if not done.stdout or done.stdout.endswith("\n") else done.stdout + "\n"

    def _fill(self, rest: str, file: str, sheet: str) -> None:
        head, *rows = _table(rest)
        book = openpyxl.load_workbook(self.folder / file)
        page = book[sheet]
        [start] = [row for row in range(1, 20) if page.cell(row, 1).value == head[0]]
        columns = {page.cell(start, column).value: column for column in range(1, page.max_column + 1)}
        row = start + 1
        while any(page.cell(row, column).value is not None for column in columns.values()):
            row += 1
        for values in rows:
            for name, value in zip(head, values, strict=True):
                if value:
                    page.cell(row, columns[name]).value = int(value) if value.isdecimal() else value
            row += 1
        book.save(self.folder / file)

    def _edit(self, rest: str, file: str, sheet: str) -> None:
        book = openpyxl.load_workbook(self.folder / file)
        for cell, was, becomes in _table(rest)[1:]:
            assert (book[sheet][cell].value or "") == was, f"{file} {sheet}!{cell}: {book[sheet][cell].value!r}"
            book[sheet][cell].value = becomes or None
        book.save(self.folder / file)

    def _file(self, rest: str, path: str) -> None:
        listing = _LISTING.match(rest)
        assert listing, path
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(listing[1], "utf-8")

    def _tick(self, rest: str, file: str) -> None:
        place = self.folder / file
        text = place.read_text("utf-8")
        assert "☐" in text, file
        place.write_text(text.replace("☐", "x"), "utf-8")


def reader(folder: Path) -> Walk:
    """Put a reader into a folder of his own, with the command under test at hand."""
    path, home = folder / "bin", folder / "home"
    path.mkdir()
    home.mkdir()
    command = path / "ct56kg"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ct56kg "$@"\n')
    command.chmod(0o755)
    (path / "python").symlink_to(sys.executable)
    return Walk(home, path)


def _commands(block: str) -> Iterator[tuple[str, str]]:
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)
    assert not parts[0].strip(), f"a block of `console` begins with a command: {parts[0]}"
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _as_pattern(expected: str) -> re.Pattern[str]:
    lines = expected.splitlines(keepends=True)
    return re.compile(
        "".join(
            "(?:.*\n)*?" if line.strip() == _ANY else ".*?".join(map(re.escape, line.split(_ANY))) for line in lines
        )
    )


def _table(rest: str) -> list[list[str]]:
    """Read the Markdown table that follows: its head and its rows, line breaks in cells written as `<br>`."""
    lines = []
    for line in rest.lstrip("\n").splitlines():
        if not line.startswith("|"):
            break
        lines.append([cell.strip().strip("`").replace("<br>", "\n") for cell in line.strip("|").split("|")])
    assert len(lines) > 2, rest[:80]
    return [lines[0], *lines[2:]]

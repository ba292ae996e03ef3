"""One page of Markdown in the making, and the words of the pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$])")


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def say(key: str, lang: str, /, **values: object) -> str:
    """Give the words under a key in a language, placeholders filled by name."""
    return _words()[key][lang].format(**values)


def plain(text: str) -> str:
    r"""Write text so that Markdown shows it as it stands.

    >>> plain("a_b <c>")
    'a\\_b \\<c\\>'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Set text as code, whatever backticks it holds."""
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{ticks}{space}{text}{space}{ticks}"


class Page:
    """A page: a title, a first paragraph, then what is added, in order."""

    def __init__(self, title: str, about: str = "") -> None:
        self._lines = [f"# {title}", ""]
        if about:
            self.paragraph(about)

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Add a heading, with an address of its own if `anchor` is given."""
        if anchor:
            self._lines += [f"({anchor})="]
        self._lines += [f"{'#' * level} {text}", ""]

    def paragraph(self, text: str) -> None:
        """Add a paragraph of Markdown."""
        self._lines += [text, ""]

    def terms(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add a list of names and what is said under each; those without words are left out."""
        for name, text in pairs:
            if text:
                self._lines += [f"**{name}**", f": {text}", ""]

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table of Markdown cells; no rows, no table."""
        listed = list(rows)
        if listed:
            self._lines += [_row(head), _row("---" for _ in head), *(_row(row) for row in listed), ""]

    def source(self, text: str, language: str, summary: str) -> None:
        """Add a listing that is folded away until the reader wants it."""
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        self._lines += ["<details>", f"<summary>{summary}</summary>", ""]
        self._lines += [f"{fence}{language}", text.rstrip("\n"), fence, "", "</details>", ""]

    def block(self, text: str, language: str) -> None:
        """Add a listing."""
        self._lines += [f"```{language}", text.rstrip("\n"), "```", ""]

    def toctree(self, entries: Iterable[str], depth: int = 2) -> None:
        """Add the list of pages below this one."""
        self._lines += ["```{toctree}", f":maxdepth: {depth}", "", *entries, "```", ""]

    def text(self) -> str:
        """Give the whole page."""
        return "\n".join(self._lines).rstrip("\n") + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"

"""A report before it has a form: headings, paragraphs, tables and pictures as plain values.

What writes it (Word, HTML, Markdown) decides nothing about its content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ct56kg.view.diagram import Picture

CellStyle = Literal[
    "text", "number", "strong", "group", "unknown", "total", "sum",
    "violation", "undecided", "warning", "info",
]  # fmt: skip
ParaStyle = Literal["body", "note", "quote", "strong"]
Letterhead = Literal["party", "state", "none"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its lines, how it looks, how many columns it spans."""

    text: str
    style: CellStyle = "text"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str
    style: ParaStyle = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; lines below an item give its reasons."""

    items: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings of its columns, their widths in proportion, its rows; the head repeats on every page."""

    heads: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A diagram with its title."""

    picture: Picture
    title: str


Block = Heading | Para | Items | Table | Figure


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on sheets of one orientation; each part begins on a new page but the first."""

    blocks: Sequence[Block]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `kind` is the word on top ("BÁO CÁO"), `title` what it is about, `subtitle` period and date; `stamp` is the short
    line at the foot of every page, `provenance` the lines at the end; `mark` stands on every
    page of fictitious content.
    """

    kind: str
    title: str
    subtitle: str
    parts: Sequence[Part]
    stamp: str
    provenance: Sequence[str]
    lang: str
    letterhead: Letterhead = "none"
    mark: str | None = None
    day: str = ""
    notes: Sequence[str] = field(default=())


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """Make a row; plain texts become plain cells."""
    return tuple(text if isinstance(text, Cell) else Cell(text) for text in texts)

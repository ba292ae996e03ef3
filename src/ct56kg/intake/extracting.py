"""The words of a document: DOCX, HTML, plain text and PDF to one NFC text whose code points are counted.

Nothing is interpreted here. What a file holds besides its words (deleted text, footnotes, numbers that a word processor
makes by itself) is named, for those numbers are not part of any quotation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from ct56kg.base.encoding import decode
from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.text import nfc
from ct56kg.intake.problems import Problem
from ct56kg.intake.workbook import MOST_BYTES, xml_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_TEXT = 2_000_000
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "title",
    )
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "head"))


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's words: NFC, lines ended by line feeds; positions count its code points, `sha256` its UTF-8."""

    name: str
    text: str
    remarks: tuple[Problem, ...] = ()

    @property
    def sha256(self) -> str:
        """Give the hash that says which exact text the positions are counted in."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_source(path: Path) -> SourceText:
    """Read a document.

    Raises:
        UsageError: a form that is not read (FILE-07).
        InputError: unreadable (FILE-01), too large (SHEET-04), no document (INTAKE-01), nothing in it (INTAKE-02), an
            old encoding.
    """
    suffix = path.suffix.lower()
    readers = {".docx": _docx, ".html": _html, ".htm": _html, ".txt": _plain, ".md": _plain, ".pdf": _pdf}
    if suffix not in readers:
        raise UsageError("FILE-07", file=path, suffix=suffix or "–", known=".docx .html .txt .pdf")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("SHEET-04", file=path, what=f"{path.stat().st_size} B", limit=f"{MOST_BYTES} B")
        content = path.read_bytes()
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    text, remarks = readers[suffix](path, content)
    text = nfc(text)
    if len(text) > _MOST_TEXT:
        raise InputError("SHEET-04", file=path, what=len(text), limit=_MOST_TEXT)
    if not text.strip():
        raise InputError("INTAKE-02", file=path)
    return SourceText(path.name, text, tuple(remarks))


def _plain(path: Path, content: bytes) -> tuple[str, list[Problem]]:
    text, notices = decode(content, path)
    bare = text.replace("\r\n", "\n").replace("\r", "\n")
    return bare, [Problem(notice.code, path.name, notice.values) for notice in notices]


def _html(path: Path, content: bytes) -> tuple[str, list[Problem]]:
    text, notices = decode(content, path)
    reader = _Html()
    reader.feed(text)
    reader.close()
    lines = (_row(line) for line in "".join(reader.parts).split("\n"))
    bare = "\n".join(line for line in lines if line.strip()) + "\n"
    return bare, [Problem(notice.code, path.name, notice.values) for notice in notices]


def _row(line: str) -> str:
    """Tidy a line; the cells of a table's row are parted by tabs, as in a DOCX."""
    first, *cells = (" ".join(cell.split()) for cell in line.split("\t"))
    return "\t".join(cells if cells and not first else [first, *cells])


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._in_cell = tag in ("td", "th") or (self._in_cell and tag not in ("tr", "table"))
        if tag in _BLOCKS:
            self.parts.append(" " if self._in_cell else "\n")
        elif tag in ("td", "th"):
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._in_cell = self._in_cell and tag not in ("td", "th", "tr", "table")
        if tag in _BLOCKS:
            self.parts.append(" " if self._in_cell else "\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(" ".join(re.split(r"[\n\t]", data)))


def _pdf(path: Path, content: bytes) -> tuple[str, list[Problem]]:
    from ct56kg.intake.pdf_file import read_pdf

    return read_pdf(path, content)


def _docx(path: Path, content: bytes) -> tuple[str, list[Problem]]:
    parts = dict(xml_parts(path))
    if "word/document.xml" not in parts:
        raise InputError("INTAKE-01", file=path, reason="word/document.xml")
    try:
        root = fromstring(parts["word/document.xml"])
    except ParseError as error:
        raise InputError("INTAKE-01", file=path, reason=error) from error
    body = root.find(_W + "body")
    lines = list(_paragraphs(body)) if body is not None else []
    remarks = []
    deleted = "".join(one.text or "" for one in root.iter(_W + "delText"))
    if deleted:
        remarks.append(Problem("INTAKE-11", path.name, {"text": deleted[:80]}))
    if next(root.iter(_W + "numPr"), None) is not None:
        remarks.append(Problem("INTAKE-12", path.name))
    if "word/footnotes.xml" in parts and b"<w:t" in parts["word/footnotes.xml"]:
        remarks.append(Problem("INTAKE-13", path.name))
    return "\n".join(lines) + "\n", remarks


def _paragraphs(parent: Element) -> Iterator[str]:
    """Give the paragraphs in order; a row of a table is one line, its cells parted by tabs."""
    for child in parent:
        if child.tag == _W + "p":
            yield _words(child)
        elif child.tag == _W + "tbl":
            for row in child.iter(_W + "tr"):
                cells = (" ".join(_paragraphs(cell)).strip() for cell in row.iter(_W + "tc"))
                yield "\t".join(cells)
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins"):
            yield from _paragraphs(child)


def _words(paragraph: Element) -> str:
    parts: list[str] = []
    for node in paragraph.iter():
        if node.tag == _W + "t":
            parts.append(node.text or "")
        elif node.tag == _W + "tab":
            parts.append("\t")
        elif node.tag in (_W + "br", _W + "cr"):
            parts.append(" ")
        elif node.tag == _W + "noBreakHyphen":
            parts.append("-")
    return "".join(parts).replace("\u00ad", "").strip("\t ")

"""The words of a PDF, page by page: lines put together to paragraphs, page numbers left out; a scan has no words.

pypdf is an extra (`pip install 'ct56kg[pdf]'`). It gives the text in the order of the page; columns of tables are not
told apart, and this is said.
"""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path

from ct56kg.base.errors import InputError, UsageError
from ct56kg.intake.problems import Problem

MOST_PAGES = 500
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:Trang\s+)?[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?[-–—\s]*")
_OPENS = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)\-–]|[a-zđ]\)|[-–+•*●]|(?:[IVX]{1,5}|[A-ZĐ])\s*[.\-–/)]|Điều [0-9]|Nơi nhận)\s*"
)
"""How a line begins that belongs to no line before: a number, a letter, a dash, a heading."""

_FULL = 0.72
"""A line at least this wide, as a share of the page's widest, may go on in the next."""

_COLUMNS = re.compile(r"\S {3,}\S.* {3,}\S")


def read_pdf(path: Path, content: bytes) -> tuple[str, list[Problem]]:
    """Read the words of a PDF.

    Raises:
        UsageError: pypdf is not installed (PYTHON-01).
        InputError: no readable PDF (INTAKE-04), locked by a password (INTAKE-05), too many pages (SHEET-04), no words
            on any page: a scan (INTAKE-02).
    """
    pages = _pages(path, content)
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise InputError("INTAKE-02", file=path)
    remarks = [Problem("INTAKE-14", path.name)]
    if empty:
        remarks.append(Problem("INTAKE-15", path.name, {"pages": ", ".join(map(str, empty[:20]))}))
    if any(_COLUMNS.search(line) for page in pages for line in page.split("\n")):
        remarks.append(Problem("INTAKE-16", path.name))
    return "\n".join(line for page in pages for line in _lines(page)) + "\n", remarks


def _pages(path: Path, content: bytes) -> list[str]:
    try:
        import pypdf
    except ImportError as error:
        raise UsageError("PYTHON-01", library="pypdf", extra="pdf") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it remarks on is said by us, with a remedy
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("INTAKE-05", file=path)
        if len(reader.pages) > MOST_PAGES:
            raise InputError("SHEET-04", file=path, what=len(reader.pages), limit=MOST_PAGES)
        return [page.extract_text() for page in reader.pages]
    except InputError:
        raise
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise InputError("INTAKE-04", file=path, reason=type(error).__name__) from error


def _lines(page: str) -> list[str]:
    """Put the lines of a page together to paragraphs; a line that only numbers the page is left out."""
    bare = [" ".join(line.replace("\u00ad", "").split(" ")).rstrip() for line in page.split("\n")]
    kept = [line.strip() for line in bare if line.strip() and not _PAGE_NUMBER.fullmatch(line)]
    widest = max((len(line) for line in kept), default=0)
    out: list[str] = []
    before = ""
    for line in kept:
        goes_on = len(before) >= _FULL * widest and not before.endswith((".", ":", ";", "!", "?"))
        if out and goes_on and not _OPENS.match(line) and not _heading(line):
            out[-1] += " " + line
        else:
            out.append(line)
        before = line
    return out


def _heading(line: str) -> bool:
    return line == line.upper() and any(char.isalpha() for char in line)

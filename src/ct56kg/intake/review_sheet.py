"""A filled-in review sheet: its code, and per row whether a person agreed or wrote another opinion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from ct56kg.base.errors import InputError
from ct56kg.base.text import nfc
from ct56kg.intake.workbook import xml_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CODE = re.compile(
    r"ct56kg-phieu/1 (?P<kind>body|change) <(?P<subject>[^>]*)> (?P<day>\d{4}-\d\d-\d\d) (?P<state>[0-9a-f]{16})"
    r" (?P<statuses>[a-z,-]+)(?: (?P<change>[0-9a-f]{16}) «(?P<path>[^»]*)»)?"
)
_KEY = re.compile(r"(\d+)\s*#([0-9a-f]{6})\b")
_MARK = r"(?:[☑☒✓✔✗✘√]|\[\s*[xX]\s*\]|(?<!\w)[xX](?!\w))"
_AGREE = re.compile(_MARK + r"\s*(?:đồng ý|agree)", re.IGNORECASE)
_OTHER = re.compile(_MARK + r"\s*(?:khác|other)", re.IGNORECASE)
_WORDS = re.compile(r"(?:khác|other)\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Opinion:
    """One row as filled in: its number and key, whether it is agreed to, and the words of another opinion."""

    number: int
    key: str
    agreed: bool
    other: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it came back: the parts of its code, and its rows."""

    code: dict[str, str]
    opinions: tuple[Opinion, ...]


def read_review(path: Path) -> Filled:
    """Read a filled-in sheet.

    Raises:
        InputError: no Word file or no sheet of ours (REVIEW-01), or a row with two opinions (REVIEW-03).
    """
    parts = dict(xml_parts(path))
    try:
        root = fromstring(parts["word/document.xml"])
    except (KeyError, ParseError) as error:
        raise InputError("REVIEW-01", file=path) from error
    text = nfc(_text(root))
    found = CODE.search(text)
    if found is None:
        raise InputError("REVIEW-01", file=path)
    opinions: list[Opinion] = []
    for row in root.iter(_W + "tr"):
        cells = [nfc(_text(cell)) for cell in row.iter(_W + "tc")]
        key = _KEY.search(cells[0]) if cells else None
        if key is not None:
            opinions.append(_opinion(path, int(key[1]), key[2], cells[-1]))
    return Filled({name: value or "" for name, value in found.groupdict().items()}, tuple(opinions))


def _opinion(path: Path, number: int, key: str, cell: str) -> Opinion:
    agreed = _AGREE.search(cell) is not None
    words = _WORDS.search(cell)
    other = words[1].strip(" .…_\n\t") if words else ""
    marked = _OTHER.search(cell) is not None
    if agreed and (marked or other):
        raise InputError("REVIEW-03", file=path, row=number)
    return Opinion(number, key, agreed, other or ("☒" if marked else ""))


def _text(parent: Element) -> str:
    """Give the words below an element; paragraphs, breaks and tabs become spaces."""
    words: list[str] = []
    for node in parent.iter():
        if node.tag == _W + "t":
            words.append(node.text or "")
        elif node.tag in (_W + "p", _W + "br", _W + "cr", _W + "tab"):
            words.append(" ")
    return "".join(words)

"""Bytes to text: UTF-8 or a clear refusal. Old Vietnamese encodings are recognised by name, never converted by guess.

In TCVN3 and VNI fonts Vietnamese letters sit on Latin-1 code points ("Uû ban nh©n d©n", "Uûy ban nhaân daân"), so such
text survives as "valid" text everywhere. A word counts as evidence if it can be no Vietnamese syllable as it
stands and becomes one when read by the old table.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from ct56kg.base.errors import InputError
from ct56kg.base.notice import Notice
from ct56kg.base.syllable import is_syllable
from ct56kg.base.text import lookalikes, nfc

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_LETTERS = dict(zip("ñÑöÖôÔæÆóÓîÎòÒ", "đĐưƯơƠỉỈĩĨỵỴịỊ", strict=True))
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_OURS = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
"""Latin-1 letters that Vietnamese writes too: a word with none but these may be a slip (`môt`), no old encoding."""

_OLD_WORD = re.compile(r"[^\W\d_]*[\u00a1-\u00ff][\w\u00a1-\u00ff\u00ad]*")
_HIGH_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_UNITS = frozenset(("µm", "µM"))
_BOMS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_CODES = {"TCVN3": "ENCODING-03", "VNI": "ENCODING-04", "TCVN3/VNI": "ENCODING-04", "UTF-8": "ENCODING-05"}


@dataclass(frozen=True, slots=True)
class Legacy:
    """Text in an old encoding: which one, the first word that shows it with its line, how it would read."""

    encoding: str
    line: int
    sample: str
    reading: str


def legacy(text: str) -> Legacy | None:
    """Find out whether text is TCVN3, VNI, or UTF-8 that was read as Latin-1; `None` if it is none of these.

    >>> found = legacy("Uû ban nh©n d©n")
    >>> found.encoding, found.sample, found.reading
    ('TCVN3', 'Uû', 'Uỷ')
    >>> legacy("Ủy ban nhân dân; café; 5 µm; Word®") is None
    True
    """
    if text.isascii():
        return None
    garbled = _garbled(text)
    if garbled:
        return garbled
    votes: dict[str, list[Legacy]] = {"TCVN3": [], "VNI": []}
    strong = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        for found in _OLD_WORD.finditer(line):
            word = found[0]
            if len(word) < 2 or max(word) > "\u00ff" or word in _UNITS or is_syllable(word):
                continue
            for name, read in (("TCVN3", _as_tcvn3), ("VNI", _as_vni)):
                reading = read(word)
                if reading != word and is_syllable(reading):
                    votes[name].append(Legacy(name, number, word, reading))
                    strong = strong or len(reading) < len(word) or not _OURS.issuperset(c for c in word if c > "\x7f")
    tcvn3, vni = votes["TCVN3"], votes["VNI"]
    if not strong:
        return None
    first = (tcvn3 if len(tcvn3) >= len(vni) else vni)[0]
    return replace(first, encoding="TCVN3/VNI") if len(tcvn3) == len(vni) else first


def _as_tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in word)


def _as_vni(word: str) -> str:
    """Read VNI: some letters of their own, else a vowel followed by a character that carries its marks."""
    out: list[str] = []
    for before, char in zip(" " + word, word, strict=False):
        marks = _VNI_MARKS.get(char.lower()) if before.lower() in "aeouyöô" else None
        out.append(marks or _VNI_LETTERS.get(char, char))
    return nfc("".join(out))


def _garbled(text: str) -> Legacy | None:
    """Find UTF-8 that was read byte by byte as Windows-1252 or Latin-1, such as `á»§y`."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii():
            continue
        for found in _HIGH_RUN.finditer(line):
            try:
                reading = b"".join(_byte(char) for char in found[0]).decode("utf-8")
            except ValueError:
                continue
            if any(unicodedata.category(char).startswith("L") for char in reading):
                return Legacy("UTF-8", number, found[0], reading)
    return None


def _byte(char: str) -> bytes:
    if ord(char) < 256:
        return char.encode("latin-1")
    return char.encode("cp1252")


def decode(data: bytes, file: object = None) -> tuple[str, tuple[Notice, ...]]:
    """Read bytes as UTF-8 text in NFC, with remarks on what was composed or looks wrong.

    Raises:
        InputError: bad UTF-8 (ENCODING-01), UTF-16 or UTF-32 (ENCODING-02), TCVN3 (ENCODING-03), VNI
            (ENCODING-04), UTF-8 read as Latin-1 (ENCODING-05), not text at all (ENCODING-06); each with its line.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            raise InputError("ENCODING-02", file=file, line=1, encoding=name)
    if b"\0" in data:
        halves = (data[0::2].count(0), data[1::2].count(0))
        if max(halves) * 4 > len(data) and min(halves) * 8 < max(halves):
            raise InputError("ENCODING-02", file=file, line=1, encoding="UTF-16")
        raise InputError("ENCODING-06", file=file, line=data.count(b"\n", 0, data.index(b"\0")) + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(legacy(data.decode("latin-1")), file)
        raise InputError("ENCODING-01", file=file, line=line, byte=f"{data[error.start]:02X}") from error
    _refuse(legacy(text), file)
    return _composed(text, file)


def _refuse(found: Legacy | None, file: object) -> None:
    if found:
        raise InputError(
            _CODES[found.encoding],
            file=file,
            line=found.line,
            encoding=found.encoding,
            sample=found.sample,
            reading=found.reading,
        )


def _composed(text: str, file: object) -> tuple[str, tuple[Notice, ...]]:
    if text.isascii():
        return text, ()
    name = None if file is None else str(file)
    notices: list[Notice] = []
    composed = nfc(text)
    if composed != text:
        lines = [number for number, line in enumerate(text.split("\n"), 1) if nfc(line) != line]
        notices.append(Notice("ENCODING-11", name, lines[0] if lines else None, {"count": max(len(lines), 1)}))
    for place, char in lookalikes(composed)[:1]:
        count = len(lookalikes(composed))
        line = composed.count("\n", 0, place) + 1
        notices.append(
            Notice("ENCODING-12", name, line, {"letter": char, "code": f"U+{ord(char):04X}", "count": count})
        )
    if "\ufffd" in composed:
        line = composed.count("\n", 0, composed.index("\ufffd")) + 1
        notices.append(Notice("ENCODING-13", name, line, {"count": composed.count("\ufffd")}))
    return composed, tuple(notices)


def read_text(path: Path) -> tuple[str, tuple[Notice, ...]]:
    """Read a file as text; see `decode`.

    Raises:
        InputError: the file cannot be read (FILE-01), or as in `decode`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    return decode(data, path)

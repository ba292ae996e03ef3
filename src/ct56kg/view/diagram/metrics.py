"""Width of text in the one font of the pictures, so that boxes are made for their words.

Only advance widths are read (OpenType `cmap`, `hmtx`); kerning would make text narrower by a hair,
never wider, so a box that holds the sum of advances holds the text.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from ct56kg.base.errors import StateError

Weight = Literal["regular", "bold", "italic"]
FILES: Mapping[Weight, str] = {
    "regular": "Roboto-Regular.ttf",
    "bold": "Roboto-Bold.ttf",
    "italic": "Roboto-Italic.ttf",
}
_MISSING = 1.4  # em; a sign the font lacks (an emoji) may be drawn by another, wider font


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its bytes, the place of its tables, glyph of each code point, advance of each glyph."""

    data: bytes
    tables: Mapping[str, tuple[int, int]]
    units: int
    glyphs: Mapping[int, int]
    advances: tuple[int, ...]

    def table(self, tag: str) -> bytes:
        """Give the bytes of one table."""
        start, length = self.tables[tag]
        return self.data[start : start + length]

    def advance(self, sign: str) -> float:
        """Give the advance width of one sign in em."""
        glyph = self.glyphs.get(ord(sign))
        return _MISSING if glyph is None else self.advances[glyph] / self.units


@cache
def face(weight: Weight) -> Face:
    """Read one weight of the font that the package `font-roboto` carries.

    Raises:
        StateError: the font is not installed (DRAW-02).
    """
    try:
        data = files("font_roboto").joinpath("files", FILES[weight]).read_bytes()
    except (ModuleNotFoundError, OSError) as error:
        raise StateError("DRAW-02", reason=f"font-roboto: {error}") from error
    tables: dict[str, tuple[int, int]] = {}
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        tables[tag.decode("ascii")] = (start, length)
    units: int = struct.unpack_from(">H", data, tables["head"][0] + 18)[0]
    count: int = struct.unpack_from(">H", data, tables["hhea"][0] + 34)[0]
    total: int = struct.unpack_from(">H", data, tables["maxp"][0] + 4)[0]
    long = struct.unpack_from(f">{2 * count}H", data, tables["hmtx"][0])[::2]
    return Face(data, tables, units, _cmap(data, tables["cmap"][0]), long + (long[-1],) * (total - count))


def _cmap(data: bytes, start: int) -> dict[int, int]:
    """Read the character map: the Unicode subtable of format 4 (OpenType 1.9, cmap)."""
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", data, start + offset)[0] == 4:
            return _format4(data, start + offset)
    raise StateError("DRAW-02", reason="font-roboto: cmap")


def _format4(data: bytes, at: int) -> dict[int, int]:
    half: int = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{half}H", data, at + 14)
    starts = struct.unpack_from(f">{half}H", data, at + 16 + 2 * half)
    deltas = struct.unpack_from(f">{half}H", data, at + 16 + 4 * half)
    base = at + 16 + 6 * half
    offsets = struct.unpack_from(f">{half}H", data, base)
    glyphs: dict[int, int] = {}
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                glyph = struct.unpack_from(">H", data, base + 2 * index + offsets[index] + 2 * (code - first))[0]
            if glyph or not offsets[index]:
                glyphs[code] = (glyph + deltas[index]) & 0xFFFF
    return {code: glyph for code, glyph in glyphs.items() if glyph}


@cache
def _advances(weight: Weight) -> dict[str, float]:
    known = face(weight)
    return {chr(code): known.advances[glyph] / known.units for code, glyph in known.glyphs.items()}


@lru_cache(maxsize=16384)
def width(text: str, size: float, weight: Weight = "regular") -> float:
    """Measure a line of text in points.

    >>> round(width("Thành ủy", 10), 1)
    40.7
    """
    known = _advances(weight)
    return size * sum(known.get(sign, _MISSING) for sign in text)

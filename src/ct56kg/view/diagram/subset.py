"""A small font with only the signs a picture uses, to be carried inside its SVG.

A browser then shows exactly the widths that were measured, on any machine, without a network. The font
is not compressed: compressors differ between machines, and a picture must be the same to the byte.
Roboto has no hinting programs, so glyphs can be copied as they are; kerning is left out because widths
were measured without it. Structure: OpenType 1.9, `glyf`, `loca`, `cmap` format 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

from ct56kg.view.diagram.metrics import Face, Weight, face

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80
_NO_NAMES = struct.pack(">HHH", 0, 0, 6)


def subset(weight: Weight, signs: Iterable[str]) -> bytes:
    """Cut one weight of the font down to some signs; those it lacks are left to the reader's own fonts."""
    whole = face(weight)
    glyphs = {ord(sign): whole.glyphs[ord(sign)] for sign in sorted(set(signs)) if ord(sign) in whole.glyphs}
    kept = _closure(whole, [0, *glyphs.values()])
    new = {old: number for number, old in enumerate(kept)}
    outlines = [_renumbered(_outline(whole, old), new) for old in kept]
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    head, hhea, maxp = (bytearray(whole.table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)  # checksum of the whole file: not used by browsers
    struct.pack_into(">h", head, 50, 1)  # long offsets
    struct.pack_into(">H", hhea, 34, len(kept))
    struct.pack_into(">H", maxp, 4, len(kept))
    metrics = b"".join(struct.pack(">Hh", whole.advances[old], _bearing(whole, old)) for old in kept)
    return _file(
        {
            "OS/2": whole.table("OS/2"),
            "cmap": _cmap({code: new[glyph] for code, glyph in glyphs.items()}),
            "glyf": b"".join(outlines),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": metrics,
            "loca": struct.pack(f">{len(offsets)}L", *offsets),
            "maxp": bytes(maxp),
            "name": _NO_NAMES,
            "post": struct.pack(">L", 0x00030000) + whole.table("post")[4:32],
        }
    )


def _closure(whole: Face, glyphs: Iterable[int]) -> list[int]:
    """Add the parts that composed glyphs are made of."""
    kept: set[int] = set()
    waiting = list(glyphs)
    while waiting:
        glyph = waiting.pop()
        if glyph not in kept:
            kept.add(glyph)
            waiting += (part for _, part in _parts(_outline(whole, glyph)))
    return sorted(kept)


def _outline(whole: Face, glyph: int) -> bytes:
    long = struct.unpack_from(">h", whole.table("head"), 50)[0]
    start = whole.tables["loca"][0]
    if long:
        first, last = struct.unpack_from(">2L", whole.data, start + 4 * glyph)
    else:
        first, last = (2 * offset for offset in struct.unpack_from(">2H", whole.data, start + 2 * glyph))
    base = whole.tables["glyf"][0]
    return whole.data[base + first : base + last]


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """Give place and number of each part of a composed glyph."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0


def _renumbered(outline: bytes, new: Mapping[int, int]) -> bytes:
    changed = bytearray(outline)
    for at, glyph in _parts(outline):
        struct.pack_into(">H", changed, at, new[glyph])
    return bytes(changed) + b"\0" * (-len(changed) % 4)


def _bearing(whole: Face, glyph: int) -> int:
    count = struct.unpack_from(">H", whole.table("hhea"), 34)[0]
    start = whole.tables["hmtx"][0]
    at = start + 4 * glyph + 2 if glyph < count else start + 4 * count + 2 * (glyph - count)
    bearing: int = struct.unpack_from(">h", whole.data, at)[0]
    return bearing


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Write the character map, one segment per sign and the closing one the format asks for."""
    codes = [*sorted(glyphs), 0xFFFF]
    deltas = [(glyphs.get(code, 0) - code) & 0xFFFF for code in codes[:-1]] + [1]
    count = len(codes)
    power = 1 << (count.bit_length() - 1)
    words = struct.pack(f">{count}H", *codes)
    table = struct.pack(">HH4H", 16 + 8 * count, 0, 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    table = struct.pack(">H", 4) + table + words + b"\0\0" + words
    table += struct.pack(f">{count}H", *deltas) + b"\0\0" * count
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


def _file(tables: Mapping[str, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(
        ">LHHHH", 0x00010000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power)
    )
    offset = len(head) + 16 * len(tables)
    body = b""
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        head += struct.pack(">4sLLL", tag.encode("ascii"), checksum, offset + len(body), len(table))
        body += padded
    return head + body

"""Single pages of PDF bound into one file.

Cairo writes plain objects and a classic cross-reference table (ISO 32000-1, 7.5.4): each file's objects get new
numbers, all pages one parent. Where it does not (a later cairo writes compressed tables) nothing is bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_OBJECT = re.compile(rb"\s*(\d+) 0 obj\b")
_STRING = re.compile(rb"(\((?:\\.|[^\\()])*\))", re.DOTALL)
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_HEAD = b"%PDF-1.5\n%\xb5\xed\xae\xfb\n"


@dataclass(frozen=True, slots=True)
class _File:
    """Objects of one file by number, as they are written between `obj` and `endobj`."""

    objects: dict[int, bytes]
    root: int
    info: int

    def number_of(self, kind: bytes) -> int | None:
        """Find the one object of a type."""
        wanted = re.compile(rb"/Type\s*/" + kind + rb"\b(?!s)")
        return next((number for number, body in self.objects.items() if wanted.search(body[:60])), None)


def bound(files: Sequence[bytes]) -> bytes | None:
    """Bind single pages into one PDF, in their order; nothing if one of them is not written as expected."""
    if len(files) == 1:
        return files[0]
    read = [_read(content) for content in files]
    out = {2: b"", 1: b""}
    kids = []
    for file in read:
        pages = file.number_of(b"Pages") if file else None
        page = file.number_of(b"Page") if file else None
        if file is None or pages is None or page is None:
            return None
        new = {number: max(out) + place for place, number in enumerate(sorted(file.objects), 1)} | {pages: 2}
        out |= {new[number]: _renumbered(body, new) for number, body in file.objects.items() if number != pages}
        kids.append(new[page])
        del out[new[file.root]]
        info = new[file.info]
    listed = b" ".join(b"%d 0 R" % number for number in kids)
    out[1] = b"\n<< /Type /Catalog\n   /Pages 2 0 R\n>>\n"
    out[2] = b"\n<< /Type /Pages\n   /Kids [ " + listed + b" ]\n   /Count %d\n>>\n" % len(kids)
    return _written(out, info)


def _read(content: bytes) -> _File | None:
    start = _START.search(content)
    table = _TABLE.match(content, int(start.group(1))) if start else None
    if table is None:
        return None
    rows = [content[table.end() + 20 * n : table.end() + 20 * n + 20] for n in range(int(table.group(1)))]
    offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
    trailer = content[table.end() + 20 * len(rows) :]
    root, info = (re.search(rb"/" + name + rb"\s+(\d+) 0 R", trailer) for name in (b"Root", b"Info"))
    objects = dict(_objects(content, offsets, int(start.group(1)) if start else 0))
    return (
        _File(objects, int(root.group(1)), int(info.group(1)))
        if root and info and len(objects) == len(offsets)
        else None
    )


def _objects(content: bytes, offsets: dict[int, int], end: int) -> Iterator[tuple[int, bytes]]:
    """Cut the file where the table says that objects begin."""
    starts = sorted(offsets.values())
    for number, offset in offsets.items():
        after = next((start for start in starts if start > offset), end)
        head = _OBJECT.match(content, offset)
        last = content.rfind(b"endobj", offset, after)
        if head and int(head.group(1)) == number and last > 0:
            yield number, content[head.end() : last]


def _renumbered(body: bytes, new: dict[int, int]) -> bytes:
    """Give references their new numbers; streams and strings stay as they are."""
    dictionary, stream, data = body.partition(b"stream\n")
    pieces = _STRING.split(dictionary)
    pieces[::2] = [_REFERENCE.sub(lambda found: b"%d 0 R" % new[int(found.group(1))], piece) for piece in pieces[::2]]
    return b"".join(pieces) + stream + data


def _written(objects: dict[int, bytes], info: int) -> bytes:
    out = bytearray(_HEAD)
    places: dict[int, int] = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj" % number + objects[number] + b"endobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d\n   /Root 1 0 R\n   /Info %d 0 R\n>>\nstartxref\n%d\n%%%%EOF\n" % (size, info, start)
    return bytes(out)

"""An office file packed so that the same content is the same bytes, and texts that XML can carry."""

from __future__ import annotations

import io
import re
import zipfile

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNWANTED = ("docProps/thumbnail.jpeg",)


def clean(text: str) -> str:
    """Leave out the characters that XML 1.0 cannot carry."""
    return _CONTROL.sub("", text)


def repacked(content: bytes) -> bytes:
    """Pack a file anew: parts in order of name after the list of types, one date, no picture of another document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if name in _UNWANTED:
                continue
            data = old.read(name)
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            part = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, data)
    return out.getvalue()

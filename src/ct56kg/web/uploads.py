"""The files of a change set as a form sends them: each in its own field, under their own names, or packed as a ZIP."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePath, PurePosixPath

from starlette.datastructures import FormData, UploadFile

from ct56kg.amend.change import PARTS
from ct56kg.amend.undecided import POINTS
from ct56kg.base.errors import InputError, LimitError, UsageError
from ct56kg.graph.reading import FORMATS

MAX_FILE = 2**20
_MAX_ENTRIES = 50
_FIELDS = {**{part: part for part in PARTS}, "about": "amendment"}
"""Fields that say which part a file is, whatever it is called; in any other it is known by its name."""


async def uploaded(form: Mapping[str, str | UploadFile]) -> tuple[dict[str, bytes], list[str]]:
    """Read the files of a change set; say too which names are no part of one, so that nobody relies on them.

    Raises:
        UsageError: nothing was sent (WEB-11), or nothing that is a part (WEB-12).
        InputError: a ZIP that cannot be read (WEB-10), an unknown type (FILE-02), two files for a part (AMEND-07).
        LimitError: a file is too large, or a ZIP holds too many (WEB-01).
    """
    found: dict[str, bytes] = {}
    left: list[str] = []
    for name, content in await _sent(form):
        part = PurePath(name).stem
        if part not in PARTS and name != POINTS:
            left.append(name)
        elif part in PARTS and PurePath(name).suffix not in FORMATS:
            raise InputError("FILE-02", suffix=PurePath(name).suffix or "–", known=" ".join(FORMATS))
        elif name in found:
            raise InputError("AMEND-07", part=part, files=f"{name}, {name}")
        else:
            found[name] = content
    if found.keys() <= {POINTS}:
        known = ", ".join(f"{part}.ttl" for part in PARTS)
        raise UsageError("WEB-12", files=", ".join(left), known=known) if left else UsageError("WEB-11")
    return found, left


async def _sent(form: Mapping[str, str | UploadFile]) -> list[tuple[str, bytes]]:
    """Give every file that was sent by the name it has in the folder of a change set."""
    files: list[tuple[str, bytes]] = []
    for field, sent in form.multi_items() if isinstance(form, FormData) else ():
        if not isinstance(sent, UploadFile) or not sent.filename:
            continue
        content = await sent.read(4 * MAX_FILE + 1)
        name = _named(sent.filename)
        if name.endswith(".zip"):
            files += _unpacked(name, content)
        elif len(content) > MAX_FILE:
            raise LimitError("WEB-01", limit=MAX_FILE)
        else:
            files.append((_FIELDS[field] + PurePath(name).suffix if field in _FIELDS else name, content))
    return files


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Unpack a ZIP, whatever folders stand in it, and never more than a change set may have."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
            if len(entries) > _MAX_ENTRIES:
                raise LimitError("WEB-01", limit=MAX_FILE)
            for entry in entries:
                with packed.open(entry) as file:
                    unpacked = file.read(MAX_FILE + 1)
                if len(unpacked) > MAX_FILE:
                    raise LimitError("WEB-01", limit=MAX_FILE)
                yield _named(entry.filename), unpacked
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise InputError("WEB-10", file=name, reason=error) from error


def _named(path: str) -> str:
    """Give the last part of a path, its suffix in small letters."""
    name = PurePosixPath(path.replace("\\", "/"))
    return name.stem + name.suffix.lower()


def _hidden(path: str) -> bool:
    """Say whether a system put an entry there for itself."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(path).parts)

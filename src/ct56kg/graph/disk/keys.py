"""What a store on the disk is the content of: a key made of the bytes of files, cheap to make again.

A file whose size, time of change and inode are as they were when it was hashed is not hashed again,
unless it was changed so shortly before that a later change could carry the same time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from ct56kg.base.errors import InputError
from ct56kg.base.writing import write_atomic

_FORM = "2"
"""Changes whenever stores are built in another way."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a second change of a file has another time than the first, on every file system."""

Seen = dict[str, tuple[int, int, int, str]]
"""Path to size, time of change, inode and hash."""


class Hashes:
    """Hashes of files, remembered from run to run in one small file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = _read(file)
        self._now: Seen = {}
        self._hashed = False

    def of(self, path: Path) -> str:
        """Give the hash of a file's bytes.

        Raises:
            InputError: it cannot be read (FILE-01).
        """
        try:
            stat = path.stat()
            mark = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            known = self._known.get(str(path))
            if known is not None and tuple(known[:3]) == mark:
                value = known[3]
            else:
                with path.open("rb") as file:
                    value = file_digest(file, "sha256").hexdigest()
                self._hashed = True
        except OSError as error:
            raise InputError("FILE-01", file=path, reason=error) from error
        if time.time_ns() - stat.st_mtime_ns > _SETTLED:
            self._now[str(path)] = (*mark, value)
        return value

    def keep(self) -> None:
        """Remember what was hashed; if that cannot be written, it is hashed again next time."""
        if self._hashed:
            with suppress(InputError):
                write_atomic(self._file, json.dumps({**self._known, **self._now}).encode())


def key_of(parts: Iterable[str]) -> str:
    """Give the key of a content that is described by some words."""
    return sha256("\n".join((_FORM, *parts)).encode()).hexdigest()[:24]


def _read(file: Path) -> Mapping[str, tuple[int, int, int, str]]:
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}

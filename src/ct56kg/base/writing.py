"""Writing files so that a reader sees the old content or the new, never a half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ct56kg.base.errors import InputError


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there in one step.

    Raises:
        InputError: the folder is missing or may not be written (FILE-06).
    """
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside its place; when it is written to its end, put it there in one step, else take it away.

    Raises:
        InputError: the folder is missing, may not be written, or is full (FILE-06).
    """
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or Path())
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod((path.stat().st_mode & 0o777) if path.exists() else 0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        raise InputError("FILE-06", file=path, reason=error) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)

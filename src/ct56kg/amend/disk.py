"""The few file operations by which a change set is recorded, each durable by itself; and the lock for one writer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ct56kg.base.errors import StateError
from ct56kg.base.locks import lock, unlock


class Disk:
    """File operations; a test puts one in its place that fails, or that forgets what was not synced."""

    def make_folder(self, path: Path) -> None:
        """Make a folder that does not exist yet."""
        path.mkdir()

    def write(self, path: Path, content: bytes) -> None:
        """Write a new file and wait until its bytes are on the disk."""
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, old: Path, new: Path) -> None:
        """Put a file or folder in a place, in one step; a file there is replaced."""
        old.replace(new)

    def sync_folder(self, path: Path) -> None:
        """Wait until the names in a folder are on the disk; Windows needs no such step."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove_file(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()


def remove_tree(disk: Disk, folder: Path) -> None:
    """Remove a folder and the files in it."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            remove_tree(disk, path)
        else:
            disk.remove_file(path)
    disk.remove_folder(folder)


@contextmanager
def one_writer(file: Path) -> Iterator[None]:
    """Hold the system's lock on a file while writing; the system frees it however the process ends.

    Raises:
        StateError: somebody else holds it (AMEND-12).
    """
    with file.open("rb") as handle:
        if not lock(handle):
            raise StateError("AMEND-12", path=file.parent)
        try:
            yield
        finally:
            unlock(handle)

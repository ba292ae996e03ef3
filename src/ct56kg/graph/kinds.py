"""Where a dossier's content is kept while it is used: in memory, in a store on the disk, or on a server."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from ct56kg.base.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

MEMORY, DISK, AUTO = "memory", "disk", "auto"
_ADDRESSES = ("http://", "https://")
_LARGE = 10_000_000
"""Bytes of data files, about seventy thousand statements, from which reading them anew takes too long."""


def check_kind(name: str) -> str:
    """Take the name of a kind of store: `memory`, `disk`, `auto` (by size), or the address of a SPARQL endpoint.

    Raises:
        UsageError: none of these (STORE-01).
    """
    if name not in (MEMORY, DISK, AUTO) and not is_address(name):
        raise UsageError("STORE-01", store=name)
    return name


def is_address(kind: str) -> bool:
    """Say whether a kind of store is the address of a server."""
    return kind.startswith(_ADDRESSES)


def kept_on_disk(kind: str, files: Iterable[Path]) -> bool:
    """Say whether files are read from a store on the disk: if asked for, or too large to read anew."""
    if kind != AUTO:
        return kind == DISK
    size = 0
    for path in files:
        with suppress(OSError):  # reading the file says what is wrong
            size += path.stat().st_size
    return size >= _LARGE

"""The operating system's locks on an open file; the system frees them however the process ends."""

from __future__ import annotations

import os
from typing import IO

_FAR = 1 << 30
"""Offset of the locked byte, far beyond the end, so that on no system a reader is hindered."""

if os.name == "nt":
    import msvcrt

    def lock(file: IO[bytes], *, wait: bool = False, shared: bool = False) -> bool:
        """Take the lock, or say that somebody else holds it; Windows has no shared one here, so nothing is taken."""
        if shared:
            return True
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return lock(file, wait=True) if wait else False  # LK_LOCK gives up after ten tries
        return True

    def unlock(file: IO[bytes]) -> None:
        """Give the lock back."""
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:
    import fcntl

    def lock(file: IO[bytes], *, wait: bool = False, shared: bool = False) -> bool:
        """Take the lock, or say that somebody else holds it.

        Args:
            file: an open file that stands for what is locked.
            wait: until it is free, however long that takes.
            shared: with others who share it; only one who does not is kept out.
        """
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file.fileno(), kind if wait else kind | fcntl.LOCK_NB)
        except OSError:
            if wait:
                raise
            return False
        return True

    def unlock(file: IO[bytes]) -> None:
        """Give the lock back."""
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)

"""What a proposal leaves to a person: open boxes, in a file beside the change set, until they are ticked."""

from __future__ import annotations

import re
from pathlib import Path

from ct56kg.amend.change import Change
from ct56kg.base.errors import InputError

POINTS = "can-quyet-dinh.md"
BOX = "☐"
_OPEN = re.compile(rf"\s*(?:[-*]\s+)?(?:{BOX}|\[ \])\s*(.*)")


def refuse_undecided(change: Change) -> None:
    """Refuse a proposal of which something is still to be decided; without its file a change set is none.

    Raises:
        InputError: a box is open (AMEND-49), or the file cannot be read (FILE-01).
    """
    if change.path is None or not (file := Path(change.path, POINTS)).is_file():
        return
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("FILE-01", file=file, reason=error) from error
    still_open = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := _OPEN.match(line))]
    if still_open:
        (first, point), count = still_open[0], len(still_open)
        raise InputError("AMEND-49", file=file, line=first, n=count, point=point, folder=change.path)

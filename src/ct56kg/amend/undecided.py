"""What a proposal leaves to a person: open boxes, in a file beside the change set, until they are ticked."""

from __future__ import annotations

import re
from pathlib import Path

from ct56kg.amend.change import Change
from ct56kg.base.errors import InputError

POINTS = "can-quyet-dinh.md"
BOX = "☐"
_OPEN = re.compile(rf"\s*(?:[-*]\s+)?(?:{BOX}|\[ \])\s*(.*)")


def open_points(change: Change) -> list[tuple[int, str]]:
    """Give the points that nobody has decided, each with its line; without their file a change set is no proposal.

    Raises:
        InputError: the file cannot be read (FILE-01).
    """
    if change.path is None or not (file := Path(change.path, POINTS)).is_file():
        return []
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("FILE-01", file=file, reason=error) from error
    return [(number, match[1]) for number, line in enumerate(lines, 1) if (match := _OPEN.match(line))]


def refuse_undecided(change: Change) -> None:
    """Refuse a proposal of which something is still to be decided.

    Raises:
        InputError: a box is open (AMEND-49), or the file cannot be read (FILE-01).
    """
    for line, point in (points := open_points(change))[:1]:
        file = Path(change.path or "", POINTS)
        raise InputError("AMEND-49", file=file, line=line, n=len(points), point=point, folder=change.path)

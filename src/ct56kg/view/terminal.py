"""The terminal that lines are set for: as wide as it is, within what can be read; files get the usual width."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from ct56kg.base.text import wrap

_NARROWEST, USUAL, _WIDEST = 40, 100, 110


def width() -> int:
    """Give the columns to set lines for."""
    try:
        found = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        found = 0
    return max(_NARROWEST, min(_WIDEST, found or USUAL))


def hanging(lead: str, text: str, wide: int | None = None) -> list[str]:
    """Set a text after a lead, its further lines below its first; a lead that leaves no room stands alone.

    Where nobody reads on a terminal a line stays whole, for the next program.
    """
    wide = wide or (width() if sys.stdout.isatty() or os.environ.get("COLUMNS") else sys.maxsize)
    first, *rest = wrap(text, wide - len(lead))
    if rest and len(lead) > wide // 2:
        return [lead.rstrip(), *(f"      {line}" for line in wrap(text, wide - 6))]
    return [lead + first, *(" " * len(lead) + line for line in rest)]


def argument(path: object) -> str:
    """Give a path as it is typed as one argument.

    >>> argument("hợp nhất/đề xuất")
    '"hợp nhất/đề xuất"'
    """
    text = str(path)
    return f'"{text}"' if " " in text else text


def set_lines(lines: Iterable[str], wide: int | None = None) -> list[str]:
    """Break lines by words to the width of the terminal, or to a given one."""
    wide = wide or width()
    return [part for line in lines for part in wrap(line, wide)]

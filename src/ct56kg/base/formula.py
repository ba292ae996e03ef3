"""Text that a spreadsheet would run: how it is made harmless in CSV, and how that is taken back."""

from __future__ import annotations

import re

_RUNS = r"'*[=+\-@\t\r]"
_NUMBER = r"[+-]?[0-9]+(?:[.,][0-9]+)?%?"


def escape_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab, return).

    Plain numbers stay. `unescape_formula` takes exactly this back.

    >>> escape_formula("=HYPERLINK(1)"), escape_formula("-5"), escape_formula("Ban Tổ chức")
    ("'=HYPERLINK(1)", '-5', 'Ban Tổ chức')
    """
    return f"'{text}" if re.match(_RUNS, text) and not re.fullmatch(_NUMBER, text) else text


def unescape_formula(text: str) -> str:
    """Take back what `escape_formula` did."""
    return text[1:] if text.startswith("'") and re.match(_RUNS, text) and escape_formula(text[1:]) == text else text

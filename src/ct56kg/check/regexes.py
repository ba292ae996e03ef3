"""Regular expressions of rules: Python's, as pySHACL has them, but not where they can take for ever.

Python's engine backtracks: `^(a+)+$` on forty letters never ends. A pattern that repeats something
which itself can match in several ways is therefore asked of Oxigraph, whose engine takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox

Search = Callable[[str], bool]

_SHORT = 12
"""Up to this many characters even the worst pattern is quick."""
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]|\(\?(?:P?<\w+>|[:=!<])?|\{[0-9]*,?[0-9]*\}|.", re.DOTALL)
"""One part of a pattern: an escape, a class, a bracket, a count, a character."""


def searcher(pattern: str, flags: str) -> Search:
    """Compile a pattern with the flags `i` and `m`, the only ones that pySHACL knows (SHACL 4.4.3).

    Raises:
        re.error: not a regular expression.
    """
    number = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
    search = re.compile(pattern, number).search
    if not _explodes(pattern):
        return lambda text: search(text) is not None
    known = "".join(flag for flag in "im" if flag in flags)

    def steady(text: str) -> bool:
        answer = None if len(text) <= _SHORT else _linear(pattern, known, text)
        return search(text) is not None if answer is None else answer

    return steady


def _explodes(pattern: str) -> bool:
    r"""Say whether an endless repetition stands around a repetition or a choice.

    >>> [_explodes(pattern) for pattern in ("^(a+)+$", "(a|ab)*", "^[0-9]{4}-[A-Z]+$", r"\(a+\)+", "(ab)+[(+]*")]
    [True, True, False, False, False]
    """
    inside: list[bool] = [False]
    closed = False
    for part in _PART.findall(pattern):
        if part in ("*", "+") or (part[0] == "{" and part.endswith(",}")):
            if closed:
                return True
            inside[-1] = True
        elif part[0] in "?{|":
            inside[-1] = True
        closed = False
        if part[0] == "(":
            inside.append(False)
        elif part == ")" and len(inside) > 1:
            closed = inside.pop()
            inside[-1] |= closed
    return False


def _linear(pattern: str, flags: str, text: str) -> bool | None:
    """Ask Oxigraph; nothing if it does not know this kind of pattern (look-around, back-references)."""
    terms = ", ".join(str(ox.Literal(part)) for part in (text, pattern, flags))
    answer = ox.Store().query(f"SELECT (REGEX({terms}) AS ?found) {{}}")
    found = next(iter(answer))["found"]  # type: ignore[arg-type]
    return None if found is None else found.value == "true"

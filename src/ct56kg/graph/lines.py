"""On which line each statement of a Turtle, TriG, N-Triples or N-Quads text stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<skipped>#[^\n]*|@(?!prefix|base)[A-Za-z][\w-]*)"
    r"|(?P<term>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^>\s]*>"
    r"|\^\^"
    r"|[^\s;,.\[\](){}<>\"'#]+(?:\.+[^\s;,.\[\](){}<>\"'#]+)*)"
    r"|(?P<mark>[;,.\[\](){}])",
    re.DOTALL,
)
_DIRECTIVES = ("@prefix", "@base", "prefix", "base")
_KNOWN = {";": 1, ",": 2}
"""How many terms of the next statement are already known after a mark."""


def statement_lines(text: str) -> list[int] | None:
    r"""Give the line of each statement in the order of the text, or nothing where brackets make the order unclear.

    The line is that of the statement's object: one block of a subject has many lines.

    >>> statement_lines('<a:s> <a:p> 1 ,\n 2 ;\n <a:q> "x"@vi .')
    [1, 2, 3]
    """
    lines: list[int] = []
    known = 0
    for kind, token, line in _without_directives(text):
        if kind == "mark":
            if token in "[]()":
                return None
            known = _KNOWN.get(token, 0)
        else:
            known += 1
            if known == 3:
                lines.append(line)
    return lines


def _without_directives(text: str) -> Iterator[tuple[str, str, int]]:
    """Give terms and marks with their lines; prefixes, datatypes and the word GRAPH are left out."""
    first, declaring, typed = True, False, False
    for kind, token, line in _tokens(text):
        if declaring:
            declaring = not (kind == "term" and token.startswith("<"))
            first = not declaring
        elif kind == "term" and first and token.lower() in _DIRECTIVES:
            declaring = True
        elif token == "^^":
            typed = True
        elif typed or (kind == "term" and first and token.lower() == "graph"):
            typed = False
        else:
            first = token in (".", "{", "}")
            yield kind, token, line


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line, last = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        if match.lastgroup in ("term", "mark"):
            yield match.lastgroup, match[0], line

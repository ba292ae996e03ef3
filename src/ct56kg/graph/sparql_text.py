"""SPARQL as text: where its strings, IRIs and comments are, so that only what remains is read as syntax.

Follows the terminals of SPARQL 1.1 Query Language, 19.8; no parser is needed and none is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Compiled, and kept by `re`, when a text is first read.
_TOKEN = r"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
        |"(?:[^"\\\r\n]|\\[^\r\n])*+"|'(?:[^'\\\r\n]|\\[^\r\n])*+')
    | (?P<variable>[?$]\w+)
    | (?P<word>(?:[\w.:%-]|\\.)+)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<quote>["'])
    | (?P<sign>[^\s])
    """
_FLAGS = re.VERBOSE | re.DOTALL
_NOT_SYNTAX = frozenset({"comment", "iri", "string"})


class Token(NamedTuple):
    """One piece of a query: what it is, its text, and where it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Cut a query into tokens: comment, iri, string, variable, word, open, close, quote (one never closed), sign."""
    for match in re.finditer(_TOKEN, text, _FLAGS):
        yield Token(match.lastgroup or "", match[0], match.start())


def masked(text: str) -> str:
    """Blank out strings, IRIs and comments, every other character at its place.

    >>> masked('SELECT ?s { ?s ?p "}" }')
    'SELECT ?s { ?s ?p     }'
    """
    parts: list[str] = []
    end = 0
    for match in re.finditer(_TOKEN, text, _FLAGS):
        if match.lastgroup in _NOT_SYNTAX:
            parts += [text[end : match.start()], " " * (match.end() - match.start())]
            end = match.end()
    return "".join([*parts, text[end:]])

"""The words of a SPARQL query: enough lexing to know what a query of a rule reads.

SPARQL 1.1, 19.8, https://www.w3.org/TR/sparql11-query/#sparqlGrammar
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<blank>_:[\w.-]*[\w-])
  | (?P<number>[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
              (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>\^\^|\|\||&&|!=|<=|>=|[{}()\[\].,;=<>!+\-*/|^?])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a query: its kind, its text (keywords in capitals), where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int


class QueryFormError(ValueError):
    """The query is beyond what is understood here; it is not necessarily wrong."""


def tokens(text: str) -> Iterator[Token]:
    """Split a query into words, comments left out.

    Raises:
        QueryFormError: a character that begins no word.
    """
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise QueryFormError(text[at : at + 20])
        kind = str(match.lastgroup)
        if kind != "space":
            word = match[0].upper() if kind == "word" and match[0] != "a" else match[0]
            yield Token(kind, word, match.start(), match.end())
        at = match.end()


_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")


class Cursor:
    """A place in a list of words."""

    def __init__(self, words: list[Token]) -> None:
        self.words, self.at = words, 0

    def balanced(self, keep: bool = False) -> list[Token]:
        """Take what stands up to the bracket that closes the one just taken."""
        depth = 1
        found: list[Token] = []
        while True:
            word = self.next()
            depth += (word.text in _OPEN) - (word.text in _CLOSE)
            if depth == 0:
                return [*found, word] if keep else found
            found.append(word)

    def peek(self) -> Token:
        """Give the word here, without going on."""
        if self.at >= len(self.words):
            raise QueryFormError("end")
        return self.words[self.at]

    def next(self) -> Token:
        """Give the word here and go on."""
        word = self.peek()
        self.at += 1
        return word

    def sees(self, *texts: str) -> bool:
        """Say whether the word here is one of some."""
        return self.at < len(self.words) and self.words[self.at].text in texts

    def expect(self, text: str) -> None:
        """Go on over a word that must stand here."""
        if self.next().text != text:
            raise QueryFormError(text)

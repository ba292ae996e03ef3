"""What a query needs of the store that answers it, told from its text alone: the less, the sooner it is ready.

A word that stands in a string or a comment may make a query need more than it does, never less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PLAIN, SET, ANY = "plain", "set", "any"
"""Kinds of stores, the quickest to make first.

- plain: the default graph alone, where each fact stands once.
- set: the named graphs alone; their union is the default graph, where a fact of two graphs stands twice.
- any: both the default graph and the named ones.
"""

_COMMENT = r"^#.*$"
_NAMED = r"(?<![:?$\w])(?:graph|from)\b"
_SET = r"""(?:\s | \#.*\n | (?:prefix\s+\S*|base)\s*<[^>]*>)*
    select\s+(?:distinct\b | (?:\(\s*count\s*\(\s*distinct\b (?:[^()]*\)){2}\s*)+ (?:where\b|\{))"""
_COUNTED = r"""(?<![:?$\w])(?: count\s*\((?!\s*distinct\b)
    | (?:sum|avg|sample|group_concat|limit|offset|reduced|from|service|rand|uuid|struuid|bnode)\b)"""
_FLAGS = re.IGNORECASE | re.VERBOSE


def able_to_answer(query: str) -> Iterator[str]:
    """List the kinds of stores that answer a query alike, the quickest to make first.

    Where the answer is a set, and nothing on the way to it counts how often a solution is found, a fact that stands
    twice is as good as once (SPARQL 1.1 Query Language, 18.5: only multiplicities differ).
    """
    bare = re.sub(_COMMENT, "", query, flags=re.MULTILINE)
    if not re.search(_NAMED, bare, re.IGNORECASE):
        yield PLAIN
    if re.match(_SET, bare, _FLAGS) and not re.search(_COUNTED, bare, _FLAGS):
        yield SET
    yield ANY

"""What a stranger's SPARQL may not do: be endless, nest until a parser breaks, reach other machines, write.

The limits on time, memory and rows belong to the process that runs the query; this is what its text
shows before anything parses it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ct56kg.base.errors import LimitError, UsageError
from ct56kg.graph.sparql_text import Token, tokens

MAX_BYTES = 32 * 1024
MAX_NESTING = 100
MAX_OPERATORS = 500
"""Chains need no bracket to exhaust a parser's stack: measured, `1||1||…` and `MINUS{}MINUS{}…` crash pyoxigraph."""

_OPENING = "{[("
_OPERATORS = frozenset("!|&+*/-^")
_CERTAIN_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://|<[^#'()\[\]]*>")
_UPDATES = frozenset({"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"})
_PROLOGUE_NAME = re.compile(r"(?:[\w.-]*):")


def guard(text: str, graphs: Collection[str] | None = None) -> None:
    """Refuse a query that must not be run here.

    Args:
        text: SPARQL as a user wrote it.
        graphs: IRIs of the named graphs that are loaded; `None` leaves `FROM` unchecked.

    Raises:
        LimitError: longer than 32 kB (QUERY-30), nested deeper than 100 (QUERY-31), more operators
            than a parser survives (QUERY-32).
        UsageError: an update (QUERY-33), `SERVICE` (QUERY-34), `FROM` of a graph that is not here (QUERY-35).
    """
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise UsageError("QUERY-20", reason=error) from error
    if size > MAX_BYTES:
        raise LimitError("QUERY-30", size=size, limit=MAX_BYTES)
    found = [token for token in tokens(text) if token.kind != "comment"]
    _limit_nesting(text, found)
    _limit_operators(text, found)
    _refuse_update(found)
    if graphs is not None:
        _refuse_other_graphs(found, graphs)
    if "service" in text.casefold():
        _refuse_service(text, found)


def _certain(found: list[Token]) -> bool:
    """Say whether every `<…>` is an IRI for any parser, and not `<` and `>` around an expression.

    `?a<x:b&&'x>y'` cuts differently for a lexer and for a grammar that knows what may follow `?a`;
    `scheme://` can begin nothing but an IRI, and without quotes, brackets or `#` the reading does not matter.
    """
    return all(_CERTAIN_IRI.match(token.text) for token in found if token.kind == "iri")


def _limit_nesting(text: str, found: list[Token]) -> None:
    if sum(map(text.count, _OPENING)) <= MAX_NESTING:
        return
    if not _certain(found):
        raise LimitError("QUERY-31", limit=MAX_NESTING)
    depth = 0
    for token in found:
        if token.kind == "open":
            depth += 1
            if depth > MAX_NESTING:
                raise LimitError("QUERY-31", limit=MAX_NESTING)
        elif token.kind == "close":
            depth = max(0, depth - 1)


def _limit_operators(text: str, found: list[Token]) -> None:
    signs = sum(map(text.count, _OPERATORS)) + text.casefold().count("minus")
    if signs > MAX_OPERATORS and _certain(found):
        signs = sum(_operators(token) for token in found)
    if signs > MAX_OPERATORS:
        raise LimitError("QUERY-32", limit=MAX_OPERATORS)


def _operators(token: Token) -> int:
    if token.kind == "word" and ":" not in token.text:
        return token.text.count("-") + (token.text.casefold() == "minus")
    return int(token.kind == "sign" and token.text in _OPERATORS)


def _refuse_update(found: list[Token]) -> None:
    """Read the first word after the prologue."""
    words = iter(token for token in found if token.kind in ("word", "iri"))
    for token in words:
        word = token.text.casefold()
        if token.kind == "iri" or word in ("prefix", "base", "version") or _PROLOGUE_NAME.fullmatch(token.text):
            continue
        if word in _UPDATES:
            raise UsageError("QUERY-33", word=token.text.upper())
        return


def _refuse_other_graphs(found: list[Token], graphs: Collection[str]) -> None:
    prefixes: dict[str, str] = {}
    for place, token in enumerate(found):
        word = token.text.casefold() if token.kind == "word" else ""
        after = found[place + 1 : place + 3]
        if word == "prefix" and len(after) == 2 and after[1].kind == "iri":
            prefixes[after[0].text.removesuffix(":")] = after[1].text[1:-1]
        elif word == "from" and after:
            name = after[1] if after[0].text.casefold() == "named" and len(after) == 2 else after[0]
            graph = _iri(name, prefixes)
            if graph is not None and graph not in graphs:
                raise UsageError("QUERY-35", graph=graph)


def _iri(token: Token, prefixes: dict[str, str]) -> str | None:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    return prefixes.get(prefix, prefix + ":") + local if token.kind == "word" and colon else None


def _refuse_service(text: str, found: list[Token]) -> None:
    r"""Let a parser decide whether the word is a string or a comment, or a call to another machine.

    rdflib resolves `\u0022` before it parses, pyoxigraph after: with escapes the two may see different queries.
    """
    if "\\u" in text.casefold() or not _certain(found):
        raise UsageError("QUERY-34")
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(text)
    except Exception as error:  # rdflib raises many kinds, RecursionError among them: not understood is refused
        raise UsageError("QUERY-34") from error
    waiting: list[object] = [tree]
    while waiting:
        node = waiting.pop()
        if getattr(node, "name", "") == "ServiceGraphPattern":
            raise UsageError("QUERY-34")
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, (list, tuple)) or type(node).__name__ in ("ParseResults", "plist"):
            waiting.extend(node)  # type: ignore[arg-type]

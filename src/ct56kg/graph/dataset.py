"""The graphs that a query asks of: its `FROM` and `FROM NAMED`, read without parsing the query."""

from __future__ import annotations

from typing import NamedTuple

from ct56kg.graph.sparql_text import Token, tokens


class Dataset(NamedTuple):
    """A dataset described by its graphs: which merge into the default graph, which have names (SPARQL 1.1, 13.2)."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def dataset_of(query: str) -> Dataset | None:
    """Read the dataset clauses of a query; nothing if there are none, or none that can be read for certain.

    >>> dataset_of("PREFIX x: <http://x/> SELECT * FROM x:a FROM NAMED <http://x/b> { ?s ?p ?o }")
    Dataset(default=('http://x/a',), named=('http://x/b',))
    """
    found = [token for token in tokens(query) if token.kind != "comment"]
    prefixes: dict[str, str] = {}
    default: list[str] = []
    named: list[str] = []
    for place, token in enumerate(found):
        word = token.text.casefold() if token.kind == "word" else ""
        after = found[place + 1 : place + 3]
        if word == "prefix" and len(after) == 2 and after[1].kind == "iri":
            prefixes[after[0].text.removesuffix(":")] = after[1].text[1:-1]
        elif word == "from" and after:
            is_named = after[0].text.casefold() == "named" and len(after) == 2
            graph = _iri(after[1] if is_named else after[0], prefixes)
            if graph is not None:
                (named if is_named else default).append(graph)
    return Dataset(tuple(default), tuple(named)) if default or named else None


def _iri(token: Token, prefixes: dict[str, str]) -> str | None:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else None

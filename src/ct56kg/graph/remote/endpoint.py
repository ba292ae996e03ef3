"""The SPARQL 1.1 Protocol: a query goes out, an answer comes back whole or not at all.

A server may cut long answers without a word, answer with a page for people, or with half of what it
found because its time was up. None of these is taken for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeVar
from urllib.parse import urlencode

import pyoxigraph as ox

from ct56kg.base.errors import InputError, RemoteError
from ct56kg.base.terms import XSD
from ct56kg.graph.remote.exchange import Exchange, Reply
from ct56kg.graph.sparql_text import Token, tokens

T = TypeVar("T")
Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...]

_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPT = {
    "table": "application/sparql-results+json, application/sparql-results+xml;q=0.8",
    "graph": "application/n-triples, text/turtle;q=0.8",
}
_TYPED = re.compile(rb'"type"\s*:\s*"typed-literal"')
"""What drafts of the JSON format called a literal with a datatype, and Virtuoso still does."""

_BOOLEAN = ox.NamedNode(XSD + "boolean")
_WORDS = {"0": ox.Literal("false", datatype=_BOOLEAN), "1": ox.Literal("true", datatype=_BOOLEAN)}
_ASKED = "__ASK_RETVAL"
"""The variable of the table, of one row or none, by which Virtuoso says yes or no."""

_FORMS = {"select": "table", "ask": "table", "construct": "graph", "describe": "graph"}
_FEW, _MANY = 50, 1000
_PROBE = f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {_MANY}"


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT: names without `?`, and a term or nothing for each."""

    names: tuple[str, ...]
    rows: list[Row]


class RefusedError(Exception):
    """The server does not take the query as it is: too long, too much, or not understood."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Endpoint:
    """Asks one endpoint."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    @property
    def place(self) -> str:
        """Give the address, which holds no secret."""
        return str(self.exchange.address)

    @property
    def sent(self) -> int:
        """Count the requests so far."""
        return self.exchange.sent

    def select(self, query: str) -> Solutions:
        """Answer a SELECT, whole.

        Raises:
            RefusedError: the server does not take the query.
            RemoteError: the answer is cut short (REMOTE-13), or is none (see `_body`).
        """
        found = self.part(query)
        if not self.whole(query, found):
            raise RemoteError("REMOTE-13", store=self.place, rows=len(found.rows))
        return found

    def part(self, query: str) -> Solutions:
        """Answer a SELECT as it comes, whole or not."""
        reply = self._answered(query, "table")
        found = self._parsed(reply)
        if not isinstance(found, ox.QuerySolutions):
            raise InputError("QUERY-21")
        names = tuple(variable.value for variable in found.variables)
        rows: list[Row] = []
        try:
            for row in found:
                rows.append(tuple(row))  # a comprehension's frame would keep `found` in the traceback
        except (SyntaxError, ValueError) as error:
            del found  # only its own thread may drop it
            raise RemoteError("REMOTE-12", store=self.place, reason=error) from error
        if _BOOLEAN.value.encode() in reply.body and self._digits:
            rows = [tuple(map(_word, row)) for row in rows]
        return Solutions(names, rows)

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        found = self._parsed(self._answered(query, "table"))
        if isinstance(found, ox.QuerySolutions) and [v.value for v in found.variables] == [_ASKED]:
            return any(True for _ in found)
        if not isinstance(found, ox.QueryBoolean):
            raise InputError("QUERY-21")
        return bool(found)

    def graph(self, query: str) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        reply = self._answered(query, "graph")
        syntax = _GRAPHS.get(reply.kind)
        if syntax is None:
            raise self._not_an_answer(reply)
        try:
            return list(dict.fromkeys(quad.triple for quad in ox.parse(reply.body, format=syntax)))
        except (SyntaxError, ValueError) as error:
            raise RemoteError("REMOTE-12", store=self.place, reason=error) from error

    def count(self, query: str) -> int | None:
        """Let the server count the rows of a SELECT; nothing if it cannot be told."""
        counting = counted(query)
        if counting is None:
            return None
        try:
            value = self.part(counting).rows[0][0]
        except (RefusedError, RemoteError, IndexError):
            return None
        return int(value.value) if isinstance(value, ox.Literal) and value.value.isdecimal() else None

    def whole(self, query: str, found: Solutions) -> bool:
        """Say whether an answer has all its rows, as far as it can be told.

        Servers cut answers at some number of rows without a word. Long answers are counted by the server; of those
        of middling length it is enough to know, once, that this server does not cut there; nobody cuts short ones.
        """
        rows = len(found.rows)
        if rows < _FEW or (rows < _MANY and self.generous):
            return True
        return self.count(query) in (rows, None)

    @cached_property
    def generous(self) -> bool:
        """Say whether the server gives a thousand rows if there are so many."""
        return self.count(_PROBE) == len(self.part(_PROBE).rows)

    def echo(self, literals: Iterable[ox.Literal]) -> dict[ox.Literal, ox.Literal]:
        """Give what the server makes of literals: it may keep the value and not the spelling, or a wider type."""
        given: dict[ox.Literal, ox.Literal] = {}
        for sent in batched(literals, _FEW):
            rows = " ".join(f"({place} {literal})" for place, literal in enumerate(sent))
            found = self._parsed(self._answered(f"SELECT ?n ?o WHERE {{ VALUES (?n ?o) {{ {rows} }} }}", "table"))
            for row in found if isinstance(found, ox.QuerySolutions) else ():
                number, literal = row["n"], row["o"]
                if isinstance(number, ox.Literal) and isinstance(literal, ox.Literal):
                    given[sent[int(number.value)]] = literal
        return given

    def spelled(self, literals: Iterable[ox.Literal]) -> dict[ox.Literal, ox.Literal]:
        """Give the literals that `part` would give for some that were loaded."""
        echoed = self.echo(literals)
        if self._digits:
            return {sent: word for sent, given in echoed.items() if isinstance(word := _word(given), ox.Literal)}
        return echoed

    @cached_property
    def _digits(self) -> bool:
        """Say whether the server gives `true` and `false` back as `1` and `0`."""
        return any(given.value in _WORDS for given in self.echo(_WORDS.values()).values())

    def _answered(self, query: str, form: str) -> Reply:
        reply = self.exchange.post(urlencode({"query": query}).encode("ascii"), _ACCEPT[form])
        return self._body(reply)

    def _body(self, reply: Reply) -> Reply:
        """Take an answer for one, or say why it is none.

        Raises:
            RefusedError: 400, 413, 414, 500 and their like: this query is not taken.
            RemoteError: it wants credentials (REMOTE-09), there is no endpoint (REMOTE-10), a page instead of an
                answer (REMOTE-11), no answer in a form that was asked for (REMOTE-12), or only a part (REMOTE-13).
        """
        if reply.status in (401, 403, 407):
            raise RemoteError("REMOTE-09", store=self.place, status=reply.status, origin=self.exchange.address.origin)
        if reply.status in (404, 405, 410):
            raise RemoteError("REMOTE-10", store=self.place, status=reply.status)
        if reply.status == 206 or "x-sql-state" in reply.headers:  # Virtuoso: what was found before the time was up
            raise RemoteError("REMOTE-13", store=self.place, rows="?")
        if reply.status != 200:
            raise RefusedError(reply.status, _first_line(reply))
        return reply

    def _parsed(self, reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
        form = _TABLES.get(reply.kind)
        if form is None:
            raise self._not_an_answer(reply)
        body = _TYPED.sub(b'"type":"literal"', reply.body) if form == ox.QueryResultsFormat.JSON else reply.body
        try:
            return ox.parse_query_results(body, format=form)
        except (SyntaxError, ValueError) as error:
            raise RemoteError("REMOTE-12", store=self.place, reason=error) from error

    def _not_an_answer(self, reply: Reply) -> RemoteError:
        if reply.kind in ("text/html", "application/xhtml+xml"):
            return RemoteError("REMOTE-11", store=self.place, title=_title(reply.body))
        return RemoteError("REMOTE-12", store=self.place, reason=f"Content-Type: {reply.kind or '–'}")


def _word(term: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """Write a boolean in its canonical form (XSD 1.1, 3.3.2.2); which of the two was loaded cannot be told."""
    if isinstance(term, ox.Literal) and term.datatype == _BOOLEAN:
        return _WORDS.get(term.value, term)
    return term


def batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Give things in lists of a size."""
    left = iter(things)
    while batch := list(islice(left, size)):
        yield batch


def form_of(query: str) -> str:
    r"""Give the form of a query: `select`, `ask`, `construct`, `describe`, or nothing.

    >>> form_of("PREFIX ask: <http://x/> # select\nCONSTRUCT WHERE { ?s ?p ?o }")
    'construct'
    """
    word = _first(query)
    return word.text.casefold() if word else ""


def counted(query: str) -> str | None:
    r"""Turn a SELECT into one that counts its rows; nothing for `FROM`, which may not stand in a sub-query.

    >>> counted("PREFIX x: <http://x/> SELECT ?s { ?s x:p ?o } LIMIT 5")
    'PREFIX x: <http://x/> SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s x:p ?o } LIMIT 5\n} }'
    """
    start = _first(query)
    words = {token.text.casefold() for token in tokens(query) if token.kind == "word"}
    if start is None or start.text.casefold() != "select" or "from" in words:
        return None
    return f"{query[: start.start]}SELECT (COUNT(*) AS ?n) {{ {{ {query[start.start :]}\n}} }}"


def _first(query: str) -> Token | None:
    """Find the word that names the form: the first that stands neither in `PREFIX name:` nor in `BASE`."""
    return next((t for t in tokens(query) if t.kind == "word" and t.text.casefold() in _FORMS), None)


def _first_line(reply: Reply) -> str:
    if reply.kind in ("text/html", "application/xhtml+xml"):
        return f"{reply.status} {_title(reply.body)}"
    text = reply.body[:2000].decode("utf-8", "replace").strip()
    return f"{reply.status} {text.splitlines()[0][:200] if text else ''}".strip()


def _title(page: bytes) -> str:
    found = re.search(rb"<title[^>]*>([^<]{0,120})", page[:20000], re.IGNORECASE)
    return " ".join(found[1].decode("utf-8", "replace").split()) if found else "–"

"""Questions about a huge dossier, asked in a worker: with its limits, and without keeping a thread of the server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from ct56kg.base.rows import Rows, Term
from ct56kg.web.pool import Job, Workers

Ask = Callable[[str, Path], Rows]
"""Answers a query about the store that lies in a folder."""
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def asker(workers: Workers, loop: asyncio.AbstractEventLoop) -> Ask:
    """Make the function by which threads of the server ask its workers; it raises what `Workers.answer` raises."""

    def ask(query: str, place: Path) -> Rows:
        asked = workers.answer(Job(query, str(place), "json", None))
        return rows_of(asyncio.run_coroutine_threadsafe(asked, loop).result().content)

    return ask


def rows_of(content: bytes) -> Rows:
    """Read SPARQL 1.1 Query Results JSON.

    >>> rows_of(b'{"head": {"vars": ["a"]}, "results": {"bindings": [{}]}}')
    Rows(('a',), ((None,),))
    """
    told = json.loads(content)
    names = tuple(told["head"]["vars"])
    rows = told["results"]["bindings"]
    return Rows(names, tuple(tuple(_term(row[name]) if name in row else None for name in names) for row in rows))


def _term(said: dict[str, str]) -> Term:
    if said["type"] == "uri":
        return Term("iri", said["value"])
    if said["type"] == "bnode":
        return Term("blank", said["value"])
    datatype = said.get("datatype", "")
    language = said.get("xml:lang", "").lower()
    return Term("literal", said["value"], "" if datatype == _XSD_STRING or language else datatype, language)

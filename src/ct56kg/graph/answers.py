"""Answers of free SPARQL as bytes in the formats of the SPARQL 1.1 Protocol, and a store that travels as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from ct56kg.base.errors import InputError, LimitError
from ct56kg.base.rows import Rows, Term
from ct56kg.graph.dataset import Dataset, dataset_of
from ct56kg.graph.store import Store
from ct56kg.graph.terms import term

GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
}
_T = TypeVar("_T")
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_XML_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def read_kept(path: Path) -> Store:
    """Read what `Store.dump` has written, or open a store that lies on the disk."""
    if path.is_dir():
        return Store(ox.Store.read_only(str(path)), path)
    loaded = ox.Store()
    loaded.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    return Store(loaded)


def graphs_of(store: Store) -> frozenset[str]:
    """Name the graphs of a store."""
    rows = store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { } }")
    return frozenset(row[0].value for row in rows if row[0])


def limited(store: Store, query: str, rows: int, dataset: Dataset | None = None) -> Rows | bool | list[ox.Triple]:
    """Answer any read-only query, unless the answer is too long.

    Args:
        store: what is asked.
        query: SPARQL as a user wrote it, already guarded.
        rows: how many solutions or triples at most.
        dataset: the graphs that the request names; stands above `FROM` (SPARQL 1.1 Protocol, 2.1.4).

    Raises:
        LimitError: more than `rows` solutions or triples (QUERY-42).
        InputError: not valid SPARQL (QUERY-20).
    """
    wanted = dataset or dataset_of(query)
    asked, named = (store, None) if wanted is None else (store.restricted(*wanted), wanted.named)
    answer = asked.query(query, named)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    try:
        if isinstance(answer, ox.QueryTriples):
            return list(dict.fromkeys(_at_most(answer, rows)))
        names = tuple(variable.value for variable in answer.variables)
        found = tuple(tuple(None if v is None else term(v) for v in row) for row in _at_most(answer, rows))
    except (ValueError, RuntimeError) as error:
        raise InputError("QUERY-20", reason=error) from error
    return Rows(names, found)


def _at_most(answer: Iterable[_T], rows: int) -> Iterator[_T]:
    for number, one in enumerate(answer):
        if number >= rows:
            raise LimitError("QUERY-42", limit=rows)
        yield one


def graph_bytes(triples: Iterable[ox.Triple], style: str, prefixes: dict[str, str]) -> bytes:
    """Write triples in one of `GRAPHS`, in one order."""
    ordered = sorted(triples, key=str)
    text = " ".join(map(str, ordered)) if style in ("ttl", "trig", "rdf") else ""
    used = {prefix: name for prefix, name in prefixes.items() if f"<{name}" in text}
    try:
        content = ox.serialize(ordered, format=GRAPHS[style], prefixes=used)
    except (ValueError, OSError) as error:  # RDF/XML has no name for some predicates
        raise InputError("QUERY-45", style=style, reason=error) from error
    assert content is not None, "without a file to write to, the content comes back"
    return content


def graph_from_text(turtle: str, style: str, prefixes: dict[str, str]) -> bytes:
    """Turn Turtle of ours into one of `GRAPHS`."""
    quads = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return graph_bytes((quad.triple for quad in quads), style, prefixes)


def table_xml(answer: Rows | bool) -> str:
    """Write SPARQL Query Results XML (Second Edition); characters that XML 1.0 cannot hold are left out."""
    names = () if isinstance(answer, bool) else answer.variables
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n', f'<sparql xmlns="{_RESULTS}"><head>']
    parts += [f"<variable name={quoteattr(name)}/>" for name in names]
    parts.append("</head>")
    if isinstance(answer, bool):
        parts.append(f"<boolean>{str(answer).lower()}</boolean>")
    else:
        parts.append("<results>")
        for row in answer:
            bound = zip(names, row, strict=True)
            cells = "".join(f"<binding name={quoteattr(n)}>{_xml(t)}</binding>" for n, t in bound if t)
            parts.append(f"<result>{cells}</result>\n")
        parts.append("</results>")
    return "".join((*parts, "</sparql>\n"))


def _xml(value: Term) -> str:
    text = escape(value.value.translate(_XML_ILLEGAL))
    if value.kind != "literal":
        kind = "uri" if value.kind == "iri" else "bnode"
        return f"<{kind}>{text}</{kind}>"
    more = f" xml:lang={quoteattr(value.language)}" if value.language else ""
    more = more or (f" datatype={quoteattr(value.datatype)}" if value.datatype else "")
    return f"<literal{more}>{text}</literal>"

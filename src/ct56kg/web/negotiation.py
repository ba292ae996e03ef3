"""Which format a client wants: RFC 9110, 12.5.1, over the formats that SPARQL answers have."""

from __future__ import annotations

from collections.abc import Mapping

TABLES = {
    "json": ("application/sparql-results+json", "application/json", "text/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Formats of tables and of yes or no: the first media type is the one that leaves."""

GRAPHS = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "trig": ("application/trig",),
    "rdf": ("application/rdf+xml", "application/xml"),
}
"""Formats of graphs."""


def media_type(style: str) -> str:
    """Give the media type of a format, as it stands in `Content-Type`."""
    kind = {**TABLES, **GRAPHS}[style][0]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def accepted(header: str) -> list[tuple[str, float]]:
    """Read an `Accept` header as (media range, weight), best first; what cannot be read is left out.

    >>> accepted("text/turtle;q=0.5, application/json")
    [('application/json', 1.0), ('text/turtle', 0.5)]
    """
    found: list[tuple[str, float]] = []
    for part in header.split(",")[:64]:
        kind, *params = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for param in params:
            name, _, value = param.partition("=")
            if name.strip() == "q":
                weight = _weight(value.strip())
        if kind.count("/") == 1 and weight > 0:
            found.append((kind, weight))
    return sorted(found, key=lambda item: (-item[1], item[0].count("*")))


def choose(header: str, offered: Mapping[str, tuple[str, ...]]) -> str | None:
    """Choose the format that a client prefers, the first offered where it does not care; nothing where none will do.

    >>> choose("text/html, */*;q=0.1", TABLES)
    'json'
    """
    ranges = accepted(header) if header.strip() else [("*/*", 1.0)]
    for wanted, _ in ranges:
        for style, kinds in offered.items():
            if any(_fits(kind, wanted) for kind in kinds):
                return style
    return None


def prefers_page(header: str) -> bool:
    """Say whether a person's browser asks: a page is wanted above anything a program would want."""
    ranges = accepted(header)
    return bool(ranges) and ranges[0][0] in ("text/html", "application/xhtml+xml")


def _fits(kind: str, wanted: str) -> bool:
    main, _, sub = wanted.partition("/")
    return wanted in ("*/*", kind) or (sub == "*" and kind.startswith(main + "/"))


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0

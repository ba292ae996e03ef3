"""Names of all bodies, or of all documents with tasks, of a huge dossier, in order: read once, shown by pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ct56kg.base.rows import Term
from ct56kg.base.text import search_key, sort_key
from ct56kg.web.pages.visit import Visit

PAGE = 50
_QUERY = """
PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?name WHERE {{ {pattern} ?thing rdfs:label ?name }}
"""
_PATTERNS = {
    "bodies": "{ ?thing a ct:Body } UNION { ?thing a ct:Group }",
    "documents": "?thing ct:documentType ?type .",
    "programmes": "{ SELECT DISTINCT ?thing WHERE { ?task ct:partOf ?thing . ?thing ct:documentType ?type } }",
}
KINDS = tuple(_PATTERNS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a register: its names by language, and the key by which it is found."""

    thing: Term
    names: Mapping[str, str]
    key: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a register: what stands on it, which page it is of how many, how many fit and how many there are."""

    entries: tuple[Entry, ...]
    number: int
    pages: int
    found: int
    all: int


def leaf(visit: Visit, kind: str) -> Leaf | None:
    """Give the page of a register that the address asks for; nothing while it is being read."""
    entries = visit.edition.soon(_key(visit, kind), lambda: _read(visit, kind))
    if entries is None:
        return None
    wanted = search_key(visit.params.get("q", "").strip()[:200])
    found = [entry for entry in entries if wanted in entry.key] if wanted else list(entries)
    pages = max(1, -(-len(found) // PAGE))
    asked = visit.params.get("page", "1")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 8 else 1, 1), pages)
    return Leaf(tuple(found[(number - 1) * PAGE : number * PAGE]), number, pages, len(found), len(entries))


def begin(visit: Visit) -> None:
    """Have every register read before anybody asks for it."""
    for kind in KINDS:
        visit.edition.soon(_key(visit, kind), lambda kind=kind: _read(visit, kind))  # type: ignore[misc]


def _key(visit: Visit, kind: str) -> tuple[object, ...]:
    return "register", kind, *visit.edition.key(visit.reader.as_of, visit.reader.statuses)


def _read(visit: Visit, kind: str) -> tuple[Entry, ...]:
    names: dict[Term, dict[str, str]] = {}
    for thing, name in visit.select(_QUERY.format(pattern=_PATTERNS[kind])):
        if thing is not None and name is not None:
            names.setdefault(thing, {}).setdefault(name.language, name.value)
    entries = (Entry(thing, own, " | ".join(map(search_key, own.values()))) for thing, own in names.items())
    return tuple(sorted(entries, key=lambda entry: (_order(entry), entry.thing)))


def _order(entry: Entry) -> object:
    return sort_key(entry.names.get("vi") or next(iter(entry.names.values())))

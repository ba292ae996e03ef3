"""Tasks, bodies and documents as lists; search over all of them, whatever the spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ct56kg.base.dates import day_of
from ct56kg.base.rows import Rows, Term
from ct56kg.base.text import search_key, sort_key
from ct56kg.graph.names import KINDS
from ct56kg.web.pages.visit import Page, Visit

BODIES = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT ?body ?group ?type ?level ?begin ?earliest ?latest ?above WHERE {
  { ?body a ct:Body BIND(false AS ?group) } UNION { ?body a ct:Group BIND(true AS ?group) }
  OPTIONAL { ?body ct:bodyType ?type }
  OPTIONAL { ?body ct:level ?level }
  OPTIONAL { ?body ct:beginEarliest ?begin }
  OPTIONAL { ?body ct:endEarliest ?earliest }
  OPTIONAL { ?body ct:endLatest ?latest }
} ORDER BY ?body
"""
DOCUMENTS = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT ?document ?symbol ?title ?type ?issuer ?issued ?earliest ?latest WHERE {
  ?document ct:documentType ?type
  OPTIONAL { ?document ct:symbol ?symbol }
  OPTIONAL { ?document ct:title ?title }
  OPTIONAL { ?document ct:issuer ?issuer }
  OPTIONAL { ?document ct:issueDate ?issued }
  OPTIONAL { ?document ct:issuedEarliest ?earliest }
  OPTIONAL { ?document ct:issuedLatest ?latest }
} ORDER BY ?document
"""

Row = Mapping[str, Term | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: the thing, what stands in its row, and the key by which it is found."""

    thing: Term
    row: Row
    key: str
    state: str = ""


def tasks(visit: Visit) -> Page:
    """List what is to be done: who leads, what comes out, by when, or that the source does not say."""
    wording = {row["task"]: row for row in visit.ask("task/list").dicts() if row["task"]}
    silent = {
        (
            row["about"],
            (row.get("role") or row["property"] or Term("iri", "")).value.rpartition("/")[2].rpartition("#")[2],
        )
        for row in visit.ask("gap/unknown").dicts()
    }
    lines = []
    for row in visit.ask("task/of-document").dicts():
        task = row["task"]
        if task:
            words = wording.get(task, {}).get("wording")
            lines.append(_line(visit, task, {**row, "wording": words}, words))
    directives = [row for row in visit.ask("body/directed").dicts() if row.get("party")]
    values = {"silent": silent, "directives": directives, **_wanted(visit, lines)}
    return Page("tasks.html", visit.say("tasks"), "tasks", values)


def bodies(visit: Visit) -> Page:
    """List bodies and groups with their existence on the date."""
    lines = [
        _line(visit, row["body"], row, state=existence(row, visit.reader.as_of))
        for row in first(visit.select(BODIES), "body")
        if row["body"]
    ]
    return Page("bodies.html", visit.say("bodies"), "bodies", _wanted(visit, _by_name(visit, lines)))


def documents(visit: Visit) -> Page:
    """List documents, newest first."""
    lines = [
        _line(visit, row["document"], row, row["symbol"], row["title"])
        for row in first(visit.select(DOCUMENTS), "document")
        if row["document"]
    ]
    lines.sort(key=lambda line: (_issued(line.row), line.thing), reverse=True)
    return Page("documents.html", visit.say("documents"), "documents", _wanted(visit, lines))


def search(visit: Visit) -> Page:
    """Find things by a part of any of their names."""
    text = visit.params.get("q", "").strip()[:200]
    waiting = visit.huge and visit.edition.soon("names", lambda: visit.reader.names.entries) is None
    found = [] if visit.static or not text or waiting else visit.reader.names.search(text)[:200]
    groups: dict[str, list[tuple[Term, str]]] = {}
    for entry in found:
        label = visit.label(Term("iri", entry.thing))
        also = "" if search_key(entry.name) in search_key(label) else entry.name
        groups.setdefault(_kind(entry.kinds), []).append((Term("iri", entry.thing), also))
    order = ("body", "task", "document", "item", "other")
    values = {
        "q": text,
        "groups": [(name, groups[name]) for name in order if name in groups],
        "n": len(found),
        "waiting": waiting,
    }
    return Page("search.html", visit.say("search"), "search", values)


def search_index(visit: Visit) -> list[tuple[str, str, str, str]]:
    """Give (key, label, kind, path) of everything that has a name, for the search of a static site."""
    names: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for entry in visit.reader.names.entries:
        kind = _kind(entry.kinds)
        if kind != "other":
            names.setdefault(entry.thing, set()).add(search_key(entry.name))
            kinds[entry.thing] = kind
    found = [
        (" | ".join(sorted(keys)), visit.label(Term("iri", thing)), kinds[thing], thing)
        for thing, keys in names.items()
    ]
    return sorted(found, key=lambda item: (sort_key(item[1]), item[3]))


def _kind(kinds: Iterable[str]) -> str:
    known = set(kinds)
    for name in ("body", "task", "document", "item"):
        if known & set(KINDS[name]):
            return name
    return "other"


def _line(visit: Visit, thing: Term | None, row: Row, *more: Term | None, state: str = "") -> Line:
    assert thing is not None
    names: dict[str, str] = visit.edition.once(("keys", visit.reader.statuses), lambda: _keys(visit))
    words = " ".join(term.value for term in more if term)
    return Line(thing, row, f"{names.get(thing.value, '')} {search_key(words)} {search_key(visit.label(thing))}", state)


def _keys(visit: Visit) -> dict[str, str]:
    """Give what each thing is found by: all of its names."""
    keys: dict[str, list[str]] = {}
    for entry in visit.reader.names.entries:
        keys.setdefault(entry.thing, []).append(search_key(entry.name))
    return {thing: " | ".join(found) for thing, found in keys.items()}


def _wanted(visit: Visit, lines: list[Line]) -> dict[str, object]:
    text = visit.params.get("q", "").strip()[:200]
    wanted = search_key(text)
    found = [line for line in lines if wanted in line.key]
    return {"lines": found, "found": len(found), "all": len(lines), "q": text, "leaf": None}


def _by_name(visit: Visit, lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (sort_key(visit.label(line.thing)), line.thing))


def first(rows: Rows, name: str) -> list[Row]:
    """Keep the first row of each thing."""
    found: dict[Term | None, Row] = {}
    for row in rows.dicts():
        found.setdefault(row[name], row)
    return list(found.values())


def _issued(row: Row) -> str:
    day = row["issued"] or row["latest"] or row["earliest"]
    return day.value if day else ""


def existence(row: Row, on: date) -> str:
    """Say what is known of a body on a date: present, ended, undecided, or not yet begun."""
    begin, earliest, latest = (day_of(row[name]) for name in ("begin", "earliest", "latest"))
    if begin and begin > on:
        return "later"
    if latest and latest <= on:
        return "ended"
    return "undecided" if earliest and earliest <= on else "present"


LISTS: dict[str, Callable[[Visit], Page]] = {"tasks": tasks, "bodies": bodies, "documents": documents, "search": search}

"""From the path of a page to the function that makes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from ct56kg.base.errors import UsageError
from ct56kg.web.pages.amendments import amendment, amendments
from ct56kg.web.pages.consistency import as_file, consistency, rule
from ct56kg.web.pages.lists import LISTS, search_index
from ct56kg.web.pages.overview import overview
from ct56kg.web.pages.pictures import diagrams, drawn, drawn_file, matrix, matrix_file
from ct56kg.web.pages.questions import listed, question, question_file, questions
from ct56kg.web.pages.registers import choice, paged
from ct56kg.web.pages.things import thing
from ct56kg.web.pages.visit import Download, Page, Visit

Made = Page | Download
_QUESTION_FILES = ("csv", "xlsx", "json", "rq")


def page_at(visit: Visit) -> Made:
    """Make what is at the path of a visit.

    Raises:
        UsageError: there is nothing (WEB-02), or parameters make no sense.
    """
    head, _, rest = visit.path.partition("/")
    part = head.partition(".")[0]
    if visit.huge and part in _OF_HUGE:
        return _OF_HUGE[part](visit)
    alone = _ALONE.get(visit.path)
    if alone is not None:
        return alone(visit)
    within = _WITHIN.get(head)
    if within is None or not rest:
        raise UsageError("WEB-02")
    return within(visit, rest)


def _question(visit: Visit, rest: str) -> Made:
    name, _, suffix = rest.rpartition(".")
    return question_file(visit, name, suffix) if suffix in _QUESTION_FILES else question(visit, rest)


def _diagram(visit: Visit, rest: str) -> Made:
    name, _, suffix = rest.rpartition(".")
    return drawn_file(visit, name, suffix) if name else drawn(visit, rest)


def _sparql(visit: Visit) -> Page:
    return Page("sparql.html", visit.say("sparql"), "sparql", {"listed": listed(visit)})


def _prefixes(visit: Visit) -> Download:
    return _json(visit.reader.prefixes)


def _editor_questions(visit: Visit) -> Download:
    return _json([{"name": q.name, "title": q.title(visit.lang), "query": q.text} for q in listed(visit)])


def _index(visit: Visit) -> Download:
    """Give every name for the search of a static site, as a script: files may not fetch files."""
    found = [(key, label, kind, visit.path_of(thing)) for key, label, kind, thing in search_index(visit)]
    shown = [(key, label, kind, visit.links.to(path)) for key, label, kind, path in found]
    return Download(f"window.ct56kgNames = {json.dumps(shown, ensure_ascii=False)};\n".encode(), "text/javascript")


def _json(value: object) -> Download:
    return Download(json.dumps(value, ensure_ascii=False).encode(), "application/json")


_ALONE: Mapping[str, Callable[[Visit], Made]] = {
    "": overview,
    **LISTS,
    "search-index.js": _index,
    "matrix": matrix,
    **{f"matrix.{style}": lambda visit, style=style: matrix_file(visit, style) for style in ("csv", "xlsx", "md")},  # type: ignore[misc]
    "diagrams": diagrams,
    "questions": questions,
    "consistency": consistency,
    "consistency/things": lambda visit: consistency(visit, "thing"),
    "consistency.json": as_file,
    "amendments": amendments,
    "sparql": _sparql,
    "sparql/prefixes.json": _prefixes,
    "sparql/questions.json": _editor_questions,
}
_OF_HUGE: Mapping[str, Callable[[Visit], Made]] = {
    "bodies": lambda visit: paged(visit, "bodies"),
    "documents": lambda visit: paged(visit, "documents"),
    **{name: lambda visit, name=name: choice(visit, name) for name in ("tasks", "matrix", "diagrams")},  # type: ignore[misc]
}
"""Pages that would show all there is: a huge dossier is shown page by page, or one document of it."""
_WITHIN: Mapping[str, Callable[[Visit, str], Made]] = {
    "thing": lambda visit, _: thing(visit, visit.path),
    "diagrams": _diagram,
    "questions": _question,
    "rule": rule,
    "amendments": amendment,
}

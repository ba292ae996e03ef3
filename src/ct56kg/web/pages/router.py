"""From the path of a page to the function that makes it."""

from __future__ import annotations

import json

from ct56kg.base.errors import UsageError
from ct56kg.web.pages.amendments import amendment, amendments
from ct56kg.web.pages.consistency import as_file, consistency, rule
from ct56kg.web.pages.lists import LISTS
from ct56kg.web.pages.overview import overview
from ct56kg.web.pages.pictures import diagrams, drawn, drawn_file, matrix, matrix_file
from ct56kg.web.pages.questions import listed, question, question_file, questions
from ct56kg.web.pages.things import thing
from ct56kg.web.pages.visit import Download, Page, Visit

_QUESTION_FILES = ("csv", "xlsx", "json", "rq")


def page_at(visit: Visit) -> Page | Download:
    """Make what is at the path of a visit.

    Raises:
        UsageError: there is nothing (WEB-02), or parameters make no sense.
    """
    head, _, rest = visit.path.partition("/")
    name, _, suffix = rest.rpartition(".")
    match head:
        case "":
            return overview(visit)
        case "tasks" | "bodies" | "documents" | "search" if not rest:
            return LISTS[head](visit)
        case "thing" if rest:
            return thing(visit, visit.path)
        case "diagrams":
            if not rest:
                return diagrams(visit)
            return drawn_file(visit, name, suffix) if name else drawn(visit, rest)
        case "questions":
            if not rest:
                return questions(visit)
            return question_file(visit, name, suffix) if suffix in _QUESTION_FILES else question(visit, rest)
        case "rule" if rest:
            return rule(visit, rest)
        case "amendments":
            return amendment(visit, rest) if rest else amendments(visit)
        case "sparql":
            return sparql(visit, rest)
    return _single(visit)


def _single(visit: Visit) -> Page | Download:
    match visit.path:
        case "matrix":
            return matrix(visit)
        case "matrix.csv" | "matrix.xlsx" | "matrix.md":
            return matrix_file(visit, visit.path.rpartition(".")[2])
        case "consistency":
            return consistency(visit)
        case "consistency/things":
            return consistency(visit, "thing")
        case "consistency.json":
            return as_file(visit)
    raise UsageError("WEB-02")


def sparql(visit: Visit, rest: str) -> Page | Download:
    """Show the editor, or give what it needs: prefixes, and the questions with today's values filled in."""
    if rest == "prefixes.json":
        return Download(json.dumps(visit.reader.prefixes).encode(), "application/json")
    if rest == "questions.json":
        told = [
            {"name": asked.name, "title": asked.title(visit.lang), "query": asked.text} for asked in listed(visit)
        ]
        return Download(json.dumps(told, ensure_ascii=False).encode(), "application/json")
    if rest:
        raise UsageError("WEB-02")
    return Page("sparql.html", visit.say("sparql"), "sparql", {"listed": listed(visit)})

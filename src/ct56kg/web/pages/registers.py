"""Lists of a huge dossier: bodies and documents page by page, and the documents of which one can be looked at whole."""

from __future__ import annotations

from ct56kg.base.rows import Rows
from ct56kg.web.pages.lists import BODIES, DOCUMENTS, Line, existence, first
from ct56kg.web.pages.visit import Page, Visit
from ct56kg.web.register import Leaf, leaf


def paged(visit: Visit, kind: str) -> Page:
    """Show a page of a list that is too long to be shown whole.

    Args:
        visit: whose `page` and `q` say which lines are wanted.
        kind: `bodies` or `documents`.
    """
    found = leaf(visit, kind)
    if found is None:
        return waiting(visit, kind)
    if kind == "bodies":
        rows = {row["body"]: row for row in first(_about(visit, BODIES, "body", found), "body")}
        lines = [Line(e.thing, rows[e.thing], "", existence(rows[e.thing], visit.reader.as_of)) for e in found.entries]
    else:
        rows = {row["document"]: row for row in first(_about(visit, DOCUMENTS, "document", found), "document")}
        lines = [Line(entry.thing, rows[entry.thing], "") for entry in found.entries]
    return Page(f"{kind}.html", visit.say(kind), kind, {"lines": lines, **_place(visit, found)})


def choice(visit: Visit, here: str) -> Page:
    """Let the reader choose the document whose tasks, matrix or diagrams are to be shown."""
    found = leaf(visit, "programmes")
    if found is None:
        return waiting(visit, here)
    name = visit.path.partition("/")[2]
    title = visit.say(f"diagram-{name}") if name else visit.say("matrix.title" if here == "matrix" else here)
    values = {"here": here, "things": [entry.thing for entry in found.entries], **_place(visit, found)}
    return Page("choice.html", title, here, values)


def waiting(visit: Visit, here: str) -> Page:
    """Say that what is wanted is being read."""
    return Page("waiting.html", visit.say(here), here, {"message": visit.say("being-read"), "again": True})


def _about(visit: Visit, query: str, name: str, found: Leaf) -> Rows:
    """Ask about the things of one page of a list."""
    wanted = " ".join(entry.thing.n3() for entry in found.entries)
    return visit.select(query.replace("WHERE {", f"WHERE {{ VALUES ?{name} {{ {wanted} }}", 1))


def _place(visit: Visit, found: Leaf) -> dict[str, object]:
    return {"found": found.found, "all": found.all, "q": visit.params.get("q", "").strip()[:200], "leaf": found}

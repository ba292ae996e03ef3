"""Diagrams and the matrix: on a page, and as files to take away."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.view import diagram
from ct56kg.view.matrix_files import STYLES, matrix_content
from ct56kg.view.matrix_page import matrix_html
from ct56kg.view.matrix_rows import build
from ct56kg.view.pictures import Answers, answers_of, picture, view_on
from ct56kg.web.pages.visit import Download, Page, Visit

_MEDIA = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def matrix(visit: Visit) -> Page:
    """Show tasks × bodies."""
    if "view/matrix" not in visit.edition.questions:
        return Page("matrix.html", visit.say("matrix.title"), "matrix", {"matrix": ""})
    reader = visit.reader
    rows, details = visit.ask("view/matrix"), visit.ask("view/matrix-details")
    made = build(rows, details, reader.label, reader.lang, reader.as_of)
    return Page("matrix.html", visit.say("matrix.title"), "matrix", {"matrix": matrix_html(made, reader.lang)})


def matrix_file(visit: Visit, style: str) -> Download:
    """Give the matrix as a file.

    Raises:
        UsageError: no such form (WEB-02).
    """
    wanted = next((known for known in STYLES if known == style), None)
    if wanted is None or wanted == "html":
        raise UsageError("WEB-02")
    reader = visit.reader
    content = matrix_content(
        visit.ask("view/matrix"),
        visit.ask("view/matrix-details"),
        wanted,
        label=reader.label,
        lang=reader.lang,
        as_of=reader.as_of,
        source=reader.source,
        synthetic=reader.synthetic,
    )
    return Download(content, _MEDIA[style], f"ma-tran-{reader.as_of.isoformat()}.{style}")


def diagrams(visit: Visit) -> Page:
    """List the diagrams."""
    names = [name for name in diagram.NAMES if all(q in visit.edition.questions for q in diagram.questions_of(name))]
    return Page("diagrams.html", visit.say("diagrams"), "diagrams", {"names": names})


def drawn(visit: Visit, name: str) -> Page:
    """Show one diagram, every part of which leads to its page, and the same in words.

    `focus` in the address draws a thing and its surroundings only, `compare` what differs from another date.

    Raises:
        UsageError: no such diagram (DRAW-03), or the thing is not in it (DRAW-05).
    """
    made = picture_of(visit, name, *_asked(visit))
    values: dict[str, object] = {
        "name": name,
        "svg": inline(made),
        "words": made.text_html(),
        "upright": not made.page.landscape,
    }
    values |= {"focus": _asked(visit)[0], "compare": visit.params.get("compare", "")}
    title = made.sketch.title if values["focus"] else visit.say(f"diagram-{name}")
    return Page("diagram.html", title, "diagrams", values)


def drawn_file(visit: Visit, name: str, style: str) -> Download:
    """Give a diagram as a file.

    Raises:
        UsageError: no such diagram (DRAW-03) or form (WEB-02).
    """
    asked = _asked(visit)
    made = picture_of(visit, name, *asked)
    write = {"svg": lambda: made.svg().encode(), "png": made.png, "pdf": made.pdf}
    if style not in write:
        raise UsageError("WEB-02")
    key = ("file", style, name, asked, visit.reader.as_of, visit.reader.statuses, visit.lang)
    return Download(visit.edition.once(key, write[style]), _MEDIA[style], f"{name}-{visit.reader.as_of}.{style}")


def picture_of(visit: Visit, name: str, focus: Term | None = None, compare: date | None = None) -> diagram.Picture:
    """Draw a diagram once per edition; its links lead to the pages of this application.

    Raises:
        UsageError: no such diagram (DRAW-03), or the thing of `focus` is not in it (DRAW-05).
    """
    reader = visit.reader
    key = ("picture", name, focus, compare, reader.as_of, reader.statuses, reader.lang, visit.links.static)

    def make() -> diagram.Picture:
        if compare:
            return picture(reader, name, visit.link, compare=compare.isoformat(), focus=focus or "")
        return picture(reader, name, visit.link, focus=focus or "", view=_view(visit))

    return visit.edition.once(key, make)


def _view(visit: Visit) -> diagram.View:
    """Give what diagrams show, read once; on a static site the links differ from page to page."""
    reader = visit.reader
    key = ("view", reader.as_of, reader.statuses, reader.lang)
    view = visit.edition.once(key, lambda: view_on(reader.looking, visit.link, answers(visit)))
    return replace(view, href=visit.link) if visit.static else view


def answers(visit: Visit) -> Answers:
    """Give the answers to the questions of diagrams, each asked once: for all diagrams and all dates of a content."""
    asked = visit.reader.looking
    return visit.edition.once(("answers", *_content(visit)), lambda: answers_of(asked, asked.store, asked.as_of))


def drawn_where(visit: Visit) -> dict[str, frozenset[str]]:
    """Give the things that each diagram shows."""
    return visit.edition.once(("drawn", *_content(visit)), lambda: _drawn(visit))


def _drawn(visit: Visit) -> dict[str, frozenset[str]]:
    found = {}
    said = answers(visit)
    for name in diagram.NAMES:
        rows = (row for q in diagram.questions_of(name) if q in visit.edition.questions for row in said[q])
        found[name] = frozenset(term.value for row in rows for term in row if term and term.kind == "iri")
    return found


def _content(visit: Visit) -> tuple[object, ...]:
    """Say on what answers about diagrams depend: on the date itself only where a question of the dossier has one."""
    reader, questions = visit.reader, visit.edition.questions
    names = (q for name in diagram.NAMES for q in diagram.questions_of(name))
    dated = any(questions[q].params for q in names if q in questions)
    return (*visit.edition.key(reader.as_of, reader.statuses), reader.as_of if dated else None)


def around(visit: Visit, what: Term, names: Iterable[str]) -> dict[str, diagram.Picture]:
    """Give the diagrams that show a thing beside something else, cut to what is around it; the most telling first."""
    found = {}
    for name in sorted(names, key=_TELLING.index):
        with contextlib.suppress(UsageError):  # asked about by its question, and yet not drawn
            made = picture_of(visit, name, what)
            if len(made.sketch.nodes) > 1:
                found[name] = made
    return found


_TELLING = ("responsibility", "reorganisation", "cascade", "structure", "timeline")


def _asked(visit: Visit) -> tuple[Term | None, date | None]:
    """Read what a diagram is about from the address."""
    focus, compare = (visit.params.get(name, "").strip() for name in ("focus", "compare"))
    return visit.reader.names.resolve(focus) if focus else None, parse_date(compare) if compare else None


def inline(made: diagram.Picture) -> str:
    """Give a picture without its XML declaration, so that it can stand in a page."""
    svg = made.svg()
    return svg[svg.index("<svg") :]

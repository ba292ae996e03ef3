"""The same pages as files: relative links, nothing remote, the same bytes on every run.

Starting from the first page in each language, every page that a written page links to is written too, so that no link
leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from ct56kg.base.dates import format_date
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.graph.dossier import Dossier
from ct56kg.view.diagram.workers import standing_by
from ct56kg.view.matrix_page import matrix_style
from ct56kg.view.page import esc
from ct56kg.web.addresses import FileLinks, file_of, read_view, view_name
from ct56kg.web.edition import Desk, Edition
from ct56kg.web.pages.router import page_at
from ct56kg.web.pages.visit import Download, Visit
from ct56kg.web.rendering import render

LANGUAGES = ("vi", "en")
_ASSETS = ("app.css", "app.js", "picture.js", "search.js")
_ALWAYS = ("search-index.js", "search")

Key = tuple[str, str, str]


def write_site(
    dossier: Dossier, target: Path, days: tuple[date, ...], statuses: frozenset[str], told: Callable[[int, int], None]
) -> Written:
    """Write a site into a folder.

    Args:
        dossier: what it shows.
        target: the folder; files of an earlier site in it are replaced one by one.
        days: the as-of dates; the first one is where the site opens.
        statuses: optional statuses of knowledge to show.
        told: is told how many pages are written, of how many that are known of by then.
    """
    edition = Desk(dossier).edition
    views = {view_name(day, statuses): format_date(day) for day in days}
    wanted: dict[Key, None] = {}
    for lang in LANGUAGES:
        for view in views:
            for path in ("", *_ALWAYS):
                wanted[lang, view, path] = None
    written = Written()
    with standing_by():
        while written.files < len(wanted):
            for key in list(wanted)[written.files :]:
                written.add(target / file_of(*key), _content(edition, key, views, wanted))
                told(written.files, len(wanted))
    for name, content in _assets():
        written.add(target / "static" / name, content)
    written.add(target / "index.html", _door(edition, next(iter(views))).encode())
    return written


@dataclass(slots=True)
class Written:
    """How many files a site has, how large they are together, and how many were not there just so already."""

    files: int = 0
    size: int = 0
    new: int = 0

    def add(self, path: Path, content: bytes) -> None:
        """Write a file, unless it is there with this content."""
        self.files += 1
        self.size += len(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            self.new += 1
            write_atomic(path, content)


def _content(edition: Edition, key: Key, views: dict[str, str], wanted: dict[Key, None]) -> bytes:
    lang, view, path = key
    day, statuses = read_view(view)
    links = FileLinks(lang, view, path, wanted, views)
    visit = Visit(edition.reader(lang, day, statuses), edition, links, path)
    made = page_at(visit)
    return made.content if isinstance(made, Download) else render(made, visit).encode()


def _assets() -> Iterator[tuple[str, bytes]]:
    for name in _ASSETS:
        yield name, files("ct56kg.web").joinpath("static", name).read_bytes()
    yield "matrix.css", matrix_style().encode()


def _door(edition: Edition, view: str) -> str:
    """Write the page that leads in, for whoever opens the folder."""
    links = "".join(
        f'<li><a lang="{lang}" href="{file_of(lang, view, "")}">{esc(say("web.open-in", lang))}</a></li>'
        for lang in LANGUAGES
    )
    title = esc(edition.dossier.called("vi") or say("web.name", "vi"))
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="refresh" content="0; url={file_of("vi", view, "")}"><title>{title}</title>'
        f'<link rel="stylesheet" href="static/app.css"></head>'
        f"<body><main><h1>{title}</h1><ul>{links}</ul></main></body></html>\n"
    )

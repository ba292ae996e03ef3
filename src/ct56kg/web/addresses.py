"""Addresses of pages: on the server whole paths with date and language, on a static site relative files.

`/vi/2026-03-01/thing/body/b07` shows the same to everyone; `2026-03-01+synthetic` also loads the fictitious examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote, urlencode

from ct56kg.base.errors import CtError, UsageError
from ct56kg.base.terms import STATUSES
from ct56kg.graph.labels import Labels

_VIEW = re.compile(r"(\d{4}-\d{2}-\d{2})((?:\+[a-z]+)*)", re.ASCII)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9._-]*", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def view_name(day: date, statuses: Iterable[str]) -> str:
    """Write date and optional statuses as one segment of a path.

    >>> view_name(date(2026, 3, 1), {"synthetic"})
    '2026-03-01+synthetic'
    """
    return "+".join((day.isoformat(), *sorted(statuses)))


def read_view(segment: str) -> tuple[date, frozenset[str]]:
    """Read what `view_name` writes.

    Raises:
        UsageError: it is none (WEB-02).
    """
    found = _VIEW.fullmatch(segment)
    statuses = frozenset(found[2].split("+")[1:]) if found else frozenset()
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if day is None or not statuses <= set(STATUSES[3:]):
        raise UsageError("WEB-02")
    return day, statuses


def thing_path(iri: str, labels: Labels) -> str:
    """Give the path of a thing's page: its short name where a file may have that name, else a hash of its IRI."""
    short = labels.curie(iri)
    if short != iri and _PLAIN.fullmatch(short):
        prefix, _, local = short.partition(":")
        if not _RESERVED.match(local) and not _RESERVED.match(prefix) and not local.endswith("."):
            return f"thing/{prefix}/{local}"
    return f"thing/id/{sha256(iri.encode()).hexdigest()[:20]}"


class Links(Protocol):
    """Turns the path of a page into what a link to it says."""

    @property
    def static(self) -> bool:
        """Say whether pages are files, where nothing answers."""

    def to(self, path: str, /, lang: str = "", view: str = "", **query: str) -> str:
        """Link to a page of this reader, or in another language or on another date."""

    def asset(self, name: str) -> str:
        """Link to a style sheet, a script or a picture that comes with the application."""


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Links of the running application."""

    lang: str
    view: str
    mark: str
    static: bool = False

    def to(self, path: str, /, lang: str = "", view: str = "", **query: str) -> str:
        """Link to a page."""
        asked = {name: value for name, value in query.items() if value}
        more = "?" + urlencode(asked) if asked else ""
        return f"/{lang or self.lang}/{view or self.view}/{quote(path)}{more}"

    def asset(self, name: str) -> str:
        """Link to a file that comes with the application; its mark changes with its content."""
        return f"/static/{name}?{self.mark}"


@dataclass(frozen=True)
class FileLinks:
    """Links of a static site: relative, and remembered, so that every page that is linked gets written."""

    lang: str
    view: str
    path: str
    wanted: dict[tuple[str, str, str], None]
    views: Mapping[str, str] = field(default_factory=dict)
    static: bool = True

    def to(self, path: str, /, lang: str = "", view: str = "", **query: str) -> str:
        """Link to the file of a page."""
        key = (lang or self.lang, view or self.view, path)
        self.wanted.setdefault(key)
        return relative(file_of(self.lang, self.view, self.path), file_of(*key))

    def asset(self, name: str) -> str:
        """Link to a file that comes with the application."""
        return relative(file_of(self.lang, self.view, self.path), f"static/{name}")


def file_of(lang: str, view: str, path: str) -> str:
    """Name the file of a page on a static site.

    >>> file_of("vi", "2026-03-01", "")
    'vi/2026-03-01/index.html'
    """
    last = path.rpartition("/")[2]
    suffix = "" if "." in last and last.rpartition(".")[2] in _FILES else ".html"
    return f"{lang}/{view}/{path or 'index'}{suffix}"


_FILES = frozenset(("svg", "png", "pdf", "csv", "xlsx", "json", "md", "txt", "sarif", "rq", "js"))


def relative(source: str, target: str) -> str:
    """Lead from one file to another.

    >>> relative("vi/d/thing/body/b07.html", "vi/d/index.html")
    '../../index.html'
    """
    here, there = source.split("/")[:-1], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return quote("../" * (len(here) - same) + "/".join(there[same:]))


def status_of(error: CtError) -> int:
    """Give the HTTP status of an error: no such page, not to be had now, or a request that makes no sense."""
    if error.code in ("WEB-02", "QUERY-01", "DRAW-03"):
        return 404
    return 503 if error.code == "WEB-09" or error.code.startswith("REMOTE-") else 400

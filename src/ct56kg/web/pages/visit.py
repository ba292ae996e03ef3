"""A visit: who reads which page of which edition, and how links from it are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.words import say
from ct56kg.graph.questions import fill
from ct56kg.graph.terms import term
from ct56kg.web.addresses import Links, thing_path
from ct56kg.web.afar import Ask
from ct56kg.web.checking import Checks
from ct56kg.web.edition import Edition, Reader

_BY_IRI = "thing/iri"
_LARGE = 60_000
"""Statements beyond which a page waits for nothing that reads them all."""


@dataclass(frozen=True)
class Visit:
    """One page for one reader; of a huge dossier it may show only the `part` that belongs to a thing, perhaps `cut`."""

    reader: Reader
    edition: Edition
    links: Links
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    writable: bool = False
    afar: Ask | None = None
    checks: Checks | None = None
    part: Term | None = None
    cut: bool = False

    @property
    def lang(self) -> str:
        """Give the reader's language."""
        return self.reader.lang

    @property
    def static(self) -> bool:
        """Say whether the page is written to a file, where nothing answers."""
        return self.links.static

    @property
    def large(self) -> bool:
        """Say whether there is too much for a page to wait for a check or a drawing."""
        return not self.static and (self.huge or len(self.reader.store) >= _LARGE)

    @property
    def huge(self) -> bool:
        """Say whether the dossier is one of those that are kept on the disk: no page reads all of it."""
        return self.reader.store.place is not None

    @property
    def within(self) -> dict[str, str]:
        """Give what an address needs to show the same part."""
        return {"part": self.part.value} if self.part else {}

    def say(self, key: str, **values: object) -> str:
        """Say words of the application."""
        return say(key if "." in key else f"web.{key}", self.lang, **values)

    def iri(self, value: str) -> Term:
        """Make a term of an IRI, for templates."""
        return Term("iri", value)

    def statement(self, quad: object) -> str:
        """Say one statement of a change set in words."""
        parts = [term(node) for node in (quad.subject, quad.predicate, quad.object)]  # type: ignore[attr-defined]
        thing, name, value = (self.reader.label(part) for part in parts)
        return self.say("amend.cause", thing=thing, property=name, value=value)

    @cached_property
    def day(self) -> str:
        """Give the as-of date for people."""
        return format_date(self.reader.as_of)

    def label(self, thing: Term | None) -> str:
        """Name a thing."""
        return self.reader.label(thing) if thing else ""

    def link(self, thing: Term | None) -> str:
        """Link to the page of a thing; nothing where it has none."""
        if thing is None or thing.kind != "iri" or thing.value not in self.reader.names.things:
            return ""
        path = self.path_of(thing.value)
        return self.links.to(path, iri=thing.value) if path == _BY_IRI else self.links.to(path)

    def path_of(self, iri: str) -> str:
        """Give the path of a thing's page."""
        if self.huge or self.part:
            path = thing_path(iri, self.reader.labels)
            return path if self._expanded(path) == iri else _BY_IRI
        paths: dict[str, str] = self.edition.once(("paths", *self._key), self._paths)
        return paths[iri]

    def thing_at(self, path: str) -> Term:
        """Find the thing whose page is at a path.

        Raises:
            UsageError: there is none (WEB-02).
        """
        if self.huge:
            iri = self.params.get("iri", "") if path == _BY_IRI else self._expanded(path)
            if iri not in self.reader.names.things:
                raise UsageError("WEB-02")
            return Term("iri", iri)
        things: dict[str, str] = self.edition.once(
            ("things", *self._key), lambda: {place: iri for iri, place in self._paths().items()}
        )
        if path not in things:
            raise UsageError("WEB-02")
        return Term("iri", things[path])

    def _expanded(self, path: str) -> str:
        """Give the IRI that the path of a page shortens."""
        prefix, _, local = path.removeprefix("thing/").partition("/")
        return self.reader.prefixes.get(prefix, "") + local if prefix in self.reader.prefixes else ""

    def _paths(self) -> dict[str, str]:
        labels = self.reader.labels
        return {iri: thing_path(iri, labels) for iri in self.reader.names.things}

    @property
    def _key(self) -> tuple[object, ...]:
        return self.edition.key(self.reader.as_of, self.reader.statuses)

    def ask(self, name: str, **values: Term) -> Rows:
        """Answer a question of the dossier; an empty table where it has no such question."""
        question = self.edition.questions.get(name)
        if question is None:
            return Rows((), ())
        return self.reader.store.select(fill(question, values, self.reader.as_of, self.lang))

    def answer(self, query: str) -> Rows:
        """Answer a question that a person asks; about a huge dossier a worker does, within its limits.

        Raises:
            LimitError: a limit of the worker was reached.
        """
        place = self.reader.store.place
        return self.afar(query, place) if place and self.afar else self.reader.store.select(query)

    def select(self, query: str) -> Rows:
        """Answer a query of ours."""
        return self.reader.store.select(query)


@dataclass(frozen=True, slots=True)
class Page:
    """Values for a template; `title` is the page's name, `here` the part of the site it belongs to."""

    template: str
    title: str
    here: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Download:
    """A file instead of a page; `name` is what it is saved as, empty where it is shown."""

    content: bytes
    media: str
    name: str = ""

"""What reports are made of: assignments, who holds them on the date, tasks without any, and where all comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.metadata import version

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Term
from ct56kg.base.text import sort_key
from ct56kg.base.words import say
from ct56kg.view.asking import answer
from ct56kg.view.digest import digest
from ct56kg.view.reader import Context
from ct56kg.view.report.document import Document, Letterhead, Part
from ct56kg.view.report.held import Held, read_held
from ct56kg.view.report.progress import Piece, read_pieces

_KINDS = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?kind WHERE {
  VALUES ?kind { ct:PartyDocument ct:StateDocument }
  ?document ct:documentType ?type ; a/rdfs:subClassOf* ?kind .
}
"""


@dataclass(frozen=True, slots=True)
class Successor:
    """What became of a body: how, into which bodies (none if the sources do not say)."""

    kind: str
    bodies: tuple[Term, ...]


@dataclass(frozen=True)
class Material:
    """One reader's dossier on a date, read for reports; `begin` and `end` are the period, both days included."""

    asked: Context
    begin: date | None
    end: date

    @property
    def lang(self) -> str:
        """Give the reader's language."""
        return self.asked.lang

    @cached_property
    def held(self) -> dict[Term, tuple[Held, ...]]:
        """Give who holds which role in each duty."""
        return read_held(answer(self.asked, "view/held"))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Give every assignment as it stands on the date."""
        rows, longer = answer(self.asked, "view/progress"), answer(self.asked, "view/annex-extensions")
        return read_pieces(rows, longer, self.held, self.asked.as_of)

    @cached_property
    def tasks(self) -> dict[Term, str]:
        """Give every task with its words, in the order of its document."""
        found: dict[Term, str] = {}
        for row in answer(self.asked, "view/task-words").dicts():
            if row["task"]:
                said = (row["translation"] if self.lang == "en" else None) or row["wording"]
                found.setdefault(row["task"], said.value if said else self.name(row["task"]))
        return found

    def words(self, task: Term) -> str:
        """Give a task in its own words, else its name."""
        return self.tasks.get(task) or self.name(task)

    @cached_property
    def isolated(self) -> tuple[Term, ...]:
        """Give the tasks that nobody takes part in."""
        rows = answer(self.asked, "task/isolated").dicts()
        return tuple(dict.fromkeys(row["task"] for row in rows if row["task"]))

    @cached_property
    def successors(self) -> dict[Term, Successor]:
        """Say what became of the bodies that ended or gave up their functions by the date."""
        found: dict[Term, Successor] = {}
        for row in answer(self.asked, "body/replaced").dicts():
            body, fate, earliest = row["body"], row["fate"], row["earliest"]
            if (
                body
                and fate
                and fate.value == "ends"
                and (not earliest or earliest.value <= self.asked.as_of.isoformat())
            ):
                known = found.get(body)
                kind = self.name(row["kind"]) if row["kind"] else say("cli.unknown", self.lang)
                bodies = dict.fromkeys(
                    [*(known.bodies if known else ()), *([row["resulting"]] if row["resulting"] else [])]
                )
                found[body] = Successor(known.kind if known else kind, tuple(bodies))
        return found

    def name(self, thing: Term) -> str:
        """Name a thing for the reader."""
        return self.asked.label(thing)

    def names(self, things: tuple[Term, ...]) -> str:
        """Name several things."""
        return ", ".join(map(self.name, things))

    def by_name(self, thing: Term) -> object:
        """Give the key under which things stand in alphabetical order."""
        return sort_key(self.name(thing)), thing

    @cached_property
    def digest(self) -> str:
        """Give the hash of what is loaded."""
        return digest(self.asked)

    @cached_property
    def letterhead(self) -> Letterhead:
        """Choose the form of a Party document where the dossier holds one, else that of a State document."""
        kinds = {term.value.rsplit("#", 1)[-1] for row in self.asked.store.select(_KINDS).rows for term in row if term}
        if self.lang != "vi" or not kinds:
            return "none"
        return "party" if "PartyDocument" in kinds else "state"

    def document(self, kind: str, title: str, parts: list[Part], *, counted: bool, dated: bool = True) -> Document:
        """Set parts into a document with its head, its period and its provenance."""
        lang, day = self.lang, format_date(self.asked.as_of)
        made = {"version": version("ct56kg"), "day": day}
        if not dated:
            subtitle = say("cli.as-of", lang, day=day)
        elif self.begin:
            subtitle = say("report.period", lang, first=format_date(self.begin), last=format_date(self.end), day=day)
        elif self.end == self.asked.as_of:
            subtitle = say("cli.as-of", lang, day=day)
        else:
            subtitle = say("report.until", lang, last=format_date(self.end), day=day)
        named, dossier = self.asked.source, self.asked.dossier.iri
        source = say("report.source", lang, title=named, dossier=dossier, digest=self.digest[:16], **made)
        notes = [say("report.how-counted", lang, soon=7)] if counted else []
        return Document(
            kind=say(f"report.kind-{kind}", lang),
            title=title,
            subtitle=subtitle,
            parts=parts,
            stamp=say("report.stamp", lang, digest=self.digest[:12], **made),
            provenance=[source, *([say("report.unofficial", lang)] if lang == "en" else [])],
            lang=lang,
            letterhead=self.letterhead,
            mark=say("cli.synthetic", lang) if self.asked.synthetic else None,
            day=self.asked.as_of.isoformat(),
            notes=notes,
        )

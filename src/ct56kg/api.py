"""The same verbs from Python as on the command line: open, ask, check, preview, draw.

What comes back shows itself in a notebook.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ct56kg.amend.change import Change
from ct56kg.base.dates import parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.finding import Finding
from ct56kg.base.rows import Rows, Term
from ct56kg.base.words import say
from ct56kg.graph.dossier import Dossier as Settings
from ct56kg.graph.dossier import check_statuses, open_dossier
from ct56kg.graph.questions import Question
from ct56kg.view.reader import Context

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from ct56kg.amend.preview import Preview
    from ct56kg.check.checking import EngineName
    from ct56kg.view.diagram import Picture

Day = str | date | None


@dataclass(frozen=True)
class Answer:
    """The answer to a question: rows of terms, and what the question calls its columns."""

    rows: Rows
    question: Question | None
    context: Context

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        return iter(self.rows.dicts())

    def to_json(self) -> str:
        """Give SPARQL 1.1 Query Results JSON."""
        from ct56kg.view import table

        return table.to_json(self.rows)

    def to_csv(self) -> str:
        """Give SPARQL 1.1 Query Results CSV."""
        from ct56kg.view import table

        return table.to_csv(self.rows)

    def to_pandas(self, *, labels: bool = True) -> pd.DataFrame:
        """Give a data frame: things by their labels (or IRIs), dates as days, numbers as numbers, gaps as `NA`.

        Raises:
            UsageError: pandas is not installed (PYTHON-01).
        """
        from ct56kg.view.frame import frame

        return frame(self.rows, self.context.label if labels else lambda term: term.value)

    def _repr_markdown_(self) -> str:
        from ct56kg.view import table

        mark = f"**{self._mark}**\n\n" if self._mark else ""
        return mark + table.to_markdown(self.rows, self._titles, label=self.context.label)

    def _repr_html_(self) -> str:
        from ct56kg.view import notebook

        return notebook.table(self.rows, self._titles, label=self.context.label, mark=self._mark)

    @property
    def _titles(self) -> dict[str, str]:
        return {c.name: c.title(self.context.lang) for c in self.question.columns} if self.question else {}

    @property
    def _mark(self) -> str | None:
        return say("cli.synthetic", self.context.lang) if self.context.synthetic else None


@dataclass(frozen=True)
class Report:
    """The findings of a check."""

    findings: tuple[Finding, ...]
    context: Context
    engine: EngineName = "auto"

    @property
    def conforms(self) -> bool:
        """Say whether nothing at all was found (SHACL 3.4)."""
        return not self.findings

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def _repr_html_(self) -> str:
        from ct56kg.cli.check import written
        from ct56kg.view.notebook import framed

        page = written(self.context, self.findings, "html", self.engine)
        return framed(page, say("finding.title", self.context.lang))


@dataclass(frozen=True)
class OpenDossier:
    """A dossier in hand, for a reader of a language, on a date unless a call names another."""

    settings: Settings
    lang: str
    statuses: frozenset[str]
    as_of: date

    def on(self, day: Day) -> Context:
        """Give the dossier as it stands on a date."""
        return Context(self.settings, self.lang, _day(day, self.as_of), self.statuses)

    def ask(self, name: str, /, **values: object) -> Answer:
        """Ask a named question; parameters by name, bodies and tasks by IRI, CURIE or name.

        Raises:
            UsageError: unknown question, parameter or name.
        """
        from ct56kg.graph.questions import fill, question_named
        from ct56kg.view.asking import parameters

        at = values.get("at")
        context = self.on(at if isinstance(at, str | date) else None)
        question = question_named(self.settings.queries, name)
        given = [f"{key}={value}" for key, value in values.items()]
        rows = context.store.select(fill(question, parameters(context, question, given)))
        return Answer(rows, question, context)

    def sparql(self, query: str, *, as_of: Day = None) -> Answer:
        """Ask a SELECT query of your own."""
        context = self.on(as_of)
        return Answer(context.store.select(query), None, context)

    def graph(self, *, as_of: Day = None) -> rdflib.Graph:
        """Give the graph that a check judges, as an rdflib graph."""
        from ct56kg.graph.projection import to_rdflib

        return to_rdflib(self.on(as_of).state.judged)

    def to_networkx(self, *, as_of: Day = None) -> nx.MultiDiGraph:
        """Give the links between named things as a networkx graph."""
        from ct56kg.graph.projection import to_networkx

        context = self.on(as_of)
        return to_networkx(context.state, context.labels, self.lang)


def open(
    path: str | Path | None = None, *, lang: str = "vi", statuses: builtins.list[str] | None = None, as_of: Day = None
) -> OpenDossier:
    """Open a dossier: a folder with `ct56kg.toml`; without one, the nearest, else the built-in one.

    Args:
        path: the folder.
        lang: language of labels and messages, `vi` or `en`.
        statuses: optional statuses of knowledge to load too: `hypothesis`, `synthetic`.
        as_of: the date that calls without one are about; today if it is left out.

    Raises:
        InputError: not a dossier, or unreadable settings.
    """
    if lang not in ("vi", "en"):
        raise UsageError("USAGE-05", what="lang", value=lang, known="vi, en")
    return OpenDossier(open_dossier(path), lang, check_statuses(statuses or []), _day(as_of, date.today()))


def check(dossier: OpenDossier, *, as_of: Day = None, engine: EngineName = "auto") -> Report:
    """Judge a dossier by its rules on a date.

    Args:
        dossier: from `open`.
        as_of: the date; the dossier's if it is left out.
        engine: `auto` is the fastest that is proven equal, `pyshacl` the reference, `shifty` (extra `fast`) another.
    """
    from ct56kg.view.judging import judge

    context = dossier.on(as_of)
    return Report(judge(context, engine), context, engine)


@dataclass(frozen=True)
class Impact:
    """What a change would do: findings new, fixed, altered in detail, and those that stay."""

    preview: Preview
    context: Context

    @property
    def new(self) -> tuple[Finding, ...]:
        """Give the findings that the change brings."""
        return tuple(one.finding for one in self.preview.assessment.new)

    @property
    def fixed(self) -> tuple[Finding, ...]:
        """Give the findings that the change ends."""
        return tuple(one.finding for one in self.preview.assessment.fixed)

    @property
    def updated(self) -> tuple[Finding, ...]:
        """Give the findings that stay and say something else."""
        return tuple(one.finding for one in self.preview.assessment.updated)

    @property
    def unchanged(self) -> tuple[Finding, ...]:
        """Give the findings that stay as they are."""
        return self.preview.assessment.unchanged

    def _repr_html_(self) -> str:
        from ct56kg.view.looking import report_of, written
        from ct56kg.view.notebook import framed

        page = written(report_of(self.context, self.preview), self.context, "html")
        return framed(page, say("amend.title", self.context.lang))


def preview(dossier: OpenDossier, change: Change, *, as_of: Day = None) -> Impact:
    """Look at what a change would do; nothing is written.

    Without a date, before and after are judged on the change's day of effect if that is still to come.

    Raises:
        InputError: the change does not fit the dossier; with file and line.
    """
    from ct56kg.view.looking import look

    context = dossier.on(as_of)
    return Impact(look(context, change, as_of is not None), context)


def draw(
    dossier: OpenDossier,
    name: str,
    *,
    as_of: Day = None,
    focus: str = "",
    compare: Day | Path = None,
    split: bool = False,
) -> Picture:
    """Draw a diagram: `structure`, `responsibility`, `cascade`, `timeline`, `reorganisation`.

    The picture shows itself in a notebook and is saved by `.save("out.svg")`, also as PNG, PDF or DOT.

    Args:
        dossier: what is drawn.
        name: of the diagram.
        as_of: the date of view, if not that of the dossier.
        focus: a thing by IRI, CURIE or name; the picture then shows it and its surroundings only.
        compare: a date, the folder of a change set, or the name of a recorded one; the picture then shows the
            difference.
        split: draw everything, on as many A4 pages as it needs, instead of drawing many alike as one.

    Raises:
        UsageError: no such diagram, thing or change.
        InputError: a change set that cannot be read or does not fit.
    """
    from ct56kg.view.pictures import picture

    with_ = compare.isoformat() if isinstance(compare, date) else str(compare or "")
    return picture(dossier.on(as_of), name, focus=focus, compare=with_, split=split)


def _day(day: Day, otherwise: date) -> date:
    if day is None:
        return otherwise
    return day if isinstance(day, date) else parse_date(day)

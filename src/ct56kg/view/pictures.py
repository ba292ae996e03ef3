"""A diagram of the dossier as its reader sees it: on a day, compared with another, around one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from ct56kg.base.dates import format_date, is_date, parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.base.words import say
from ct56kg.graph.labels import LABELS, labels_of
from ct56kg.graph.questions import fill, question_named
from ct56kg.graph.store import Store
from ct56kg.graph.workspace import State, load
from ct56kg.view import diagram
from ct56kg.view.reader import FICTION, Context
from ct56kg.view.sources import QUESTION, source_line

Href = Callable[[Term], str]
Seen = tuple[Store, date]
_TELLING = ("responsibility", "reorganisation", "structure", "timeline", "cascade")


def address(thing: Term) -> str:
    """Give a thing's own IRI as its address."""
    return thing.value if thing.kind == "iri" else ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two views of a dossier and the words for them: the state before, the one that is drawn, what lies between."""

    before: diagram.View
    after: diagram.View
    between: str


def picture(
    asked: Context,
    name: str,
    href: Href = address,
    *,
    compare: str = "",
    focus: str | Term = "",
    split: bool = False,
    view: diagram.View | None = None,
) -> diagram.Picture:
    """Draw a diagram.

    Args:
        asked: dossier, day, language.
        name: one of `diagram.NAMES`.
        href: where the entry of a thing is.
        compare: a date, the folder of a change set, or the name of a recorded one.
        focus: a thing, as a person types it, or as it is known already.
        split: draw everything, on as many pages as it needs.
        view: what `view_on` gave, if it was read already.

    Raises:
        UsageError: no such diagram, thing or change.
        InputError: a change set that cannot be read or does not fit.
    """
    diagram.questions_of(name)
    asked = asked.looking
    thing = (asked.names.resolve(focus) if focus else None) if isinstance(focus, str) else focus
    pair = compared(asked, name, compare, href) if compare else None
    seen = pair.after if pair else view or view_on(asked, href)
    before, between = (pair.before, pair.between) if pair else (None, "")
    said = diagram.sketch(name, seen, before, between=between, focus=thing, split=split)
    return diagram.Picture(said, split=split)


def compared(asked: Context, name: str, with_: str, href: Href = address) -> Compared:
    """Read the two views that a comparison is about; the earlier one comes first.

    Raises:
        UsageError: neither a date, nor a folder, nor a recorded change set (DRAW-06).
        InputError: a change set that cannot be read or does not fit.
    """
    if is_date(with_):
        early, late = sorted((parse_date(with_), asked.as_of))
        words = say("diagram.between-dates", asked.lang, first=format_date(early), last=format_date(late))
        one, other = (asked.replace(as_of=day) for day in (early, late))
        return Compared(view_on(one, href), view_on(other, href), words)
    before, after, title, day = _around(asked, with_)
    words = say("diagram.between-change", asked.lang, change=title, day=format_date(day))
    first, second = (_view(asked, state.store, href, day) for state in (before, after))
    return Compared(first, second, words)


def differing(
    asked: Context,
    before: Seen,
    after: Seen,
    between: str,
    href: Href = address,
    most: int = 2,
) -> list[diagram.Picture]:
    """Draw the diagrams in which two states differ, the most telling first; none for data of another model.

    Args:
        asked: dossier and language.
        before: the store of the earlier state and the day on which it is seen.
        after: likewise of the later one.
        between: the two states in words.
        href: where the entry of a thing is.
        most: how many diagrams at most.
    """
    names = _TELLING if asked.dossier.extends == "builtin" else ()
    drawn = (_difference(asked, name, before, after, between, href) for name in names)
    return list(islice((one for one in drawn if one), most))


def _difference(
    asked: Context, name: str, before: Seen, after: Seen, between: str, href: Href
) -> diagram.Picture | None:
    one, other = (_view(asked, store, href, day) for store, day in (before, after))
    said = diagram.sketch(name, other, one, between=between)
    return diagram.Picture(said) if said.differences else None


def _around(asked: Context, name: str) -> tuple[State, State, str, date]:
    """Give the states before and after a change, what it is called, and the day on which both are seen."""
    from ct56kg.amend.change import read_change
    from ct56kg.amend.telling import around, find_change, told
    from ct56kg.amend.timeline import afterwards, fitted

    if Path(name).is_dir():
        change = read_change(Path(name))
        day = max(asked.as_of, change.effect or asked.as_of)
        before = load(asked.dossier, day, asked.statuses | _optional(change.status))
        after = afterwards(fitted(change, before)[0], before)
        return before, after, _title(after, change.iri, asked, change.what), day
    recorded = asked.replace(statuses=asked.statuses | {"synthetic", "hypothesis"}).state.changes
    try:
        folder = find_change(recorded, name)
    except UsageError as error:
        known = " · ".join(one.name for one in recorded) or "–"
        raise UsageError("DRAW-06", name=name, known=known) from error
    state = load(asked.dossier, folder.effect, asked.statuses | _optional(folder.status))
    before, after = around(state, folder)
    return before, after, _title(after, told(folder).iri, asked, folder.name), folder.effect


def _optional(status: str) -> frozenset[str]:
    return frozenset({status}) & {"synthetic", "hypothesis"}


def _title(state: State, thing: Term | str | None, asked: Context, name: str) -> str:
    """Give what a change set calls itself, else the name of its folder."""
    iri = Term("iri", thing) if isinstance(thing, str) else thing
    if iri is None:
        return name
    labels = labels_of(state.store.select(LABELS), {})
    return labels.of(iri, asked.lang) if iri.value in labels.names else name


class Answers(Mapping[str, Rows]):
    """Answers to the questions of diagrams, each asked once, when it is first wanted; several diagrams share them."""

    def __init__(self, ask: Callable[[str], Rows]) -> None:
        self._ask = ask
        self._known: dict[str, Rows] = {}

    def __getitem__(self, name: str) -> Rows:
        """Give the answer to a question."""
        if name not in self._known:
            self._known[name] = self._ask(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """List the questions that were asked."""
        return iter(self._known)

    def __len__(self) -> int:
        """Count them."""
        return len(self._known)


def answers_of(asked: Context, store: Store, day: date) -> Answers:
    """Give the answers of a store to the questions of diagrams on a day."""
    return Answers(lambda question: _answer(asked, store, question, day))


def view_on(asked: Context, href: Href, answers: Answers | None = None) -> diagram.View:
    """Give the dossier as its reader has it; questions are asked when a diagram wants them, or `answers` has them."""
    return _view(asked, asked.store, href, asked.as_of, answers)


def _view(asked: Context, store: Store, href: Href, day: date, answers: Answers | None = None) -> diagram.View:
    labels = asked.labels if store is asked.store else labels_of(store.select(LABELS), asked.prefixes)

    def label(thing: Term) -> str:
        return labels.of(thing, asked.lang)

    return diagram.View(
        answers_of(asked, store, day) if answers is None else answers,
        asked.lang,
        day,
        label,
        href,
        source_line(_sources(asked, store, day), asked.source, label, asked.lang),
        bool(store.select(FICTION).rows),
    )


def _answer(asked: Context, store: Store, name: str, day: date) -> Rows:
    question = question_named(asked.dossier.queries, name)
    at = Term("literal", day.isoformat(), XSD + "date")
    return store.select(fill(question, {param.name: at for param in question.params if param.kind == "date"}))


def _sources(asked: Context, store: Store, day: date) -> Rows | None:
    """Ask for the sources; a dossier of another model does not have the question."""
    try:
        return _answer(asked, store, QUESTION, day)
    except UsageError:
        return None

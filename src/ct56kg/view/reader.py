"""A reader in front of a dossier: which dossier, which day, which language; and everything read on that footing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import ALWAYS_LOADED
from ct56kg.graph.dossier import Dossier, as_looked_at
from ct56kg.graph.files import data_files
from ct56kg.graph.kinds import is_address
from ct56kg.graph.labels import LABELS, Labels, labels_in, labels_of
from ct56kg.graph.need import ANY, able_to_answer
from ct56kg.graph.prefixes import prefixes_of
from ct56kg.graph.quick import quick_store, store_on
from ct56kg.graph.store import Store

if TYPE_CHECKING:
    from typing import Self, TypedDict, Unpack

    from ct56kg.check.view import View
    from ct56kg.graph.names import Names
    from ct56kg.graph.workspace import State

    class Footing(TypedDict, total=False):
        """What a reader stands on, as far as it is changed."""

        dossier: Dossier
        lang: str
        as_of: date
        statuses: frozenset[str]


FICTION = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT DISTINCT ?g WHERE { ?g ct:status <https://w3id.org/ct56kg/scheme/status/synthetic> ; a ct:Graph }
"""


class Context:
    """One run: the dossier as it stands on a date, for a reader of a language."""

    _footing: tuple[str, ...] = ("dossier", "lang", "as_of", "statuses")

    def __init__(self, dossier: Dossier, lang: str, as_of: date, statuses: frozenset[str]) -> None:
        self.dossier = dossier
        self.lang = lang
        self.as_of = as_of
        self.statuses = statuses

    def replace(self, **changes: Unpack[Footing]) -> Self:
        """Give the same reader on another footing; what was read on this one is left behind."""
        made = object.__new__(type(self))
        vars(made).update({name: vars(self)[name] for name in self._footing}, **changes)
        return made

    @property
    def looking(self) -> Context:
        """Give the footing for showing and drawing: foreign data are then seen through the toolkit's words."""
        dossier = as_looked_at(self.dossier)
        return self if dossier is self.dossier else self.replace(dossier=dossier)

    @cached_property
    def state(self) -> State:
        """Read the dossier; costs nothing before it is asked for."""
        from ct56kg.graph.workspace import load

        state = load(self.dossier, self.as_of, self.statuses)
        for notice in state.notices:
            self.note(notice.say(self.lang))
        return state

    @cached_property
    def view(self) -> View:
        """Give the graph that a check judges, ready to be read by rules."""
        from ct56kg.check.seeing import whole_view_of

        return whole_view_of(self.state)

    @cached_property
    def store(self) -> Store:
        """Give the store that answers any question; quicker than the whole state, unless a server keeps that."""
        if not is_address(self.dossier.store):
            return store_on(self.dossier, self.as_of, self.statuses)
        store = self.state.store
        for notice in store.notices:
            self.note(notice.say(self.lang))
        return store

    @cached_property
    def _quick(self) -> dict[str, Store | None]:
        return {}

    def store_for(self, query: str) -> Store:
        """Give a store that answers a query: one that is ready, else the quickest to make."""
        if "store" in vars(self):
            return self.store
        able = able_to_answer(query)
        kind = next(able)
        if self._quick and kind not in self._quick:
            kind = next((other for other in able if other in self._quick), kind)
        if kind != ANY and kind not in self._quick:
            self._quick[kind] = quick_store(self.dossier, self.statuses, kind)
        ready = self._quick.get(kind)
        return self.store if ready is None else ready

    def select(self, query: str) -> Rows:
        """Answer a SELECT."""
        return self.store_for(query).select(query)

    @property
    def synthetic(self) -> bool:
        """Say whether fictitious content is shown, which every output must then say."""
        return bool(self.select(FICTION).rows)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Give the prefixes a person may type here."""
        statuses = ALWAYS_LOADED | self.statuses | self.dossier.statuses
        return prefixes_of([] if self.dossier.builtin else [f.path for f in data_files(self.dossier, statuses)])

    @cached_property
    def labels(self) -> Labels:
        """Give the labels of everything; those of a large dossier are read one by one."""
        if self.store.place is not None:
            from ct56kg.graph.labels_on import labels_on

            return labels_on(self.view.match, self.prefixes)
        return labels_of(self.select(LABELS), self.prefixes)

    def label_in(self, *answers: Rows) -> Callable[[Term], str]:
        """Give the function that names the terms of some answers, without reading every label."""
        labels = labels_in(answers, self.select, self.prefixes)
        return lambda term: labels.of(term, self.lang)

    @cached_property
    def names(self) -> Names:
        """Give the names by which things are found."""
        if self.store.place is not None:
            from ct56kg.graph.names_on import NamesOn

            return NamesOn(self.store, self.prefixes)
        from ct56kg.graph.names import NAMES, THINGS, read_names

        return read_names(self.store.select(NAMES), self.store.select(THINGS), self.prefixes)

    @property
    def label(self) -> Callable[[Term], str]:
        """Give the function that names a term for this reader."""
        return lambda term: self.labels.of(term, self.lang)

    @property
    def source(self) -> str:
        """Say in one line where what is shown comes from."""
        return self.dossier.called(self.lang)

    def note(self, text: str) -> None:
        """Tell the person something that is not part of the answer."""
        print(text, file=sys.stderr)

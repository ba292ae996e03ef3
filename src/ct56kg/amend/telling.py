"""The history of a dossier in words: each recorded change set, what it is and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ct56kg.amend.difference import Difference
from ct56kg.amend.facts import Facts
from ct56kg.amend.rule_changes import rule_changes
from ct56kg.amend.saying import Said, Sayer
from ct56kg.amend.timeline import around, differing
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF
from ct56kg.check.seeing import view_of
from ct56kg.check.view import Overlay
from ct56kg.graph.history import ChangeFolder
from ct56kg.graph.terms import term
from ct56kg.graph.workspace import State

__all__ = ["Told", "around", "find_change", "said_between", "told"]

Label = Callable[[Term], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a recorded change set says of itself; `about` maps local names of properties to values."""

    folder: ChangeFolder
    iri: Term | None
    about: dict[str, tuple[Term, ...]]

    @property
    def anyway(self) -> str | None:
        """Give the reason for which it was recorded although it left something to be resolved."""
        found = self.about.get("anywayBecause", ())
        return found[0].value if found else None

    def first(self, name: str) -> Term | None:
        """Give one value of a property."""
        return next(iter(self.about.get(name, ())), None)


def told(folder: ChangeFolder) -> Told:
    """Collect what a change set says of itself."""
    kind = CT + "ChangeSet"
    iri = next(
        (term(q.subject) for q in folder.about if q.predicate.value == RDF + "type" and kind in str(q.object)), None
    )
    about: dict[str, list[Term]] = {}
    for quad in folder.about:
        if iri is not None and term(quad.subject) == iri:
            about.setdefault(quad.predicate.value.removeprefix(CT), []).append(term(quad.object))
    return Told(folder, iri, {name: tuple(sorted(values)) for name, values in about.items()})


def find_change(changes: Iterable[ChangeFolder], name: str) -> ChangeFolder:
    """Find a recorded change set by its folder's name, number, or a part of the name.

    Raises:
        UsageError: none or several fit (AMEND-19, with all there are).
    """
    changes = list(changes)
    for found in (
        [one for one in changes if one.name == name],
        [one for one in changes if name.isdigit() and one.number == int(name)],
        [one for one in changes if name and name in one.name],
    ):
        if len(found) == 1:
            return found[0]
    raise UsageError("AMEND-19", name=name, known=" · ".join(one.name for one in changes) or "–")


def said_between(
    before: State, after: State, labels: tuple[Label, Label], lang: str, found: Difference | None = None
) -> list[Said]:
    """Say the difference of two states as things; `found` if it is known, whose blank nodes may have other names."""
    added, removed = (found.added, found.removed) if found else map(tuple, differing(before, after))
    facts = Facts(Overlay(view_of(before), removed, ())), Facts(Overlay(view_of(after), added, ()))
    said = Sayer(*facts, labels, lang).changes(added, removed)
    rules = before.changes != after.changes or before.as_of != after.as_of
    return [*said, *(rule_changes(before.shapes, after.shapes, lang) if rules else ())]

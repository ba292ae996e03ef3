"""What changed, said as things: a value that becomes another is one change, and so is a task that passes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from ct56kg.amend.facts import Facts
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF, RDFS
from ct56kg.base.words import say
from ct56kg.graph.terms import term

Label = Callable[[Term], str]
Step = tuple[Literal["add", "remove"], ox.Triple]
Kind = Literal["added", "removed", "value", "reassigned", "transferred", "extended"]

BOOKKEEPING = frozenset({CT + "ChangeSet", CT + "Effect"})
"""Classes by which a change set speaks of itself; what they say is the frame of a report, not a change in it."""

_TYPE = RDF + "type"
_PARTICIPATION = CT + "participation"
_CLASSES_SHOWN = 1


@dataclass(frozen=True, slots=True)
class Said:
    """One change for a reader.

    `thing` is what it happened to; `how` (a property or a role) and the values `old` and `new` say how. `text` is the
    whole as one sentence; `about`, `what`, `was` and `now` are the same in parts, for a table, where it has parts.
    """

    kind: Kind
    thing: Term
    how: str
    old: tuple[Term, ...]
    new: tuple[Term, ...]
    text: str
    about: str = ""
    what: str = ""
    was: str = ""
    now: str = ""

    @property
    def sign(self) -> str:
        """Give the sign that stands before it, so that nothing depends on colour."""
        return {"added": "+", "removed": "−"}.get(self.kind) or (
            "→" if self.old and self.new else "+" if self.new else "−"
        )


class Sayer:
    """Words the difference between two graphs."""

    def __init__(self, before: Facts, after: Facts, labels: tuple[Label, Label], lang: str) -> None:
        self.before, self.after, self.lang = before, after, lang
        self._old_label, self._new_label = labels

    def changes(self, added: Iterable[ox.Triple], removed: Iterable[ox.Triple]) -> list[Said]:
        """Say the difference, grouped by thing, in the order of the things' names."""
        by_thing: dict[Term, list[Step]] = {}
        for triple in added:
            by_thing.setdefault(term(triple.subject), []).append(("add", triple))
        for triple in removed:
            by_thing.setdefault(term(triple.subject), []).append(("remove", triple))
        said: list[Said] = []
        for duty in self._duties(by_thing):
            said += self._parties(duty)
        for thing, steps in by_thing.items():
            kinds = self._kinds(thing)
            if CT + "Participation" in kinds:
                rest = [step for step in steps if step[1].predicate.value not in _TAKEN]
                if rest and self.before.known(thing) and self.after.known(thing):
                    said += self._values(thing, rest)
            elif not kinds & BOOKKEEPING:
                said += self._thing(thing, [step for step in steps if step[1].predicate.value != _PARTICIPATION])
        return sorted(said, key=lambda one: (_numbers_as_numbers(one.thing.value), one.kind, one.how, one.text))

    def _duties(self, by_thing: dict[Term, list[Step]]) -> set[Term]:
        """Give the duties whose participants are among what changed."""
        duties: set[Term] = set()
        for thing, steps in by_thing.items():
            if any(triple.predicate.value == _PARTICIPATION for _, triple in steps):
                duties.add(thing)
            if CT + "Participation" in self._kinds(thing):
                for facts in (self.before, self.after):
                    duties.update(facts.subjects(_PARTICIPATION, thing))
        return duties

    def _parties(self, duty: Term) -> Iterator[Said]:
        """Say who takes part in a duty: per role, the parties that were and those that are."""
        before, after = (_roles(facts, duty) for facts in (self.before, self.after))
        for role in {*before, *after}:
            old = tuple(party for party in before.get(role, ()) if party not in after.get(role, ()))
            new = tuple(party for party in after.get(role, ()) if party not in before.get(role, ()))
            if old or new:
                yield self._said("reassigned", duty, role, old, new)

    def _thing(self, thing: Term, steps: list[Step]) -> Iterator[Said]:
        was, is_ = self.before.known(thing), self.after.known(thing)
        if was and is_:
            yield from self._values(thing, steps)
        elif is_ and CT + "Transfer" in self._kinds(thing):
            yield self._carried(thing, "transferred", ("duty", "fromParty", "toParty"))
        elif is_ and CT + "Extension" in self._kinds(thing):
            yield self._carried(thing, "extended", ("ofAssignment", "oldDueWords", "newDueWords"))
        elif steps:
            yield self._whole(thing, "added" if is_ else "removed")

    def _values(self, thing: Term, steps: list[Step]) -> Iterator[Said]:
        """Say per property (and language) which values were, and which are."""
        values: dict[tuple[str, str], tuple[list[Term], list[Term]]] = {}
        for op, triple in steps:
            value = term(triple.object)
            old, new = values.setdefault((triple.predicate.value, value.language), ([], []))
            (new if op == "add" else old).append(value)
        for (name, _), (old, new) in sorted(values.items()):
            yield self._said("value", thing, Term("iri", name), tuple(sorted(old)), tuple(sorted(new)))

    def _said(self, kind: Kind, thing: Term, how: Term | None, old: tuple[Term, ...], new: tuple[Term, ...]) -> Said:
        which = "became" if old and new else "gained" if new else "lost"
        about, what = self.name(thing), self._new_label(how) if how else say("amend.takes-part", self.lang)
        was, now = " · ".join(map(self._shown_old, old)), " · ".join(map(self._shown_new, new))
        text = say(f"amend.{which}", self.lang, thing=about, property=what, old=was, new=now)
        return Said(kind, thing, how.value if how else "", old, new, text, about, what, was, now)

    def _whole(self, thing: Term, kind: Literal["added", "removed"]) -> Said:
        facts = self.after if kind == "added" else self.before
        classes = sorted(facts.objects(thing, _TYPE))[:_CLASSES_SHOWN]
        label = self._new_label if kind == "added" else self._old_label
        text = say(f"amend.{kind}", self.lang, thing=label(thing), kind=" · ".join(map(label, classes)))
        return Said(kind, thing, "", (), (), text if classes else label(thing))

    def _carried(self, thing: Term, kind: Literal["transferred", "extended"], names: tuple[str, str, str]) -> Said:
        """Say a transfer or an extension as what it does to the duty."""
        duty, old, new = (tuple(sorted(self.after.objects(thing, CT + name))) for name in names)
        about = " · ".join(map(self.name, duty)) or self._new_label(thing)
        was = " · ".join(map(self._shown_old, old)) or say("cli.unknown", self.lang)
        now = " · ".join(map(self._shown_new, new)) or say("cli.unknown", self.lang)
        text = say(f"amend.{kind}", self.lang, duty=about, old=was, new=now)
        return Said(kind, thing, CT + names[0], old, new, text, about, say(f"amend.what-{kind}", self.lang), was, now)

    def name(self, thing: Term) -> str:
        """Name a thing, by its name before if it had one."""
        return self._old_label(thing) if self.before.known(thing) else self._new_label(thing)

    def _shown_old(self, value: Term) -> str:
        return _quoted(value, self._old_label)

    def _shown_new(self, value: Term) -> str:
        return _quoted(value, self._new_label)

    def _kinds(self, thing: Term) -> set[str]:
        found = {*self.before.objects(thing, _TYPE), *self.after.objects(thing, _TYPE)}
        return {kind.value for kind in found}


_TAKEN = frozenset({CT + "party", CT + "role", RDF + "type", RDFS + "label"})
"""What a change of participants says already."""


def _quoted(value: Term, label: Label) -> str:
    """Show a value: text in quotation marks, everything else by its name."""
    text = label(value)
    return f"“{text}”" if value.kind == "literal" and not value.datatype else text


def _roles(facts: Facts, duty: Term) -> dict[Term | None, tuple[Term, ...]]:
    """Give the parties of a duty by role."""
    found: dict[Term | None, list[Term]] = {}
    for participation in facts.objects(duty, _PARTICIPATION):
        roles: list[Term | None] = [*facts.objects(participation, CT + "role")] or [None]
        for role in roles:
            found.setdefault(role, []).extend(facts.objects(participation, CT + "party"))
    return {role: tuple(sorted(set(parties))) for role, parties in found.items()}


def _numbers_as_numbers(name: str) -> list[tuple[int, str]]:
    """Order names as people count: row 2 before row 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"([0-9]+)", name)]

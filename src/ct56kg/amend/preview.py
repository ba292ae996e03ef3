"""A look at a change before anything is written: what changes, what it brings and ends, what it reaches, what is left.

Before and after are judged at the same date: the change's date of effect if that is still to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from ct56kg.amend.assessing import Assessment, Changed, assess
from ct56kg.amend.change import Change
from ct56kg.amend.facts import Facts
from ct56kg.amend.judged import Reader, compiled
from ct56kg.amend.outstanding import Outstanding, outstanding
from ct56kg.amend.reach import Reached, pictures, reached
from ct56kg.amend.rule_changes import rule_changes
from ct56kg.amend.saying import Said, Sayer
from ct56kg.amend.timeline import Contradiction, Ineffective, afterwards, contradictions, differing, fitted
from ct56kg.base.finding import SEVERITIES, Finding, Severity
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF
from ct56kg.check.preview import Rules
from ct56kg.check.seeing import view_of
from ct56kg.check.view import Overlay, View
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.kinds import is_address
from ct56kg.graph.labels import Labels
from ct56kg.graph.labels_on import labels_on
from ct56kg.graph.terms import term
from ct56kg.graph.workspace import State, load


@dataclass(frozen=True)
class Preview:
    """Everything a change would do; nothing of it is done."""

    change: Change
    before: State
    after: State
    labels: tuple[Labels, Labels]
    lang: str
    added: tuple[ox.Triple, ...]
    removed: tuple[ox.Triple, ...]
    views: tuple[View, Overlay]
    assessment: Assessment
    changes: tuple[Said, ...]
    touched: tuple[Term, ...]
    reached: tuple[Reached, ...]
    outstanding: tuple[Outstanding, ...]
    contradicts: tuple[Contradiction, ...]
    ineffective: Ineffective

    @property
    def as_of(self) -> date:
        """Give the date at which before and after are judged."""
        return self.after.as_of

    @property
    def new(self) -> tuple[Changed, ...]:
        """Give the findings that the change brings, with their causes."""
        return self.assessment.new

    @property
    def fixed(self) -> tuple[Changed, ...]:
        """Give the findings that the change ends, with their causes."""
        return self.assessment.fixed

    @property
    def updated(self) -> tuple[Changed, ...]:
        """Give the findings that the change alters in severity or words."""
        return self.assessment.updated

    @property
    def unchanged(self) -> tuple[Finding, ...]:
        """Give the findings that stand before and after."""
        return self.assessment.unchanged

    @property
    def synthetic(self) -> bool:
        """Say whether fictitious content is shown."""
        return self.after.synthetic or self.change.status == "synthetic"

    def label(self, thing: Term) -> str:
        """Name a thing, by its name afterwards unless it is gone."""
        before, after = self.labels
        return before.of(thing, self.lang) if thing.value not in after.names else after.of(thing, self.lang)

    def fails(self, at: Severity, every: bool = False) -> bool:
        """Say whether new findings (or all that stand afterwards) are at or above a severity."""
        grave = SEVERITIES[: SEVERITIES.index(at) + 1]
        found = [changed.finding for changed in self.assessment.new]
        if every:
            found += [changed.finding for changed in self.assessment.updated]
            found += self.assessment.unchanged
        return any(finding.severity in grave for finding in found)


def preview(
    dossier: Dossier,
    change: Change,
    as_of: date | None = None,
    *,
    today: date,
    lang: str = "vi",
    statuses: frozenset[str] = frozenset(),
    prefixes: dict[str, str] | None = None,
    every: bool = False,
    told: Callable[[Preview], object] = lambda seen: None,
) -> Preview:
    """Look at what a change would do to a dossier; nothing is written.

    Args:
        dossier: any dossier, foreign data and rules included.
        change: from `read_change` or `what_if`.
        as_of: the date of judgement; without one, the date of effect if it is later than `today`, else `today`.
        today: read once by the caller.
        lang: language of messages and reports.
        statuses: optional statuses of knowledge to load; that of the change is loaded in any case.
        prefixes: for the names of things without a label.
        every: whether the findings that stay matter even if the dossier is large, so that all of it is judged.
        told: tells the preview; over a server, what it reads to do so is fetched with the rest, not word by word.

    Raises:
        InputError: a strict change set does not fit the state on its date of effect; with file and line.
    """
    day = as_of or max(today, change.effect or today)
    optional = frozenset({change.status}) & {"synthetic", "hypothesis"}
    before = load(dossier, day, statuses | optional)
    rules = compiled(before.shapes)
    if is_address(dossier.store) and not every:
        from ct56kg.amend.near import seen_near

        def look(near: State, fitting: Change) -> Preview:
            seen = _seen(near, fitting, lang, prefixes or {}, rules, False)
            told(seen)
            return seen

        return seen_near(before, change, look)
    return _seen(before, change, lang, prefixes or {}, rules, every)


def _seen(before: State, change: Change, lang: str, prefixes: dict[str, str], rules: Rules, every: bool) -> Preview:
    """Look at what a change does to a state; see `preview`."""
    change, ineffective = fitted(change, _on_effect(before, change))
    after = afterwards(change, before)
    base = view_of(before)
    added, removed = (tuple(sorted(triples, key=str)) for triples in differing(before, after))
    views = base, Overlay(base, added, removed)
    labels = labels_on(views[0].match, prefixes), labels_on(views[1].match, prefixes)
    readers = _reader(labels[0], lang), _reader(labels[1], lang)
    facts = Facts(views[0]), Facts(views[1])
    ours, whole = before.dossier.extends == "builtin", before.content.at_hand
    touched = _touched(facts, (*added, *removed))
    walked = reached(facts, touched, ours)
    shown = pictures(triple.predicate.value for triple in (*added, *removed)) if ours else []
    return Preview(
        change=change,
        before=before,
        after=after,
        labels=labels,
        lang=lang,
        added=added,
        removed=removed,
        views=views,
        assessment=assess(
            before, after, views, readers, (rules, compiled(after.shapes) if change.about_rules else rules), every
        ),
        changes=(
            *Sayer(*facts, (readers[0].label, readers[1].label), lang).changes(added, removed),
            *(rule_changes(before.shapes, after.shapes, lang) if change.about_rules else ()),
        ),
        touched=touched,
        reached=(*walked, *shown),
        outstanding=tuple(outstanding(*facts, added, removed, change.iri, whole)) if ours else (),
        contradicts=tuple(contradictions(change, before)) if change.effect else (),
        ineffective=ineffective,
    )


def _on_effect(state: State, change: Change) -> State:
    """Give the dossier on the change's date of effect, where change sets between the two dates make a difference."""
    if change.effect is None or change.effect == state.as_of:
        return state
    early, late = sorted((change.effect, state.as_of))
    if not any(early < folder.effect <= late for folder in state.changes):
        return state
    return load(state.dossier, change.effect, state.statuses)


def _reader(labels: Labels, lang: str) -> Reader:
    return Reader(lang, lambda thing: labels.of(thing, lang))


def _touched(facts: tuple[Facts, Facts], triples: tuple[ox.Triple, ...]) -> tuple[Term, ...]:
    """Give the things of which something changed; the change set itself is not one of them."""
    things = {term(triple.subject) for triple in triples}
    own = {Term("iri", CT + "ChangeSet"), Term("iri", CT + "Effect")}
    return tuple(
        sorted(
            thing
            for thing in things
            if not own & {kind for graph in facts for kind in graph.objects(thing, RDF + "type")}
        )
    )

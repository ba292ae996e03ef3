"""What a change leaves to be done: effects not carried out, changes no document speaks of, quotations gone stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from ct56kg.amend.facts import Facts
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF
from ct56kg.graph.terms import term

Kind = Literal["effect", "untouched", "undeclared", "quotation"]

_CONTAINERS = ("participation", "inAnnex", "partOf", "task", "ofAssignment", "duty")
_OWN_FRAME = frozenset(CT + name for name in ("ChangeSet", "Effect", "Transfer"))


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing left open.

    `effect`: a document says that it changes `thing`, and nothing in the data does. `untouched`: an effect
    says that this change set realises it, but the change set does not touch `thing`. `undeclared`: the
    data of `thing` change, and no document says so. `quotation`: evidence of `thing` quotes replaced text.
    """

    kind: Kind
    thing: Term
    by: Term | None = None
    text: str = ""


def outstanding(
    before: Facts,
    after: Facts,
    added: Iterable[ox.Triple],
    removed: Iterable[ox.Triple],
    change_set: str | None,
    every: bool = True,
) -> list[Outstanding]:
    """List what a change leaves open.

    Args:
        before: the graph before.
        after: the graph after.
        added: the triples added.
        removed: the triples removed.
        change_set: the IRI of the change set; without one (a what-if) nothing is declared, and nothing is asked.
        every: list the effects not realised of the whole dossier; else those on what is touched and by whom.
    """
    added, removed = list(added), list(removed)
    touched = {term(triple.subject) for triple in (*added, *removed)}
    found = [*_unrealised(after, None if every else touched), *_stale(after, added, removed)]
    if change_set is not None:
        chain = Term("iri", change_set)
        found += _untouched(before, after, touched, chain)
        found += _undeclared(before, after, touched, chain)
    return sorted(set(found), key=lambda one: (one.kind, one.thing, one.text))


def _unrealised(after: Facts, near: set[Term] | None) -> Iterator[Outstanding]:
    if near is None:
        effects = set(after.subjects(RDF + "type", Term("iri", CT + "Effect")))
    else:
        inside = {container for thing in near for container in containers((after,), thing)}
        effects = {effect for thing in inside for effect in after.subjects(CT + "target", thing)}
        effects |= {effect for thing in inside for effect in after.subjects(CT + "byDocument", thing)}
    for effect in sorted(effects):
        if not after.objects(effect, CT + "realisedBy"):
            by = next(iter(after.objects(effect, CT + "byDocument")), None)
            for target in after.objects(effect, CT + "target"):
                yield Outstanding("effect", target, by)


def _untouched(before: Facts, after: Facts, touched: set[Term], chain: Term) -> Iterator[Outstanding]:
    inside = {container for thing in touched for container in containers((before, after), thing)}
    for effect in after.subjects(CT + "realisedBy", chain):
        by = next(iter(after.objects(effect, CT + "byDocument")), None)
        for target in after.objects(effect, CT + "target"):
            if target not in inside:
                yield Outstanding("untouched", target, by)


def _undeclared(before: Facts, after: Facts, touched: set[Term], chain: Term) -> Iterator[Outstanding]:
    declared = set(after.objects(chain, CT + "changes"))
    for effect in after.subjects(CT + "realisedBy", chain):
        declared.update(after.objects(effect, CT + "target"))
    declared.update(after.objects(chain, CT + "amendingDocument"))
    for thing in touched:
        kinds = {kind.value for graph in (before, after) for kind in graph.objects(thing, RDF + "type")}
        inside = containers((before, after), thing)
        within_a_document = len(inside) > 1 or not kinds.isdisjoint(_DOCUMENTS)
        if within_a_document and kinds.isdisjoint(_OWN_FRAME) and not inside & declared:
            yield Outstanding("undeclared", thing)


_DOCUMENTS = frozenset(CT + name for name in ("Document", "PartyDocument", "StateDocument", "Programme", "Resolution"))


def containers(facts: Iterable[Facts], thing: Term) -> set[Term]:
    """Give a thing and all that contains it: participation, duty, annex, task, document."""
    graphs = tuple(facts)
    found, todo = {thing}, [thing]
    while todo:
        here = todo.pop()
        for name in _CONTAINERS:
            for graph in graphs:
                above = graph.subjects(CT + name, here) if name == "participation" else graph.objects(here, CT + name)
                for other in above:
                    if other.kind == "iri" and other not in found:
                        found.add(other)
                        todo.append(other)
    return found


def _stale(after: Facts, added: list[ox.Triple], removed: list[ox.Triple]) -> Iterator[Outstanding]:
    """Find evidence that still quotes wording which the change replaced."""
    replaced = {(term(triple.subject), triple.object.value) for triple in removed if _is_wording(triple)}  # type: ignore[union-attr]
    kept = {(term(triple.subject), triple.object.value) for triple in added if _is_wording(triple)}  # type: ignore[union-attr]
    new = {thing for thing, _ in kept}
    for thing, words in replaced - kept:
        if thing in new:
            for span in after.objects(thing, CT + "evidence"):
                for exact in after.objects(span, "http://www.w3.org/ns/oa#exact"):
                    if exact.value.casefold() == words.casefold():
                        yield Outstanding("quotation", thing, span, exact.value)


def _is_wording(triple: ox.Triple) -> bool:
    return triple.predicate.value == CT + "wording" and isinstance(triple.object, ox.Literal)

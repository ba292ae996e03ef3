"""A graph to walk in: who says what of whom, both ways, in terms that no engine owns."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ct56kg.base.rows import Term
from ct56kg.graph.terms import term


class Facts:
    """Triples indexed by subject and by object; never changes."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._forward: dict[Term, dict[str, list[Term]]] = {}
        self._back: dict[Term, dict[str, list[Term]]] = {}
        known: dict[object, Term] = {}
        for triple in triples:
            subject = known.setdefault(triple.subject, term(triple.subject))
            value = known.setdefault(triple.object, term(triple.object))
            predicate = triple.predicate.value
            self._forward.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._back.setdefault(value, {}).setdefault(predicate, []).append(subject)

    def known(self, thing: Term) -> bool:
        """Say whether anything is said of a thing."""
        return thing in self._forward

    def objects(self, thing: Term, predicate: str) -> list[Term]:
        """Give the values of a property, in one order."""
        return sorted(self._forward.get(thing, {}).get(predicate, ()))

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Give the things that have a value, in one order."""
        return sorted(self._back.get(value, {}).get(predicate, ()))

    def pairs(self, predicate: str) -> list[tuple[Term, Term]]:
        """Give every subject and value of a property, in one order."""
        found = self._forward.items()
        return sorted((subject, value) for subject, said in found for value in said.get(predicate, ()))

    def statements(self, thing: Term) -> list[tuple[str, Term]]:
        """Give all that is said of a thing, in one order."""
        return sorted(
            (predicate, value) for predicate, values in self._forward.get(thing, {}).items() for value in values
        )

    def pointing_at(self, thing: Term) -> list[tuple[str, Term]]:
        """Give all that points at a thing: property and subject, in one order."""
        return sorted((predicate, one) for predicate, subjects in self._back.get(thing, {}).items() for one in subjects)

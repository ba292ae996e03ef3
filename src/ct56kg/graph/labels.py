"""What a person calls a thing: labels in the reader's language, namesakes told apart by their dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyoxigraph as ox

from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDFS, SKOS, XSD
from ct56kg.base.words import say

_NAMES = {RDFS + "label": 0, SKOS + "prefLabel": 1}
_DATES = (CT + "beginEarliest", CT + "endEarliest")


@dataclass(frozen=True, slots=True)
class Labels:
    """Every label of a state, and for namesakes the days that tell them apart."""

    names: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: dict[str, dict[str, str]] = field(default_factory=dict)
    namesakes: frozenset[str] = frozenset()
    prefixes: tuple[tuple[str, str], ...] = ()

    def of(self, term: Term, lang: str = "vi") -> str:
        """Name a term for a reader: its label, else a CURIE, a date in the reader's form, or the text itself."""
        if term.kind != "iri":
            return _literal(term)
        names = self.names.get(term.value)
        if not names:
            return self.curie(term.value)
        name = names.get(lang) or names.get("vi") or names.get("") or next(iter(names.values()))
        return name + self._period(term.value, lang) if term.value in self.namesakes else name

    def curie(self, iri: str) -> str:
        """Shorten an IRI with the longest known prefix."""
        for prefix, namespace in self.prefixes:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def curie_or_text(self, term: Term) -> str:
        """Show a term as it stands in the graph, shortened: for answers to free queries."""
        return self.curie(term.value) if term.kind == "iri" else term.value

    def _period(self, iri: str, lang: str) -> str:
        days = self.dates.get(iri, {})
        begin, end = days.get(_DATES[0]), days.get(_DATES[1])
        if begin:
            return " " + say("cli.from-day", lang, day=_day(begin))
        if end:
            last = date.fromisoformat(end) - timedelta(days=1)
            return " " + say("cli.until-day", lang, day=_day(last.isoformat()))
        return ""


def read_labels(triples: Iterable[ox.Triple], prefixes: dict[str, str]) -> Labels:
    """Collect the labels of a graph; two things of one name are namesakes."""
    names: dict[str, dict[str, str]] = {}
    ranks: dict[tuple[str, str], int] = {}
    dates: dict[str, dict[str, str]] = {}
    for triple in triples:
        predicate, subject, value = triple.predicate.value, triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.Literal):
            continue
        if predicate in _NAMES:
            lang = (value.language or "").split("-")[0]
            rank = _NAMES[predicate]
            key = (subject.value, lang)
            known = names.setdefault(subject.value, {})
            if key not in ranks or (rank, value.value) < (ranks[key], known[lang]):
                ranks[key] = rank
                known[lang] = value.value
        elif predicate in _DATES:
            dates.setdefault(subject.value, {})[predicate] = value.value
    owners: dict[str, list[str]] = {}
    for iri, known in names.items():
        owners.setdefault(known.get("vi") or next(iter(known.values())), []).append(iri)
    namesakes = frozenset(iri for iris in owners.values() if len(iris) > 1 for iri in iris)
    ordered = tuple(sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0])))
    return Labels(names, dates, namesakes, ordered)


def labeller(labels: Labels, lang: str) -> Callable[[Term], str]:
    """Bind labels to a language, for renderers."""
    return lambda term: labels.of(term, lang)


def _literal(term: Term) -> str:
    if term.datatype == XSD + "date":
        return _day(term.value)
    if term.datatype == XSD + "boolean":
        return "✓" if term.value in ("true", "1") else "–"
    return term.value


def _day(iso: str) -> str:
    parts = iso.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else iso

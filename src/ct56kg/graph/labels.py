"""What a person calls a thing: labels in the reader's language, namesakes told apart by their dates."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import pyoxigraph as ox

from ct56kg.base.dates import format_date, format_iso
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import CT, RDFS, SKOS, XSD
from ct56kg.base.words import say
from ct56kg.graph.terms import term

NAMES = {RDFS + "label": 0, SKOS + "prefLabel": 1}
"""Properties that give a thing its name, and which goes before which."""

_DATES = (CT + "beginEarliest", CT + "endEarliest")
_NOTHING: Mapping[str, Mapping[str, str]] = {}


class Labels(NamedTuple):
    """Every label of a state, and for namesakes the days that tell them apart."""

    names: Mapping[str, Mapping[str, str]] = _NOTHING
    dates: Mapping[str, Mapping[str, str]] = _NOTHING
    namesakes: Container[str] = frozenset()
    prefixes: tuple[tuple[str, str], ...] = ()

    def of(self, thing: Term, lang: str = "vi") -> str:
        """Name a term for a reader: its label, else a CURIE, a date in the reader's form, or the text itself."""
        if thing.kind != "iri":
            return _literal(thing)
        names = self.names.get(thing.value)
        if not names:
            return self.curie(thing.value)
        name = names.get(lang) or names.get("vi") or names.get("") or next(iter(names.values()))
        return name + self._period(thing.value, lang) if thing.value in self.namesakes else name

    def curie(self, iri: str) -> str:
        """Shorten an IRI with the longest known prefix."""
        for prefix, namespace in self.prefixes:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def curie_or_text(self, thing: Term) -> str:
        """Show a term as it stands in the graph, shortened: for answers to free queries."""
        return self.curie(thing.value) if thing.kind == "iri" else thing.value

    def _period(self, iri: str, lang: str) -> str:
        days = self.dates.get(iri, {})
        begin, end = days.get(_DATES[0]), days.get(_DATES[1])
        if begin:
            return " " + say("cli.from-day", lang, day=format_iso(begin))
        if end:
            last = date.fromisoformat(end) - timedelta(days=1)
            return " " + say("cli.until-day", lang, day=format_date(last))
        return ""


LABELS = f"""SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {" ".join(f"<{p}>" for p in (*NAMES, *_DATES))} }} ?s ?p ?o }}"""
"""The query whose rows `labels_of` takes."""

_LABELS_OF = (
    "SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {} }} ?s ?p ?o "
    f"FILTER(?p IN ({', '.join(f'<{p}>' for p in (*NAMES, *_DATES))})) }}}}"
)
"""The same of some things: what is said of each is read once, where rows for both would be tried with each other."""

_NAMESAKES = (
    f"SELECT DISTINCT ?t WHERE {{{{ VALUES ?s {{{{ {{}} }}}} ?s <{RDFS}label> ?l . ?t <{RDFS}label> ?l "
    "FILTER(!sameTerm(?t, ?s)) }}"
)


def labels_in(answers: Iterable[Rows], select: Callable[[str], Rows], prefixes: dict[str, str]) -> Labels:
    """Collect the labels of the things in some answers, and of their namesakes: quicker than all labels."""
    things = {t for rows in answers for row in rows for t in row if t is not None and t.kind == "iri"}
    if not things:
        return Labels(prefixes=_longest_first(prefixes))
    namesakes = select(_NAMESAKES.format(" ".join(sorted(thing.n3() for thing in things))))
    things.update(row[0] for row in namesakes if row[0] is not None and row[0].kind == "iri")
    wanted = " ".join(sorted(thing.n3() for thing in things))
    return labels_of(select(_LABELS_OF.format(wanted)), prefixes)


def labels_of(rows: Rows, prefixes: dict[str, str]) -> Labels:
    """Collect labels from the answer to `LABELS`; two things of one name are namesakes."""
    return _collect(((s, p.value, o) for s, p, o in rows if s and p and o), prefixes)


def read_labels(triples: Iterable[ox.Triple], prefixes: dict[str, str]) -> Labels:
    """Collect the labels of a graph; two things of one name are namesakes."""
    wanted = {*NAMES, *_DATES}
    found = (t for t in triples if t.predicate.value in wanted)
    return _collect(((term(t.subject), t.predicate.value, term(t.object)) for t in found), prefixes)


def _collect(statements: Iterable[tuple[Term, str, Term]], prefixes: dict[str, str]) -> Labels:
    names: dict[str, dict[str, str]] = {}
    ranks: dict[tuple[str, str], int] = {}
    dates: dict[str, dict[str, str]] = {}
    for subject, predicate, value in statements:
        if subject.kind != "iri" or value.kind != "literal":
            continue
        if predicate in NAMES:
            lang = value.language.split("-")[0]
            rank = NAMES[predicate]
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
    return Labels(names, dates, namesakes, _longest_first(prefixes))


def _longest_first(prefixes: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0])))


def labeller(labels: Labels, lang: str) -> Callable[[Term], str]:
    """Bind labels to a language, for renderers."""
    return lambda thing: labels.of(thing, lang)


def _literal(value: Term) -> str:
    if value.datatype == XSD + "date":
        return format_iso(value.value)
    if value.datatype == XSD + "gYearMonth":
        year, _, month = value.value.rpartition("-")
        return f"{month}/{year}"
    if value.datatype == XSD + "boolean":
        return "✓" if value.value in ("true", "1") else "–"
    return value.value

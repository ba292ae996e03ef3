"""A reorganisation that a person names, as statements: bodies merge, one is taken in, ends, is renamed, hands over.

Each kind is its own class of event; what the person does not say is not said. Nothing here is about duties: which of
them pass to whom is proposed afterwards, from the event (`ct56kg.amend.proposing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import CT, RDF, RDFS, SKOS, XSD
from ct56kg.graph.statements import Statement

Select = Callable[[str], Rows]
ENDING = frozenset(("Merger", "Absorption", "Dissolution", "Cessation"))
"""Kinds of events after which the original bodies are no more."""

_SAID = """
PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?property ?value WHERE {
  VALUES ?thing { %s } VALUES ?property { %s } ?thing ?property ?value
}
"""
_EVENTS = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT ?event ?property ?value WHERE {
  { SELECT ?event (COUNT(DISTINCT ?all) AS ?every) (COUNT(DISTINCT ?ours) AS ?own) WHERE {
      ?event ct:original ?all OPTIONAL { VALUES ?ours { %s } FILTER(?ours = ?all) }
    } GROUP BY ?event }
  FILTER(?own > 0 && ?own = ?every)
  ?event ?property ?value
}
"""


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What a person says: the kind of event (a class of the vocabulary), whom it concerns, from which day.

    `labels` names the event and `names` a new body, or the new name of a renamed one, by language; `into` is a body
    that is there already. `event` is the event where the dossier records it already, so that only its days are
    settled. `supposed` is for a mere look: events that ended just these bodies are taken back, and a new body is of
    the kind, level and superior of the old ones. `mark` begins the local names of what is new.
    """

    kind: str
    originals: tuple[Term, ...]
    effect: date
    labels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    into: Term | None = None
    basis: Term | None = None
    event: Term | None = None
    supposed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """The statements to add and to remove, the event they make or date, and the body that comes of it, if any.

    `ended` gives, for bodies whose end was recorded before the day of effect, the last day of that record.
    """

    event: Term
    result: Term | None
    add: tuple[Statement, ...]
    remove: tuple[Statement, ...]
    ended: tuple[tuple[Term, str], ...] = ()


def compose(select: Select, base: str, asked: Reorganisation) -> Composition:
    """Say in statements what a person says of a reorganisation.

    Args:
        select: answers a query about the dossier on the day of effect.
        base: the IRI of the dossier, below which new things are named.
        asked: what the person says.
    """
    named = " ".join(body.n3() for body in asked.originals)
    digest = sha256(f"{named} {asked.effect}".encode()).hexdigest()[:12]
    local = f"{asked.mark or asked.kind.lower()}-{digest}"
    event = asked.event or iri(f"{base}id/evt/{local}")
    result = asked.into
    if result is None and asked.kind == "Merger":
        result = iri(f"{base}id/body/{local}")
    if asked.kind == "Renaming":
        result = asked.originals[0]

    ends = asked.originals if asked.kind in ENDING else ()
    wanted = _bounds(ends, "end", asked.effect) | _bounds((event,), "effect", asked.effect)
    stated = _said(select, ends, "ct:endEarliest ct:endLatest")
    ended = {s: o.value for s, p, o in stated if p == iri(CT + "endLatest") and o.value < asked.effect.isoformat()}
    if asked.kind == "Merger" and result is not None:
        wanted |= _bounds((result,), "begin", asked.effect)
    if asked.event is not None:
        stated |= _said(select, (event,), "ct:effectEarliest ct:effectLatest")
        stated |= _said(select, (result,) if result else (), "ct:beginEarliest ct:beginLatest")
    else:
        wanted |= _event(event, result, asked)
    if asked.basis is not None:
        wanted.add((event, iri(CT + "authority"), asked.basis))
    if asked.supposed:
        stated |= {(s, p, o) for s, p, o in select(_EVENTS % named) if s and p and o}
    if asked.kind == "Merger" and asked.into is None and result is not None:
        wanted |= _new_body(select, result, asked)
    if asked.kind == "Renaming":
        old = {one for one in _said(select, asked.originals, "rdfs:label") if one[2].language in asked.names}
        stated |= old
        wanted |= {(body, iri(SKOS + "altLabel"), name) for body, _, name in old}
        wanted |= {(body, iri(RDFS + "label"), name) for body in asked.originals for name in _texts(asked.names)}
    there = stated | _said(select, (event,), "ct:authority")
    return Composition(
        event, result, tuple(sorted(wanted - there)), tuple(sorted(stated - wanted)), tuple(sorted(ended.items()))
    )


def _event(event: Term, result: Term | None, asked: Reorganisation) -> set[Statement]:
    said: set[Statement] = {(event, iri(CT + "original"), body) for body in asked.originals}
    said |= {(event, iri(RDFS + "label"), text) for text in _texts(asked.labels)}
    if result is not None:
        said.add((event, iri(CT + "resulting"), result))
    return said | {(event, iri(RDF + "type"), iri(CT + asked.kind))}


def _new_body(select: Select, body: Term, asked: Reorganisation) -> set[Statement]:
    """Say what comes of a merger: a body with its name, and no duties yet."""
    said: set[Statement] = {(body, iri(RDFS + "label"), text) for text in _texts(asked.names)}
    if asked.supposed:
        kept = _said(select, asked.originals, "ct:bodyType ct:level ct:assists ct:subordinateTo")
        said |= {(body, p, o) for _, p, o in kept}
    return said | {(body, iri(RDF + "type"), iri(CT + "Body"))}


def _bounds(things: Iterable[Term], what: str, day: date) -> set[Statement]:
    """Say of things that a day is certain: its two bounds are equal."""
    value = Term("literal", day.isoformat(), XSD + "date")
    return {(thing, iri(CT + what + bound), value) for thing in things for bound in ("Earliest", "Latest")}


def _texts(texts: Mapping[str, str]) -> list[Term]:
    return [Term("literal", text, language=lang) for lang, text in texts.items()]


def _said(select: Select, things: Iterable[Term], properties: str) -> set[Statement]:
    named = " ".join(thing.n3() for thing in things)
    rows = select(_SAID % (named, properties)) if named else ()
    return {(s, p, o) for s, p, o in rows if s and p and o}

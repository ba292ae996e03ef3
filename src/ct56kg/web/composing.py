"""A reorganisation composed with the mouse, as the statements of a change set: two bodies merge, or one ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ct56kg.base.dates import format_date, format_iso
from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, RDF, RDFS, XSD
from ct56kg.base.text import sort_key
from ct56kg.graph.statements import Statement, turtle_of
from ct56kg.web.pages.visit import Visit

_OLD = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT ?body ?property ?value WHERE {
  VALUES ?body { %s } VALUES ?property { ct:endEarliest ct:endLatest } ?body ?property ?value
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
_CHARGED = """
PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?event WHERE {
  ?kind rdfs:subClassOf ct:ChangeEvent . ?event a ?kind ; ct:original|ct:affects ?body . ?participation ct:party ?body
}
"""
_KEPT = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT DISTINCT ?property ?value WHERE {
  VALUES ?body { %s } VALUES ?property { ct:bodyType ct:level ct:assists ct:subordinateTo } ?body ?property ?value
}
"""


@dataclass(frozen=True, slots=True)
class Composed:
    """A change in files, what it is called, and the day from which it counts.

    `event` is the change event that it makes or follows; with `propose` the transfers that follow it are added.
    """

    title: str
    files: dict[str, bytes]
    effect: date
    event: str = ""
    propose: bool = False
    notes: tuple[str, ...] = ()


def merger(visit: Visit, first: Term, second: Term | None, name: str, effect: date, propose: bool = False) -> Composed:
    """Say that two bodies merge into a new one on a day, or, without a second, that one ends.

    What was said before about their end, and about events that ended just them, is taken back, so that the day counts;
    nothing is said about their duties: that is what the look is to show, unless transfers are to be proposed.
    """
    olds = (first,) if second is None or second == first else (first, second)
    named = " ".join(body.n3() for body in olds)
    day = Term("literal", effect.isoformat(), XSD + "date")
    wanted = {(body, iri(CT + end), day) for body in olds for end in ("endEarliest", "endLatest")}
    stated = {(s, p, o) for q in (_OLD, _EVENTS) for s, p, o in visit.select(q % named) if s and p and o}
    mark = sha256(f"{named} {effect}".encode()).hexdigest()[:12]
    event = iri(f"{visit.reader.dossier.iri}id/evt/xem-thu-{mark}")
    names = [visit.label(body) for body in olds]
    words = visit.say("merger-label", a=names[0], b=names[-1]) if len(olds) == 2 else visit.say("end-label", a=names[0])
    add: set[Statement] = wanted - stated
    add |= {(event, iri(CT + "original"), body) for body in olds}
    add |= {(event, iri(CT + bound), day) for bound in ("effectEarliest", "effectLatest")}
    add |= {(event, iri(RDFS + "label"), Term("literal", words, language=lang)) for lang in ("vi", "en")}
    add.add((event, iri(RDF + "type"), iri(CT + ("Merger" if len(olds) == 2 else "Cessation"))))
    if len(olds) == 2:
        add |= _new_body(visit, event, names, named, name, day, mark)
    files = {"add.ttl": turtle_of(sorted(add), visit.reader.prefixes).encode()}
    gone = stated - wanted
    if gone:
        files["remove.ttl"] = turtle_of(sorted(gone), visit.reader.prefixes).encode()
    ended = {s: o.value for s, p, o in stated if p == iri(CT + "endLatest") and o.value < effect.isoformat()}
    notes = tuple(
        visit.say("ended-before", body=visit.label(body), day=format_iso(last), effect=format_date(effect))
        for body, last in sorted(ended.items())
    )
    return Composed(words, files, effect, event.value, propose, notes)


def following(visit: Visit, event: Term) -> Composed:
    """Ask for the transfers that follow an event of the dossier."""
    return Composed(visit.say("transfers-of", event=visit.label(event)), {}, visit.reader.as_of, event.value, True)


def events(visit: Visit) -> list[tuple[str, str]]:
    """Give the change events from which transfers may follow, by name: those of bodies that are charged with duties."""
    found = {row[0] for row in visit.select(_CHARGED) if row[0]}
    named = [(event.value, visit.label(event)) for event in found]
    return sorted(named, key=lambda item: (sort_key(item[1]), item[0]))


def _new_body(
    visit: Visit, event: Term, names: list[str], named: str, name: str, day: Term, mark: str
) -> set[Statement]:
    """Say what comes of a merger: a body of the same kind, level and superior, with no duties yet."""
    new = iri(f"{visit.reader.dossier.iri}id/body/xem-thu-{mark}")
    words = name or visit.say("merged-name", a=names[0], b=names[-1])
    said: set[Statement] = {(new, p, o) for p, o in visit.select(_KEPT % named) if p and o}
    said |= {(new, iri(RDFS + "label"), Term("literal", words, language=lang)) for lang in ("vi", "en")}
    said |= {(new, iri(CT + begin), day) for begin in ("beginEarliest", "beginLatest")}
    return said | {(new, iri(RDF + "type"), iri(CT + "Body")), (event, iri(CT + "resulting"), new)}

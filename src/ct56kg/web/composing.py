"""A reorganisation composed with the mouse, as the statements of a change set: two bodies merge, or one ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ct56kg.amend.composing import Reorganisation, compose
from ct56kg.base.dates import format_date, format_iso
from ct56kg.base.rows import Term
from ct56kg.base.text import sort_key
from ct56kg.graph.statements import turtle_of
from ct56kg.web.pages.visit import Visit

_CHARGED = """
PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?event WHERE {
  ?kind rdfs:subClassOf ct:ChangeEvent . ?event a ?kind ; ct:original|ct:affects ?body . ?participation ct:party ?body
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
    names = [visit.label(body) for body in olds]
    merging = len(olds) == 2
    words = visit.say("merger-label", a=names[0], b=names[-1]) if merging else visit.say("end-label", a=names[0])
    new = name or visit.say("merged-name", a=names[0], b=names[-1])
    asked = Reorganisation(
        "Merger" if merging else "Cessation",
        olds,
        effect,
        labels=dict.fromkeys(("vi", "en"), words),
        names=dict.fromkeys(("vi", "en"), new),
        supposed=True,
        mark="xem-thu",
    )
    made = compose(visit.select, visit.reader.dossier.iri, asked)
    files = {"add.ttl": turtle_of(made.add, visit.reader.prefixes).encode()}
    if made.remove:
        files["remove.ttl"] = turtle_of(made.remove, visit.reader.prefixes).encode()
    notes = tuple(
        visit.say("ended-before", body=visit.label(body), day=format_iso(last), effect=format_date(effect))
        for body, last in made.ended
    )
    return Composed(words, files, effect, made.event.value, propose, notes)


def following(visit: Visit, event: Term) -> Composed:
    """Ask for the transfers that follow an event of the dossier."""
    return Composed(visit.say("transfers-of", event=visit.label(event)), {}, visit.reader.as_of, event.value, True)


def events(visit: Visit) -> list[tuple[str, str]]:
    """Give the change events from which transfers may follow, by name: those of bodies that are charged with duties."""
    found = {row[0] for row in visit.select(_CHARGED) if row[0]}
    named = [(event.value, visit.label(event)) for event in found]
    return sorted(named, key=lambda item: (sort_key(item[1]), item[0]))

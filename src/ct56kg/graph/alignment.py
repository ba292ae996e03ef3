"""What we say in the words of others (W3C ORG, ELI, PROV, OWL-Time, CPOV, SKOS), and what they say in ours.

The mappings stand in `alignment/out/*.rq` and `alignment/in/*.rq`, one CONSTRUCT a vocabulary; what each of them blurs
is said in its `#+ note` line. On the way out, what none of them names is not carried, and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF
from ct56kg.graph.question_file import NOTE, Question, read_file
from ct56kg.graph.store import Store

_MAPPED = ("http://www.w3.org/ns/org#", "http://data.europa.eu/m8g/")
_TYPE = RDF + "type"
_NAMED = re.compile(r"\bct:(\w+)")
_ONTOLOGY = "https://w3id.org/ct56kg/ontology/"
_SAID = f"""SELECT ?p (COUNT(*) AS ?n) WHERE {{
  GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?p), "{CT}") && !STRSTARTS(STR(?g), "{_ONTOLOGY}"))
}} GROUP BY ?p ORDER BY ?p"""
_THINGS = f"""SELECT DISTINCT ?c ?s WHERE {{
  GRAPH ?g {{ ?s a ?c }} FILTER(STRSTARTS(STR(?c), "{CT}") && !STRSTARTS(STR(?g), "{_ONTOLOGY}"))
}} ORDER BY ?c ?s"""


@dataclass(frozen=True, slots=True)
class Plain:
    """A graph in public terms, and what it costs to have it so.

    `blurred` are the mappings whose notes say what is no longer told apart; `things` counts the things of a class, and
    `statements` the statements of a property, that are not carried at all.
    """

    triples: frozenset[ox.Triple]
    blurred: tuple[Question, ...]
    things: tuple[tuple[Term, int], ...]
    statements: tuple[tuple[Term, int], ...]


def mappings(way: str) -> Iterator[Question]:
    """Read the mappings `out` to, or `in` from, the words of others."""
    for path in sorted((builtin_root() / "alignment" / way).glob("*.rq")):
        yield read_file(path, path.stem)


def plain(store: Store) -> Plain:
    """Say what a store holds in public terms.

    Catalogue statements about our own graphs are left out without being counted: a description says them.
    """
    used = tuple(mappings("out"))
    triples = frozenset(triple for question in used for triple in store.triples(question.text))
    named = {CT + name for question in used for name in _NAMED.findall(question.text)}
    carried = {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}
    things: dict[str, int] = {}
    for kind, thing in store.select(_THINGS):
        if kind and thing and thing.value not in carried and kind.value not in (CT + "Graph", CT + "Check"):
            things[kind.value] = things.get(kind.value, 0) + 1
    lost = [
        (name, int(count.value))
        for name, count in store.select(_SAID)
        if name and count and name.value not in named and name.value not in (CT + "status", CT + "asOf")
    ]
    return Plain(
        triples,
        tuple(question for question in used if NOTE in question.texts),
        tuple((Term("iri", name), count) for name, count in sorted(things.items())),
        tuple(lost),
    )


def public_prefixes(prefixes: dict[str, str]) -> dict[str, str]:
    """Leave out the prefixes of our own terms, which plain graphs do not use."""
    return {prefix: namespace for prefix, namespace in prefixes.items() if namespace != CT}


def speaks_of_others(quads: Iterable[ox.Quad]) -> bool:
    """Say whether data use a vocabulary that `alignment/in` maps."""
    for quad in quads:
        name = quad.predicate.value
        if name.startswith(_MAPPED) or (name == _TYPE and str(quad.object).startswith(_MAPPED, 1)):
            return True
    return False


def in_our_words(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Infer from data in others' words what they say in ours; what is said already is not said again."""
    given = set(triples)
    store = Store.of((), given)
    for question in mappings("in"):
        yield from sorted(set(store.triples(question.text)) - given, key=str)

"""From what a person types to the thing that is meant: IRI, CURIE, or name in any spelling."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import CT, RDF, RDFS, SKOS
from ct56kg.base.text import match_key, near, search_key

NAMING = frozenset(
    (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", CT + "abbreviation", CT + "symbol", SKOS + "notation")
)
"""Properties whose values are names of a thing."""

KINDS: dict[str, tuple[str, ...]] = {
    "body": ("Body", "Group"),
    "party": ("Body", "Group"),
    "task": ("Task", "KeyTask"),
    "document": ("Document", "PartyDocument", "StateDocument", "Programme", "Resolution"),
    "item": ("Task", "KeyTask", "Viewpoint", "Objective", "Clause", "Directive"),
}
"""Kinds of things a person may name, and the classes of the vocabulary that belong to each."""

_ABOUT = frozenset(("Claim", "Unknown", "Citation", "Span", "ExcusedSpan", "Participation", "Affinity"))
"""Classes of statements about things; they are shown on the things' pages, not looked for by name."""


_NAMED = frozenset(name for classes in KINDS.values() for name in classes)


def is_looked_for(kinds: frozenset[str]) -> bool:
    """Say whether a thing of some classes can be found by its name at all."""
    return not kinds & _ABOUT or bool(kinds & _NAMED)


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one thing."""

    thing: str
    name: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Names:
    """Every name in a state, ready to be looked up."""

    entries: tuple[Named, ...]
    prefixes: dict[str, str]
    things: Collection[str]

    def resolve(self, text: str, kind: str = "") -> Term:
        """Find the one thing that is meant.

        An IRI or CURIE is taken as it is if anything is said about it; a name is compared first with
        its marks (`hòa` = `hoà`), then without, then as a part of longer names.

        Raises:
            UsageError: nothing fits (NAME-01, with near names), or several do (NAME-02, with all of them).
        """
        direct = self.as_iri(text)
        if direct is not None:
            return iri(direct)
        classes = frozenset(KINDS.get(kind, ()))
        entries = [e for e in self.entries if (e.kinds & classes if classes else not e.kinds & _ABOUT)]
        for found in _ways(text, entries):
            if len(found) == 1:
                return iri(next(iter(found)))
            if found:
                raise UsageError("NAME-02", name=text, candidates=self._listed(text, entries, found))
        suggestions = near(text, [e.name for e in entries], 3)
        raise UsageError("NAME-01", name=text, near=" · ".join(suggestions) or "–")

    def _listed(self, text: str, entries: list[Named], found: set[str]) -> str:
        """List candidates, one line each, with those of their names that the text is a part of."""
        wanted = search_key(text)
        names: dict[str, list[str]] = {thing: [] for thing in found}
        for entry in entries:
            if entry.thing in found and wanted in search_key(entry.name) and entry.name not in names[entry.thing]:
                names[entry.thing].append(entry.name)
        lines = sorted((self.curie(thing), " · ".join(sorted(several, key=len))) for thing, several in names.items())
        return "\n".join(f"    {code}  {several}" for code, several in lines)

    def called(self, text: str, kind: str) -> list[Term]:
        """Give the things of a kind that have just this name, however its marks are typed; an IRI is one too."""
        direct, wanted, classes = self.as_iri(text), match_key(text), frozenset(KINDS[kind])
        found = {e.thing for e in self.entries if e.kinds & classes and match_key(e.name) == wanted}
        return [iri(thing) for thing in sorted({direct} if direct else found)]

    def search(self, text: str) -> list[Named]:
        """Find things whose name contains the text, in any case, without regard to marks; best first."""
        wanted = search_key(text)
        found: dict[str, tuple[int, int, Named]] = {}
        for entry in self.entries:
            if entry.kinds & _ABOUT:
                continue
            key = search_key(entry.name)
            place = key.find(wanted)
            if wanted and place >= 0:
                rank = (place != 0, len(key), entry)
                if entry.thing not in found or rank[:2] < found[entry.thing][:2]:
                    found[entry.thing] = rank
        return [rank[2] for rank in sorted(found.values(), key=lambda r: (r[0], r[1], r[2].name, r[2].thing))]

    def curie(self, thing: str) -> str:
        """Shorten an IRI with the longest known prefix."""
        fitting = [(len(full), prefix) for prefix, full in self.prefixes.items() if thing.startswith(full)]
        if not fitting:
            return thing
        length, prefix = max(fitting)
        return f"{prefix}:{thing[length:]}"

    def as_iri(self, text: str) -> str | None:
        """Read `<IRI>`, an IRI, or a CURIE of a known thing."""
        bare = text.strip().removeprefix("<").removesuffix(">")
        if bare in self.things:
            return bare
        prefix, colon, local = bare.partition(":")
        full = self.prefixes.get(prefix, "") + local if colon and prefix in self.prefixes else ""
        return full if full in self.things else None


def _ways(text: str, entries: list[Named]) -> Iterator[set[str]]:
    exact, loose = match_key(text), search_key(text)
    yield {e.thing for e in entries if match_key(e.name) == exact}
    yield {e.thing for e in entries if search_key(e.name) == loose}
    yield {e.thing for e in entries if loose and loose in search_key(e.name)}


NAMES = f"""SELECT ?s ?p ?o WHERE {{
  GRAPH ?g {{ ?s ?p ?o }} FILTER(isIRI(?s) && !STRSTARTS(STR(?g), "https://w3id.org/ct56kg/ontology/"))
  FILTER(?p IN ({", ".join(f"<{p}>" for p in (RDF + "type", *sorted(NAMING)))}))
}}"""
"""The query whose rows `read_names` takes: names and kinds of everything that is not vocabulary."""

THINGS = """SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }"""
"""The query for everything of which anything is said."""


def read_names(rows: Rows, things: Rows, prefixes: dict[str, str]) -> Names:
    """Collect names from the answers to `NAMES` and `THINGS`."""
    names: list[tuple[str, str]] = []
    kinds: dict[str, set[str]] = {}
    for subject, predicate, value in rows:
        assert subject and predicate and value, "the question binds all three"
        if predicate.value == RDF + "type":
            kinds.setdefault(subject.value, set()).add(value.value.removeprefix(CT))
        elif value.kind == "literal":
            names.append((subject.value, value.value))
    entries = sorted({(thing, name) for thing, name in names})
    return Names(
        tuple(Named(thing, name, frozenset(kinds.get(thing, ()))) for thing, name in entries),
        prefixes,
        frozenset(row[0].value for row in things if row[0]),
    )

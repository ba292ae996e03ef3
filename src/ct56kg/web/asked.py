"""Labels and names of a dossier too large to read: each is asked of the store when a page first needs it."""

from __future__ import annotations

from functools import cached_property

from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import CT
from ct56kg.graph.labels import LABELS, Labels, labels_of
from ct56kg.graph.names import KINDS, NAMES, Named, Names, read_names
from ct56kg.graph.names_on import called_exactly
from ct56kg.graph.store import Store

_KEPT = 50_000
_THERE = "ASK {{ {} ?p ?o }}"
_SOUGHT = sorted({CT + name for kind in ("body", "task", "document") for name in KINDS[kind]})
_NAMES = NAMES.replace(
    "GRAPH ?g", f"VALUES ?sought {{ {' '.join(f'<{c}>' for c in _SOUGHT)} }} ?s a ?sought . GRAPH ?g", 1
)
"""Names of bodies, tasks and documents only: what people look for."""


class AskedLabels(Labels):
    """Labels that are read one by one; namesakes are not told apart, which would take reading them all."""

    store: Store
    known: dict[str, Labels]

    @classmethod
    def on(cls, store: Store, prefixes: dict[str, str]) -> AskedLabels:
        """Make them for a store."""
        made = cls(prefixes=tuple(prefixes.items()))
        made.store, made.known = store, {}
        return made

    def of(self, thing: Term, lang: str = "vi") -> str:
        """Name a term for a reader; see `Labels.of`."""
        return (self._of(thing) if thing.kind == "iri" else Labels()).of(thing, lang)

    def _of(self, thing: Term) -> Labels:
        found = self.known.get(thing.value)
        if found is None:
            if len(self.known) >= _KEPT:
                self.known.clear()
            query = LABELS.replace("WHERE {", f"WHERE {{ VALUES ?s {{ {thing.n3()} }}", 1)
            found = self.known[thing.value] = labels_of(self.store.select(query), dict(self.prefixes))
        return found


class AskedThings(frozenset[str]):
    """The things of which anything is said: asked one by one, never listed."""

    store: Store

    @classmethod
    def of(cls, store: Store) -> AskedThings:
        """Make it for a store."""
        made = cls()
        made.store = store
        return made

    def __contains__(self, thing: object) -> bool:
        """Say whether anything is said of a thing."""
        plain = isinstance(thing, str) and not set(thing) & set('<>"{}|^`\\ \n') and ":" in thing
        return plain and self.store.ask(_THERE.format(iri(str(thing)).n3()))


class AskedNames(Names):
    """Names; a thing that is known by its IRI needs none, those of bodies, tasks and documents are read
    when somebody first searches.
    """

    def __init__(self, store: Store, prefixes: dict[str, str]) -> None:
        object.__setattr__(self, "prefixes", prefixes)
        self.__dict__["store"] = store

    def resolve(self, text: str, kind: str = "") -> Term:
        """Find the one thing that is meant; a name just as written is looked up without reading every name."""
        exact = called_exactly(self.__dict__["store"], text, kind)
        return iri(exact[0]) if len(exact) == 1 else super().resolve(text, kind)

    @cached_property
    def entries(self) -> tuple[Named, ...]:
        """Read every name."""
        store: Store = self.__dict__["store"]
        return read_names(store.select(_NAMES), Rows((), ()), self.prefixes).entries

    @cached_property
    def things(self) -> frozenset[str]:
        """Give what tells whether anything is said of a thing."""
        return AskedThings.of(self.__dict__["store"])

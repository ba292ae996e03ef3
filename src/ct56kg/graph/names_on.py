"""Names looked up where a large graph lies: an IRI or a name exactly as written in the store, others in its index."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from functools import cached_property

import pyoxigraph as ox

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, RDF
from ct56kg.graph.names import KINDS, NAMING, THINGS, Named, Names
from ct56kg.graph.names_index import NamesIndex
from ct56kg.graph.store import Store


class _Things(Collection[str]):
    def __init__(self, store: Store) -> None:
        self._store = store

    def __contains__(self, thing: object) -> bool:
        try:
            node = ox.NamedNode(str(thing))
        except ValueError:  # not an IRI, so that nothing is said of it
            return False
        return self._store.ask(f"ASK {{ {node} ?p ?o }}")

    def __iter__(self) -> Iterator[str]:
        return (row[0].value for row in self._store.select(THINGS) if row[0])

    def __len__(self) -> int:
        return sum(1 for _ in self)


class NamesOn(Names):
    """The names of a store, read when they are first needed."""

    _store: Store

    def __init__(self, store: Store, prefixes: dict[str, str]) -> None:
        object.__setattr__(self, "_store", store)
        super().__init__((), prefixes, _Things(store))

    @cached_property
    def _index(self) -> NamesIndex:
        assert self._store.place is not None, "a store without a place has its names in memory"
        return NamesIndex(self._store.place)

    def _near(self, text: str) -> Names:
        """Give the names in which a text may be meant."""
        return Names(self._index.fitting(text), self.prefixes, self.things)

    def resolve(self, text: str, kind: str = "") -> Term:
        """Find the one thing that is meant, see `Names.resolve`; a name just as written goes before other spellings."""
        direct = self.as_iri(text)
        if direct is not None:
            return iri(direct)
        exact = called_exactly(self._store, text, kind)
        if len(exact) == 1:
            return iri(exact[0])
        try:
            return self._near(text).resolve(text, kind)
        except UsageError as error:
            if error.code != "NAME-01":
                raise
        return Names(self._index.everything(), self.prefixes, self.things).resolve(text, kind)  # says what is near

    def called(self, text: str, kind: str) -> list[Term]:
        """Give the things of a kind that have just this name; see `Names.called`."""
        return self._near(text).called(text, kind)

    def search(self, text: str) -> list[Named]:
        """Find things whose name contains the text; see `Names.search`."""
        return self._near(text).search(text)


def called_exactly(store: Store, text: str, kind: str) -> list[str]:
    """Give the things of a kind with a name written just so; two are enough; nothing where any kind will do."""
    classes = KINDS.get(kind, ())
    if not classes:
        return []
    name = unicodedata.normalize("NFC", text)
    literals = " ".join(Term("literal", name, language=language).n3() for language in ("vi", "en", ""))
    naming = " ".join(iri(predicate).n3() for predicate in sorted(NAMING))
    kinds = " ".join(iri(CT + name).n3() for name in classes)
    rows = store.select(
        f"SELECT DISTINCT ?s WHERE {{ VALUES ?o {{ {literals} }} VALUES ?p {{ {naming} }} ?s ?p ?o . "
        f"?s <{RDF}type> ?kind VALUES ?kind {{ {kinds} }} }} LIMIT 2"
    )
    return [row[0].value for row in rows if row[0] is not None]

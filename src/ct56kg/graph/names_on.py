"""Names looked up where a large graph lies: an IRI or a name exactly as written costs a scan, others cost all."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from functools import cached_property

import pyoxigraph as ox

from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, RDF
from ct56kg.graph.names import KINDS, NAMES, NAMING, THINGS, Named, Names, read_names
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
    def _all(self) -> Names:
        return read_names(self._store.select(NAMES), self._store.select(THINGS), self.prefixes)

    def resolve(self, text: str, kind: str = "") -> Term:
        """Find the one thing that is meant, see `Names.resolve`; a name just as written goes before other spellings."""
        direct = self.as_iri(text)
        if direct is not None:
            return iri(direct)
        exact = called_exactly(self._store, text, kind)
        return iri(exact[0]) if len(exact) == 1 else self._all.resolve(text, kind)

    def called(self, text: str, kind: str) -> list[Term]:
        """Give the things of a kind that have just this name; see `Names.called`."""
        return self._all.called(text, kind)

    def search(self, text: str) -> list[Named]:
        """Find things whose name contains the text; see `Names.search`."""
        return self._all.search(text)


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

"""A dossier's content in a store on the disk: found by the bytes of its files, built where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pyoxigraph as ox

from ct56kg.base.notice import Notice
from ct56kg.base.terms import VOCABULARY
from ct56kg.base.words import say
from ct56kg.graph.disk.building import fill_from_changes, fill_from_files
from ct56kg.graph.disk.keys import Hashes, key_of
from ct56kg.graph.disk.opened import Kept
from ct56kg.graph.disk.place import cache_of
from ct56kg.graph.disk.shelf import Shelf
from ct56kg.graph.disk.statements import rewritten_as
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import ontology_files
from ct56kg.graph.history import ChangeFolder, change_files, part_file
from ct56kg.graph.reading import DataFile
from ct56kg.graph.store import Store


@dataclass(frozen=True)
class StoredContent:
    """Content in a store on the disk.

    The store's default graph is the merge of all graphs, the catalogue included; named graphs tell who says what.
    """

    kept: Kept
    catalogue: str
    files: Callable[[], Kept] | None = field(default=None, compare=False)
    at_hand = False

    @cached_property
    def before_changes(self) -> StoredContent:
        """Give what the data files say before any change set."""
        return self if self.files is None else StoredContent(self.files(), self.catalogue)

    @cached_property
    def rewritten(self) -> dict[ox.Quad, ox.Quad]:
        """Map statements as the store keeps them to how they were written, where that differs."""
        return dict(map(rewritten_as, self.kept.about["rewritten"]))

    @cached_property
    def quads(self) -> Sequence[ox.Quad]:
        """Give the data in their named graphs; everything is read."""
        back = self.rewritten
        return tuple(back.get(quad, quad) for quad in self.kept.store if self.is_data(quad.graph_name))

    @cached_property
    def ontology(self) -> Sequence[ox.Quad]:
        """Give the toolkit's vocabulary in its named graphs."""
        graphs = [graph for graph in self.kept.store.named_graphs() if str(graph).startswith(f"<{VOCABULARY}")]
        return tuple(q for graph in graphs for q in self.kept.store.quads_for_pattern(None, None, None, graph))

    @cached_property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs, each triple once; everything is read."""
        return frozenset(quad.triple for quad in (*self.quads, *self.ontology))

    @property
    def graphs(self) -> list[str]:
        """Give the named graphs of the data, in order of their names."""
        return sorted(str(name)[1:-1] for name in self.kept.store.named_graphs() if self.is_data(name))

    def count(self) -> int:
        """Count what the data say, each statement once in however many graphs it stands."""
        store, merge = self.kept.store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
        counted = int(next(iter(store.query(merge)))["n"].value)  # type: ignore[arg-type]
        others = {
            quad.triple
            for graph in store.named_graphs()
            if not self.is_data(graph)
            for quad in store.quads_for_pattern(None, None, None, graph)
        }
        counted -= sum(not self._spelled(triple) for triple in others)
        return counted + sum(len(self._spelled(triple)) - 1 for triple in {quad.triple for quad in self.rewritten})

    def _spelled(self, triple: ox.Triple) -> set[ox.Triple]:
        """Give as what the data were written that the store keeps as one triple; nothing if they do not say it."""
        found = self.kept.store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        return {self.rewritten.get(quad, quad).triple for quad in found if self.is_data(quad.graph_name)}

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""
        if isinstance(quad.graph_name, ox.DefaultGraph):
            return bool(self.stated((quad.triple,)))
        return quad in self.stated((quad.triple,))

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""
        back = self.rewritten
        found: list[ox.Quad] = []
        for triple in triples:
            for kept in self.kept.store.quads_for_pattern(triple.subject, triple.predicate, triple.object):
                quad = back.get(kept, kept)
                if quad.triple == triple and self.is_data(quad.graph_name):
                    found.append(quad)
        return found

    def said_of(self, subjects: Iterable[ox.NamedNode | ox.BlankNode]) -> list[ox.Quad]:
        """Give the statements of the data about some things."""
        back = self.rewritten
        found = (quad for subject in subjects for quad in self.kept.store.quads_for_pattern(subject, None, None))
        return [back.get(quad, quad) for quad in found if self.is_data(quad.graph_name)]

    def in_vocabulary(self, triple: ox.Triple) -> bool:
        """Say whether the vocabulary states a triple."""
        found = self.kept.store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        return any(str(quad.graph_name).startswith(f"<{VOCABULARY}") for quad in found)

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions, with the catalogue of graphs in it."""
        return Store(self.kept.store, self.kept.quads)

    def is_data(self, graph: object) -> bool:
        """Say whether a graph is one of the data: neither the merge, nor vocabulary, nor the catalogue."""
        name = str(graph)
        return graph != ox.DefaultGraph() and not name.startswith(f"<{VOCABULARY}") and name != f"<{self.catalogue}>"


def content_on(
    dossier: Dossier, files: Sequence[DataFile], changes: Sequence[ChangeFolder], as_of: date
) -> tuple[StoredContent, tuple[Notice, ...]]:
    """Give what a dossier says on a date from its store on the disk.

    The data files make one store, whatever the date. The vocabulary and the change sets make another from it by
    linking its tables and writing what they say; its key is which of them are in effect.

    Args:
        dossier: its settings.
        files: the data files that speak.
        changes: every recorded change set that speaks.
        as_of: the date.

    Raises:
        InputError: a file cannot be read; with its place.
        StateError: no place for the store can be written (STORE-02).
    """
    folder = cache_of(dossier)
    hashes = Hashes(folder / "hashes.json")
    shelf = Shelf(folder / "store")
    key = _files_key(dossier, files, hashes)
    catalogue = dossier.iri + "catalogue"

    def base() -> Kept:
        return shelf.get(key, lambda place: fill_from_files(place, dossier, files, say("store.building", "vi")))

    if changes or dossier.ontology or any(file.status for file in files):
        listed = [*files, *change_files(changes, dossier.extends == "builtin")]
        key_over = _changes_key(key, dossier, changes, as_of, hashes)
        kept = shelf.open(key_over)
        if kept is None:
            source = base()
            kept = shelf.get(
                key_over,
                lambda place: fill_from_changes(place, source, dossier, changes, listed, as_of),
                origin=key,
            )
        content = StoredContent(kept, catalogue, base)
        about = shelf.about(key) or base().about
    else:
        content = StoredContent(base(), catalogue)
        about = content.kept.about
    hashes.keep()
    return content, tuple(Notice(**told) for told in about["notices"])


def _files_key(dossier: Dossier, files: Iterable[DataFile], hashes: Hashes) -> str:
    parts = [dossier.iri, dossier.extends]
    for file in files:
        base = file.path.as_uri() if dossier.extends == "none" else ""
        parts.append(f"{file.graph} {file.status} {file.path.suffix} {base} {hashes.of(file.path)}")
    return key_of(parts)


def _changes_key(key: str, dossier: Dossier, changes: Iterable[ChangeFolder], as_of: date, hashes: Hashes) -> str:
    parts = [key, *(f"{file.graph} {hashes.of(file.path)}" for file in ontology_files(dossier))]
    for change in sorted(changes, key=lambda change: change.order):
        files = (part_file(change.path, part) for part in ("amendment", "record", "remove", "add"))
        content = " ".join(hashes.of(path) if path else "-" for path in files)
        parts.append(f"{change.graph} {change.status} {change.order} {change.effect <= as_of} {content}")
    return key_of(parts)

"""A dossier's files become one state: named graphs, their union, and the store that answers questions.

The files are the truth. A state belongs to one date and one choice of statuses and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.notice import Notice
from ct56kg.base.resources import builtin_root
from ct56kg.base.terms import ALWAYS_LOADED, CT, STATUSES, XSD
from ct56kg.graph.alignment import in_our_words, speaks_of_others
from ct56kg.graph.content import Content, MemoryContent
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import catalogue_graph, data_files, ontology_files, read_data
from ct56kg.graph.history import ChangeFolder, change_files, change_folders, fold, fold_rules
from ct56kg.graph.kinds import is_address, kept_on_disk
from ct56kg.graph.reading import DataFile, parse_quads, rdf_files, read_bytes, read_quads, syntax_of
from ct56kg.graph.store import Store

_AS_OF = CT + "asOf"


@dataclass(frozen=True)
class State:
    """What a dossier says on one date.

    `content` are the data in their named graphs, after the amendments in effect on `as_of`, and the toolkit's
    vocabulary (none with `extends = "none"`); `notices` is what was noticed in reading.
    """

    dossier: Dossier
    as_of: date
    statuses: frozenset[str]
    files: tuple[DataFile, ...]
    content: Content
    changes: tuple[ChangeFolder, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def quads(self) -> Sequence[ox.Quad]:
        """Give the data in their named graphs; of a large dossier better ask the store."""
        return self.content.quads

    @property
    def ontology(self) -> Sequence[ox.Quad]:
        """Give the toolkit's vocabulary in its named graphs."""
        return self.content.ontology

    @property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs and the ontology, each triple once; of a large dossier better ask the store."""
        return self.content.merged

    @cached_property
    def shapes(self) -> tuple[ox.Triple, ...]:
        """Give the rules in force on the date as triples, each once, in the order of files and change sets."""
        return fold_rules(read_shapes(self.dossier), self.changes, self.as_of)

    @cached_property
    def judged(self) -> frozenset[ox.Triple]:
        """Give exactly the graph that a check judges: the union and the date it is judged at.

        The date is added to foreign data only where a rule asks for it.
        """
        return self.merged | self.dated

    @cached_property
    def dated(self) -> frozenset[ox.Triple]:
        """Give what the date adds: one statement, or none to foreign data whose rules do not ask for it."""
        wanted = self.dossier.extends == "builtin" or any(_AS_OF in str(t) for t in self.shapes)
        return frozenset({as_of_statement(self.as_of)}) if wanted else frozenset()

    @cached_property
    def store(self) -> Store:
        """Give the store that answers questions about this state."""
        return self.content.store(catalogue_graph(self.dossier, self.files))

    @property
    def synthetic(self) -> bool:
        """Say whether fictitious content is loaded, which every output must then show."""
        return any(file.status == "synthetic" for file in self.files)


def as_of_statement(day: date) -> ox.Triple:
    """State the date of judgement in the graph, so that no rule ever asks the clock."""
    literal = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Triple(ox.NamedNode(CT + "thisCheck"), ox.NamedNode(_AS_OF), literal)


def load(dossier: Dossier, as_of: date, statuses: frozenset[str] = frozenset()) -> State:
    """Read a dossier as it stands on a date.

    Args:
        dossier: its settings.
        as_of: the date; amendments in effect on it are folded in (the day of effect belongs to the new state).
        statuses: optional statuses of knowledge to load besides what the dossier's `with` names.

    Raises:
        InputError: a file cannot be read; with its place.
    """
    wanted = ALWAYS_LOADED | statuses | dossier.statuses
    if is_address(dossier.store):
        return _from_server(dossier, as_of, statuses)
    files = tuple(data_files(dossier, wanted))
    changes = tuple(change for change in change_folders(dossier) if change.status in wanted)
    content: Content
    if kept_on_disk(dossier.store, (file.path for file in files)):
        from ct56kg.graph.disk.content import content_on

        content, notices = content_on(dossier, files, changes, as_of)
    else:
        content, notices = _read(dossier, files, changes, as_of)
        if content.ontology and not dossier.builtin and speaks_of_others(content.quads):
            content, file, notice = _aligned(dossier, content)
            files, notices = (*files, file), (*notices, notice)
    files = (*files, *change_files(changes, dossier.extends == "builtin"))
    return State(dossier, as_of, statuses | dossier.statuses, files, content, changes, notices)


def _from_server(dossier: Dossier, as_of: date, statuses: frozenset[str]) -> State:
    """Read a dossier whose data a server keeps; change sets recorded here are laid over a copy of them."""
    from ct56kg.graph.remote.connecting import content_of, require_not_after

    remote, notices = content_of(dossier, tuple(_ontology(dossier)))
    wanted = ALWAYS_LOADED | statuses | dossier.statuses | set(remote.statuses.values())
    changes = tuple(change for change in change_folders(dossier) if change.status in wanted)
    content: Content = remote
    if changes:
        require_not_after(remote, changes, as_of)
        content = MemoryContent(tuple(fold(remote.quads, changes, as_of)), remote.vocabulary, remote)
    files = (
        *remote.files(data_files(dossier, frozenset(STATUSES))),
        *change_files(changes, dossier.extends == "builtin"),
    )
    return State(dossier, as_of, statuses | dossier.statuses, files, content, changes, notices)


def _read(
    dossier: Dossier, files: Iterable[DataFile], changes: Iterable[ChangeFolder], as_of: date
) -> tuple[MemoryContent, tuple[Notice, ...]]:
    quads: list[ox.Quad] = []
    notices: list[Notice] = []
    for number, file in enumerate(files):
        quads += _in_graph(read_data(dossier, file, number, notices), file.graph)
    return MemoryContent(tuple(fold(quads, changes, as_of)), tuple(_ontology(dossier))), tuple(notices)


def read_shapes(dossier: Dossier) -> Iterator[ox.Triple]:
    """Read the rules of a dossier, the toolkit's own included unless it extends nothing."""
    seen: set[ox.Triple] = set()
    number = 1000
    for place in dossier.shapes:
        for path in rdf_files(place):
            number += 1
            for triple in _rules_in(read_bytes(path), path, number):
                if triple not in seen:
                    seen.add(triple)
                    yield triple


@lru_cache(maxsize=256)
def _rules_in(content: bytes, path: Path, number: int) -> tuple[ox.Triple, ...]:
    """Parse a file of rules once for each content: every state reads them, and they are seldom written."""
    return tuple(quad.triple for quad in parse_quads(content, syntax_of(path), path, path.as_uri(), number))


def _aligned(dossier: Dossier, content: MemoryContent) -> tuple[MemoryContent, DataFile, Notice]:
    """Say in our words what data say in those of others, in a graph of its own that is inferred."""
    graph, body = ox.NamedNode(dossier.iri + "alignment"), ox.NamedNode(CT + "Body")
    found = list(in_our_words(quad.triple for quad in content.quads))
    quads = (*content.quads, *(ox.Quad(t.subject, t.predicate, t.object, graph) for t in found))
    file = DataFile(builtin_root() / "alignment", graph.value, "inferred")
    bodies = sum(triple.object == body for triple in found)
    return MemoryContent(quads, content.ontology), file, Notice("ALIGN-01", values={"n": bodies})


def _in_graph(quads: Iterable[ox.Quad], graph: str) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)
        else:
            yield quad


def _ontology(dossier: Dossier) -> Iterator[ox.Quad]:
    for number, file in enumerate(ontology_files(dossier), 2001):
        yield from _in_graph(read_quads(file.path, file.graph, number), file.graph)

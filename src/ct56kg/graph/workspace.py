"""A dossier's files become one state: named graphs, their union, and the store that answers questions.

The files are the truth. A state belongs to one date and one choice of statuses and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyoxigraph as ox

from ct56kg.base.notice import Notice
from ct56kg.base.terms import ALWAYS_LOADED, CT, XSD
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import catalogue_graph, data_files, ontology_files, read_data
from ct56kg.graph.history import ChangeFolder, change_files, change_folders, fold
from ct56kg.graph.reading import DataFile, rdf_files, read_quads
from ct56kg.graph.store import Store

_AS_OF = CT + "asOf"


@dataclass(frozen=True)
class State:
    """What a dossier says on one date.

    `quads` are the data in their named graphs, after the amendments in effect on `as_of`;
    `ontology` the toolkit's vocabulary (empty with `extends = "none"`), `notices` what was noticed in reading.
    """

    dossier: Dossier
    as_of: date
    statuses: frozenset[str]
    files: tuple[DataFile, ...]
    quads: tuple[ox.Quad, ...]
    ontology: tuple[ox.Quad, ...]
    changes: tuple[ChangeFolder, ...] = ()
    notices: tuple[Notice, ...] = ()

    @cached_property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs and the ontology, each triple once."""
        return frozenset(q.triple for q in (*self.quads, *self.ontology))

    @cached_property
    def shapes(self) -> tuple[ox.Triple, ...]:
        """Give the rules of the dossier as triples, each once, in file order."""
        return tuple(read_shapes(self.dossier))

    @cached_property
    def judged(self) -> frozenset[ox.Triple]:
        """Give exactly the graph that a check judges: the union and the date it is judged at.

        The date is added to foreign data only where a rule asks for it.
        """
        wanted = self.dossier.extends == "builtin" or any(_AS_OF in str(t) for t in self.shapes)
        return self.merged | {as_of_statement(self.as_of)} if wanted else self.merged

    @cached_property
    def store(self) -> Store:
        """Give the store that answers questions about this state."""
        catalogue = catalogue_graph(self.dossier, self.files)
        return Store.of((*self.quads, *self.ontology, *catalogue), self.merged.union(q.triple for q in catalogue))

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
    files = tuple(data_files(dossier, wanted))
    quads: list[ox.Quad] = []
    notices: list[Notice] = []
    for number, file in enumerate(files):
        quads += _in_graph(read_data(dossier, file, number, notices), file.graph)
    changes = tuple(change for change in change_folders(dossier) if change.status in wanted)
    folded = fold(quads, changes, as_of)
    files = (*files, *change_files(changes, dossier.extends == "builtin"))
    ontology = tuple(_ontology(dossier))
    return State(dossier, as_of, statuses | dossier.statuses, files, tuple(folded), ontology, changes, tuple(notices))


def read_shapes(dossier: Dossier) -> Iterator[ox.Triple]:
    """Read the rules of a dossier, the toolkit's own included unless it extends nothing."""
    seen: set[ox.Triple] = set()
    number = 1000
    for place in dossier.shapes:
        for path in rdf_files(place):
            number += 1
            for quad in read_quads(path, path.as_uri(), number):
                if quad.triple not in seen:
                    seen.add(quad.triple)
                    yield quad.triple


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

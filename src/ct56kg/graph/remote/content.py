"""What a dossier says, where a server keeps it: a copy of its graphs, made when everything is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from ct56kg.base.errors import RemoteError
from ct56kg.base.notice import Notice
from ct56kg.base.terms import CT, SCHEME, VOCABULARY
from ct56kg.graph.reading import DataFile
from ct56kg.graph.remote.batches import everything, in_parts
from ct56kg.graph.remote.batches import quads as read_quads
from ct56kg.graph.remote.control import answers_rightly
from ct56kg.graph.remote.endpoint import Endpoint
from ct56kg.graph.remote.store import RemoteStore
from ct56kg.graph.store import Store

_LISTED = f"?s a <{CT}Graph> ; <{CT}status> ?status"
_LIMIT = 2_000_000


@dataclass(frozen=True)
class RemoteContent:
    """The graphs of a server that are a dossier's, and the vocabulary of this toolkit.

    `default` names the graph for statements of a server that has no named ones, `vocabulary` is ours.
    Where the server knows statuses of graphs, those that have one are the dossier's; where it knows none, all
    are: its own graphs, and those of other users, are left alone.
    """

    endpoint: Endpoint
    default: str
    vocabulary: tuple[ox.Quad, ...] = ()
    at_hand = False

    @cached_property
    def statuses(self) -> dict[str, str]:
        """Give the status of knowledge of every graph that the server knows one of."""
        rows = [row for part in in_parts(self.endpoint, _LISTED, "s status") for row in part.rows]
        found = sorted((str(graph)[1:-1], str(status)[1:-1].removeprefix(SCHEME + "status/")) for graph, status in rows)
        return dict(found)

    @cached_property
    def quads(self) -> Sequence[ox.Quad]:
        """Give the data in their named graphs; everything is fetched.

        Raises:
            RemoteError: it is more than can be held (REMOTE-16), or not to be had whole.
        """
        parts = list(in_parts(self.endpoint, "GRAPH ?g { ?s ?p ?o }", "s p o g"))
        quads = [quad for part in parts for quad in read_quads(part)]
        if len(quads) > _LIMIT:
            raise RemoteError("REMOTE-16", store=self.endpoint.place, limit=_LIMIT)
        if len(parts) > 1 and any(map(_blank, quads)):
            raise RemoteError("REMOTE-15", store=self.endpoint.place)
        if not quads:
            graph = ox.NamedNode(self.default)
            return tuple(ox.Quad(q.subject, q.predicate, q.object, graph) for q in everything(self.endpoint))
        return tuple(filter(self.ours, quads))

    @property
    def ontology(self) -> Sequence[ox.Quad]:
        """Give the toolkit's vocabulary in its named graphs."""
        return self.vocabulary

    @cached_property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs, each triple once; everything is fetched."""
        return frozenset(quad.triple for quad in (*self.quads, *self.vocabulary))

    @cached_property
    def _stated(self) -> dict[ox.Triple, list[ox.Quad]]:
        found: dict[ox.Triple, list[ox.Quad]] = {}
        for quad in self.quads:
            found.setdefault(quad.triple, []).append(quad)
        return found

    @property
    def before_changes(self) -> RemoteContent:
        """Give what the server says: no change set is recorded at home, or it is laid over this."""
        return self

    def said_of(self, subjects: Iterable[ox.NamedNode | ox.BlankNode]) -> list[ox.Quad]:
        """Give the statements of the data about some things."""
        wanted = frozenset(subjects)
        return [quad for quad in self.quads if quad.subject in wanted]

    def in_vocabulary(self, triple: ox.Triple) -> bool:
        """Say whether the vocabulary states a triple."""
        return triple in self._vocabulary

    @cached_property
    def _vocabulary(self) -> frozenset[ox.Triple]:
        return frozenset(quad.triple for quad in self.vocabulary)

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""
        found = self._stated.get(quad.triple, [])
        return bool(found) if isinstance(quad.graph_name, ox.DefaultGraph) else quad in found

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""
        return [quad for triple in triples for quad in self._stated.get(triple, ())]

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions: the server if it answers rightly, else a copy at hand."""
        catalogue = list(catalogue)

        def copy() -> Store:
            merged = self.merged.union(quad.triple for quad in catalogue)
            return Store.of((*self.quads, *self.vocabulary, *catalogue), merged)

        server = RemoteStore(self.endpoint, copy)
        if answers_rightly(server, self.vocabulary):
            return server
        here = copy()
        here.notices = (Notice("REMOTE-21", values={"store": self.endpoint.place}),)
        return here

    def files(self, here: Iterable[DataFile]) -> Iterator[DataFile]:
        """Name the dossier's graphs as data files are named; `here` are files whose places are of use to a reader."""
        left = dict(self.statuses)
        for file in here:
            if file.graph in left:
                yield DataFile(file.path, file.graph, left.pop(file.graph))
        for graph, status in left.items():
            yield DataFile(Path(quote(graph, safe="")).with_suffix(""), graph, status)

    def ours(self, quad: ox.Quad) -> bool:
        """Say whether a statement stands in one of the dossier's graphs."""
        if not isinstance(quad.graph_name, ox.NamedNode):
            return False
        graph = quad.graph_name.value
        if graph.startswith(VOCABULARY) and self.vocabulary:
            return False
        return graph in self.statuses if self.statuses else True


def _blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)

"""What a server says near a change: the content that a computation reads which is run until it has seen enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from ct56kg.base.terms import XSD
from ct56kg.graph.remote.batches import Lookup
from ct56kg.graph.remote.content import RemoteContent
from ct56kg.graph.remote.view import Fetched, RemoteView, settled
from ct56kg.graph.store import Store

T = TypeVar("T")


@dataclass(frozen=True)
class NearContent:
    """Content of a server, look-up by look-up; what needs everything fetches a copy of it."""

    remote: RemoteContent
    view: RemoteView
    at_hand = False

    @property
    def quads(self) -> Sequence[ox.Quad]:
        """Give the data in their named graphs; everything is fetched."""
        return self.remote.quads

    @property
    def ontology(self) -> Sequence[ox.Quad]:
        """Give the toolkit's vocabulary in its named graphs."""
        return self.remote.vocabulary

    @property
    def merged(self) -> frozenset[ox.Triple]:
        """Give the union of all graphs, each triple once; everything is fetched."""
        return self.remote.merged

    @property
    def before_changes(self) -> NearContent:
        """Give what the server says, where no change set is recorded at home."""
        return self

    def has(self, quad: ox.Quad) -> bool:
        """Say whether a statement of the data is there: in the graph it names, or in any if it names none."""
        found = self.stated((quad.triple,))
        return bool(found) if isinstance(quad.graph_name, ox.DefaultGraph) else quad in found

    def stated(self, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
        """Give the statements of the data that are some triples, in whatever graph."""
        wanted = (_of(triple) for triple in triples)
        return [quad for quad in self.view.stating(filter(None, wanted)) if self.remote.ours(quad)]

    def said_of(self, subjects: Iterable[ox.NamedNode | ox.BlankNode]) -> list[ox.Quad]:
        """Give the statements of the data about some things."""
        wanted = (Lookup(subject, graphs=True) for subject in subjects if isinstance(subject, ox.NamedNode))
        return [quad for quad in self.view.stating(wanted) if self.remote.ours(quad)]

    def in_vocabulary(self, triple: ox.Triple) -> bool:
        """Say whether the vocabulary states a triple."""
        return self.remote.in_vocabulary(triple)

    def store(self, catalogue: Iterable[ox.Quad]) -> Store:
        """Give the store that answers questions."""
        return self.remote.store(catalogue)


def settled_near(remote: RemoteContent, start: Iterable[ox.NamedNode], compute: Callable[[NearContent], T]) -> T:
    """Run a computation over what a server says until it has seen all that it asks for.

    Args:
        remote: the server's content.
        start: things that are read in any case, fetched before the first run.
        compute: see `settled`.
    """
    fetched = Fetched(remote.endpoint)
    fetched.fetch([Lookup(thing) for thing in dict.fromkeys(start)])
    return settled(fetched, lambda view: compute(NearContent(remote, view)))


def respelled(remote: RemoteContent, quads: Iterable[ox.Quad]) -> tuple[ox.Quad, ...]:
    """Write literals as the server writes them, so that statements are found there that it spells otherwise."""
    quads = tuple(quads)
    literals = [q.object for q in quads if isinstance(q.object, ox.Literal) and q.object.datatype not in _KEPT]
    spelled = remote.endpoint.spelled(dict.fromkeys(literals))

    def one(quad: ox.Quad) -> ox.Quad:
        literal = spelled.get(quad.object) if isinstance(quad.object, ox.Literal) else None
        return quad if literal is None else ox.Quad(quad.subject, quad.predicate, literal, quad.graph_name)

    return tuple(map(one, quads))


_KEPT = {
    ox.NamedNode(name)
    for name in (XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", XSD + "date")
}
"""Datatypes that no store spells otherwise; a date without a zone has one spelling."""


def _of(triple: ox.Triple) -> Lookup | None:
    """Look up a triple; one with a blank node stands nowhere but where it was made."""
    s, p, o = triple.subject, triple.predicate, triple.object
    if not isinstance(s, ox.NamedNode) or isinstance(o, ox.BlankNode | ox.Triple):
        return None
    return Lookup(s, p, o, graphs=True)

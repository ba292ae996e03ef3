"""The view of a state that rules are judged over: indexes in memory, or scans of a store where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ct56kg.check.view import MemoryView, Overlay, View
from ct56kg.graph.content import Laid, MemoryContent
from ct56kg.graph.kinds import is_address
from ct56kg.graph.workspace import State

if TYPE_CHECKING:
    from ct56kg.graph.disk.statements import Rewritten


def view_of(state: State) -> View:
    """Give the graph that a check of a state judges: the union of its graphs and the date of judgement."""
    content = state.content
    if isinstance(content, Laid):
        return Overlay(view_of(replace(state, content=content.base)), *content.effect)
    if is_address(state.dossier.store):
        from ct56kg.graph.remote.near import NearContent

        if isinstance(content, NearContent):
            return Overlay(content.view, {*state.dated, *(quad.triple for quad in content.ontology)}, ())
        return MemoryView(state.judged)
    if isinstance(content, MemoryContent):
        return MemoryView(state.judged)
    from ct56kg.check.store_view import StoreView
    from ct56kg.graph.disk.content import StoredContent

    if not isinstance(content, StoredContent):
        return MemoryView(state.judged)
    store = StoreView(content.kept.store, ox.NamedNode(content.catalogue))
    written, kept = content.rewritten.values(), content.rewritten.keys()
    return Overlay(store, {*state.dated, *(q.triple for q in written)}, {q.triple for q in kept})


LARGE = 50_000
"""Statements from which an index in Python takes longer to make than it saves."""


def whole_view_of(state: State) -> View:
    """Give the same graph for judging all of it: what is large in memory goes into a store, where it can be sieved.

    Not if the store would rewrite a literal.
    """
    if not isinstance(state.content, MemoryContent) or len(state.judged) < LARGE:
        return view_of(state)
    judged = state.judged
    from ct56kg.check.store_view import StoreView
    from ct56kg.graph.disk.statements import Rewritten

    rewritten = Rewritten()
    store = ox.Store()
    store.bulk_extend(_looked_at(judged, rewritten))
    return MemoryView(judged) if rewritten.quads else StoreView(store)


def _looked_at(judged: Iterable[ox.Triple], rewritten: Rewritten) -> Iterator[ox.Quad]:
    for triple in judged:
        quad = ox.Quad(triple.subject, triple.predicate, triple.object)
        rewritten.look(quad)
        yield quad

"""The view of a state that rules are judged over: indexes in memory, or scans of a store where it lies."""

from __future__ import annotations

import pyoxigraph as ox

from ct56kg.check.view import MemoryView, Overlay, View
from ct56kg.graph.content import MemoryContent
from ct56kg.graph.workspace import State


def view_of(state: State) -> View:
    """Give the graph that a check of a state judges: the union of its graphs and the date of judgement."""
    if isinstance(state.content, MemoryContent):
        return MemoryView(state.judged)
    from ct56kg.check.store_view import StoreView
    from ct56kg.graph.disk.content import StoredContent

    content = state.content
    assert isinstance(content, StoredContent), "there is no other kind"
    store = StoreView(content.kept.store, ox.NamedNode(content.catalogue))
    written, kept = content.rewritten.values(), content.rewritten.keys()
    return Overlay(store, {*state.dated, *(q.triple for q in written)}, {q.triple for q in kept})

"""The view of a state that rules are judged over: indexes in memory, or scans of a store where it lies."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from ct56kg.check.view import MemoryView, Overlay, View
from ct56kg.graph.content import Laid
from ct56kg.graph.workspace import State


def view_of(state: State) -> View:
    """Give the graph that a check of a state judges: the union of its graphs and the date of judgement."""
    content = state.content
    if content.before_changes is None:
        return MemoryView(state.judged)
    if isinstance(content, Laid):
        return Overlay(view_of(replace(state, content=content.base)), *content.effect)
    from ct56kg.check.store_view import StoreView
    from ct56kg.graph.disk.content import StoredContent

    if not isinstance(content, StoredContent):
        return MemoryView(state.judged)
    store = StoreView(content.kept.store, ox.NamedNode(content.catalogue))
    written, kept = content.rewritten.values(), content.rewritten.keys()
    return Overlay(store, {*state.dated, *(q.triple for q in written)}, {q.triple for q in kept})

"""A part of a large graph that can be seen whole: a document with all that belongs to it, or what is around a body.

Every question gives for the things of the part what it gives in the whole graph, because the part holds what is said
of them, of what they refer to, and the vocabulary; what lies beyond is left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ct56kg.base.terms import CT, RDFS, RULE, SCHEME, VOCABULARY

MOST = 8000
"""Things in a part; beyond them it is cut."""
_TRUNK = tuple(
    ox.NamedNode(CT + name)
    for name in (
        *("partOf", "inAnnex", "task", "ofAssignment", "about", "duty"),
        *("party", "directedBy", "participation"),
    )
)
"""Followed against their direction: what belongs to a thing, and the duties that it takes part in."""
_TASK = ox.NamedNode(CT + "task")
"""Followed in its direction too: whoever has a part in a task is shown among all who have one."""
_PARENT = ox.NamedNode(CT + "parentTask")
"""Leads out of the document: the task there is named and no more, so that nobody takes a part of it for all."""
_NAME = ox.NamedNode(RDFS + "label")
_EVENTS = tuple(ox.NamedNode(CT + name) for name in ("original", "resulting", "affects"))
_WORDS = (CT, SCHEME, RULE, VOCABULARY)
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a graph: its statements in their named graphs, and whether it was cut at `MOST` things."""

    quads: tuple[ox.Quad, ...]
    cut: bool


def excerpt(store: ox.Store, starts: Iterable[str], catalogue: str) -> Excerpt:
    """Take the part of a store that belongs to some documents, or lies around some bodies or tasks.

    Args:
        store: its default graph is the merge of all its graphs.
        starts: IRIs of the documents, bodies or tasks.
        catalogue: IRI of the graph that says what the graphs are.
    """
    inner = _inner(store, list(map(ox.NamedNode, starts)))
    found = dict.fromkeys(inner)
    todo = deque(inner)
    quads: dict[ox.Quad, None] = {}
    while todo and len(found) < MOST:
        node = todo.popleft()
        for quad in store.quads_for_pattern(node, None, None):
            if quad.graph_name != _DEFAULT:
                quads.setdefault(quad)
                if quad.predicate == _PARENT:
                    quads.update(dict.fromkeys(_names(store, quad.object)))
                else:
                    _meet(quad.object, found, todo)
        for event in _against(store, _EVENTS, node):
            _meet(event, found, todo)
    for graph in store.named_graphs():
        if str(graph)[1:].startswith(VOCABULARY) or str(graph)[1:-1] == catalogue:
            quads.update(dict.fromkeys(store.quads_for_pattern(None, None, None, graph)))
    return Excerpt(tuple(quads), bool(todo))


def _inner(store: ox.Store, starts: list[ox.NamedNode]) -> list[ox.NamedNode]:
    """Collect what belongs to the starts, over any number of steps."""
    found = dict.fromkeys(starts)
    todo = deque(starts)
    while todo and len(found) < MOST // 2:
        node = todo.popleft()
        for subject in _against(store, _TRUNK, node):
            _meet(subject, found, todo)
        for quad in store.quads_for_pattern(node, _TASK, None, _DEFAULT):
            _meet(quad.object, found, todo)
    return list(found)


def _names(store: ox.Store, node: object) -> Iterator[ox.Quad]:
    if isinstance(node, ox.NamedNode):
        yield from (q for q in store.quads_for_pattern(node, _NAME, None) if q.graph_name != _DEFAULT)


def _against(store: ox.Store, predicates: tuple[ox.NamedNode, ...], node: ox.NamedNode) -> Iterator[object]:
    for predicate in predicates:
        for quad in store.quads_for_pattern(None, predicate, node, _DEFAULT):
            yield quad.subject


def _meet(node: object, found: dict[ox.NamedNode, None], todo: deque[ox.NamedNode]) -> None:
    if isinstance(node, ox.NamedNode) and node not in found and not node.value.startswith(_WORDS):
        found[node] = None
        todo.append(node)

"""Which things a change can concern in what only named graphs show: evidence, status, crossing spans."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

import pyoxigraph as ox

from ct56kg.base.terms import CT
from ct56kg.check.quads import CHILDREN, EVIDENCE, PARENTS
from ct56kg.check.view import Node, View

_SOURCE = ox.NamedNode(CT + "source")
_INHERITED = {*EVIDENCE, *PARENTS, CHILDREN}
_PARENTS = tuple(map(ox.NamedNode, PARENTS))
_CHILDREN = ox.NamedNode(CHILDREN)

Step = Callable[[Node], Iterable[Node]]


def graphs_near(views: Collection[View], changed: Iterable[ox.Triple]) -> set[Node]:
    """Give what has to be read to judge, before and after a change, everything that it can concern.

    A thing rests on the evidence of what contains it. So a change of evidence or of containers concerns all
    that is contained, and everything that contains what is concerned has to be read too. Spans cross only
    spans of their own source.
    """
    changed = list(changed)
    concerned: set[Node] = {triple.subject for triple in changed}  # type: ignore[misc]
    for triple in changed:
        if triple.predicate.value in _INHERITED:
            ends = {triple.subject, triple.object} if triple.predicate == _CHILDREN else {triple.subject}
            concerned |= _closure(ends, lambda thing: _below(views, thing))  # type: ignore[arg-type]
    sources = {source for view in views for thing in concerned for source in view.objects(thing, _SOURCE)}
    concerned.update(span for view in views for source in sources for span in view.subjects(_SOURCE, source))
    return _closure(concerned, lambda thing: _above(views, thing))


def _below(views: Iterable[View], thing: Node) -> Iterator[Node]:
    for view in views:
        yield from view.objects(thing, _CHILDREN)
        for parent in _PARENTS:
            yield from view.subjects(parent, thing)


def _above(views: Iterable[View], thing: Node) -> Iterator[Node]:
    for view in views:
        yield from view.subjects(_CHILDREN, thing)
        for parent in _PARENTS:
            yield from view.objects(thing, parent)


def _closure(start: Iterable[Node], step: Step) -> set[Node]:
    found = set(start)
    todo = list(found)
    while todo:
        for thing in step(todo.pop()):
            if thing not in found:
                found.add(thing)
                todo.append(thing)
    return found

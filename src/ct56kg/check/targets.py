"""Which nodes a shape is about.

SHACL 2.1.3, https://www.w3.org/TR/shacl/#targets
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ct56kg.check.shapes import SUBCLASS, TYPE, Shapes
from ct56kg.check.view import Node, View


def targets(shapes: Shapes, shape: Node, view: View) -> set[Node]:
    """Give the targets of a shape in a graph; a `sh:targetNode` need not occur in it."""
    declared = shapes.targets(shape)
    found: set[Node] = set(declared.nodes)
    for kind in declared.classes:
        for subclass in below(view, kind):
            found.update(view.subjects(TYPE, subclass))
    for predicate in declared.subjects_of:
        found.update(s for s, _, _ in view.match(None, predicate, None))
    for predicate in declared.objects_of:
        found.update(o for _, _, o in view.match(None, predicate, None))
    return found


def is_target(shapes: Shapes, shape: Node, view: View, node: Node, kinds: Callable[[View, Node], set[Node]]) -> bool:
    """Say whether one node is a target, without listing the others.

    Args:
        shapes: the shapes graph.
        shape: one of its shapes.
        view: the graph.
        node: the node.
        kinds: tells what a node is an instance of; `kinds_of`, or one that remembers what it told.
    """
    declared = shapes.targets(shape)
    return (
        node in declared.nodes
        or (bool(declared.classes) and not declared.classes.isdisjoint(kinds(view, node)))
        or any(view.objects(node, predicate) for predicate in declared.subjects_of)
        or any(view.subjects(predicate, node) for predicate in declared.objects_of)
    )


def kinds_of(view: View, node: Node) -> set[Node]:
    """Give the classes that a node is an instance of, their superclasses included."""
    return above(view, view.objects(node, TYPE))


def below(view: View, kind: Node) -> set[Node]:
    """Give a class and all its subclasses in the data."""
    found, todo = {kind}, [kind]
    while todo:
        for other in view.subjects(SUBCLASS, todo.pop()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def above(view: View, kinds: Iterable[Node]) -> set[Node]:
    """Give classes and all their superclasses in the data."""
    found = set(kinds)
    todo = list(found)
    while todo:
        for other in view.objects(todo.pop(), SUBCLASS):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found

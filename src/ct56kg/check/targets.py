"""Which nodes a shape is about.

SHACL 2.1.3, https://www.w3.org/TR/shacl/#targets
"""

from __future__ import annotations

from collections.abc import Iterable

from ct56kg.check.shapes import SUBCLASS, TYPE, Shapes
from ct56kg.check.view import Node, View


def targets(shapes: Shapes, shape: Node, view: View) -> set[Node]:
    """Give the targets of a shape in a graph; a `sh:targetNode` need not occur in it."""
    found: set[Node] = set(shapes.values(shape, "targetNode"))
    for kind in classes(shapes, shape):
        for subclass in below(view, kind):
            found.update(view.subjects(TYPE, subclass))
    for predicate in shapes.values(shape, "targetSubjectsOf"):
        found.update(s for s, _, _ in view.match(None, predicate, None))  # type: ignore[arg-type]
    for predicate in shapes.values(shape, "targetObjectsOf"):
        found.update(o for _, _, o in view.match(None, predicate, None))  # type: ignore[arg-type]
    return found


def is_target(shapes: Shapes, shape: Node, view: View, node: Node) -> bool:
    """Say whether one node is a target, without listing the others."""
    if node in shapes.values(shape, "targetNode"):
        return True
    wanted = classes(shapes, shape)
    if wanted and not wanted.isdisjoint(above(view, view.objects(node, TYPE))):
        return True
    if any(view.objects(node, p) for p in shapes.values(shape, "targetSubjectsOf")):  # type: ignore[arg-type]
        return True
    return any(view.subjects(p, node) for p in shapes.values(shape, "targetObjectsOf"))  # type: ignore[arg-type]


def classes(shapes: Shapes, shape: Node) -> set[Node]:
    """Give the classes whose instances a shape is about: `sh:targetClass`, and itself if it is a class."""
    found = set(shapes.values(shape, "targetClass"))
    return found | {shape} if shapes.is_class(shape) else found


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

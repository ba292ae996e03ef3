"""What a shape reads: its targets, its paths, its constraints, and the shapes it refers to."""

from __future__ import annotations

from collections.abc import Iterator

from ct56kg.check.constraints.components import applying
from ct56kg.check.constraints.other import listed_predicates
from ct56kg.check.paths import HERE, Path, Repeat, Step, joined, pushed, turned
from ct56kg.check.query_reads import query_reads
from ct56kg.check.query_rules import rule_queries
from ct56kg.check.reads import Place, Read, Reads, meeting_reads, path_reads
from ct56kg.check.shapes import SUBCLASS, TYPE, Shapes, is_true
from ct56kg.check.view import Node

_UP = Repeat(Step(SUBCLASS), "*")
_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")


def reads_of(shapes: Shapes, root: Node) -> Reads:
    """Collect what a root shape reads, its targets and the shapes it refers to included."""
    found = Reads()
    if any(shapes.is_recursive(node) for node in shapes.reachable(root)):
        found.full.append("recursion")
        return found
    found.near += _targets(shapes, root)
    try:
        _shape(shapes, root, HERE, found, set())
    except RecursionError:
        found.full.append("nested too deep")
    found.near = list(dict.fromkeys(found.near))
    found.full = list(dict.fromkeys(found.full))
    return found


def _targets(shapes: Shapes, root: Node) -> Iterator[Read]:
    declared = shapes.targets(root)
    for kind in sorted(declared.classes, key=str):
        yield from _instance(Place(), kind)
    for predicate in declared.subjects_of:
        yield Read(Place(), predicate, lone=True)
    for predicate in declared.objects_of:
        yield Read(Place(), predicate, back=True, lone=True)


def _instance(at: Place, kind: Node) -> Iterator[Read]:
    """Being an instance of a class: the types of a node, and the superclasses of each, on the way to that class."""
    yield Read(at, TYPE, other=Place(turned(_UP), kind))
    yield from meeting_reads(_UP, at.then(Step(TYPE)), Place(HERE, kind))


def _shape(shapes: Shapes, node: Node, prefix: Path, found: Reads, seen: set[tuple[Node, Path]]) -> None:
    """Add what a shape reads, judged at the end of a path; `seen` are the places where one was looked at."""
    shape = shapes.shape(node)
    if shape.deactivated or (node, prefix) in seen:
        return
    seen.add((node, prefix))
    values = prefix
    if shape.path is not None:
        found.near += path_reads(shape.path, Place(prefix))
        values = joined(prefix, pushed(shape.path))
    for kind in shapes.values(node, "class"):
        found.near += _instance(Place(values), kind)
    for name in _PAIRS:
        found.near += (Read(Place(prefix), predicate) for predicate in shapes.values(node, name))  # type: ignore[arg-type]
    if any(map(is_true, shapes.values(node, "closed"))):
        found.near.append(Read(Place(values), None, apart=listed_predicates(shapes, node)))
    for query in rule_queries(shapes, shape):
        query_reads(query, Place(prefix), found, by_value=len(seen) == 1 and shape.path is None)  # of the root itself
    if any(applying(shapes, node)):
        found.full.append("custom component")
    for other in shapes.refers(node):
        _shape(shapes, other, values, found, seen)

"""A shapes graph read once: which nodes are shapes, what each says, where it is named, what it refers to.

SHACL 2.1, https://www.w3.org/TR/shacl/#shapes
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.terms import RDF, RDFS, SH
from ct56kg.check.paths import FIRST, REST, Path, members, read_path
from ct56kg.check.view import MemoryView, Node

TYPE = ox.NamedNode(RDF + "type")
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
CLASS = ox.NamedNode(RDFS + "Class")
_OWL_CLASS = ox.NamedNode("http://www.w3.org/2002/07/owl#Class")
VIOLATION = SH + "Violation"


@lru_cache(maxsize=256)
def sh(name: str) -> ox.NamedNode:
    """Name a term of the SHACL vocabulary."""
    return ox.NamedNode(SH + name)


_TARGETS = tuple(map(sh, ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")))
_OWNERS = (*_TARGETS, sh("property"), sh("node"))
_ONE = tuple(map(sh, ("property", "node", "not", "qualifiedValueShape")))
_MANY = tuple(map(sh, ("and", "or", "xone")))


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: its path if it is a property shape, and every value of every parameter."""

    node: Node
    path: Path | None
    deactivated: bool
    severity: str


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape is about (SHACL 2.1.3): nodes, instances of classes, subjects and objects of predicates."""

    nodes: frozenset[Node]
    classes: frozenset[Node]
    subjects_of: tuple[ox.NamedNode, ...]
    objects_of: tuple[ox.NamedNode, ...]


class Shapes:
    """All shapes of a shapes graph, by node."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.graph = MemoryView(triples)
        self._names: dict[Node, ox.NamedNode | None] = {}
        self._targets: dict[Node, Targets] = {}
        self._shapes = {node: self._read(node) for node in sorted(self._nodes(), key=str)}

    def __iter__(self) -> Iterator[Shape]:
        """Give every shape, in an order that no run changes."""
        return iter(self._shapes.values())

    def shape(self, node: Node) -> Shape:
        """Give the shape of a node.

        Raises:
            InputError: something refers to it as a shape, but it is none (SHACL-01).
        """
        if node not in self._shapes:
            raise InputError("SHACL-01", rule=str(node), reason="?")
        return self._shapes[node]

    def values(self, node: Node, name: str) -> tuple[Node, ...]:
        """Give the values of a SHACL parameter, in an order that no run changes."""
        found = self.graph.objects(node, sh(name))
        return tuple(found) if len(found) < 2 else tuple(sorted(found, key=str))

    def one(self, node: Node, name: str) -> Node | None:
        """Give the only value of a parameter.

        Raises:
            InputError: more than one (SHACL-01).
        """
        found = self.values(node, name)
        if len(found) > 1:
            raise InputError("SHACL-01", rule=str(node), reason=f"sh:{name}: {len(found)}")
        return found[0] if found else None

    def members(self, head: Node) -> tuple[Node, ...]:
        """Give the members of a list in the shapes graph."""
        return tuple(members(self.graph, head))

    def roots(self) -> tuple[Shape, ...]:
        """Give the shapes that name targets of their own and are not switched off."""
        return tuple(shape for shape in self if not shape.deactivated and self.has_target(shape.node))

    def has_target(self, node: Node) -> bool:
        """Say whether a shape declares a target, an implicit class included."""
        return any(self.graph.objects(node, name) for name in _TARGETS) or self.is_class(node)

    def targets(self, node: Node) -> Targets:
        """Give what a shape declares its targets to be; a shape that is a class is about its instances too."""
        known = self._targets.get(node)
        if known is None:
            own = (node,) if self.is_class(node) else ()
            known = self._targets[node] = Targets(
                frozenset(self.values(node, "targetNode")),
                frozenset((*self.values(node, "targetClass"), *own)),
                self.values(node, "targetSubjectsOf"),  # type: ignore[arg-type]
                self.values(node, "targetObjectsOf"),  # type: ignore[arg-type]
            )
        return known

    def is_class(self, node: Node) -> bool:
        """Say whether a shape is also a class, and so its own target (SHACL 2.1.3.3)."""
        return any(
            kind in (CLASS, _OWL_CLASS) or CLASS in self.graph.objects(kind, SUBCLASS)
            for kind in self.graph.objects(node, TYPE)
        )

    def refers(self, node: Node) -> tuple[Node, ...]:
        """Give the shapes that a shape refers to, each once."""
        one = (value for name in _ONE for value in self.graph.objects(node, name))
        many = (item for name in _MANY for head in self.graph.objects(node, name) for item in self.members(head))
        return tuple(dict.fromkeys((*one, *many, *self.siblings(node))))

    def siblings(self, node: Node, wanted: Node | None = None) -> tuple[Node, ...]:
        """Give the qualified value shapes beside one of a shape, if they must be disjoint (SHACL 4.7.3)."""
        if not any(map(is_true, self.values(node, "qualifiedValueShapesDisjoint"))):
            return ()
        parents = self.graph.subjects(sh("property"), node)
        beside = {other for parent in parents for other in self.values(parent, "property")}
        found = {value for other in beside for value in self.values(other, "qualifiedValueShape")}
        return tuple(sorted(found - {wanted}, key=str))

    def reachable(self, node: Node) -> tuple[Node, ...]:
        """Give a shape and all that it refers to, over any number of steps."""
        found = {node: None}
        todo = [node]
        while todo:
            for other in self.refers(todo.pop()):
                if other not in found:
                    found[other] = None
                    todo.append(other)
        return tuple(found)

    def is_recursive(self, node: Node) -> bool:
        """Say whether a shape refers, over any number of steps, to one that refers back to itself (SHACL 3.4.3)."""
        return node in self._recursive

    @cached_property
    def _recursive(self) -> frozenset[Node]:
        """Take away shapes that refer to none that is left, until none can be taken away."""
        left = {node: set(self.refers(node)) for node in self._shapes}
        users: dict[Node, list[Node]] = {}
        for node, others in left.items():
            for other in others:
                users.setdefault(other, []).append(node)
        ready = [node for node, others in left.items() if not others]
        while ready:
            done = ready.pop()
            del left[done]
            for node in users.get(done, ()):
                left[node].discard(done)
                if not left[node]:
                    ready.append(node)
        return frozenset(left)

    def name(self, node: Node) -> ox.NamedNode | None:
        """Give the nearest IRI above an anonymous node, the node itself if it has one."""
        if node not in self._names:
            self._names[node] = self._nearest(node)
        return self._names[node]

    def _nearest(self, node: Node) -> ox.NamedNode | None:
        seen: set[Node] = set()
        level: list[Node] = [node]
        while level:
            named = sorted((item for item in level if isinstance(item, ox.NamedNode)), key=str)
            if named:
                return named[0]
            seen.update(level)
            above = {s for item in level for s, _, _ in self.graph.match(None, None, item)}
            level = [item for item in above if item not in seen]
        return None

    def prefixes(self) -> tuple[tuple[str, str], ...]:
        """Give every prefix that the shapes graph declares for queries, by whomever."""
        owners = {owner for owner, _, _ in self.graph.match(None, sh("declare"), None)}
        return tuple(sorted({pair for owner in owners for pair in self.declared(owner)}))

    def declared(self, owner: Node) -> Iterator[tuple[str, str]]:
        """Give the prefixes that a node declares (SHACL 5.2.1)."""
        for declaration in self.graph.objects(owner, sh("declare")):
            prefix, namespace = self.one(declaration, "prefix"), self.one(declaration, "namespace")
            if isinstance(prefix, ox.Literal) and isinstance(namespace, ox.Literal):
                yield prefix.value, namespace.value

    def _nodes(self) -> Iterator[Node]:
        graph = self.graph
        for kind in ("NodeShape", "PropertyShape"):
            yield from graph.subjects(TYPE, sh(kind))
        for owner in _OWNERS:
            yield from (s for s, _, _ in graph.match(None, owner, None))
        for name in _ONE:
            yield from (o for _, _, o in graph.match(None, name, None))
        for name in _MANY:
            for _, _, head in graph.match(None, name, None):
                yield from self.members(head)

    def _read(self, node: Node) -> Shape:
        paths = self.values(node, "path")
        kinds = self.graph.objects(node, TYPE)
        is_property = sh("PropertyShape") in kinds
        if len(paths) > 1 or (paths and sh("NodeShape") in kinds) or (is_property and not paths):
            raise InputError("SHACL-01", rule=str(self.name(node) or node), reason=f"sh:path: {len(paths)}")
        path = read_path(self.graph, paths[0]) if paths else None
        severity = self.values(node, "severity")
        return Shape(
            node,
            path,
            is_true(self.one(node, "deactivated")),
            severity[0].value if severity else VIOLATION,
        )


def is_true(node: Node | None) -> bool:
    """Read a boolean parameter; like pySHACL, only the word `true` counts."""
    return isinstance(node, ox.Literal) and node.value.lower() == "true"


__all__ = ["CLASS", "FIRST", "REST", "SUBCLASS", "TYPE", "VIOLATION", "Shape", "Shapes", "Targets", "is_true", "sh"]

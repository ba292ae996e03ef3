"""Is it still the same rule? A digest of all that a shape says, whatever its blank nodes are called."""

from __future__ import annotations

from hashlib import sha256

import pyoxigraph as ox

from ct56kg.check.constraints.components import declared
from ct56kg.check.paths import FIRST
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import Node


def signature(shapes: Shapes, root: Node) -> str:
    """Digest a root shape with everything it refers to in the shapes graph, and every custom component."""
    named = {root: "", **dict.fromkeys(sorted(declared(shapes), key=str), "")}
    todo = list(named)
    while todo:
        node = todo.pop()
        inner: list[Node] = []
        named[node] = _described(shapes, node, inner, ())
        for other in inner:
            if other not in named:
                named[other] = ""
                todo.append(other)
    return sha256("\n".join(f"{node} {text}" for node, text in sorted(named.items(), key=str)).encode()).hexdigest()


def _described(shapes: Shapes, node: Node, inner: list[Node], above: tuple[Node, ...]) -> str:
    """Write what is said of a node, blank nodes written out in place; IRIs said something of go to `inner`."""

    def named(value: Node) -> str:
        if isinstance(value, ox.BlankNode):
            return "…" if value in above else _described(shapes, value, inner, (*above, node))
        if isinstance(value, ox.NamedNode) and any(True for _ in shapes.graph.match(value, None, None)):
            inner.append(value)
        return str(value)

    if shapes.graph.objects(node, FIRST):
        return f"({' '.join(named(item) for item in shapes.members(node))})"
    said = (f"{predicate} {named(value)}" for _, predicate, value in shapes.graph.match(node, None, None))
    return f"[{'; '.join(sorted(said))}]"

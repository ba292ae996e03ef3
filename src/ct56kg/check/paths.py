"""Property paths: read from a shapes graph, walked over a view, turned round, written as SPARQL.

SHACL 2.3.1, https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.terms import RDF, SH
from ct56kg.check.view import Node, View

FIRST, REST, NIL = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest"), ox.NamedNode(RDF + "nil")
_MAX_DEPTH = 50

Walk = Callable[[View, Node], Collection[Node]]


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate, forward or back."""

    predicate: ox.NamedNode
    back: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other; without parts it stays where it is."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path walked again and again: `?` zero or one time, `*` zero or more, `+` one or more."""

    part: Path
    times: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """A compound path as it was written, against its direction."""

    part: Path


Path = Step | Sequence | Alternative | Repeat | Inverse
HERE = Sequence(())


def read_path(graph: View, node: Node, depth: int = 0) -> Path:
    """Read the path that a node of a shapes graph stands for.

    Raises:
        InputError: not a well-formed path (SHACL-01).
    """
    if isinstance(node, ox.NamedNode):
        return Step(node)
    if isinstance(node, ox.Literal) or depth > _MAX_DEPTH:
        raise InputError("SHACL-01", rule=str(node), reason="sh:path")
    if graph.objects(node, FIRST):
        return Sequence(_parts(graph, node, depth))
    for name, times in _KINDS:
        for value in sorted(graph.objects(node, ox.NamedNode(SH + name)), key=str):
            if name == "alternativePath":
                return Alternative(_parts(graph, value, depth))
            inner = read_path(graph, value, depth + 1)
            return Repeat(inner, times) if times else _inverse_as_written(inner)
    raise InputError("SHACL-01", rule=str(node), reason="sh:path")


_KINDS = (
    ("inversePath", ""),
    ("alternativePath", ""),
    ("zeroOrMorePath", "*"),
    ("oneOrMorePath", "+"),
    ("zeroOrOnePath", "?"),
)


def members(graph: View, head: Node) -> Iterator[Node]:
    """Give the members of an RDF list.

    Raises:
        InputError: the list has no end or is not a list (SHACL-01).
    """
    seen: set[Node] = set()
    while head != NIL:
        first, rest = graph.objects(head, FIRST), graph.objects(head, REST)
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise InputError("SHACL-01", rule=str(head), reason="rdf:List")
        seen.add(head)
        yield next(iter(first))
        head = next(iter(rest))


def _parts(graph: View, head: Node, depth: int) -> tuple[Path, ...]:
    parts = tuple(read_path(graph, member, depth + 1) for member in members(graph, head))
    if len(parts) < 2:
        raise InputError("SHACL-01", rule=str(head), reason="sh:path: rdf:List < 2")
    return parts


def _inverse_as_written(path: Path) -> Path:
    return Step(path.predicate, True) if isinstance(path, Step) and not path.back else Inverse(path)


def turned(path: Path) -> Path:
    """Give the path that leads back: from every end to the starts that reach it."""
    match path:
        case Step(predicate, back):
            return Step(predicate, not back)
        case Sequence(parts):
            return Sequence(tuple(turned(part) for part in reversed(parts)))
        case Alternative(parts):
            return Alternative(tuple(turned(part) for part in parts))
        case Repeat(part, times):
            return Repeat(turned(part), times)
        case Inverse():
            return turned(pushed(path))


def pushed(path: Path) -> Path:
    """Push `^` inward to the predicates.

    pySHACL 0.40.1 walks `^(a/b)` as `^a/^b`, in the order as written, where SPARQL means `^b/^a`.
    Findings are promised to be pySHACL's, so it is done alike here, and only here.
    """
    return _push(path, False)


def _push(path: Path, back: bool) -> Path:
    match path:
        case Step(predicate, already):
            return Step(predicate, already != back)
        case Sequence(parts):
            return Sequence(tuple(_push(part, back) for part in parts))
        case Alternative(parts):
            return Alternative(tuple(_push(part, back) for part in parts))
        case Repeat(part, times):
            return Repeat(_push(part, back), times)
        case Inverse(part):
            return _push(part, not back)


def may_stay(path: Path) -> bool:
    """Say whether a path can end where it began, without a step."""
    match path:
        case Step():
            return False
        case Sequence(parts):
            return all(map(may_stay, parts))
        case Alternative(parts):
            return any(map(may_stay, parts))
        case Repeat(part, times):
            return times != "+" or may_stay(part)
        case Inverse(part):
            return may_stay(part)


def needed(path: Path) -> tuple[frozenset[ox.NamedNode], ...]:
    """Give what a path cannot do without: sets of predicates, of each of which it walks at least one."""
    match path:
        case Step(predicate):
            return (frozenset({predicate}),)
        case Sequence(parts):
            return tuple(some for part in parts for some in needed(part))
        case Alternative(parts):
            ways = [needed(part) for part in parts]
            return (frozenset().union(*(way[0] for way in ways)),) if all(ways) else ()
        case Repeat(part, times):
            return needed(part) if times == "+" else ()
        case Inverse(part):
            return needed(part)


def joined(first: Path, second: Path) -> Path:
    """Give the path that walks one after the other."""
    left = first.parts if isinstance(first, Sequence) else (first,)
    right = second.parts if isinstance(second, Sequence) else (second,)
    both = left + right
    return both[0] if len(both) == 1 else Sequence(both)


@lru_cache(maxsize=4096)
def walker(path: Path) -> Walk:
    """Compile a path into a function from a view and a node to its value nodes, each once.

    The same path gives the same function, so that what was walked can be remembered by it.
    """
    path = pushed(path)
    if isinstance(path, Step):
        predicate = path.predicate
        if path.back:
            return lambda view, node: view.subjects(predicate, node)
        return lambda view, node: () if isinstance(node, ox.Literal) else view.objects(node, predicate)
    if isinstance(path, Repeat):
        inner, start = walker(path.part), path.times != "+"
        if path.times == "?":
            return lambda view, node: {node, *inner(view, node)}
        return lambda view, node: _closure(inner, view, node, start)
    walks = tuple(walker(part) for part in path.parts)  # type: ignore[union-attr]
    if isinstance(path, Alternative):
        return lambda view, node: {value for walk in walks for value in walk(view, node)}
    return lambda view, node: _one_after_other(walks, view, node)


def walk_all(walk: Walk, view: View, nodes: Iterable[Node]) -> set[Node]:
    """Walk from several nodes at once."""
    return {value for node in nodes for value in walk(view, node)}


def _one_after_other(walks: tuple[Walk, ...], view: View, node: Node) -> Collection[Node]:
    nodes: Collection[Node] = (node,)
    for walk in walks:
        nodes = {value for start in nodes for value in walk(view, start)}
    return nodes


def _closure(inner: Walk, view: View, node: Node, start: bool) -> set[Node]:
    found: set[Node] = {node} if start else set()
    todo = [node]
    while todo:
        for value in inner(view, todo.pop()):
            if value not in found:
                found.add(value)
                todo.append(value)
    return found


def sparql(path: Path) -> str:
    """Write the path as SPARQL with full IRIs, in as few brackets as its structure needs.

    >>> a, b = Step(ox.NamedNode("http://x/a")), Step(ox.NamedNode("http://x/b"), back=True)
    >>> sparql(Repeat(Sequence((a, b)), "*"))
    '(<http://x/a>/^<http://x/b>)*'
    """
    match path:
        case Step(predicate, back):
            return ("^" if back else "") + str(predicate)
        case Sequence(parts):
            return "/".join(_bracketed(part, (Sequence, Alternative)) for part in parts)
        case Alternative(parts):
            return "|".join(_bracketed(part, (Alternative,)) for part in parts)
        case Repeat(part, times):
            return _bracketed(part, (Sequence, Alternative, Repeat, Inverse), back=True) + times
        case Inverse(part):
            return "^" + _bracketed(part, (Sequence, Alternative, Inverse), back=True)


def _bracketed(path: Path, kinds: tuple[type, ...], back: bool = False) -> str:
    bracketed = isinstance(path, kinds) or (back and isinstance(path, Step) and path.back)
    return f"({sparql(path)})" if bracketed else sparql(path)

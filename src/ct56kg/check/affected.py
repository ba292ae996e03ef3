"""From changed triples back to the targets, and the rows of queries, whose verdict they can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.check.paths import Walk, turned, walker
from ct56kg.check.reads import Place, Read, Reads, Start
from ct56kg.check.results import Rows
from ct56kg.check.shape_reads import reads_of
from ct56kg.check.shapes import Shapes
from ct56kg.check.targets import is_target, kinds_of, targets
from ct56kg.check.view import Node, View


@dataclass(slots=True)
class Affected:
    """The targets of one root shape that a change can concern, each with the changed triples that reach it.

    `reason` says why all of them are: nothing if each was reached one by one. With a `constraint`, only rows
    of its query are concerned, and `reached` are the values of those rows.
    """

    root: Node
    before: set[Node] = field(default_factory=set)
    after: set[Node] = field(default_factory=set)
    reached: dict[Node, set[ox.Triple]] = field(default_factory=dict)
    reason: str = ""
    constraint: Node | None = None

    @property
    def rows(self) -> Rows | None:
        """Give the rows that are concerned, if not all results are."""
        return None if self.constraint is None else Rows(self.constraint, frozenset(self.reached))

    def triples(self, target: Node, value: Node | None) -> set[ox.Triple]:
        """Give the changed triples that reach a result."""
        key = target if self.constraint is None else value
        return set() if key is None else self.reached.get(key, set())


@dataclass(frozen=True, slots=True)
class _Position:
    """A read position with the ways back from it, and who reads there: root shapes, or rows of their constraints."""

    read: Read
    back: Walk
    other: Walk | None
    readers: tuple[tuple[Node, Node | None], ...]


class Positions:
    """The read positions of the root shapes of a shapes graph, compiled once, looked up by predicate."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.reads: dict[Node, Reads] = {root.node: reads_of(shapes, root.node) for root in shapes.roots()}
        self._wide = {root for root, reads in self.reads.items() if reads.full or reads.everywhere}
        readers: dict[Read, list[tuple[Node, Node | None]]] = {}
        for root, reads in self.reads.items():
            by_row = ((constraint, read) for constraint, some in reads.rows.items() for read in some)
            for constraint, read in (*((None, read) for read in reads.near), *by_row):
                readers.setdefault(read, []).append((root, constraint))
        self._by_predicate: dict[ox.NamedNode | None, list[_Position]] = {}
        for read, who in readers.items():
            position = _Position(read, _back(read.at), _back(read.other) if read.other else None, tuple(who))
            self._by_predicate.setdefault(read.predicate, []).append(position)

    def affected(self, before: View, after: View, changed: Iterable[ox.Triple]) -> list[Affected]:
        """Give what a change can concern, in both graphs; shapes that it cannot are left out.

        Args:
            before: the graph without the change.
            after: the graph with it.
            changed: every triple that stands in one of them and not in the other.
        """
        changed = list(changed)
        found: dict[tuple[Node, Node | None], Affected] = {}
        every: dict[Node, set[ox.Triple]] = {}
        ways = _WaysBack(before, after)
        for triple in changed:
            for position in (p for key in (triple.predicate, None) for p in self._by_predicate.get(key, ())):
                starts = _starts(position, triple, ways)
                if not starts:
                    continue
                begin = position.read.at.start
                for root, constraint in position.readers:
                    if isinstance(begin, Start):
                        one = found.setdefault((root, constraint), Affected(root, constraint=constraint))
                        for start in starts:
                            one.reached.setdefault(start, set()).add(triple)
                    elif begin in starts:
                        every.setdefault(root, set()).add(triple)
        for (root, constraint), one in found.items():
            if constraint is not None and not all(isinstance(value, ox.NamedNode) for value in one.reached):
                every.setdefault(root, set()).update(*one.reached.values())
        return list(self._kept(found, every, ways, changed))

    def _kept(
        self,
        found: dict[tuple[Node, Node | None], Affected],
        every: dict[Node, set[ox.Triple]],
        ways: _WaysBack,
        changed: list[ox.Triple],
    ) -> Iterator[Affected]:
        """Leave what is a target, and rows only of targets that are not judged anyway."""
        views = ways.before, ways.after
        for root, reads in self.reads.items():
            triples = every.get(root, set())
            if root in self._wide:
                triples = triples | {t for t in changed if _everywhere(reads, t)}
            if triples:
                before, after = (targets(self.shapes, root, view) for view in views)
                reached = {target: set(triples) for target in before | after}
                some = [Affected(root, before, after, reached, _reason(reads, triples))]
            else:
                whole = found.get((root, None), Affected(root))
                self._keep_targets(whole, ways)
                some = [whole]
                for constraint in reads.rows:
                    one = found.get((root, constraint))
                    if one is not None and one.reached:
                        left = (targets(self.shapes, root, view) - whole.reached.keys() for view in views)
                        one.before, one.after = left
                        some.append(one)
            yield from (one for one in some if one.before or one.after)

    def _keep_targets(self, one: Affected, ways: _WaysBack) -> None:
        one.before, one.after = (
            {target for target in one.reached if is_target(self.shapes, one.root, view, target, ways.kinds)}
            for view in (ways.before, ways.after)
        )
        one.reached = {target: one.reached[target] for target in one.before | one.after}


def _back(place: Place) -> Walk:
    return walker(turned(place.path))


def _everywhere(reads: Reads, triple: ox.Triple) -> bool:
    return bool(reads.full) or None in reads.everywhere or triple.predicate in reads.everywhere


def _reason(reads: Reads, triples: set[ox.Triple]) -> str:
    if reads.full:
        return "; ".join(reads.full)
    if None in reads.everywhere:
        return "reads any triple"
    return f"reads every <{min(triple.predicate.value for triple in triples)}>"


class _WaysBack:
    """Walks back in the graphs before and after a change, and remembers: many positions lie at the end of one way."""

    def __init__(self, before: View, after: View) -> None:
        self.before, self.after = before, after
        self._both: dict[tuple[Walk, Node], set[Node]] = {}
        self._either: dict[tuple[Walk, Node], set[Node]] = {}
        self._kinds: dict[tuple[int, Node], set[Node]] = {}

    def both(self, walk: Walk, node: Node) -> set[Node]:
        """Give the starts from which a way led to a node and leads there still."""
        known = self._both.get((walk, node))
        if known is None:
            known = set(walk(self.after, node))
            known = self._both[walk, node] = known.intersection(walk(self.before, node)) if known else known
        return known

    def either(self, walk: Walk, node: Node) -> set[Node]:
        """Give the starts from which a way led to a node or leads there now."""
        known = self._either.get((walk, node))
        if known is None:
            known = self._either[walk, node] = {*walk(self.after, node), *walk(self.before, node)}
        return known

    def kinds(self, view: View, node: Node) -> set[Node]:
        """Give the classes that a node is an instance of in one of the graphs."""
        known = self._kinds.get((id(view), node))
        if known is None:
            known = self._kinds[id(view), node] = kinds_of(view, node)
        return known

    def without(self, triple: ox.Triple) -> View:
        """Give the one of the graphs in which a changed triple does not stand."""
        stands = triple.object in self.after.objects(triple.subject, triple.predicate)  # type: ignore[arg-type]
        return self.before if stands else self.after


def _starts(position: _Position, triple: ox.Triple, ways: _WaysBack) -> set[Node]:
    """Walk back from an end of a changed triple to where its read begins.

    In both graphs, because the way there was not changed before it. The way from its other end to the other
    place need stand in one of them only: the one in which the triple stands.
    """
    read = position.read
    if triple.predicate in read.apart:
        return set()
    end, other = (triple.object, triple.subject) if read.back else (triple.subject, triple.object)
    end = triple.predicate if read.through else end
    found = ways.both(position.back, end)  # type: ignore[arg-type]
    if not found or (read.lone and _stands(read, end, ways.without(triple))):
        return set()
    if position.other is not None:
        assert read.other is not None
        met = ways.either(position.other, other)  # type: ignore[arg-type]
        return found & met if read.other.start == read.at.start else found if read.other.start in met else set()
    return found


def _stands(read: Read, end: object, view: View) -> bool:
    """Say whether there is any triple at a read position: then one more or less, which is lone, does not matter."""
    if read.through:
        found = view.match(None, end, None)  # type: ignore[arg-type]
    elif read.back:
        found = view.match(None, read.predicate, end)  # type: ignore[arg-type]
    else:
        found = view.match(end, read.predicate, None)  # type: ignore[arg-type]
    return next(iter(found), None) is not None

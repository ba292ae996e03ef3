"""From changed triples back to the targets whose verdict they can change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.check.paths import Walk, turned, walker
from ct56kg.check.reads import Read, Reads
from ct56kg.check.shape_reads import reads_of
from ct56kg.check.shapes import Shapes
from ct56kg.check.targets import is_target, targets
from ct56kg.check.view import Node, View


@dataclass(slots=True)
class Affected:
    """The targets of one root shape that a change can concern, each with the changed triples that reach it.

    `reason` says why all of them are: nothing if each was reached one by one.
    """

    root: Node
    before: set[Node] = field(default_factory=set)
    after: set[Node] = field(default_factory=set)
    reached: dict[Node, set[ox.Triple]] = field(default_factory=dict)
    reason: str = ""


class Positions:
    """The read positions of the root shapes of a shapes graph, compiled once, looked up by predicate."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.reads: dict[Node, Reads] = {root.node: reads_of(shapes, root.node) for root in shapes.roots()}
        self._by_predicate: dict[ox.NamedNode | None, list[tuple[Node, Read, Walk]]] = {}
        for root, reads in self.reads.items():
            for read in reads.near:
                way_back = walker(turned(read.prefix))
                self._by_predicate.setdefault(read.predicate, []).append((root, read, way_back))

    def affected(self, before: View, after: View, changed: Iterable[ox.Triple]) -> list[Affected]:
        """Give what a change can concern, in both graphs; shapes that it cannot are left out.

        Args:
            before: the graph without the change.
            after: the graph with it.
            changed: every triple that stands in one of them and not in the other.
        """
        changed = list(changed)
        found: dict[Node, Affected] = {}
        for triple in changed:
            for key in (triple.predicate, None):
                for root, read, way_back in self._by_predicate.get(key, ()):
                    for target in _reached(read, way_back, triple, before, after):
                        one = found.setdefault(root, Affected(root))
                        one.reached.setdefault(target, set()).add(triple)
        for root, reads in self.reads.items():
            reason = self._reason(reads, changed)
            if reason:
                found[root] = self._all(root, reason, before, after, changed)
            elif root in found:
                self._keep_targets(found[root], before, after)
        return [one for one in found.values() if one.before or one.after]

    def _reason(self, reads: Reads, changed: list[ox.Triple]) -> str:
        if not changed:
            return ""
        if reads.full:
            return "; ".join(reads.full)
        if None in reads.everywhere:
            return "reads any triple"
        hit = sorted({t.predicate.value for t in changed if t.predicate in reads.everywhere})
        return f"reads every <{hit[0]}>" if hit else ""

    def _all(self, root: Node, reason: str, before: View, after: View, changed: list[ox.Triple]) -> Affected:
        reads = self.reads[root]
        near = {t for t in changed if reads.full or None in reads.everywhere or t.predicate in reads.everywhere}
        one = Affected(root, targets(self.shapes, root, before), targets(self.shapes, root, after), reason=reason)
        one.reached = {target: set(near) for target in one.before | one.after}
        return one

    def _keep_targets(self, one: Affected, before: View, after: View) -> None:
        one.before = {target for target in one.reached if is_target(self.shapes, one.root, before, target)}
        one.after = {target for target in one.reached if is_target(self.shapes, one.root, after, target)}
        one.reached = {target: one.reached[target] for target in one.before | one.after}


def _reached(read: Read, way_back: Walk, triple: ox.Triple, before: View, after: View) -> Iterable[Node]:
    """Walk back from the end of a changed triple; in both graphs, because the way there was not changed before it."""
    end, other = (triple.object, triple.subject) if read.back else (triple.subject, triple.object)
    if read.other is not None and read.other != other:
        return ()
    found = set(way_back(after, end))  # type: ignore[arg-type]
    return found & set(way_back(before, end)) if found else ()  # type: ignore[arg-type]

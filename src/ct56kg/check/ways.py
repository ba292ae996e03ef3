"""Read positions in a graph: walked to, each stretch of the way once, and the triples that stand there.

Positions of one rule lie along the same ways: `ct:lead`, then at its end `ct:name` and `ct:endLatest`. So they are
arranged as a tree of the stretches that lead to them, which is made once and walked for each question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice, repeat

import pyoxigraph as ox

from ct56kg.check.paths import Path, Sequence, Step, Walk, walk_all, walker
from ct56kg.check.reads import Read, Start
from ct56kg.check.view import Edge, Node, View


@dataclass(slots=True)
class _Ways:
    """What is read where a way has led to, and where it goes on."""

    steps: dict[Step, _Stretch] = field(default_factory=dict)
    walks: dict[Path, tuple[Walk, _Ways]] = field(default_factory=dict)
    others: list[Read] = field(default_factory=list)

    def add(self, read: Read) -> None:
        """Put a read position where its path leads."""
        ways, path = self, read.at.path
        for part in path.parts if isinstance(path, Sequence) else (path,):
            ways = ways._along(part)
        if read.predicate is None or read.lone or read.through:
            ways.others.append(read)
        else:
            ways.steps.setdefault(Step(read.predicate, read.back), _Stretch()).read = True

    def _along(self, path: Path) -> _Ways:
        if not isinstance(path, Step):
            return self.walks.setdefault(path, (walker(path), _Ways()))[1]
        stretch = self.steps.setdefault(path, _Stretch())
        if stretch.on is None:
            stretch.on = _Ways()
        return stretch.on

    def gather(self, view: View, nodes: Collection[Node], found: set[Edge]) -> None:
        """Collect the triples read from some nodes, here and further on."""
        for step, stretch in self.steps.items():
            stretch.gather(step, view, nodes, found)
        for walk, ways in self.walks.values():
            ends = walk_all(walk, view, nodes)
            if ends:
                ways.gather(view, ends, found)
        for read in self.others:
            for node in nodes:
                found.update(_at(read, node, view))


@dataclass(slots=True)
class _Stretch:
    """One step of a way, whether its triples are read, and where it leads on to."""

    read: bool = False
    on: _Ways | None = None

    def gather(self, step: Step, view: View, nodes: Collection[Node], found: set[Edge]) -> None:
        """Collect the triples of a step from some nodes, and what is read further on."""
        ends: set[Node] = set()
        predicate = step.predicate
        for node in nodes:
            if step.back:
                some = view.subjects(predicate, node)
                edges = zip(some, repeat(predicate), repeat(node), strict=False)
            elif isinstance(node, ox.Literal):
                continue
            else:
                some = view.objects(node, predicate)
                edges = zip(repeat(node), repeat(predicate), some, strict=False)
            if self.read:
                found.update(edges)
            if self.on is not None:
                ends.update(some)
        if ends and self.on is not None:
            self.on.gather(view, ends, found)


class ReadWays:
    """The ways to some read positions; never changes."""

    def __init__(self, reads: Iterable[Read]) -> None:
        self._free = _Ways()
        self._fixed: dict[Node, _Ways] = {}
        for read in reads:
            start = read.at.start
            (self._free if isinstance(start, Start) else self._fixed.setdefault(start, _Ways())).add(read)

    def gather(self, view: View, starts: Collection[Node], found: set[Edge]) -> None:
        """Collect the triples of a graph that stand at the positions.

        Args:
            view: the graph.
            starts: the targets, or values of rows, from which they are walked to; some start at nodes of their own.
            found: what is added to.
        """
        self._free.gather(view, starts, found)
        for node, ways in self._fixed.items():
            ways.gather(view, (node,), found)


def _at(read: Read, node: Node, view: View) -> Iterable[Edge]:
    """Give the triples of any predicate, or one where it is only asked whether there is any."""
    found: Iterable[Edge]
    if read.through:
        found = view.match(None, node, None) if isinstance(node, ox.NamedNode) else ()
    elif read.back:
        found = view.match(None, read.predicate, node)
    else:
        found = view.match(node, read.predicate, None)
    return islice((edge for edge in found if edge[1] not in read.apart), 1 if read.lone else None)

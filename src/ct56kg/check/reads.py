"""What is read to judge a target: where, along which path from it, a triple can change the verdict.

A read position is a place, which is a path and where it begins, and a predicate there, forward or back. If a
shape's results for a node differ between two graphs, then some changed triple stands at a read position whose
path leads to it in both graphs: judge in the order in which paths lead outward, and take the first read that
differs; everything before it was the same. What cannot be placed so is read everywhere, and a change there
concerns every target.

Most paths begin at the target. The rows of a query can be taken one by one, though, by their `?value`: rows
with one value are the answer to the query asked for that value alone, so that paths may begin there too, and
what stands at their end concerns only the rows with that value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

import pyoxigraph as ox

from ct56kg.check.paths import HERE, Alternative, Inverse, Path, Repeat, Sequence, Step, joined, pushed, turned
from ct56kg.check.view import Node


class Start(Enum):
    """Where a path begins, if not at a certain node: at the target, or at the `?value` of a row."""

    TARGET = "target"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Place:
    """The nodes at the end of a path."""

    path: Path = HERE
    start: Start | Node = Start.TARGET

    def then(self, path: Path) -> Place:
        """Give the place at the end of a further path."""
        return Place(joined(self.path, path), self.start)


@dataclass(frozen=True, slots=True)
class Read:
    """A read position: triples with `predicate` (any if nothing, but for those in `apart`) at a place.

    `back` means that the place is that of the triple's object, `through` of its predicate. At the triple's
    other side must stand a node of the `other` place, if not all of them matter. A `lone` read asks only
    whether there is any such triple, never which.
    """

    at: Place
    predicate: ox.NamedNode | None
    back: bool = False
    other: Place | None = None
    through: bool = False
    lone: bool = False
    apart: frozenset[Node] = frozenset()


@dataclass(slots=True)
class Reads:
    """All that a root shape reads.

    `rows` are positions reached from the `?value` of a constraint's rows, by constraint; `everywhere` are
    predicates whose every triple matters to every target (`None`: any triple at all), `full` the reasons
    why nothing is known, so that every change concerns every target.
    """

    near: list[Read] = field(default_factory=list)
    rows: dict[Node, list[Read]] = field(default_factory=dict)
    everywhere: set[ox.NamedNode | None] = field(default_factory=set)
    full: list[str] = field(default_factory=list)


def path_reads(path: Path, at: Place) -> Iterator[Read]:
    """Give the reads of walking a path from a place."""
    match path:
        case Step(predicate, back):
            yield Read(at, predicate, back)
        case Sequence(parts):
            for part in parts:
                yield from path_reads(part, at)
                at = at.then(part)
        case Alternative(parts):
            for part in parts:
                yield from path_reads(part, at)
        case Repeat(part, times):
            yield from path_reads(part, at if times == "?" else at.then(Repeat(part, "*")))
        case Inverse():
            yield from path_reads(pushed(path), at)


def meeting_reads(path: Path, at: Place, other: Place) -> Iterator[Read]:
    """Give the reads of asking whether a path leads from one place to another.

    What matters is then a triple on a way between the two: its far end leads on to the other place. Only for
    paths of single steps, repeated or not; others are read as wherever they lead.
    """
    part = path.part if isinstance(path, Repeat) else path
    if not all(isinstance(step, Step) for step in (part.parts if isinstance(part, Alternative) else (part,))):
        yield from path_reads(path, at)
        return
    rest = other.then(turned(Repeat(part, "*"))) if isinstance(path, Repeat) and path.times != "?" else other
    for read in path_reads(path, at):
        yield replace(read, other=rest)

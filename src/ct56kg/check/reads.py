"""What is read to judge a target: where, along which path from it, a triple can change the verdict.

A read position is a path from the target and a predicate there, forward or back. If a shape's results
for a node differ between two graphs, then some changed triple stands at a read position whose path
leads from that node to it in both graphs: judge in the order in which paths lead outward, and take
the first read that differs; everything before it was the same. What cannot be placed so is read
everywhere, and a change there concerns every target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.check.paths import Alternative, Inverse, Path, Repeat, Sequence, Step, joined, pushed
from ct56kg.check.view import Node


@dataclass(frozen=True, slots=True)
class Read:
    """A read position: at the end of `prefix` from the target, triples with `predicate` (any if nothing).

    `back` means that the end is the triple's object; `other` is what must stand at the triple's other
    side, if only one term would matter.
    """

    prefix: Path
    predicate: ox.NamedNode | None
    back: bool = False
    other: Node | None = None


@dataclass(slots=True)
class Reads:
    """All that a root shape reads.

    `everywhere` are predicates whose every triple matters to every target (`None`: any triple at
    all), `full` the reasons why nothing is known, so that every change concerns every target.
    """

    near: list[Read] = field(default_factory=list)
    everywhere: set[ox.NamedNode | None] = field(default_factory=set)
    full: list[str] = field(default_factory=list)


def path_reads(path: Path, prefix: Path) -> Iterator[Read]:
    """Give the reads of walking a path from the end of another."""
    match path:
        case Step(predicate, back):
            yield Read(prefix, predicate, back)
        case Sequence(parts):
            for part in parts:
                yield from path_reads(part, prefix)
                prefix = joined(prefix, part)
        case Alternative(parts):
            for part in parts:
                yield from path_reads(part, prefix)
        case Repeat(part, times):
            yield from path_reads(part, prefix if times == "?" else joined(prefix, Repeat(part, "*")))
        case Inverse():
            yield from path_reads(pushed(path), prefix)

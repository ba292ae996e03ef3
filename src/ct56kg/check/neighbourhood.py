"""What has to be looked at to judge what a change can concern: the triples where the judged pairs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ct56kg.check.affected import Affected, Positions
from ct56kg.check.paths import walk_all, walker
from ct56kg.check.reads import Place, Read, Start
from ct56kg.check.view import Edge, Node, View

Walked = dict[Place, set[Node]]


def neighbourhood(positions: Positions, found: Iterable[Affected], view: View) -> set[Edge]:
    """Give the triples of a graph that stand at the read positions of what is judged.

    Args:
        positions: where rules read.
        found: the targets, or values of rows, that a change can concern.
        view: the graph before or after the change.
    """
    triples: set[Edge] = set()
    for one in found:
        reads = positions.reads.get(one.root)
        if reads is None:  # a rule that is not there before, or no more after
            continue
        starts = one.before | one.after if one.constraint is None else set(one.reached)
        walked: Walked = {}
        for read in reads.near if one.constraint is None else reads.rows[one.constraint]:
            triples.update(read_from(read, starts, view, walked))
    return triples


def read_from(read: Read, starts: Iterable[Node], view: View, walked: Walked) -> Iterator[Edge]:
    """Give the triples at a read position, from some targets or values.

    Args:
        read: the position.
        starts: the targets or values.
        view: the graph.
        walked: the ends of places walked to before from the same starts in the same graph; new ones are added.
    """
    ends = walked.get(read.at)
    if ends is None:
        here = starts if isinstance(read.at.start, Start) else (read.at.start,)
        ends = walked[read.at] = walk_all(walker(read.at.path), view, here)
    for node in ends:
        yield from islice(_at(read, node, view), 1 if read.lone else None)


def _at(read: Read, node: Node, view: View) -> Iterator[Edge]:
    if read.through:
        found = view.match(None, node, None)  # type: ignore[arg-type]
    elif read.back:
        found = view.match(None, read.predicate, node)
    else:
        found = view.match(node, read.predicate, None)
    return (edge for edge in found if edge[1] not in read.apart)

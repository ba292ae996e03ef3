"""What has to be looked at to judge what a change can concern: the triples where the judged pairs read."""

from __future__ import annotations

from collections.abc import Iterable

from ct56kg.check.affected import Affected, Positions
from ct56kg.check.view import Edge, View
from ct56kg.check.ways import ReadWays


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
        ways = ReadWays(reads.near if one.constraint is None else reads.rows[one.constraint])
        ways.gather(view, starts, triples)
    return triples

"""Rules compiled once, and what a (rule, target) pair comes to in a graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.check.checking import engine_by
from ct56kg.check.compiled_shapes import compiled_shapes
from ct56kg.check.findings import findings
from ct56kg.check.preview import Rules
from ct56kg.check.results import Result, Rows
from ct56kg.check.targets import is_target, kinds_of
from ct56kg.check.view import Node, View
from ct56kg.graph.workspace import State

Label = Callable[[Term], str]
Pair = tuple[Node, Node, Rows | None]
"""A rule, a target, and the rows of the rule's query that are concerned, if not all its results are."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom things are said: a language, and what a person calls a term."""

    lang: str
    label: Label


def compiled(triples: Iterable[ox.Triple]) -> Rules:
    """Give rules ready to judge by, with what each of them reads; made once for each content."""
    ready = compiled_shapes(tuple(triples))
    return Rules(ready.shapes, engine_by(ready), ready.positions)


def worded(result: Result, rules: Rules, reader: Reader) -> Finding:
    """Say one result."""
    return findings((result,), rules.shapes, reader.lang, reader.label)[0]


def still(rules: Rules, pairs: Collection[Pair], view: View) -> dict[Pair, set[str]]:
    """Judge some pairs in another graph and give the fingerprints found for each; what is no target there has none."""
    by_root: dict[tuple[Node, Rows | None], list[Node]] = {}
    for root, target, rows in pairs:
        if is_target(rules.shapes, root, view, target, kinds_of):
            by_root.setdefault((root, rows), []).append(target)
    found: dict[Pair, set[str]] = {pair: set() for pair in pairs}
    for (root, rows), nodes in by_root.items():
        for result in rules.engine.evaluate(root, nodes, view, rows):
            finding = worded(result, rules, _NOBODY)
            found[root, result.target, rows].add(finding.fingerprint)
    return found


_NOBODY = Reader("vi", str)


def about_graphs(state: State, reader: Reader, near: Collection[Node] | None = None) -> tuple[Finding, ...]:
    """Find what only named graphs show, on dossiers of the toolkit's model; a what-if is no graph of the dossier.

    Args:
        state: what is judged.
        reader: for whom it is said.
        near: the things that are looked at, if not everything is (`graphs_near`).
    """
    if state.dossier.extends != "builtin":
        return ()
    from ct56kg.check.quads import check_quads

    statuses = {file.graph: file.status for file in state.files}
    what_if = {change.graph for change in state.changes} - statuses.keys()
    if near is None:
        said = state.quads
    else:
        said = state.content.said_of(thing for thing in near if not isinstance(thing, ox.Literal))
    quads = [quad for quad in said if str(quad.graph_name)[1:-1] not in what_if]
    return tuple(check_quads(quads, statuses, reader.lang, reader.label))

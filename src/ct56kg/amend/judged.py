"""One state and everything that was found about it, with the (rule, target) pair that each finding came from."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.check.checking import engine_of
from ct56kg.check.findings import findings
from ct56kg.check.results import Engine
from ct56kg.check.shapes import Shapes
from ct56kg.check.targets import is_target, targets
from ct56kg.check.view import MemoryView, Node, View
from ct56kg.graph.workspace import State

Label = Callable[[Term], str]
Pair = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom things are said: a language, and what a person calls a term."""

    lang: str
    label: Label


@dataclass(frozen=True)
class Rules:
    """Rules compiled once, and the engine that judges by them."""

    triples: tuple[ox.Triple, ...]

    @cached_property
    def shapes(self) -> Shapes:
        """Read the shapes."""
        return Shapes(self.triples)

    @cached_property
    def engine(self) -> Engine:
        """Compile them."""
        return engine_of(self.shapes)


@dataclass(frozen=True)
class Judged:
    """What was found in a graph; `pairs` maps each finding's place to its (rule, target), if it has one."""

    rules: Rules
    view: View
    found: tuple[tuple[Finding, Pair | None], ...]
    judged_pairs: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give the findings."""
        return tuple(finding for finding, _ in self.found)


def judge(state: State, rules: Rules, reader: Reader) -> Judged:
    """Judge every target of every rule, and what only named graphs show."""
    view = MemoryView(state.judged)
    found: list[tuple[Finding, Pair | None]] = []
    count = 0
    for root in rules.shapes.roots():
        nodes = targets(rules.shapes, root.node, view)
        count += len(nodes)
        found += evaluated(rules, root.node, nodes, view, reader)
    if state.dossier.extends == "builtin":
        found += ((finding, None) for finding in _about_graphs(state, reader))
    return Judged(rules, view, tuple(found), count)


def evaluated(
    rules: Rules, root: Node, nodes: Collection[Node], view: View, reader: Reader
) -> list[tuple[Finding, Pair | None]]:
    """Judge some targets of one rule."""
    if not nodes:
        return []
    return [
        (finding, (result.root, result.target))
        for result in rules.engine.evaluate(root, nodes, view)
        for finding in findings((result,), rules.shapes, reader.lang, reader.label)
    ]


def still(rules: Rules, pairs: Collection[Pair], view: View) -> dict[Pair, set[str]]:
    """Judge some pairs in another graph and give the fingerprints found for each; what is no target there has none."""
    by_root: dict[Node, list[Node]] = {}
    for root, target in pairs:
        if is_target(rules.shapes, root, view, target):
            by_root.setdefault(root, []).append(target)
    found: dict[Pair, set[str]] = {pair: set() for pair in pairs}
    for root, nodes in by_root.items():
        for finding, pair in evaluated(rules, root, nodes, view, Reader("vi", str)):
            if pair is not None:
                found[pair].add(finding.fingerprint)
    return found


def _about_graphs(state: State, reader: Reader) -> tuple[Finding, ...]:
    from importlib.util import find_spec

    if find_spec("ct56kg.check.quads") is None:
        return ()
    from ct56kg.check.quads import check_quads

    statuses = {file.graph: file.status for file in state.files}
    return tuple(check_quads(state.quads, statuses, reader.lang, reader.label))

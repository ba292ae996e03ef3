"""The full check: every rule on every target, by the engine of choice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

import pyoxigraph as ox

from ct56kg.base.finding import Finding
from ct56kg.check.compiled_engine import CompiledEngine
from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.findings import Label, findings
from ct56kg.check.nearby import NearbyReference
from ct56kg.check.pyshacl_engine import PyshaclEngine
from ct56kg.check.results import Engine, Result
from ct56kg.check.shapes import Shapes
from ct56kg.check.sieve.sieve import Sieve
from ct56kg.check.targets import targets
from ct56kg.check.view import MemoryView, Node, View

EngineName = Literal["auto", "pyshacl", "shifty"]


def check(
    judged: Iterable[ox.Triple], rules: Iterable[ox.Triple], lang: str, label: Label, engine: EngineName = "auto"
) -> tuple[Finding, ...]:
    """Judge a graph by its rules.

    Args:
        judged: the triples that are judged, the date of judgement included.
        rules: the shapes graph, any standard SHACL.
        lang: language of the messages, `vi` or `en`.
        label: what a person calls a term.
        engine: `auto` is the fastest that is proven equal, `pyshacl` the reference.

    Returns:
        Findings, gravest first. They are none if and only if the graph conforms (SHACL 3.4).

    Raises:
        InputError: a rule that is not well-formed, or that no engine can judge: SHACL-01 to SHACL-05.
    """
    shapes = Shapes(rules)
    return findings(evaluate_all(shapes, MemoryView(judged), engine_of(shapes, engine)), shapes, lang, label)


def evaluate_all(shapes: Shapes, view: View, engine: Engine, sieve: Sieve | None = None) -> Iterator[Result]:
    """Judge every target of every shape that names targets; with a sieve, those that it finds suspect."""
    for root in shapes.roots():
        nodes: Collection[Node] = targets(shapes, root.node, view)
        if sieve is not None:
            nodes = sieve.suspects(root.node, nodes)
        if nodes:
            yield from engine.evaluate(root.node, nodes, view)


def judging(name: EngineName) -> str:
    """Name the engine that judges where an engine is asked for: `auto` is our own."""
    return CompiledEngine.name if name == "auto" else name


def engine_of(shapes: Shapes, name: EngineName = "auto") -> Engine:
    """Give the engine of a name."""
    return PyshaclEngine(shapes) if name == "pyshacl" else engine_by(CompiledShapes(shapes))


def engine_by(compiled: CompiledShapes) -> CompiledEngine:
    """Give our own engine by shapes that are ready, with the reference behind it."""
    return CompiledEngine(compiled, NearbyReference(compiled))

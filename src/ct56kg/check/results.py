"""What an engine reports, before it becomes a finding: terms, not words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from ct56kg.check.view import Node, View

Bindings = tuple[tuple[str, Node], ...]
"""What the placeholders of a message stand for."""


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL 3.6).

    `root` and `target` are the pair it came from: nested property shapes report another focus, but a
    change is judged pair by pair. `path` is a SPARQL property path, `component` a local name,
    `shape` the source shape, `constraint` the node of a `sh:sparql` constraint or the IRI of a
    custom component, `words` messages that the evaluation itself made.
    """

    root: Node
    target: Node
    focus: Node
    path: str | None
    value: Node | None
    component: str
    shape: Node
    severity: str
    constraint: Node | None = None
    bindings: Bindings = ()
    words: tuple[ox.Literal, ...] = ()

    @property
    def key(self) -> tuple[str, str | None, str, str | None]:
        """What any two engines must agree on: focus, path, component, value."""
        return (str(self.focus), self.path, self.component, None if self.value is None else str(self.value))


@dataclass(frozen=True, slots=True)
class Rows:
    """Some of a root shape's results: those of one of its `sh:sparql` constraints that have one of some values."""

    constraint: Node
    values: frozenset[Node]

    def __contains__(self, result: Result) -> bool:
        """Say whether a result is one of them."""
        return result.shape == result.root and result.constraint == self.constraint and result.value in self.values


class Engine(Protocol):
    """Anything that can judge targets by a shape; nothing above it knows which one ran."""

    name: str

    def evaluate(
        self, shape: Node, targets: Collection[Node], view: View, rows: Rows | None = None
    ) -> Iterable[Result]:
        """Judge some targets of a root shape over a view, in full or as far as some rows go."""

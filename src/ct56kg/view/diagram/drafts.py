"""Which diagrams there are, and from the rows of one to its sketch: whole, compared, cut out, made legible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram import cascade, reorganisation, responsibility, structure, surroundings, timeline
from ct56kg.view.diagram.comparing import compared
from ct56kg.view.diagram.condense import LIMIT, condense
from ct56kg.view.diagram.model import Edge, Node, Part, Sketch, in_reading_order
from ct56kg.view.diagram.reading import Reader

MOST_COMPARED = 60  # things and links of a comparison that is drawn whole
_Sketcher = Callable[[Mapping[str, Rows], Reader, str, bool], Sketch]
_Arranger = Callable[[Sequence[Node], Sequence[Edge], Reader], tuple[Part, ...]]
_Settler = Callable[[Sketch, Reader], Sketch]


@dataclass(frozen=True, slots=True)
class _Diagram:
    """How a diagram is sketched; `arrange` places any of its things anew, `settle` thins out what is too dense."""

    sketch: _Sketcher
    questions: tuple[str, ...]
    arrange: _Arranger | None = None
    settle: _Settler | None = None


_DIAGRAMS: Mapping[str, _Diagram] = {
    "structure": _Diagram(structure.structure, structure.QUESTIONS, structure.arranged),
    "responsibility": _Diagram(
        responsibility.responsibility, responsibility.QUESTIONS, settle=responsibility.settled
    ),
    "cascade": _Diagram(cascade.cascade, cascade.QUESTIONS),
    "timeline": _Diagram(timeline.timeline, timeline.QUESTIONS),
    "reorganisation": _Diagram(reorganisation.reorganisation, reorganisation.QUESTIONS),
}  # fmt: skip
NAMES = tuple(_DIAGRAMS)


@dataclass(frozen=True)
class View:
    """What is drawn and for whom: the answers to a diagram's questions, by name, and how a reader sees them."""

    rows: Mapping[str, Rows]
    lang: str
    as_of: date
    label: Callable[[Term], str]
    href: Callable[[Term], str]
    source: str
    synthetic: bool

    @property
    def reader(self) -> Reader:
        """Give the reader."""
        return Reader(self.lang, self.as_of, self.label, self.href)

    def whole(self, name: str) -> Sketch:
        """Sketch all of a diagram, once: what is around one thing after the other is cut out of it."""
        if name not in self._sketched:
            self._sketched[name] = _DIAGRAMS[name].sketch(self.rows, self.reader, self.source, self.synthetic)
        return self._sketched[name]

    @cached_property
    def _sketched(self) -> dict[str, Sketch]:
        return {}


def questions_of(name: str) -> tuple[str, ...]:
    """Name the questions whose rows a diagram needs.

    Raises:
        UsageError: no such diagram (DRAW-03).

    >>> questions_of("reorganisation")
    ('view/reorganisation',)
    """
    if name not in _DIAGRAMS:
        raise UsageError("DRAW-03", name=name, known=", ".join(NAMES))
    return _DIAGRAMS[name].questions


def sketch(
    name: str,
    view: View,
    before: View | None = None,
    *,
    between: str = "",
    focus: Term | None = None,
    split: bool = False,
) -> Sketch:
    """Say what a diagram shows, without placing or drawing it.

    Raises:
        UsageError: no such diagram (DRAW-03), or the thing of `focus` is not in it (DRAW-05).
    """
    questions_of(name)
    kind, reader = _DIAGRAMS[name], view.reader
    arrange = kind.arrange
    anew = (lambda nodes, edges: arrange(nodes, edges, reader)) if arrange else None
    said = view.whole(name)
    if before is not None:
        said = compared(before.whole(name), said, between, reader, arrange)
    if focus:
        found = surroundings.focused(said, focus.n3(), reader.name(focus), anew)
        if found is None:
            raise UsageError("DRAW-05", thing=reader.name(focus), name=name)
        said = found
    elif before is not None and len(said.nodes) + len(said.edges) > MOST_COMPARED and said.differences:
        said = surroundings.changed_only(said, anew)
    if before is None and not focus and not split and kind.settle:
        said = kind.settle(said, reader)
    said = in_reading_order(said)
    return said if split and len(said.nodes) <= 4 * LIMIT else condense(said)

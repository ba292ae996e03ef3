"""What the arrangers work with: the sketch's things by id, its links by their ends, and how wide and long to set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ct56kg.view.diagram.card import Card, card
from ct56kg.view.diagram.model import Edge, Link, Node, Sketch


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to set a picture: widest text in a card and widest part in points, longest column in things."""

    limit: float
    rows: int
    across: float


@dataclass(frozen=True, slots=True)
class Desk:
    """A sketch made ready to be arranged in one setting; in a `trial` only sizes matter and no rails are led."""

    nodes: Mapping[str, Node]
    links: Mapping[tuple[Link, frozenset[str]], Edge]
    setting: Setting
    lang: str
    trial: bool = False

    def card(self, id_: str, limit: float | None = None) -> Card:
        """Set a node in lines."""
        return card(self.nodes[id_], limit or self.setting.limit, self.lang)

    def link(self, kind: Link, one: str, other: str) -> Edge:
        """Give the link of a kind between two things, whichever way it points."""
        return self.links[kind, frozenset((one, other))]


def desk(sketch: Sketch, setting: Setting, trial: bool = False) -> Desk:
    """Make a sketch ready."""
    return Desk(
        {node.id: node for node in sketch.nodes},
        {(edge.kind, frozenset((edge.source, edge.target))): edge for edge in sketch.edges},
        setting,
        sketch.lang,
        trial,
    )

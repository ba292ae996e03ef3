"""What a picture says, before anything is placed: things, links between them, groups, notes.

Nothing here knows of RDF, of positions or of Graphviz. Every later step (arranging, drawing, the text
alternative) reads this one model, so all of them show the same things and the same links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Kind = Literal["committee", "body", "group", "document", "directive", "item", "task", "event", "unknown", "more"]
Standing = Literal["present", "ended", "undecided", "future"]
Link = Literal[
    "subordinateTo", "assists", "leads", "establishedIn",
    "directs", "advise", "lead", "coordinate", "follow", "role",
    "implements", "partOf",
    "original", "resulting", "affects",
]  # fmt: skip
MarkKind = Literal[
    "issued",
    "announced",
    "effect",
    "event",
    "uncertain",
    "open",
    "closed",
    "stretch",
    "due",
    "was",
    "done",
    "leads",
    "coordinates",
    "others",
]
COUNTED: tuple[MarkKind, ...] = ("leads", "coordinates", "others")
Tone = Literal["plain", "soft", "warn"]
Change = Literal["", "same", "added", "removed", "altered"]  # "" outside a comparison
SIGNS: Mapping[Change, str] = {"added": "+", "removed": "−", "altered": "→"}


@dataclass(frozen=True, slots=True)
class Detail:
    """A smaller line under a node's name: `warn` for what is ended, unknown or undecided."""

    text: str
    tone: Tone = "soft"
    struck: bool = False  # it was so before, and is no more


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the picture.

    `title` is its full official name or wording, never shortened. `kicker` is the small line above it
    (what kind of thing it is), `details` stand below. `tooltip` carries the evidence. `about` names other things
    by which one may look for it.
    """

    id: str
    kind: Kind
    title: str
    kicker: str = ""
    details: tuple[Detail, ...] = ()
    standing: Standing = "present"
    href: str = ""
    tooltip: str = ""
    about: tuple[str, ...] = ()
    change: Change = ""
    central: bool = False  # what the picture is about, where it is about one thing


@dataclass(frozen=True, slots=True)
class Edge:
    """One link, in the direction in which its words read: source – words – target."""

    source: str
    target: str
    kind: Link
    words: str
    tooltip: str = ""
    change: Change = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference in words: what was added, removed or changed, and the things of the picture it is about.

    Where the same is said of several things (`said`), a list may say it once for all of them (`subject`).
    """

    change: Change
    text: str
    things: frozenset[str] = frozenset()
    subject: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Bunch:
    """Children that hang below a thing by the same link, or the same links, under a common heading."""

    heading: str
    kinds: tuple[Link, ...]
    children: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A thing and what hangs below it."""

    node: str
    bunches: tuple[Bunch, ...] = ()


@dataclass(frozen=True, slots=True)
class Forest:
    """A part of the picture that is drawn as trees whose branches hang in columns."""

    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A framed part of the picture: things side by side that no link joins."""

    id: str
    title: str
    nodes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """A part of the picture in columns from left to right; links run between neighbouring columns."""

    columns: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    ports: bool = False  # words of a link stand in the node it leaves


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign on an axis of time: a day (`start` = `end`), a stretch, or one that has no known end."""

    kind: MarkKind
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Lane:
    """Rows of one kind on an axis of time, each a thing with its marks."""

    id: str
    title: str
    rows: tuple[tuple[str, tuple[Mark, ...]], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """A part of the picture along an axis of time, with the days that are pointed out on it."""

    lanes: tuple[Lane, ...]
    days: tuple[tuple[date, str], ...]
    begin: date | None = None  # the axis does not go further back, even where a mark does
    end: date | None = None  # the axis goes from `begin` to here, whatever stands on it: so on every page of several


@dataclass(frozen=True, slots=True)
class Tally:
    """A part of the picture that counts: rows of a thing and how many it has of each kind."""

    rows: tuple[tuple[str, tuple[tuple[MarkKind, int], ...]], ...]


Part = Forest | Panel | Ladder | Axis | Tally


@dataclass(frozen=True, slots=True)
class Sketch:
    """A whole picture: what it shows, in which arrangement, and the words around it."""

    name: str
    title: str
    subtitle: str
    source: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    synthetic: bool = False
    lang: str = "vi"
    whole: Sketch | None = None  # where many things are drawn as one: all of them
    differences: tuple[Difference, ...] | None = None  # of a comparison; none is an answer too
    number: int = 1  # of the page
    count: int = 1  # of all pages

    def node(self, id_: str) -> Node:
        """Give the node of an id."""
        return next(node for node in self.nodes if node.id == id_)


def in_reading_order(sketch: Sketch) -> Sketch:
    """Put things in the order in which one reads the picture, and links in the order of where they begin."""
    order = {id_: place for place, id_ in enumerate(dict.fromkeys(i for part in sketch.parts for i in ids_in(part)))}
    last = len(order)
    nodes = sorted(sketch.nodes, key=lambda node: order.get(node.id, last))
    edges = sorted(sketch.edges, key=lambda edge: (order.get(edge.source, last), order.get(edge.target, last)))
    return replace(sketch, nodes=tuple(nodes), edges=tuple(edges))


def ids_in(part: Part) -> Iterator[str]:
    """Give the things of a part in reading order."""
    match part:
        case Forest():
            for tree in part.trees:
                yield from ids_of(tree)
        case Panel():
            yield from part.nodes
        case Ladder():
            for column in part.columns:
                yield from column
        case Axis():
            for lane in part.lanes:
                yield from (row[0] for row in lane.rows)
        case Tally():
            yield from (row[0] for row in part.rows)


def ids_of(tree: Tree) -> Iterator[str]:
    """Give the things of a tree, head first."""
    yield tree.node
    for bunch in tree.bunches:
        for child in bunch.children:
            yield from ids_of(child)

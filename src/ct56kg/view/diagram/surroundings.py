"""A thing and what surrounds it, cut out of a whole picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ct56kg.base.words import say
from ct56kg.view.diagram.comparing import counted
from ct56kg.view.diagram.model import Axis, Bunch, Edge, Forest, Kind, Ladder, Node, Panel, Part, Sketch, Tree, ids_of

_JOINING: frozenset[Kind] = frozenset(("task", "event"))  # things that join others; half of one would mislead
Arrange = Callable[[Sequence[Node], Sequence[Edge]], tuple[Part, ...]]


def focused(sketch: Sketch, thing: str, name: str, arrange: Arrange | None = None) -> Sketch | None:
    """Cut out a thing with whatever it is linked to; nothing if it is not in the picture.

    A thing is found by its own id or as what a drawn thing is about (the task of an annex row, the bodies of an
    event); `name` is what the title calls it.
    """
    seeds = {node.id for node in sketch.nodes if node.id == thing}
    seeds = seeds or {node.id for node in sketch.nodes if thing in node.about}
    if not seeds:
        return None
    near = _linked(sketch, seeds)
    joining = {node.id for node in sketch.nodes if node.id in near and node.kind in _JOINING}
    kept = seeds | near | _linked(sketch, joining)
    made = cut(sketch, kept, arrange, below=seeds)
    nodes = tuple(replace(node, central=node.id in seeds) for node in made.nodes)
    title = say(f"diagram.focus-{sketch.name}", sketch.lang, name=name)
    counts = (("things", len(nodes)), ("links", len(made.edges)))
    count = " · ".join(say(f"diagram.count-{name}", sketch.lang, n=n) for name, n in counts if n)
    if sketch.differences is None:
        return replace(made, title=title, subtitle=f"{sketch.subtitle.split(' · ')[0]} · {count}", nodes=nodes)
    shown = {node.id for node in nodes}
    found = tuple(one for one in sketch.differences if one.things <= shown)
    subtitle = f"{sketch.subtitle.rpartition(' · ')[0]} · {counted(found, sketch.lang)}"
    return replace(made, title=title, subtitle=subtitle, nodes=nodes, differences=found)


def changed_only(sketch: Sketch, arrange: Arrange | None = None) -> Sketch:
    """Cut what changed out of a comparison that is too large to be drawn whole."""
    seeds = {node.id for node in sketch.nodes if node.change != "same"}
    seeds |= {end for edge in sketch.edges if edge.change != "same" for end in (edge.source, edge.target)}
    joining = {node.id for node in sketch.nodes if node.id in seeds and node.kind in _JOINING}
    return cut(sketch, seeds | _linked(sketch, joining), arrange)


def cut(sketch: Sketch, kept: set[str], arrange: Arrange | None = None, below: Iterable[str] = ()) -> Sketch:
    """Keep some things and the links among them; a tree keeps what is above them and all that is under `below`."""
    if arrange is None:
        trees = [tree for part in sketch.parts if isinstance(part, Forest) for tree in part.trees]
        kept = kept | {id_ for tree in trees for id_ in _line(tree, kept, set(below))}
    nodes = tuple(node for node in sketch.nodes if node.id in kept)
    edges = tuple(edge for edge in sketch.edges if edge.source in kept and edge.target in kept)
    parts = arrange(nodes, edges) if arrange else tuple(_parts(sketch, kept))
    hidden = len(sketch.nodes) - len(nodes)
    notes = (*sketch.notes, *([say("diagram.not-shown", sketch.lang, n=hidden)] if hidden else []))
    return replace(sketch, nodes=nodes, edges=edges, parts=parts, notes=notes)


def _linked(sketch: Sketch, ids: set[str]) -> set[str]:
    """Give the other ends of all links of some things."""
    found = {edge.target for edge in sketch.edges if edge.source in ids}
    return found | {edge.source for edge in sketch.edges if edge.target in ids}


def _line(tree: Tree, kept: set[str], below: set[str]) -> Iterator[str]:
    """Give what stands above kept things in a tree, and everything under some."""
    if tree.node in below:
        yield from ids_of(tree)
        return
    found = [id_ for bunch in tree.bunches for child in bunch.children for id_ in _line(child, kept, below)]
    if found or tree.node in kept:
        yield tree.node
    yield from found


def _parts(sketch: Sketch, kept: set[str]) -> Iterator[Part]:
    for part in sketch.parts:
        match part:
            case Forest():
                trees = tuple(_pruned(tree, kept, sketch.lang) for tree in part.trees if tree.node in kept)
                if trees:
                    yield Forest(trees)
            case Panel():
                nodes = tuple(id_ for id_ in part.nodes if id_ in kept)
                if nodes:
                    yield replace(part, nodes=nodes, title=_of(part.title, nodes, part.nodes, sketch.lang))
            case Ladder():
                columns = tuple(tuple(id_ for id_ in column if id_ in kept) for column in part.columns)
                if any(columns):
                    yield replace(part, columns=columns)
            case Axis():
                lanes = (replace(lane, rows=tuple(row for row in lane.rows if row[0] in kept)) for lane in part.lanes)
                yield replace(part, lanes=tuple(lane for lane in lanes if lane.rows))


def _pruned(tree: Tree, kept: set[str], lang: str) -> Tree:
    bunches: list[Bunch] = []
    for bunch in tree.bunches:
        children = tuple(_pruned(child, kept, lang) for child in bunch.children if child.node in kept)
        if children:
            heading = _of(bunch.heading, children, bunch.children, lang)
            bunches.append(replace(bunch, heading=heading, children=children))
    return Tree(tree.node, tuple(bunches))


def _of(title: str, shown: Sequence[object], whole: Sequence[object], lang: str) -> str:
    """Say that not all are shown."""
    return title if len(shown) == len(whole) else say("diagram.shown-of", lang, title=title, n=len(shown))

r"""A page as DOT, every position given: the one door to the library `graphviz`.

Graphviz draws what is placed (`layout=nop2`): given the same DOT, `neato -n2` draws the same. Names of nodes
are short hashes, because a CURIE would be read as a port; texts are escaped, because `\N`, `<b>` and `&` mean
something in DOT.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable

from ct56kg.view.diagram import style
from ct56kg.view.diagram.axis import MARK, STRETCHES
from ct56kg.view.diagram.card import PAD_X, Align, Line
from ct56kg.view.diagram.legend import Key
from ct56kg.view.diagram.metrics import Weight
from ct56kg.view.diagram.model import Edge
from ct56kg.view.diagram.page import Page
from ct56kg.view.diagram.plate import Bar, Box, Caption, Frame, Wire
from ct56kg.view.diagram.spline import ARROW, decimal, point, spline

_SLACK = 1.04  # Pango rounds the widths of signs to its pixels
_BORDER = 8.0  # Graphviz draws a second border 4 points outside the size of a node
_TAGS: dict[Weight, tuple[str, str]] = {"regular": ("", ""), "bold": ("<B>", "</B>"), "italic": ("<I>", "</I>")}


def node_id(id_: str) -> str:
    """Give the short name of a thing in DOT and SVG.

    >>> node_id("https://w3id.org/ct56kg/id/body/b01")
    'nb82b58c011'
    """
    return "n" + hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def edge_id(edge: Edge) -> str:
    """Give the short name of a link."""
    key = "\0".join((edge.source, edge.kind, edge.target))
    return "e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def dot(page: Page) -> str:
    """Write a page as DOT."""
    import graphviz

    graph = graphviz.Digraph(
        page.sketch.name,
        graph_attr={
            "layout": "nop2",
            "inputscale": "72",
            "bgcolor": style.PAPER,
            "pad": "0",
            "margin": "0",
            "outputorder": "nodesfirst",
            "splines": "true",
            "size": f"{decimal(page.width * page.scale / 72, 4)},{decimal(page.height * page.scale / 72, 4)}!",
            "charset": "UTF-8",
        },
        node_attr={"fontname": "Roboto", "fontsize": "10", "fixedsize": "true", "margin": "0", "label": ""},
        edge_attr={"fontname": "Roboto", "fontsize": "8", "arrowsize": decimal(ARROW)},
    )
    for name, x, y in (("a", 0.36, 0.36), ("b", page.width - 0.36, page.height - 0.36)):
        graph.node(f"corner-{name}", shape="box", style="invis", width="0.01", height="0.01", pos=_pos(page, x, y))
    for number, y in enumerate(page.rules):
        _rule(graph, page, number, y)
    for number, bar in enumerate(page.plate.bars):
        _bar(graph, page, number, bar)
    for number, caption in enumerate(page.plate.captions):
        _caption(graph, page, f"words-{number}", caption)
    if page.badge:
        _caption(graph, page, "mark", page.badge, frame=True)
    for box in page.plate.boxes:
        _box(graph, page, box)
    for frame in page.plate.frames:
        _frame(graph, page, frame)
    for wire in page.plate.wires:
        _wire(graph, page, wire)
    for number, key in enumerate(page.keys):
        _key(graph, page, number, key)
    text: str = graph.source
    return text


def _box(graph: object, page: Page, box: Box) -> None:
    node = box.card.node
    look = style.look(node.kind, node.standing, node.change)
    _add(
        graph,
        node_id(node.id),
        _table(box.card.lines, box.card.align, box.width - 2 * PAD_X + 1),
        shape=look.shape,
        style=look.style,
        fillcolor=look.fill,
        color=look.line,
        penwidth=decimal(max(look.pen, 3.0) if node.central else look.pen),
        peripheries=str(look.peripheries),
        **_size(box.width - _BORDER * (look.peripheries - 1), box.height - _BORDER * (look.peripheries - 1)),
        pos=_pos(page, box.x + box.width / 2, box.y + box.height / 2),
        tooltip=_text(node.tooltip or node.title),
        id=node_id(node.id),
        **({"class": f"{node.kind} {node.standing}"}),
        **({"href": _text(node.href)} if node.href else {}),
    )


def _caption(graph: object, page: Page, name: str, caption: Caption, frame: bool = False) -> None:
    width, height = caption.width * _SLACK + 2, caption.height
    left = caption.x - {"left": 0.0, "center": width / 2, "right": width}[caption.align]
    look = {"shape": "box", "style": "filled", "fillcolor": style.PAPER, "color": style.MARK, "penwidth": "1.5"}
    bare = {"shape": "plain"}
    if caption.ground:
        bare = {"shape": "box", "style": "filled", "fillcolor": caption.ground, "penwidth": "0"}
    room = 10.0 if frame else 0.0
    _add(
        graph,
        name,
        _table(caption.lines, caption.align, width),
        **(look if frame else bare),
        **_size(width + 4 + 2 * room, height + 4 + (4 if frame else 0)),
        pos=_pos(page, left + width / 2, caption.y + height / 2),
        id=name,
    )


def _rule(graph: object, page: Page, number: int, y: float) -> None:
    width = page.width - 56
    _add(
        graph, f"rule-{number}", "", shape="box", style="filled", fillcolor=style.RULE, penwidth="0",
        **_size(width, 0.8), pos=_pos(page, page.width / 2, y), id=f"rule-{number}",
    )  # fmt: skip


def _bar(graph: object, page: Page, number: int, bar: Bar) -> None:
    _add(
        graph, f"bar-{number}", "", shape=bar.look.shape, style=bar.look.style, fillcolor=bar.look.fill,
        color=bar.look.line, penwidth=decimal(bar.look.pen), **_size(bar.width, bar.height),
        pos=_pos(page, bar.x + bar.width / 2, bar.y + bar.height / 2), id=f"bar-{number}",
    )  # fmt: skip


def _frame(graph: object, page: Page, frame: Frame) -> None:
    x0, y0, x1, y1 = frame.x, page.height - frame.y - frame.height, frame.x + frame.width, page.height - frame.y
    with graph.subgraph(name=f"cluster_{node_id(frame.id)}") as cluster:  # type: ignore[attr-defined]
        cluster.attr(
            bb=",".join(decimal(value) for value in (x0, y0, x1, y1)),
            color=style.FRAME, style="rounded,dashed", penwidth="0.9", label="", tooltip=_text(frame.title),
            id=node_id(frame.id),
        )  # fmt: skip
        for box in page.plate.boxes:
            if (
                x0 <= box.x
                and box.x + box.width <= x1
                and frame.y <= box.y
                and box.y + box.height <= frame.y + frame.height
            ):
                cluster.node(node_id(box.card.node.id))


def _wire(graph: object, page: Page, wire: Wire) -> None:
    edge, stroke = wire.edge, style.stroke(wire.edge.kind, wire.edge.change)
    forward = wire.start == edge.source
    first, last = (edge.source, edge.target) if forward else (edge.target, edge.source)
    head, tail = (stroke.head, stroke.tail) if forward else (stroke.tail, stroke.head)
    tail = "none" if wire.branches else tail
    attributes = _stroke(stroke, head, tail)
    attributes["pos"] = spline(wire.points, wire.curve, head, tail, page.height)
    for box in page.plate.boxes:
        for port in box.ports:
            if port.edge == edge:
                attributes["label"] = f"<{_line(port.line)}>"
                attributes["lp"] = _pos(page, box.x + box.width - PAD_X / 2 - port.line.width / 2, port.y)
    graph.edge(  # type: ignore[attr-defined]
        node_id(first), node_id(last), id=edge_id(edge), tooltip=_text(edge.tooltip or edge.words), **attributes,
        **{"class": edge.kind},
    )  # fmt: skip


def _key(graph: object, page: Page, number: int, key: Key) -> None:
    sample, name = key.sample, f"key-{number}"
    if sample.link:
        stroke = style.stroke(sample.link, sample.change)
        for end, x in (("a", key.x), ("b", key.x + 28)):
            _add(graph, f"{name}{end}", "", shape="plain", style="invis", **_size(0.72, 0.72), pos=_pos(page, x, key.y))
        points = ((key.x, key.y), (key.x + 28, key.y))
        pos = spline(points, False, stroke.head, stroke.tail, page.height)
        graph.edge(f"{name}a", f"{name}b", id=name, pos=pos, **_stroke(stroke, stroke.head, stroke.tail))  # type: ignore[attr-defined]
    elif sample.mark:
        width = 24.0 if sample.mark in STRETCHES else MARK
        _bar(graph, page, -1 - number, Bar(style.MARKS[sample.mark], key.x + 14 - width / 2, key.y - 4, width, 8))
    elif sample.kind:
        look = style.look(sample.kind, sample.standing, sample.change)
        inset = 2.0 * (look.peripheries - 1)
        _add(
            graph, name, "", shape=look.shape, style=look.style, fillcolor=look.fill, color=look.line,
            penwidth=decimal(look.pen), peripheries=str(look.peripheries), **_size(26 - 4 * inset, 11 - 2 * inset),
            pos=_pos(page, key.x + 14, key.y), id=name,
        )  # fmt: skip
    line = Line(sample.words, 8)
    _caption(graph, page, f"{name}w", Caption((line,), key.x + 34, key.y - line.height / 2))


def _add(graph: object, name: str, label: str, **attributes: str) -> None:
    graph.node(name, label=label, **attributes)  # type: ignore[attr-defined]


def _stroke(stroke: style.Stroke, head: str, tail: str) -> dict[str, str]:
    ends = {(True, True): "both", (True, False): "forward", (False, True): "back", (False, False): "none"}
    return {
        "color": stroke.colour, "style": stroke.style, "penwidth": decimal(stroke.pen),
        "arrowhead": head, "arrowtail": tail, "dir": ends[head != "none", tail != "none"],
    }  # fmt: skip


def _table(lines: Iterable[Line], align: Align, width: float) -> str:
    cell = f'<TR><TD ALIGN="{align.upper()}" WIDTH="{int(width)}"'
    rows = "".join(f'{cell} HEIGHT="{line.height}">{_line(line)}</TD></TR>' for line in lines)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>>' if rows else ""


def _line(line: Line) -> str:
    opening, closing = _TAGS[line.weight]
    text = html.escape(line.text, quote=True).replace("\\", "\\\\")
    text = f"<S>{text}</S>" if line.struck else text
    return f'<FONT POINT-SIZE="{decimal(line.size)}" COLOR="{line.colour}">{opening}{text}{closing}</FONT>'


def _text(text: str) -> str:
    """Escape a text for an attribute: neither HTML nor an escape sequence nor an entity."""
    import graphviz

    escaped: str = graphviz.escape(text.replace("&", "&amp;"))
    return escaped


def _size(width: float, height: float) -> dict[str, str]:
    return {"width": decimal(width / 72, 4), "height": decimal(height / 72, 4)}


def _pos(page: Page, x: float, y: float) -> str:
    return point((x, y), page.height)

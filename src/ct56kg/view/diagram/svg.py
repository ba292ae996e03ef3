"""Graphviz's SVG made a document of its own: named, linked, measured, with its font inside and no raw ids.

The tree is rebuilt from what Graphviz drew (shapes, lines, heights) and what the model says (names, links,
evidence), matched by the short ids; nothing that a label or link contains reaches the SVG but as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from ct56kg.base.words import say
from ct56kg.view.diagram.alternative import describe, summary
from ct56kg.view.diagram.card import PAD_X, Line
from ct56kg.view.diagram.dot import edge_id, node_id
from ct56kg.view.diagram.metrics import Weight
from ct56kg.view.diagram.model import SIGNS, Edge, Node
from ct56kg.view.diagram.page import PAPERS, Page
from ct56kg.view.diagram.plate import Box
from ct56kg.view.diagram.subset import subset

_SVG = "http://www.w3.org/2000/svg"
_FALLBACK = "Roboto,'Noto Sans','Segoe UI',Arial,sans-serif"
_DRAWN = {"path", "polygon", "polyline", "ellipse", "text"}


def finish(drawn: bytes, page: Page, dot: str) -> str:
    """Turn what Graphviz drew into the picture that is handed out."""
    old = ET.fromstring(drawn)
    name = f"{page.sketch.name}-{hashlib.sha256(dot.encode()).hexdigest()[:8]}"
    graph = old.find(f"{{{_SVG}}}g")
    assert graph is not None
    root = _root(page, name, old.get("viewBox", ""))
    picture = ET.SubElement(root, "g", {"transform": graph.get("transform", "")})
    pieces = _Pieces(page, name)
    for child in graph:
        made = pieces.background(child) if _tag(child) == "polygon" else pieces.group(child)
        if made is not None:
            picture.append(made)
    style = root.find("style")
    assert style is not None
    style.text = _css(name, picture)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _root(page: Page, name: str, view_box: str) -> ET.Element:
    short, long = PAPERS[page.paper]
    width, height = (long, short) if page.landscape else (short, long)
    sketch = page.sketch
    root = ET.Element(
        "svg",
        {
            "xmlns": _SVG,
            "id": name,
            "width": f"{width * 25.4 / 72:.0f}mm",
            "height": f"{height * 25.4 / 72:.0f}mm",
            "viewBox": view_box,
            "lang": sketch.lang,
            "role": "graphics-document",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
            "style": "max-width:100%;height:auto;background:#fff",
        },
    )
    mark = f"{say('diagram.synthetic', sketch.lang)}: " if sketch.synthetic else ""
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = mark + sketch.title
    ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = summary(sketch)
    ET.SubElement(root, "metadata", {"id": f"{name}-text"}).text = describe(sketch)
    ET.SubElement(root, "style")
    return root


class _Pieces:
    """Rebuilds one group after the other; knows which thing each id stands for."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.boxes = {node_id(box.card.node.id): box for box in page.plate.boxes}
        self.edges = {edge_id(wire.edge): wire.edge for wire in page.plate.wires}
        self.frames = {node_id(frame.id): frame for frame in page.plate.frames}
        self.captions = {f"words-{n}": caption for n, caption in enumerate(page.plate.captions)}
        self.ports = {edge_id(port.edge): (box, port) for box in page.plate.boxes for port in box.ports}

    def background(self, child: ET.Element) -> ET.Element:
        """Keep the sheet itself."""
        return ET.Element("polygon", {key: child.get(key, "") for key in ("fill", "stroke", "points")})

    def group(self, child: ET.Element) -> ET.Element | None:
        """Rebuild a node, link, frame or caption."""
        kind, id_ = child.get("class", "").split(" ")[0], child.get("id", "")
        if kind == "cluster" and id_ in self.frames:
            made = ET.Element("g", {"role": "group", "aria-label": self.frames[id_].title})
        elif kind == "node" and id_ in self.boxes:
            return self._node(child, self.boxes[id_], id_)
        elif kind == "edge" and id_ in self.edges:
            return self._edge(child, self.edges[id_], id_)
        elif kind in ("node", "edge") and not id_.startswith("node"):
            made = ET.Element("g", {} if id_ in self.captions or id_.endswith("w") else {"aria-hidden": "true"})
        else:
            return None
        shapes = list(_shapes(child))
        caption = self.captions.get(id_)
        if caption:
            anchors = {"left": ("start", caption.x), "right": ("end", caption.x), "center": ("middle", caption.x)}
            shapes = _set(shapes, caption.lines, *anchors[caption.align])
        made.extend(_measured(shapes))
        return made if len(made) else None

    def _node(self, child: ET.Element, box: Box, id_: str) -> ET.Element:
        node = box.card.node
        left = box.card.align == "left"
        x = box.x + (PAD_X if left else box.width / 2)
        shapes = _measured(_set(list(_shapes(child)), box.card.lines, "start" if left else "middle", x))
        look = " ".join(("node", node.kind, node.standing, node.change)).rstrip()
        outer = ET.Element("g", {"id": f"{self.name}-{id_}", "class": look})
        label = {"aria-label": _spoken(node, self.page.sketch.lang)}
        inner = ET.SubElement(outer, "a", {"href": node.href, **label}) if node.href else outer
        if not node.href:
            outer.attrib |= {"role": "img", "tabindex": "0", **label}
        ET.SubElement(inner, "title").text = node.tooltip or node.title
        inner.extend(shapes)
        return outer

    def _edge(self, child: ET.Element, edge: Edge, id_: str) -> ET.Element:
        nodes = self.page.sketch
        said = f"{nodes.node(edge.source).title} – {edge.words} – {nodes.node(edge.target).title}"
        if edge.change in SIGNS:
            said = f"{say(f'diagram.mark-{edge.change}', nodes.lang)}: {said}"
        look = " ".join(("edge", edge.kind, edge.change)).rstrip()
        made = ET.Element("g", {"id": f"{self.name}-{id_}", "class": look, "role": "img", "aria-label": said})
        ET.SubElement(made, "title").text = edge.tooltip or said
        shapes = list(_shapes(child))
        if id_ in self.ports:
            box, port = self.ports[id_]
            shapes = _set(shapes, (port.line,), "end", box.x + box.width - PAD_X / 2)
        made.extend(_measured(shapes))
        return made


def _spoken(node: Node, lang: str) -> str:
    mark = say(f"diagram.mark-{node.change}", lang) if node.change in SIGNS else ""
    return ". ".join(part for part in (mark, node.kicker, node.title, *(d.text for d in node.details)) if part)


def _shapes(child: ET.Element) -> Iterable[ET.Element]:
    """Take the drawn elements out of whatever Graphviz wrapped them in."""
    for element in child.iter():
        if _tag(element) in _DRAWN:
            kept = {
                key: value for key, value in element.attrib.items() if not key.startswith("{") and key != "font-family"
            }
            made = ET.Element(_tag(element), kept)
            made.text = element.text
            yield made


def _set(shapes: list[ET.Element], lines: Sequence[Line], anchor: str, x: float) -> list[ET.Element]:
    """Put the lines of a text where they were measured to stand, whatever Graphviz measured."""
    texts = [shape for shape in shapes if shape.tag == "text"]
    if len(texts) == len(lines):
        for shape in texts:
            shape.attrib |= {"text-anchor": anchor, "x": f"{x:.2f}".rstrip("0").rstrip(".")}
    return shapes


def _measured(shapes: Iterable[ET.Element]) -> list[ET.Element]:
    """Fix the width of every text, so that another font cannot make it leave its box."""
    made = list(shapes)
    for shape in made:
        if shape.tag == "text" and shape.text:
            line = Line(shape.text, float(shape.get("font-size", "10")), _weight(shape))
            shape.attrib |= {"textLength": f"{line.width:.2f}", "lengthAdjust": "spacingAndGlyphs"}
            shape.set("font-size", f"{line.size:g}")
    return made


def _weight(shape: ET.Element) -> Weight:
    if shape.get("font-weight") == "bold":
        return "bold"
    return "italic" if shape.get("font-style") == "italic" else "regular"


def _css(name: str, picture: ET.Element) -> str:
    """Carry the signs of each weight that the picture uses; name them so that two pictures on a page do not mix."""
    used: dict[Weight, set[str]] = {}
    for shape in picture.iter("text"):
        used.setdefault(_weight(shape), set()).update(shape.text or "")
    looks: dict[Weight, str] = {"regular": "", "bold": "font-weight:bold;", "italic": "font-style:italic;"}
    rules = []
    for weight, look in looks.items():
        if weight in used:
            data = base64.b64encode(subset(weight, used[weight])).decode("ascii")
            rules.append(f"@font-face{{font-family:'{name}';{look}src:url(data:font/ttf;base64,{data})}}")
    rules.append(f"#{name} text{{font-family:'{name}',{_FALLBACK}}}")
    rules.append(f"#{name} a:hover text,#{name} a:focus text{{text-decoration:underline}}")
    rules.append(f"#{name} a:focus-visible{{outline:2px solid #1c4e80;outline-offset:2px}}")
    return "".join(rules)


def _tag(element: ET.Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]

"""A picture in words: the same things and the same links, for those who cannot see it or want to copy from it."""

from __future__ import annotations

import html
from collections.abc import Iterator

from ct56kg.base.words import say
from ct56kg.view.diagram.model import SIGNS, Change, Node, Sketch


def summary(sketch: Sketch) -> str:
    """Say in a few sentences what the picture shows, on which date, with which reservations and from which source."""
    parts = [sketch.subtitle, *sketch.notes, sketch.source]
    return " ".join(part if part.endswith((".", "…")) else part + "." for part in parts if part)


def describe(sketch: Sketch) -> str:
    """List every thing and every link of a picture as plain text."""
    return "\n".join(_lines(sketch.whole or sketch)) + "\n"


def describe_html(sketch: Sketch) -> str:
    """List every thing and every link of a picture as HTML, things linked to the same entries as in the picture."""
    sketch = sketch.whole or sketch
    names = {node.id: _linked(node) for node in sketch.nodes}
    things = "".join(f"<li>{names[node.id]}{html.escape(_rest(node, sketch.lang))}</li>" for node in sketch.nodes)
    links = "".join(
        f"<li>{names[edge.source]} – {html.escape(edge.words)} – {names[edge.target]}"
        f"{html.escape(_change(edge.change, sketch.lang))}</li>"
        for edge in sketch.edges
    )
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in (*_mark(sketch), *sketch.notes))
    return (
        f'<section class="diagram-text" lang="{html.escape(sketch.lang)}"><h3>{html.escape(sketch.title)}</h3>'
        f"<p>{html.escape(sketch.subtitle)}</p>{notes}{_differences(sketch)}"
        f"<h4>{html.escape(_count('things', sketch.lang, len(sketch.nodes)))}</h4><ul>{things}</ul>"
        f"<h4>{html.escape(_count('links', sketch.lang, len(sketch.edges)))}</h4><ul>{links}</ul>"
        f"<p>{html.escape(sketch.source)}</p></section>"
    )


def _lines(sketch: Sketch) -> Iterator[str]:
    titles = {node.id: node.title for node in sketch.nodes}
    yield from _mark(sketch)
    yield sketch.title
    yield sketch.subtitle
    if sketch.differences is not None:
        yield ""
        yield _count("list-title", sketch.lang, len(sketch.differences))
        yield from (f"{SIGNS[one.change]} {one.text}" for one in sketch.differences)
    yield ""
    yield _count("things", sketch.lang, len(sketch.nodes))
    for node in sketch.nodes:
        href = f" <{node.href}>" if node.href else ""
        yield f"- {node.title}{_rest(node, sketch.lang)}{href}"
    yield ""
    yield _count("links", sketch.lang, len(sketch.edges))
    for edge in sketch.edges:
        change = _change(edge.change, sketch.lang)
        yield f"- {titles[edge.source]} – {edge.words} – {titles[edge.target]}{change}"
    if sketch.notes:
        yield ""
        yield from (f"* {note}" for note in sketch.notes)
    yield ""
    yield sketch.source


def _mark(sketch: Sketch) -> list[str]:
    return [say("diagram.synthetic", sketch.lang)] if sketch.synthetic else []


def _count(key: str, lang: str, n: int) -> str:
    return say(f"diagram.{key}", lang, n=n)


def _rest(node: Node, lang: str) -> str:
    """Say in brackets what kind of thing it is, then its details."""
    kind = say(f"diagram.kind-{node.kind}", lang)
    parts = [part for part in (node.kicker, *(detail.text for detail in node.details)) if part]
    return f" [{kind}]{_change(node.change, lang)}" + (f": {'; '.join(parts)}" if parts else "")


def _change(change: Change, lang: str) -> str:
    """Say in brackets what became of a thing or link; nothing of what is as it was."""
    return f" [{say(f'diagram.mark-{change}', lang)}]" if change in SIGNS else ""


def _differences(sketch: Sketch) -> str:
    if sketch.differences is None:
        return ""
    found = "".join(f"<li>{SIGNS[one.change]} {html.escape(one.text)}</li>" for one in sketch.differences)
    return f"<h4>{html.escape(_count('list-title', sketch.lang, len(sketch.differences)))}</h4><ul>{found}</ul>"


def _linked(node: Node) -> str:
    title = html.escape(node.title)
    return f'<a href="{html.escape(node.href)}">{title}</a>' if node.href else title

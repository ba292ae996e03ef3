"""A report as sections of short items with their reasons: on the terminal, as Markdown, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ct56kg.base.text import wrap
from ct56kg.base.words import say
from ct56kg.view.page import esc, page
from ct56kg.view.terminal import set_lines
from ct56kg.view.terminal import width as terminal_width

_STYLE = """
.items { list-style: none; padding-left: 0; } .items > li { margin: .35em 0; break-inside: avoid-page; }
.items .sign { display: inline-block; width: 1.4em; font-weight: 700; }
.items ul { margin: .15em 0 .3em 1.4em; padding-left: 1em; font-size: .92em; }
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One line with its sign, and the lines below it that give reasons."""

    sign: str
    text: str
    lines: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or none where the head of the report says it, and its items."""

    title: str
    items: Sequence[Item]


def to_text(sections: Iterable[Section], lang: str, width: int | None = None) -> str:
    """Write sections for a terminal, wrapped by words."""
    width = width or terminal_width()
    out: list[str] = []
    for section in sections:
        if section.title:
            out += ["", *set_lines([section.title.upper()], width)]
        if not section.items:
            out.append(f"  {say('amend.nothing', lang)}")
        for item in section.items:
            first, *rest = wrap(item.text, width - 4) or [""]
            out.append(f"  {item.sign} {first}")
            out += [f"    {line}" for line in rest]
            for reason in item.lines:
                lead, *more = wrap(reason, width - 8) or [""]
                out.append(f"      {lead}")
                out += [f"        {line}" for line in more]
    return "\n".join(out).removeprefix("\n")


def to_markdown(sections: Iterable[Section], lang: str) -> str:
    """Write sections as Markdown."""
    out: list[str] = []
    for section in sections:
        if section.title:
            out += [f"## {escaped(section.title)}", ""]
        if not section.items:
            out.append(say("amend.nothing", lang))
        for item in section.items:
            out.append(f"- {escaped(item.sign)} {escaped(item.text)}")
            out += [f"  - {escaped(line)}" for line in item.lines]
        out.append("")
    return "\n".join(out)


def to_html(
    title: str,
    sections: Iterable[Section],
    head: Sequence[str],
    lang: str,
    *,
    mark: str | None = None,
    foot: Sequence[str] = (),
) -> str:
    """Set sections into the common page."""
    parts = [f"<p><strong>{esc(line)}</strong></p>" for line in head[1:]]
    for section in sections:
        if section.title:
            parts.append(f"<h2>{esc(section.title)}</h2>")
        if not section.items:
            parts.append(f"<p>{esc(say('amend.nothing', lang))}</p>")
            continue
        parts.append('<ul class="items">')
        for item in section.items:
            below = "".join(f"<li>{esc(line)}</li>" for line in item.lines)
            sign = f'<span class="sign">{esc(item.sign)}</span>'
            parts.append(f"<li>{sign}{esc(item.text)}{f'<ul>{below}</ul>' if below else ''}</li>")
        parts.append("</ul>")
    return page(
        title, "\n".join(parts), lang=lang, subtitle=head[0] if head else "", footer=foot, mark=mark, style=_STYLE
    )


def escaped(text: str) -> str:
    """Escape text for Markdown."""
    return "".join("\\" + c if c in "\\`*_[]<>|#" else c for c in text).replace("\n", " ")

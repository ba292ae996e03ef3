"""One calm page for everything that is read or printed: self-contained HTML, A4, no script, nothing remote."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from ct56kg.base.words import say

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def esc(text: object) -> str:
    """Escape text for HTML, in content and in quoted attributes alike."""
    return html.escape(str(text), quote=True)


_SYMBOL = re.compile(r"(?<![\w/.-])\d[\w.]*(?:[/-]\w[\w.]*)*-\w[\w.]*(?:[/-]\w[\w.]*)*")


def prose(text: object) -> str:
    """Escape text for HTML content and keep the symbols of documents (`56-CTr/TU`) on one line.

    >>> prose("theo 56-CTr/TU & 01/07/2025")
    'theo <span class="whole">56-CTr/TU</span> &amp; 01/07/2025'
    """
    return _SYMBOL.sub(lambda found: f'<span class="whole">{found.group()}</span>', esc(text))


def page(
    title: str,
    body_html: str,
    *,
    lang: str,
    footer: str | Iterable[str] = "",
    landscape: bool = False,
    mark: str | None = None,
    subtitle: str = "",
    style: str = "",
) -> str:
    """Set a body into the common page.

    Args:
        title: plain text; also the name of the document.
        body_html: HTML that the caller has escaped (`esc`); written as it is.
        lang: language of the page, for hyphens, screen readers and the word before page numbers.
        footer: where this comes from, plain text, one line each (dossier, as-of date, version).
        landscape: print on A4 landscape.
        mark: words that must stand on every sheet, such as the mark of fictitious examples.
        subtitle: one line below the title, plain text, usually with the as-of date.
        style: CSS of this page alone, after the common one.
    """
    lines = (footer.split("\n") if isinstance(footer, str) else list(footer)) if footer else []
    foot = "".join(f"<p>{esc(line)}</p>" for line in lines if line)
    parts = [
        "<!doctype html>",
        f'<html lang="{esc(lang)}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{esc(f'{mark} · {title}' if mark else title)}</title>",
        f"<style>\n{_sheet()}{_paper(lang, landscape, mark)}{style}</style></head>",
        f'<body class="{"landscape" if landscape else "portrait"}{" marked" if mark else ""}">',
        _marks(mark) if mark else "",
        f'<header class="head"><h1>{esc(title)}</h1>',
        f'<p class="subtitle">{esc(subtitle)}</p>' if subtitle else "",
        f"</header>\n<main>\n{body_html}\n</main>",
        f'<footer class="foot">{foot}</footer>' if foot else "",
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _marks(mark: str) -> str:
    """Write the mark above the page and across it, as large as its letters allow."""
    return (
        f'<p class="mark" role="note">{esc(mark)}</p>'
        f'<div class="watermark" style="--letters:{len(mark)}" data-mark="{esc(mark)}" aria-hidden="true"></div>'
    )


@cache
def _sheet() -> str:
    return files("ct56kg.view").joinpath("page.css").read_text("utf-8")


def _paper(lang: str, landscape: bool, mark: str | None) -> str:
    """Write the rules for paper: size, page numbers, and the mark in the margin of every sheet."""
    number = f'"{_css(say("page.page", lang))} " counter(page) "/" counter(pages)'
    marked = f' @top-center {{ content: "{_css(mark)}"; font-weight: 700; color: #8a1c1c; }}' if mark else ""
    return (
        f"@page {{ size: A4 {'landscape' if landscape else 'portrait'};"
        f" @bottom-right {{ content: {number}; }}{marked} }}\n"
    )


def _css(text: str) -> str:
    """Escape text for a quoted CSS string inside a `style` element."""
    return "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text)

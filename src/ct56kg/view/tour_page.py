"""The page to open first: who was directed and who is left, side by side, every line leading to its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from ct56kg.base.dates import format_date
from ct56kg.base.finding import Finding
from ct56kg.base.words import say
from ct56kg.view.fate import Fate
from ct56kg.view.findings import summary
from ct56kg.view.page import esc, page

MARKS = {"ended": "✗", "undecided": "?", "affected": "!", "present": "="}

_STYLE = """
table.fate { width: 100%; border-collapse: collapse; }
table.fate th, table.fate td { text-align: left; vertical-align: top; padding: .45em .6em; }
table.fate td { border-bottom: 1px solid #c9ced6; }
table.fate th { border-bottom: 2px solid #3a4657; }
table.fate td:first-child { width: 38%; }
.mark-ended { font-weight: 700; } .state-ended td:nth-child(2) { font-weight: 600; }
.basis { display: block; font-size: .85em; font-weight: 400; }
.sentence { line-height: 1.75; padding: .8em 1em; border-left: 4px solid #3a4657; background: #f5f6f8; }
.sentence mark { background: #e3e9f2; border-bottom: 2px solid #3a4657; padding: 0 .1em; }
.sentence mark:target { background: #ffe9a8; outline: 2px solid #3a4657; }
figure { margin: 1.2em 0; break-inside: avoid-page; } figure svg { width: 100%; height: auto; }
figcaption { font-weight: 600; margin-bottom: .3em; }
.sample { border: 2px dashed #8a1c1c; padding: 0 1em .6em; margin-top: 1.6em; }
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The one source: what it reports, its date, its fingerprint."""

    programme: str
    title: str
    article: str
    published: date
    sha256: str
    number: int


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One finding of the sample amendment, with the changed statements that caused it, in words."""

    code: str
    message: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """What the sample amendment would do."""

    title: str
    new: tuple[SampleItem, ...]
    fixed: tuple[SampleItem, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Tour:
    """Everything the tour has computed."""

    lang: str
    before: date
    after: date
    source: Source
    directive: str
    directive_start: int
    fates: tuple[Fate, ...]
    tasks: int
    without_lead: int
    findings_before: tuple[Finding, ...]
    findings_after: tuple[Finding, ...]
    sample: Sample | None


def tour_page(tour: Tour, pictures: Sequence[tuple[str, str, str]], matrices: Sequence[tuple[str, str]]) -> str:
    """Set the tour into the common page; `pictures` are (file, title, SVG), `matrices` (file, title)."""
    lang = tour.lang
    before, after = format_date(tour.before, lang), format_date(tour.after, lang)
    parts = [
        f"<p>{esc(say('tour.page-intro', lang, before=before, after=after))}</p>",
        f"<p><strong>{esc(before)}</strong>: {esc(summary(tour.findings_before, lang))}<br>",
        f"<strong>{esc(after)}</strong>: {esc(summary(tour.findings_after, lang))}</p>",
        _table(tour, before, after),
        f"<p><strong>{esc(say('tour.lead', lang, n=tour.without_lead, all=tour.tasks))}</strong></p>",
        _sentence(tour),
        f"<h2>{esc(say('tour.pictures', lang))}</h2>",
        *(
            f'<figure><figcaption><a href="{esc(file)}">{esc(title)}</a></figcaption>{_inline(svg)}</figure>'
            for file, title, svg in pictures
        ),
        f"<h2>{esc(say('tour.matrix', lang))}</h2>",
        "<ul>" + "".join(f'<li><a href="{esc(f)}">{esc(t)}</a></li>' for f, t in matrices) + "</ul>",
        _sample(tour.sample, lang) if tour.sample else "",
    ]
    footer = f"ct56kg {version('ct56kg')} · {tour.source.article} · sha256 {tour.source.sha256[:12]}…"
    return page(
        say("tour.page-title", lang),
        "\n".join(parts),
        lang=lang,
        subtitle=tour.source.title,
        footer=[footer],
        style=_STYLE,
    )


def _table(tour: Tour, before: str, after: str) -> str:
    lang = tour.lang
    rows = []
    for fate in tour.fates:
        basis = "".join(
            f'<span class="basis">{esc(say("tour.basis", lang))}: '
            + (f'<a href="{esc(address)}">{esc(name)}</a>' if address.startswith("http") else esc(name))
            + "</span>"
            for name, address in fate.basis
        )
        rows.append(
            f'<tr class="state-{fate.state}"><td><a href="#q{fate.start}">{esc(fate.name)}</a></td>'
            f"<td>{MARKS[fate.state]} {esc(fate.line)}{basis}</td></tr>"
        )
    head = f"<tr><th>{esc(say('tour.col-before', lang, day=before))}</th>"
    head += f"<th>{esc(say('tour.col-after', lang, day=after))}</th></tr>"
    return f'<table class="fate"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def _sentence(tour: Tour) -> str:
    """Quote the whole sentence of direction with every addressee marked at its place."""
    lang = tour.lang
    text, at, out = tour.directive, 0, []
    for fate in sorted(tour.fates, key=lambda f: f.start):
        start, end = fate.start - tour.directive_start, fate.end - tour.directive_start
        where = f"[{fate.start}–{fate.end}]"
        out += [esc(text[at:start]), f'<mark id="q{fate.start}" title="{where}">{esc(text[start:end])}</mark>']
        at = end
    out.append(esc(text[at:]))
    note = say("tour.quotes-note", lang, source=tour.source.article, hash=tour.source.sha256[:12])
    return (
        f"<h2>{esc(say('tour.quotes', lang))}</h2>"
        f'<blockquote class="sentence" lang="vi">{"".join(out)}</blockquote><p>{esc(note)}</p>'
    )


def _inline(svg: str) -> str:
    """Put a picture into the page: without its XML declaration, its ids as they are."""
    return re.sub(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<!--.*?-->)\s*", "", svg, flags=re.DOTALL)


def _sample(sample: Sample, lang: str) -> str:
    def items(found: Sequence[SampleItem]) -> str:
        lines = []
        for item in found:
            causes = "".join(f"<br>{esc(say('tour.cause', lang, what=cause))}" for cause in item.causes)
            lines.append(f"<li><strong>{esc(item.code)}</strong> {esc(item.message)}{causes}</li>")
        return "<ul>" + "".join(lines) + "</ul>"

    return (
        f'<section class="sample"><h2>{esc(say("tour.sample-title", lang))}</h2>'
        f"<p>{esc(say('tour.sample-intro', lang))}</p><p><strong>{esc(sample.title)}</strong></p>"
        f"<h3>{esc(say('tour.new', lang, n=len(sample.new)))}</h3>{items(sample.new)}"
        f"<h3>{esc(say('tour.fixed', lang, n=len(sample.fixed)))}</h3>{items(sample.fixed)}"
        f"<p>{esc(say('tour.unchanged', lang, n=sample.unchanged))}</p></section>"
    )

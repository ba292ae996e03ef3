"""Findings as one page to read, print and file: a summary, then what to deal with first, grouped by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ct56kg.base.finding import Finding
from ct56kg.base.words import say
from ct56kg.check.rules import Rule
from ct56kg.view.findings import MARKS, grouped, place
from ct56kg.view.page import esc, page

_STYLE = """
.kind { margin: 1.6em 0 .4em; border-bottom: 2px solid; padding-bottom: .15em; }
.rule { break-inside: avoid-page; margin: .9em 0; }
.rule h3 { margin: 0 0 .2em; } .rule .code { font-weight: 400; opacity: .75; }
.rule ul { margin: .3em 0; padding-left: 1.4em; } .rule li { margin: .25em 0; }
.rule .why, .rule .remedy { margin: .2em 0; } .rule .remedy { font-style: italic; }
.place { font-size: .85em; opacity: .75; overflow-wrap: anywhere; }
"""


def check_page(
    found: Sequence[Finding],
    rules: Mapping[str, Rule],
    title: Callable[[str], str],
    head: Sequence[str],
    mark: str | None,
    lang: str,
    title_of: Callable[[str], str],
) -> str:
    """Set findings into the common page.

    Args:
        found: the findings.
        rules: what the rules say of themselves, by IRI.
        title: gives a rule's name.
        head: dossier, summary, provenance.
        mark: words for every sheet, if fictitious content is shown.
        lang: language of the page.
        title_of: names the document that a rule rests on.
    """
    parts = [f"<p><strong>{esc(head[1])}</strong></p>"]
    for kind, members in grouped(found):
        parts.append(f'<h2 class="kind">{MARKS[kind]} {esc(say(f"cli.{kind}", lang))}</h2>')
        for iri, group in members:
            parts.append(_rule(iri, group, rules.get(iri), title, title_of, lang))
    return page(
        say("finding.title", lang),
        "\n".join(parts),
        lang=lang,
        subtitle=head[0],
        footer=[head[2]],
        mark=mark,
        style=_STYLE,
    )


def _rule(
    iri: str,
    group: Sequence[Finding],
    rule: Rule | None,
    title: Callable[[str], str],
    title_of: Callable[[str], str],
    lang: str,
) -> str:
    code = f'<span class="code">{esc(group[0].code)} · {len(group)}</span>'
    lines = [f'<section class="rule"><h3>{esc(title(iri))} {code}</h3>']
    if rule is not None:
        basis = " · ".join(title_of(item) if item.startswith("http") else item for item in rule.basis)
        why = rule.text("why", lang) + (f" ({say('finding.basis', lang)}: {basis})" if basis else "")
        lines.append(f'<p class="why">{esc(why)}</p>')
        if rule.text("remedy", lang):
            lines.append(f'<p class="remedy">{esc(say("finding.remedy", lang))}: {esc(rule.text("remedy", lang))}</p>')
    lines.append("<ul>")
    for finding in group:
        where = f' <span class="place">{esc(place(finding))}</span>' if finding.file else ""
        lines.append(f"<li>{esc(finding.message)}{where}</li>")
    return "\n".join([*lines, "</ul></section>"])

"""Findings as one page to read, print and file, and as Markdown: what to do first, then by thing and by rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ct56kg.base.finding import Finding
from ct56kg.base.words import say
from ct56kg.check.rules import Rule
from ct56kg.view.check_material import Beside, Step, by_thing, first_steps, paragraph
from ct56kg.view.findings import MARKS, grouped, kind, place
from ct56kg.view.page import esc, page, prose
from ct56kg.view.sections import escaped

_STYLE = """
.kind { margin: 1.6em 0 .4em; border-bottom: 2px solid; padding-bottom: .15em; }
.rule { margin: .9em 0; }
.rule h3, .thing h3 { margin: 0 0 .2em; break-after: avoid; } .code { font-weight: 400; color: var(--soft); }
.rule ul, .thing ul { margin: .3em 0; padding-left: 1.4em; }
.rule li, .thing li { margin: .3em 0; break-inside: avoid; }
.thing { margin: .8em 0; break-inside: avoid-page; }
.rule .why, .rule .remedy { margin: .2em 0; } .rule .remedy { font-style: italic; }
.rule.info ul { columns: 20rem 2; column-gap: 2rem; font-size: .92em; }
.place { font-size: .85em; color: var(--soft); overflow-wrap: anywhere; }
.steps li { margin: .45em 0; break-inside: avoid; } .steps .remedy { display: block; }
li .evidence { display: block; font-size: .92em; margin: .15em 0; }
figure svg { width: 100%; height: auto; }
@media print { .steps a { color: inherit; } figure { break-before: page; } figure svg { max-height: 225mm; } }
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a report on findings is written from.

    Attributes:
        found: the findings.
        rules: what the rules say of themselves, by IRI.
        title: gives a rule's name.
        label: names the document that a rule rests on, and the things found wrong, by IRI.
        head: dossier, summary, provenance.
        mark: words for every sheet, if fictitious content is shown.
        more: evidence, pictures and hash (`check_material.beside`).
        lang: language of the report.
    """

    found: Sequence[Finding]
    rules: Mapping[str, Rule]
    title: Callable[[str], str]
    label: Callable[[str], str]
    head: Sequence[str]
    mark: str | None
    more: Beside
    lang: str

    @property
    def steps(self) -> list[Step]:
        """List what to do first."""
        return first_steps(self.found, self.rules, self.lang)

    @property
    def things(self) -> list[tuple[str, list[Finding]]]:
        """Group by thing, each under its own name, not its identifier."""
        return by_thing(self.found, lambda term: self.label(term[1:-1]) if term.startswith("<") else term)

    @property
    def foot(self) -> list[str]:
        """Say how the findings came to be, and of what data."""
        digest = self.more.digest
        return [self.head[2], *([say("finding.digest", self.lang, digest=digest)] if digest else [])]


def check_page(checked: Checked) -> str:
    """Set findings into the common page."""
    found, lang = checked.found, checked.lang
    parts = [
        f"<p><strong>{esc(checked.head[1])}</strong></p>",
        f'<p class="summary">{prose(paragraph(found, lang))}</p>' if found else "",
        _first(checked),
        _things(checked),
    ]
    if found:
        parts.append(f"<h2>{esc(say('finding.by-rule', lang))}</h2>")
    for name, members in grouped(found):
        parts.append(f'<h3 class="kind">{MARKS[name]} {esc(say(f"cli.{name}", lang))}</h3>')
        for iri, group in members:
            parts.append(_rule(iri, group, checked))
    for caption, svg in checked.more.pictures:
        inline = re.sub(r"^\s*(<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<!--.*?-->)\s*", "", svg, flags=re.DOTALL)
        parts.append(f"<figure><figcaption>{esc(caption)}</figcaption>{inline}</figure>")
    return page(
        say("finding.title", lang),
        "\n".join(part for part in parts if part),
        lang=lang,
        subtitle=checked.head[0],
        footer=checked.foot,
        mark=checked.mark,
        style=_STYLE,
    )


def _first(checked: Checked) -> str:
    steps, lang = checked.steps, checked.lang
    if not steps:
        return ""
    items = []
    for step in steps:
        label = f'<span class="severity {step.kind}">{esc(say(f"cli.{step.kind}", lang))}</span>'
        link = f'<a href="#{esc(_anchor(step.rule, step.kind))}">{esc(checked.title(step.rule))}</a>'
        remedy = f'<span class="remedy">{esc(step.remedy)}</span>' if step.remedy else ""
        items.append(f'<li>{label} {link} <span class="code">{esc(step.code)} · {step.number}</span>{remedy}</li>')
    return f"<h2>{esc(say('finding.first', lang))}</h2><ol class='steps'>{''.join(items)}</ol>"


def _things(checked: Checked) -> str:
    groups, lang = checked.things, checked.lang
    if not groups:
        return ""
    parts = [f"<h2>{esc(say('finding.by-thing', lang))}</h2>"]
    for label, members in groups:
        items = []
        for finding in members:
            sign = f'<span class="severity {kind(finding)}">{esc(say(f"cli.{kind(finding)}", lang))}</span>'
            items.append(
                f'<li>{sign} {prose(finding.message)} <span class="code">{esc(finding.code)}</span>'
                f"{_quotes(finding, checked.more)}</li>"
            )
        parts.append(f'<section class="thing"><h3>{esc(label)}</h3><ul>{"".join(items)}</ul></section>')
    return "\n".join(parts)


def _quotes(finding: Finding, more: Beside) -> str:
    return "".join(f'<span class="evidence">{prose(quote)}</span>' for quote in more.quotes(finding))


def _anchor(rule: str, name: str) -> str:
    return f"{name}-{rule.rstrip('/#').replace('#', '/').rsplit('/', 1)[-1]}"


def _rule(iri: str, group: Sequence[Finding], checked: Checked) -> str:
    rule, lang = checked.rules.get(iri), checked.lang
    code = f'<span class="code">{esc(group[0].code)} · {len(group)}</span>'
    name = kind(group[0])
    lines = [f'<section class="rule {name}" id="{esc(_anchor(iri, name))}"><h3>{esc(checked.title(iri))} {code}</h3>']
    if rule is not None:
        basis = " · ".join(checked.label(item) if item.startswith("http") else item for item in rule.basis)
        why = rule.text("why", lang) + (f" ({say('finding.basis', lang)}: {basis})" if basis else "")
        lines.append(f'<p class="why">{esc(why)}</p>')
        if rule.text("remedy", lang):
            lines.append(f'<p class="remedy">{esc(say("finding.remedy", lang))}: {esc(rule.text("remedy", lang))}</p>')
    lines.append("<ul>")
    quoted: set[str] = set()
    for finding in group:
        where = f' <span class="place">{esc(place(finding))}</span>' if finding.file else ""
        again = kind(finding) != "info" or finding.focus in quoted
        quoted.add(finding.focus)
        quotes = "" if again else _quotes(finding, checked.more)
        lines.append(f"<li>{prose(finding.message)}{where}{quotes}</li>")
    return "\n".join([*lines, "</ul></section>"])


def check_markdown(checked: Checked) -> str:
    """Write the same as Markdown, without pictures."""
    found, head, mark, lang = checked.found, checked.head, checked.mark, checked.lang
    lines = [f"# {say('finding.title', lang)}", "", *([f"**{mark}**", ""] if mark else []), escaped(head[0]), ""]
    lines += [escaped(head[1]), "", escaped(paragraph(found, lang)), ""]
    if checked.steps:
        lines += [f"## {say('finding.first', lang)}", ""]
        for number, step in enumerate(checked.steps, 1):
            told = f"{say(f'cli.{step.kind}', lang)}: {escaped(checked.title(step.rule))} ({step.code}, {step.number})"
            lines.append(f"{number}. {told}" + (f" – {escaped(step.remedy)}" if step.remedy else ""))
        lines.append("")
    groups = checked.things
    if groups:
        lines += [f"## {say('finding.by-thing', lang)}", ""]
    for label, members in groups:
        lines += [f"### {escaped(label)}", ""]
        for one in members:
            lines.append(f"- {say(f'cli.{kind(one)}', lang)} · {one.code}: {escaped(one.message)}")
            lines += [f"  > {escaped(quote)}" for quote in checked.more.quotes(one)]
        lines.append("")
    if found:
        lines += [f"## {say('finding.by-rule', lang)}", ""]
    for name, some in grouped(found):
        lines += [f"### {say(f'cli.{name}', lang)}", ""]
        for iri, group in some:
            lines += [f"#### {group[0].code} · {escaped(checked.title(iri))} ({len(group)})", ""]
            lines += [f"- {escaped(f.message)}" + (f" (`{place(f)}`)" if f.file else "") for f in group]
            lines.append("")
    return "\n".join([*lines, "---", "", "\n\n".join(escaped(line) for line in checked.foot)]) + "\n"

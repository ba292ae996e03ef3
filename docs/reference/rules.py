"""Pages of the rules: one page per file of `shapes/`, one section per rule, everything from the Turtle itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ct56kg.base.resources import builtin_root
from ct56kg.base.words import say as spoken
from ct56kg.check.rules import Rule, read_rules
from reference.labels import label, triples_of
from reference.markdown import Page, plain, say

_BLOCK = re.compile(r"^rule:([A-Z]{3}-\d\d)\n.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_PLACEHOLDER = re.compile(r"\{[?$]?\w+\}")


@cache
def families() -> dict[str, tuple[tuple[Rule, ...], dict[str, str]]]:
    """Give what each file of `shapes/` holds: its rules in order of code, and the Turtle of each."""
    found = {}
    for path in sorted((builtin_root() / "shapes").glob("*.ttl")):
        rules = sorted(read_rules(triples_of(path)).values(), key=lambda rule: rule.code)
        if rules:
            turtle = {block[1]: block[0] for block in _BLOCK.finditer(path.read_text("utf-8"))}
            found[path.stem] = tuple(rules), turtle
    return found


def pages(lang: str, _used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the pages."""
    index = Page(say("rules", lang), say("rules-about", lang))
    made = {}
    for name, (rules, turtle) in families().items():
        title = say(f"rules-{name}", lang)
        page = Page(title, say("rules-page-about", lang))
        for rule in rules:
            _rule(page, rule, turtle.get(rule.code, ""), lang)
        made[f"rules/{name}.md"] = page.text()
        index.heading(title)
        index.table(
            (say("code", lang), say("rule", lang), say("severity", lang)),
            (
                (
                    f"[{rule.code}]({name}.md#{rule.code.lower()})",
                    plain(rule.text("title", lang)),
                    _severity(rule, lang),
                )
                for rule in rules
            ),
        )
    index.toctree(families(), depth=1)
    made["rules/index.md"] = index.text()
    return made


def _rule(page: Page, rule: Rule, turtle: str, lang: str) -> None:
    page.heading(f"{rule.code} · {plain(rule.text('title', lang))}", anchor=rule.code.lower())
    message = plain(_PLACEHOLDER.sub("…", rule.text("message", lang)))
    page.paragraph(f"{{.severity-{rule.severity}}}\n**{_severity(rule, lang)}** · {message}")
    basis = " · ".join(label(one, lang) if one.startswith("http") else one for one in rule.basis)
    page.terms(
        (
            (spoken("finding.why", lang), plain(rule.text("why", lang))),
            (spoken("finding.basis", lang), plain(basis)),
            (spoken("finding.remedy", lang), plain(rule.text("remedy", lang))),
            (spoken("finding.example", lang), plain(rule.text("example", lang))),
        )
    )
    page.source(turtle, "turtle", say("rule-source", lang))


def _severity(rule: Rule, lang: str) -> str:
    return spoken(f"cli.{rule.severity}", lang)

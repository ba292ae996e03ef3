"""What changed in the rules, said as things: a rule that is new, gone, graded otherwise or worded otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ct56kg.amend.saying import Kind, Said
from ct56kg.base.rows import Term
from ct56kg.base.terms import SH
from ct56kg.base.words import say
from ct56kg.check.rules import Rule, code_of, read_rules


def rule_changes(before: Iterable[ox.Triple], after: Iterable[ox.Triple], lang: str) -> Iterator[Said]:
    """Say the difference of two sets of rules, by rule; what belongs to no named rule is said by its own name."""
    before, after = set(before), set(after)
    changed = before ^ after
    old, new = read_rules(before), read_rules(after)
    for name in sorted({triple.subject.value for triple in changed if isinstance(triple.subject, ox.NamedNode)}):
        was, now = old.get(name), new.get(name)
        if was is None and now is not None:
            yield _said("added", name, now, lang)
        elif was is not None and now is None:
            yield _said("removed", name, was, lang)
        elif was is not None and now is not None and was.severity != now.severity:
            yield _graded(name, was, now, lang)
        else:
            yield _said("value", name, now, lang)


def _said(kind: Kind, name: str, rule: Rule | None, lang: str) -> Said:
    key = {"added": "rule-added", "removed": "rule-removed"}.get(kind, "rule-reworded")
    text = say(f"amend.{key}", lang, code=code_of(name), title=rule.text("title", lang) if rule else code_of(name))
    return Said(kind, Term("iri", name), "", (), (), text)


def _graded(name: str, was: Rule, now: Rule, lang: str) -> Said:
    old, new = (say(f"cli.{rule.severity}", lang) for rule in (was, now))
    text = say("amend.rule-graded", lang, code=now.code, title=now.text("title", lang), old=old, new=new)
    before, after = ((Term("iri", SH + rule.severity.title()),) for rule in (was, now))
    return Said("value", Term("iri", name), SH + "severity", before, after, text)

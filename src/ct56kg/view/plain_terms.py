"""Terms of the vocabulary in sentences for people: what they are called first, their name in data after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ct56kg.base.rows import Term, iri
from ct56kg.check.rules import Rule, without_placeholders

_ASIDE = re.compile(r"(\([^()]*\))")
_TWICE = re.compile(r"(\(\w+:[\w-]+)\) \(")
_NAME = re.compile(r"(?<![\w:/])([a-z]+):([A-Za-z][\w-]*)")


def in_words(text: str, prefixes: Mapping[str, str], label: Callable[[Term], str]) -> str:
    """Say names such as `ct:dueBy` in words, the name after them; what stands in brackets explains words already.

    >>> in_words("Thêm ct:dueBy.", {"ct": "http://x/"}, lambda thing: "hạn")
    'Thêm “hạn” (ct:dueBy).'
    >>> in_words("Thêm ct:dueBy (ngày cuối).", {"ct": "http://x/"}, lambda thing: "hạn")
    'Thêm “hạn” (ct:dueBy; ngày cuối).'
    """

    def said(match: re.Match[str]) -> str:
        namespace = prefixes.get(match[1])
        words = label(iri(namespace + match[2])) if namespace else match[0]
        return match[0] if words == match[0] else f"“{words}” ({match[0]})"

    told = "".join(part if part.startswith("(") else _NAME.sub(said, part) for part in _ASIDE.split(text))
    return _TWICE.sub(r"\1; ", told)


def readable(
    rules: Mapping[str, Rule], lang: str, prefixes: Mapping[str, str], label: Callable[[Term], str]
) -> dict[str, Rule]:
    """Give rules whose message and remedy are sentences for a reader of a language."""

    def texts(rule: Rule) -> dict[str, dict[str, str]]:
        message, remedy = without_placeholders(rule.text("message", lang)), rule.text("remedy", lang)
        return {**rule.texts, "message": {lang: message}, "remedy": {lang: in_words(remedy, prefixes, label)}}

    return {name: replace(rule, texts=texts(rule)) for name, rule in rules.items()}

"""The page of the errors: every code, what it says, why, and what to do; from `words/error.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from ct56kg.base.words import area
from ct56kg.base.words import say as spoken
from reference.markdown import Page, plain, say

_PLACEHOLDER = re.compile(r"\{\w+\}")


def pages(lang: str, _used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the page."""
    page = Page(say("errors", lang), say("errors-about", lang))
    for family, codes in groupby(sorted(area("error")), key=lambda code: code.partition("-")[0]):
        page.heading(family)
        for code in codes:
            words = area("error")[code]
            page.heading(code, 3, code.lower())
            page.paragraph(_said(words[lang]))
            page.terms(
                (
                    (spoken("finding.why", lang), _said(words.get(f"why_{lang}", ""))),
                    (spoken("finding.remedy", lang), _said(words.get(f"remedy_{lang}", ""))),
                )
            )
    return {"errors.md": page.text()}


def _said(text: str) -> str:
    return plain(_PLACEHOLDER.sub("…", text))

"""The page of what cannot be seen yet: the scenarios whose test is a strict expected failure, in their own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from reference.markdown import Page, plain, say

CASES = Path(__file__).resolve().parents[2] / "tests" / "amendments"


def cases() -> dict[str, dict[str, object]]:
    """Give the scenarios that are expected to fail, by name."""
    read = {path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*/case.toml"))}
    return {name: case for name, case in read.items() if "xfail" in case}


def pages(lang: str, _used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the page."""
    page = Page(say("not-yet", lang), say("not-yet-about" if cases() else "not-yet-none", lang))
    page.table(
        (say("scenario", lang), say("not-yet-seen", lang)),
        ((plain(str(case["title"])), plain(str(case["xfail"]))) for case in cases().values()),
    )
    return {"not-yet.md": page.text()}

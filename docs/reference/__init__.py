"""The reference pages, made from what the toolkit reads itself: ontology, rules, questions, commands, errors.

Nothing here is written by hand twice: a rule's page is its Turtle, a command's page its own parser, in the reader's
language. `pages` gives every page as Markdown by its path below `docs/<language>/`.
"""

from __future__ import annotations

from collections.abc import Mapping

from reference import commands, errors, not_yet, python_api, questions, rules, vocabulary
from reference.markdown import Page, say

__all__ = ["LANGUAGES", "pages"]

LANGUAGES = ("vi", "en")
PARTS = (vocabulary, rules, questions, commands, errors, python_api, not_yet)


def pages(lang: str, used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make every reference page of one language, by path (`reference/rules/body.md`).

    `used` names the hand-written pages (`howto/ask.md`) on which a command is shown at work.
    """
    made: dict[str, str] = {}
    index = Page(say("reference", lang), say("reference-about", lang))
    entries = []
    for part in PARTS:
        name = part.__name__.rpartition(".")[2].replace("_", "-")
        found = part.pages(lang, used)
        made.update({f"reference/{path}": text for path, text in found.items()})
        entries.append(f"{name}/index" if f"{name}/index.md" in found else name)
    index.toctree(entries, depth=1)
    made["reference/index.md"] = index.text()
    return made

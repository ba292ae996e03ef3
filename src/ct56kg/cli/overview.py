"""What there is to do, on one page; kept apart so that it loads nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from ct56kg.base.words import say

_VALUED = ("--dossier", "--lang", "--as-of", "--with", "--store")


def command_place(words: Sequence[str]) -> int | None:
    """Find where the command stands among the words, common options and their values skipped."""
    skip = False
    for place, word in enumerate(words):
        if skip:
            skip = False
        elif word in _VALUED:
            skip = True
        elif not word.startswith("-"):
            return place
    return None


def overview(commands: Sequence[Sequence[str]], lang: str) -> str:
    """Word the page."""
    lines = [say("cli.about", lang), "", say("cli.usage", lang) + " ct56kg COMMAND [--help]", ""]
    for group in commands:
        lines += [f"  {name:9}{say(f'cli.{name}', lang)}" for name in group]
        lines.append("")
    lines.append(say("cli.overview-end", lang))
    return "\n".join(lines)

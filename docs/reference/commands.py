"""Pages of the commands: one page each, from the command's own parser, with the pages where it is shown at work."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping

from ct56kg.base.words import say as spoken
from ct56kg.cli import COMMANDS
from ct56kg.cli.parsing import parser_of
from reference.markdown import Page, code, plain, say


def names() -> list[str]:
    """Give the commands in the order of the overview."""
    return [name for group in COMMANDS for name in group]


def pages(lang: str, used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the pages."""
    index = Page(say("commands", lang), say("commands-about", lang))
    for number, group in enumerate(COMMANDS, 1):
        index.heading(say(f"commands-{number}", lang))
        index.table(
            (say("command", lang), say("meaning", lang)),
            ((f"[ct56kg {name}]({name}.md)", plain(spoken(f"cli.{name}", lang))) for name in group),
        )
    index.heading(spoken("cli.common", lang))
    _options(index, _groups(names()[0], lang)[spoken("cli.common", lang)], lang)
    index.heading(say("exit-codes", lang))
    index.table((say("code", lang), say("meaning", lang)), ((str(n), say(f"exit-{n}", lang)) for n in range(3)))
    index.toctree(names(), depth=1)
    made = {"commands/index.md": index.text()}
    for name in names():
        made[f"commands/{name}.md"] = _command(name, lang, used.get(name, []))
    return made


def _command(name: str, lang: str, shown: list[str]) -> str:
    about = spoken(f"cli.{name}", lang)
    page = Page(f"ct56kg {name}", plain(about[:1].upper() + about[1:]) + ".")
    _, parser = parser_of(name, lang)
    page.block(textwrap.dedent(parser.format_usage().removeprefix(spoken("cli.usage", lang))).strip(), "text")
    for title, actions in _groups(name, lang).items():
        if actions and title != spoken("cli.common", lang):
            page.heading(title)
            _options(page, actions, lang)
    page.paragraph(say("commands-common", lang))
    page.heading(say("shown-in", lang))
    page.paragraph("\n".join(f"- [](../../{place})" for place in shown))
    return page.text()


def _groups(name: str, lang: str) -> dict[str, list[argparse.Action]]:
    """Give a parser's arguments by the heading they stand under; argparse itself only prints them."""
    _, parser = parser_of(name, lang)
    groups = parser._action_groups
    return {str(group.title): [a for a in group._group_actions if a.help != argparse.SUPPRESS] for group in groups}


def _options(page: Page, actions: list[argparse.Action], lang: str) -> None:
    page.table(
        (say("option", lang), say("meaning", lang)),
        ((_written(action), plain(action.help or "")) for action in actions),
    )


def _written(action: argparse.Action) -> str:
    """Write an argument as it is typed."""
    value = (
        "" if action.nargs == 0 else action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    )
    choices = f"{{{','.join(map(str, action.choices))}}}" if action.choices else ""
    if not action.option_strings:
        return code(choices or str(value))
    return ", ".join(code(f"{word} {choices or value}".strip()) for word in action.option_strings)

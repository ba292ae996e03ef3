"""From words on the command line to one command's arguments; common options may stand before or after it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from ct56kg.base.errors import UsageError
from ct56kg.base.words import say

Run = Callable[[argparse.Namespace], int]
_MODULES = {"import": "import_"}
"""Commands whose name is a word of Python."""

_USAGE = (
    (r"the following arguments are required: (.+)", "USAGE-02"),
    (r"unrecognized arguments: (.+)", "USAGE-03"),
    (r"argument (.+): expected one argument", "USAGE-04"),
    (r"argument (.+): expected at least one argument", "USAGE-04"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "USAGE-05"),
)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Set help pages as wide as the terminal; asked here, for argparse loads half a library to find out."""
    try:
        width = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        width = 100
    return argparse.RawDescriptionHelpFormatter(prog, width=max(60, min(width, 110)))


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the reader's language and raises instead of exiting."""

    def __init__(self, *args: Any, lang: str = "vi", **kwargs: Any) -> None:  # noqa: ANN401 - as argparse has them
        self.lang = lang
        kwargs.setdefault("add_help", False)
        kwargs.setdefault("formatter_class", _formatter)
        super().__init__(*args, **kwargs)
        self._positionals.title = say("cli.arguments", lang)
        self._optionals.title = say("cli.options", lang)

    def error(self, message: str) -> NoReturn:
        """Turn argparse's English into one of our errors."""
        for pattern, code in _USAGE:
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                what, value, known = (*match.groups(), "", "")[:3]
                raise UsageError(code, usage=self._usage(), what=what, value=value, known=known)
        raise UsageError("USAGE-01", reason=message, usage=self._usage())

    def _usage(self) -> str:
        """Word the usage line; `format_usage` stays as it is, for argparse cuts its English word off by length."""
        return self.format_usage().replace("usage:", say("cli.usage", self.lang), 1).strip()

    def format_help(self) -> str:
        """Word the help page."""
        return super().format_help().replace("usage:", say("cli.usage", self.lang), 1)


def parse(words: Sequence[str], place: int, known: Sequence[str], lang: str) -> tuple[argparse.Namespace, Run | None]:
    """Parse the arguments of the command that stands at `place`; with `--help`, print its page.

    Raises:
        UsageError: unknown command (USAGE-06, with near ones) or wrong arguments (USAGE-01 … 05).
    """
    name = words[place]
    if name not in known:
        from ct56kg.base.text import near

        raise UsageError("USAGE-06", name=name, near=" · ".join(near(name, known, 3)) or " ".join(known))
    run, parser = parser_of(name, lang)
    rest = [*words[:place], *words[place + 1 :]]
    if "--help" in rest or "-h" in rest:
        print(parser.format_help(), end="")
        return argparse.Namespace(), None
    return _arguments(parser, rest), run


def parser_of(name: str, lang: str) -> tuple[Run, Parser]:
    """Load one command: the function that runs it, and the parser of its arguments."""
    module = import_module(f"ct56kg.cli.{_MODULES.get(name, name)}")
    parser = Parser(prog=f"ct56kg {name}", lang=lang, description=say(f"cli.{name}", lang))
    module.configure(parser, lang)
    _add_common(parser, lang)
    return module.run, parser


def _arguments(parser: Parser, words: Sequence[str]) -> argparse.Namespace:
    """Parse with options before, after or between the other words; the usual order is tried first, being quicker."""
    try:
        return parser.parse_args(words)
    except UsageError:
        return parser.parse_intermixed_args(words)


def _add_common(parser: Parser, lang: str) -> None:
    group = parser.add_argument_group(say("cli.common", lang))
    group.add_argument("--dossier", metavar="DIR", help=say("cli.opt-dossier", lang))
    group.add_argument("--lang", choices=("vi", "en"), help=say("cli.opt-lang", lang))
    group.add_argument("--as-of", metavar="YYYY-MM-DD", dest="as_of", help=say("cli.opt-as-of", lang))
    group.add_argument("--with", metavar="STATUS", dest="with_", help=say("cli.opt-with", lang))
    group.add_argument("--store", metavar="memory|disk|URL", help=say("cli.opt-store", lang))
    group.add_argument("--debug", action="store_true", help=say("cli.opt-debug", lang))
    group.add_argument("-h", "--help", action="store_true", help=say("cli.opt-help", lang))

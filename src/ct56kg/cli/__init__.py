"""The command line: finds the command, reads the common options, runs one short function, words every error.

Only the module of the command that is asked for is imported, so that `--help` and `ask` stay quick.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ct56kg.base.errors import CtError, InputError
from ct56kg.base.words import say
from ct56kg.cli.overview import command_place, overview

COMMANDS = (
    ("tour", "ask", "find", "show"),
    ("check", "explain"),
    ("draw", "matrix", "report"),
    ("amend", "diff", "impact"),
    ("export", "import", "intake", "init"),
    ("serve", "site"),
    ("doctor", "format"),
)
"""The commands by what they are for; each is a module of this package with `configure` and `run`."""


def entry() -> NoReturn:
    """Run the command of this process and leave at once.

    Everything is written and closed by then; taking down the store and the modules one by one would
    cost a third of a bare Python's start.
    """
    if sys.getfilesystemencoding() != "utf-8":  # a locale in which Vietnamese arguments and paths cannot be said
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    gc.set_threshold(50_000, 20, 20)  # a run makes many values that live to its end; looking them over costs a tenth
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        code = code or 2
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    0 clean · 1 findings at or above `--fail-on` · 2 wrong use or bad input. No traceback reaches a
    user unless `--debug` asks for it.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    lang = _peek(words, "--lang") or "vi"
    lang = lang if lang in ("vi", "en") else "vi"
    debug = "--debug" in words
    try:
        return _run(words, lang)
    except CtError as error:
        if debug:
            raise
        print(error.say(_reader(words)), file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(say("cli.interrupted", lang), file=sys.stderr)
        return 2
    except Exception as error:
        if debug:
            raise
        if isinstance(error, OSError) and error.filename:
            print(InputError("FILE-06", file=error.filename, reason=error).say(_reader(words)), file=sys.stderr)
            return 2
        print(say("cli.unexpected", lang, kind=type(error).__name__, reason=error), file=sys.stderr)
        return 2


def _run(words: list[str], lang: str) -> int:
    if "help" in words[:1]:
        words = [*words[1:], "--help"]
    place = command_place(words)
    if place is None:
        if "--version" in words:
            from importlib.metadata import version

            print("ct56kg", version("ct56kg"))
        else:
            print(overview(COMMANDS, lang))
        return 0
    from ct56kg.cli.parsing import parse

    args, run = parse(words, place, [name for group in COMMANDS for name in group], lang)
    return run(args) if run else 0


def _peek(words: Sequence[str], option: str) -> str | None:
    """Find the value of an option before anything is parsed."""
    for place, word in enumerate(words):
        if word == option and place + 1 < len(words):
            return words[place + 1]
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return None


def _reader(words: Sequence[str]) -> str:
    """Find the language of an error: the one asked for, else that of the dossier; looked up only once one is raised."""
    asked = _peek(words, "--lang")
    if asked is None:
        from ct56kg.graph.dossier import open_dossier

        try:
            asked = next(iter(open_dossier(_peek(words, "--dossier")).languages), "vi")
        except CtError:
            asked = "vi"
    return asked if asked in ("vi", "en") else "vi"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page; Windows would fail on Vietnamese otherwise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n" if stream is sys.stdout else None)

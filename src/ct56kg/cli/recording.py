"""A change set that a sheet led to: looked at, agreed to by a person, recorded."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from ct56kg.amend.change import read_change
from ct56kg.amend.recording import record
from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.cli.context import Context
from ct56kg.view.looking import look, report_of, written
from ct56kg.view.terminal import argument


def look_and_record(asked: Context, args: argparse.Namespace, folder: Path) -> int:
    """Show the impact, then record the change if that was asked for and nothing forbids it.

    Args:
        asked: who reads which dossier.
        args: with `fail_on`, `dry_run`, `yes`, `anyway` and `because`.
        folder: the change set.

    Raises:
        UsageError: there is nobody to ask (IMPORT-01).
    """
    change = read_change(folder)
    seen = look(asked, change, True)
    print(written(report_of(asked, seen), asked, "text"))
    refused = seen.fails(args.fail_on, False) or bool(seen.contradicts)
    if args.dry_run:
        asked.note(say("import.dry", asked.lang))
        return int(refused)
    if refused and not args.anyway:
        asked.note(say("amend.not-recorded", asked.lang))
        return 1
    if not args.yes and not agreed(asked, folder if args.output else None):
        return 0
    name = record(change, asked.dossier, args.because if args.anyway else None)
    print(say("import.recorded", asked.lang, name=name, day=format_date(change.effect or date.today())))
    return 0


def refuse_read_only(asked: Context, args: argparse.Namespace) -> None:
    """Refuse to record in the toolkit's own dossier, before anything is written.

    Raises:
        UsageError: it is that dossier, and not only looked at (AMEND-13).
    """
    if asked.dossier.builtin and not args.dry_run:
        raise UsageError("AMEND-13", path=asked.dossier.root)


def agreed(asked: Context, kept: Path | None = None) -> bool:
    """Ask a person; without one nothing is recorded, and a change set that was kept is left for `amend apply`.

    Raises:
        UsageError: there is nobody to ask, and nothing was kept (IMPORT-01).
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        if kept is None:
            raise UsageError("IMPORT-01")
        asked.note(say("import.kept", asked.lang, folder=argument(kept)))
        return False
    answer = input(say("import.ask", asked.lang) + " ").strip().casefold()
    if answer in say("import.yes", asked.lang).split("|"):
        return True
    asked.note(say("import.left", asked.lang))
    return False

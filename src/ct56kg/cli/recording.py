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


def look_and_record(asked: Context, args: argparse.Namespace, folder: Path) -> int:
    """Show the impact, then record the change if that was asked for and nothing forbids it.

    Args:
        asked: who reads which dossier.
        args: with `fail_on`, `dry_run`, `yes`, `anyway` and `because`.
        folder: the change set.

    Raises:
        UsageError: the dossier is the toolkit's own (AMEND-13), or there is nobody to ask (IMPORT-01).
    """
    change = read_change(folder)
    seen = look(asked, change, True)
    print(written(report_of(asked, seen), asked, "text"))
    refused = seen.fails(args.fail_on, False) or bool(seen.contradicts)
    if args.dry_run:
        asked.note(say("import.dry", asked.lang))
        return int(refused)
    if asked.dossier.builtin:
        raise UsageError("AMEND-13", path=asked.dossier.root)
    if refused and not args.anyway:
        asked.note(say("amend.not-recorded", asked.lang))
        return 1
    if not args.yes and not agreed(asked):
        return 0
    name = record(change, asked.dossier, args.because if args.anyway else None)
    print(say("import.recorded", asked.lang, name=name, day=format_date(change.effect or date.today())))
    return 0


def agreed(asked: Context) -> bool:
    """Ask a person; without one, nothing is recorded.

    Raises:
        UsageError: there is nobody to ask (IMPORT-01).
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("IMPORT-01")
    answer = input(say("import.ask", asked.lang) + " ").strip().casefold()
    if answer in say("import.yes", asked.lang).split("|"):
        return True
    asked.note(say("import.left", asked.lang))
    return False

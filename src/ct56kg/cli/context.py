"""From the common options of a command to the reader who asked, and the way an answer leaves."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from ct56kg.base.dates import parse_date
from ct56kg.graph.dossier import check_statuses, open_dossier
from ct56kg.graph.kinds import check_kind
from ct56kg.view.reader import Context

__all__ = ["Context", "context", "style_of", "write_out"]


def context(args: argparse.Namespace) -> Context:
    """Read the common options.

    Raises:
        UsageError: an unknown kind of store (STORE-01), an unknown status.
        InputError: no dossier, or a date that cannot be read.
    """
    dossier = open_dossier(args.dossier)
    lang = args.lang or (dossier.languages[0] if dossier.languages else "vi")
    day = parse_date(args.as_of) if args.as_of else date.today()
    if args.store:
        dossier = dossier._replace(store=check_kind(args.store))
    statuses = check_statuses([name.strip() for name in (args.with_ or "").split(",") if name.strip()])
    return Context(dossier, lang if lang in ("vi", "en") else "vi", day, statuses)


def style_of(asked: str | None, target: str | None, known: Sequence[str]) -> str:
    """Choose the format of an answer: the one asked for, else by the suffix of its file, else text."""
    suffix = (target or "").rpartition(".")[2].lower()
    return asked or (suffix if target and suffix in known else "text")


def write_out(content: str | bytes, target: str | None) -> None:
    """Write an answer to a file in one step, or to standard output."""
    if target and target != "-":
        from pathlib import Path

        from ct56kg.base.writing import write_atomic

        write_atomic(Path(target), content.encode() if isinstance(content, str) else content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content if content.endswith("\n") else content + "\n")

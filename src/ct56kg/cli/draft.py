"""Writing a proposed change set into a folder."""

from __future__ import annotations

from pathlib import Path

from ct56kg.amend.drafting import Draft
from ct56kg.amend.undecided import POINTS
from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.cli.context import Context
from ct56kg.view.drafted import head, parts, sheet
from ct56kg.view.terminal import argument


def write_draft(asked: Context, proposal: Draft, folder: Path) -> str:
    """Write a proposal into a new folder and say what it holds.

    Raises:
        UsageError: there is something in the folder already (AMEND-26).
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("AMEND-26", path=folder)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [head(proposal, asked.lang), say("amend.draft-file", asked.lang, folder=argument(folder), file=POINTS)]
    for name, content in parts(asked, proposal).items():
        write_atomic(folder / name, content)
    write_atomic(folder / POINTS, sheet(asked, proposal, lines, "md").encode())
    return sheet(asked, proposal, lines, "text")

"""Writing a proposed change set into a folder: its parts in Turtle, and the points for a person to decide."""

from __future__ import annotations

from pathlib import Path

from ct56kg.amend.drafting import Draft
from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.cli.context import Context
from ct56kg.graph.turtle import write_turtle
from ct56kg.view.changes import written
from ct56kg.view.sections import Item, Section


def write_draft(asked: Context, proposal: Draft, folder: Path) -> str:
    """Write a proposal into a new folder and say what it holds.

    Raises:
        UsageError: there is something in the folder already (AMEND-26).
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("AMEND-26", path=folder)
    folder.mkdir(parents=True, exist_ok=True)
    lang = asked.lang
    number = len(proposal.points)
    size = sum(1 for triple in proposal.add if str(triple.object).endswith("#Transfer>")) or len(proposal.add)
    head = [
        say("amend.draft-head", lang, name=proposal.name, n=size + len(proposal.remove), points=number),
        say("amend.draft-file", lang, folder=folder),
    ]
    comment = f"# {head[0]}\n\n"
    for name, triples in (("amendment", proposal.about), ("add", proposal.add), ("remove", proposal.remove)):
        if triples or name == "add":
            write_atomic(folder / f"{name}.ttl", (comment + write_turtle(triples, asked.prefixes)).encode())
    points = [Item("☐", point.say(lang, asked.label)) for point in proposal.points]
    section = Section(f"{say('amend.section-points', lang)} ({number})", points)
    mark = say("cli.synthetic", lang) if asked.state.synthetic else None
    write_atomic(folder / "can-quyet-dinh.md", written([section], head, lang, "md", mark).encode())
    return written([section], head, lang, "text", mark)

"""A proposed change set as files and words: its parts in Turtle, and the points for a person to decide."""

from __future__ import annotations

from ct56kg.amend.drafting import Draft
from ct56kg.amend.undecided import BOX
from ct56kg.base.words import say
from ct56kg.graph.turtle import write_turtle
from ct56kg.view.changes import written
from ct56kg.view.reader import Context
from ct56kg.view.sections import Item, Section


def head(proposal: Draft, lang: str) -> str:
    """Say in one line what is proposed, and how much of it a person has to decide."""
    size = sum(1 for triple in proposal.add if str(triple.object).endswith("#Transfer>")) or len(proposal.add)
    number = len(proposal.points)
    return say("amend.draft-head", lang, name=proposal.name, n=size + len(proposal.remove), points=number)


def points(asked: Context, proposal: Draft) -> Section:
    """Give the points that a person has to decide."""
    items = [Item(BOX, point.say(asked.lang, asked.label)) for point in proposal.points]
    return Section(f"{say('amend.section-points', asked.lang)} ({len(items)})", items)


def parts(asked: Context, proposal: Draft) -> dict[str, bytes]:
    """Write the parts of the change set in Turtle, by the name of their file."""
    comment = f"# {head(proposal, asked.lang)}\n\n"
    named = (("amendment", proposal.about), ("add", proposal.add), ("remove", proposal.remove))
    return {
        f"{name}.ttl": (comment + write_turtle(triples, asked.prefixes)).encode()
        for name, triples in named
        if triples or name == "add"
    }


def sheet(asked: Context, proposal: Draft, lines: list[str], style: str) -> str:
    """Write the points below some lines, as `text` or `md`; marked where fictitious content is shown."""
    mark = say("cli.synthetic", asked.lang) if asked.synthetic else None
    return written([points(asked, proposal)], lines, asked.lang, style, mark)

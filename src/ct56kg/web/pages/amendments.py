"""Amendments: what was changed, by which document; and what would happen if."""

from __future__ import annotations

from datetime import timedelta

from ct56kg.base.errors import UsageError
from ct56kg.graph.history import change_folders
from ct56kg.graph.reading import FORMATS
from ct56kg.web.composing import events
from ct56kg.web.pages.questions import choices
from ct56kg.web.pages.visit import Page, Visit


def amendments(visit: Visit) -> Page:
    """Tell the history, and offer a look at a change."""
    history = list(change_folders(visit.edition.dossier))
    values = {
        "history": history[::-1],
        "rows": visit.ask("amendment/list").dicts(),
        "outstanding": visit.ask("amendment/outstanding").dicts(),
        "choices": [] if visit.huge else _choices_of(visit),
        "known": [] if visit.huge else events(visit),
        "kinds": ",".join(FORMATS),
        "effect": (visit.reader.as_of + timedelta(days=1)).isoformat(),
    }
    return Page("amendments.html", visit.say("amendments"), "amendments", values)


def amendment(visit: Visit, name: str) -> Page:
    """Show one applied change set, statement by statement in words.

    Raises:
        UsageError: there is none of that name (WEB-02).
    """
    found = [folder for folder in change_folders(visit.edition.dossier) if folder.name == name]
    if not found:
        raise UsageError("WEB-02")
    return Page("amendment.html", name, "amendments", {"folder": found[0]})


def _choices_of(visit: Visit) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the bodies to choose from, those that are charged with something first."""
    charged = {party.value for row in visit.ask("view/responsibility").dicts() if (party := row["party"])}
    every = choices(visit, "body")
    first = [one for one in every if one[0] in charged]
    return [(visit.say("charged"), first), (visit.say("others"), [one for one in every if one[0] not in charged])]

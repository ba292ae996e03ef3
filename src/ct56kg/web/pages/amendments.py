"""Amendments: what was changed, by which document; and what would happen if."""

from __future__ import annotations

from datetime import date, timedelta

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.graph.history import change_folders
from ct56kg.web.pages.questions import _choices
from ct56kg.web.pages.visit import Page, Visit


def amendments(visit: Visit) -> Page:
    """Tell the history, and offer a look at a change."""
    history = list(change_folders(visit.edition.dossier))
    values = {
        "history": history[::-1],
        "rows": visit.ask("amendment/list").dicts(),
        "outstanding": visit.ask("amendment/outstanding").dicts(),
        "choices": _choices(visit, "body"),
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


def asked_day(text: str, otherwise: date) -> date:
    """Read a date from a form."""
    return parse_date(text) if text.strip() else otherwise


def thing_of(visit: Visit, text: str) -> Term:
    """Read a thing from a form."""
    return visit.reader.names.resolve(text, "party")

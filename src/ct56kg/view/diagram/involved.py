"""Whom a drawn thing involves: by their names, too, one may look for it in a picture that does not draw them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ct56kg.base.rows import Rows
from ct56kg.view.diagram.model import Node
from ct56kg.view.diagram.reading import rows_by

QUESTIONS = ("view/reorganisation", "view/responsibility")


def involved(rows: Mapping[str, Rows]) -> dict[str, frozenset[str]]:
    """Give the bodies of each event, the parties and the task of each duty, the parties of each task."""
    found: dict[str, set[str]] = {}
    for event, known in rows_by(rows.get("view/reorganisation"), "event").items():
        found.setdefault(event.n3(), set()).update(body.n3() for row in known if (body := row.get("body")))
    for duty, known in rows_by(rows.get("view/responsibility"), "duty").items():
        parties = {party.n3() for row in known if (party := row.get("party"))}
        tasks = {task.n3() for row in known if (task := row.get("task"))}
        found.setdefault(duty.n3(), set()).update(parties | tasks)
        for name in tasks:
            found.setdefault(name, set()).update(parties)
    return {thing: frozenset(others) for thing, others in found.items()}


def told(node: Node, found: Mapping[str, frozenset[str]]) -> Node:
    """Let a thing be found by the names of whom it involves."""
    others = found.get(node.id)
    return replace(node, about=tuple(sorted({*node.about, *others}))) if others else node

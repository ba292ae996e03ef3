"""A look at a change to what a server keeps: looked at anew until it has seen all that it asks for, in few requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pyoxigraph as ox

from ct56kg.amend.change import Change
from ct56kg.graph.remote.content import RemoteContent
from ct56kg.graph.remote.near import respelled, settled_near
from ct56kg.graph.workspace import State

T = TypeVar("T")


def seen_near(before: State, change: Change, look: Callable[[State, Change], T]) -> T:
    """Look at a change over a server.

    Args:
        before: the state before the change, its content on a server; or at hand, where change sets are laid over it.
        change: the change, whose literals are looked for as the server spells them.
        look: the look; see `settled`.
    """
    remote = before.content
    if not isinstance(remote, RemoteContent):
        return look(before, change)
    parts = {name: getattr(change, name) for name in ("remove", "add")}
    told = replace(change, **{name: replace(part, quads=respelled(remote, part.quads)) for name, part in parts.items()})
    things = [
        node
        for quad in (*told.remove.quads, *told.add.quads)
        for node in (quad.subject, quad.object)
        if isinstance(node, ox.NamedNode)
    ]
    return settled_near(remote, things, lambda near: look(replace(before, content=near), told))

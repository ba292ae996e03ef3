"""From the settings of a dossier to what a server says of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox

from ct56kg.base.errors import RemoteError, UsageError
from ct56kg.base.notice import Notice
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.history import ChangeFolder
from ct56kg.graph.remote.address import read_address
from ct56kg.graph.remote.content import RemoteContent
from ct56kg.graph.remote.credentials import authorization
from ct56kg.graph.remote.endpoint import Endpoint
from ct56kg.graph.remote.exchange import Exchange, Limits
from ct56kg.graph.remote.manner import require_merge

TIMEOUT = "CT56KG_STORE_TIMEOUT"


def endpoint_at(store: str) -> Endpoint:
    """Make ready to ask the server at an address; nothing is sent yet.

    Raises:
        UsageError: no such address, credentials that must not be sent, or a time limit that is no number (REMOTE-22).
    """
    address = read_address(store)
    text = os.environ.get(TIMEOUT, "")
    try:
        limits = Limits(seconds=float(text)) if text else Limits()
    except ValueError:
        raise UsageError("REMOTE-22", name=TIMEOUT, value=text) from None
    return Endpoint(Exchange(address, authorization(address), limits))


def content_of(dossier: Dossier, vocabulary: tuple[ox.Quad, ...]) -> tuple[RemoteContent, tuple[Notice, ...]]:
    """Give what the server of a dossier says, and what its reader should know of that.

    Raises:
        RemoteError: no answer, or the server's default graph is not what questions are asked of (REMOTE-18).
    """
    endpoint = endpoint_at(dossier.store)
    require_merge(endpoint)
    content = RemoteContent(endpoint, dossier.iri + "data", vocabulary)
    if vocabulary and not content.statuses:
        return content, (Notice("REMOTE-19", values={"store": endpoint.place}),)
    return content, ()


def require_not_after(content: RemoteContent, changes: Iterable[ChangeFolder], as_of: date) -> None:
    """See to it that the server does not hold what takes effect only later: that cannot be taken back here.

    Raises:
        RemoteError: it holds what a later change set adds (REMOTE-20).
    """
    changes = list(changes)
    early = {quad.triple for change in changes if change.effect <= as_of for quad in change.add}
    for change in changes:
        if change.effect > as_of and content.stated({quad.triple for quad in change.add} - early):
            raise RemoteError("REMOTE-20", store=content.endpoint.place, change=change.name, day=as_of.isoformat())

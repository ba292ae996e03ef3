"""What a form about a change says: an event that is known, one that is composed, or files."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message

from ct56kg.base.dates import parse_date
from ct56kg.base.text import nfc
from ct56kg.web.composing import Composed, following, merger
from ct56kg.web.endpoint import read_body
from ct56kg.web.pages.visit import Visit
from ct56kg.web.uploads import MAX_FILE, uploaded

_MAX_BODY = 4 * MAX_FILE
FIELDS = ("kind", "event", "first", "second", "name", "effect", "propose")
"""The fields of an event, known or composed."""

Fields = Mapping[str, str | UploadFile]


async def read_form(request: Request) -> FormData:
    """Read a form whose size is known before any of it is parsed."""
    body = await read_body(request, _MAX_BODY)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return await Request(request.scope, receive).form(max_files=12, max_fields=20)


async def composed(form: Fields, visit: Visit) -> Composed:
    """Make what is to be looked at from a form.

    Raises:
        CtError: names, dates or files that make no sense, or are too large.
    """
    if form.get("kind") in ("event", "merger"):
        return await run_in_threadpool(_event, form, visit)
    files, left = await uploaded(form)
    notes = (visit.say("left-out", files=", ".join(left)),) if left else ()
    return Composed("", files, visit.reader.as_of, notes=notes)


def _event(form: Fields, visit: Visit) -> Composed:
    if form.get("kind") == "event":
        return following(visit, visit.reader.names.resolve(_text(form, "event")))
    first, second, name = (_text(form, field) for field in ("first", "second", "name"))
    resolve = visit.reader.names.resolve
    second_body = resolve(second, "party") if second else None
    propose = bool(form.get("propose"))
    return merger(visit, resolve(first, "party"), second_body, name, parse_date(_text(form, "effect")), propose)


def _text(form: Fields, name: str) -> str:
    return nfc(str(form.get(name) or "").strip()[:500])

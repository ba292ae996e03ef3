"""What a form about a change says: an event that is known, one that is composed, or files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import InputError, LimitError, UsageError
from ct56kg.base.text import nfc
from ct56kg.graph.reading import FORMATS
from ct56kg.web.composing import Composed, following, merger
from ct56kg.web.endpoint import read_body
from ct56kg.web.pages.visit import Visit

MAX_FILE = 2**20
_MAX_BODY = 4 * MAX_FILE
FIELDS = ("kind", "event", "first", "second", "name", "effect", "propose")
"""The fields of an event, known or composed."""

Fields = Mapping[str, str | UploadFile]


async def read_form(request: Request) -> FormData:
    """Read a form whose size is known before any of it is parsed."""
    body = await read_body(request, _MAX_BODY)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return await Request(request.scope, receive).form(max_files=4, max_fields=20)


async def composed(form: Fields, visit: Visit) -> Composed:
    """Make what is to be looked at from a form.

    Raises:
        CtError: names, dates or files that make no sense, or are too large.
    """
    if form.get("kind") in ("event", "merger"):
        return await run_in_threadpool(_event, form, visit)
    return Composed("", await _files(form), visit.reader.as_of)


def _event(form: Fields, visit: Visit) -> Composed:
    if form.get("kind") == "event":
        return following(visit, visit.reader.names.resolve(_text(form, "event")))
    first, second, name = (_text(form, field) for field in ("first", "second", "name"))
    resolve = visit.reader.names.resolve
    second_body = resolve(second, "party") if second else None
    propose = bool(form.get("propose"))
    return merger(visit, resolve(first, "party"), second_body, name, parse_date(_text(form, "effect")), propose)


async def _files(form: Fields) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part, stem in (("add", "add"), ("remove", "remove"), ("about", "amendment")):
        sent = form.get(part)
        if isinstance(sent, UploadFile) and sent.filename:
            content = await sent.read(MAX_FILE + 1)
            if len(content) > MAX_FILE:
                raise LimitError("WEB-01", limit=MAX_FILE)
            suffix = Path(sent.filename).suffix.lower()
            if suffix not in FORMATS:
                raise InputError("FILE-02", suffix=suffix or "–", known=" ".join(FORMATS))
            found[stem + suffix] = content
    if not found:
        raise UsageError("AMEND-11")
    return found


def _text(form: Fields, name: str) -> str:
    return nfc(str(form.get(name) or "").strip()[:500])

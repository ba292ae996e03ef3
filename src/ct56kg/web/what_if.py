"""What if: a change is sent or composed, a process of its own looks at it, the report is kept a while."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import CtError, InputError, LimitError, UsageError
from ct56kg.base.text import nfc, search_key
from ct56kg.graph.reading import FORMATS
from ct56kg.web.composing import Composed, merger
from ct56kg.web.endpoint import read_body
from ct56kg.web.pages.visit import Download, Page, Visit
from ct56kg.web.protocol import RefusedError

MAX_FILE = 2**20
_MAX_BODY = 4 * MAX_FILE
_MEMORY = 2 * 2**30
_SECONDS = 60.0
_KEPT = 30
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "sarif": "application/sarif+json",
    "ttl": "text/turtle; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One look that was taken: what the report says, and the files that were looked at."""

    told: dict[str, Any]
    files: dict[str, bytes]


class Looks:
    """Takes looks, one at a time, and keeps the last ones for reading again and taking away."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Look] = OrderedDict()
        self._turn = asyncio.Semaphore(1)

    async def take(self, request: Request, visit: Visit) -> str:
        """Look at what a form sent, and give the key under which the report is kept.

        Raises:
            CtError: what was sent makes no sense or is too large, or the look took too long.
        """
        sent = await _files(await _form(request), visit)
        files = sent.files
        view = (visit.lang, visit.reader.as_of.isoformat(), ",".join(sorted(visit.reader.statuses)))
        parts = b"\0".join(
            (visit.edition.hash.encode(), *map(str.encode, view), *(n.encode() + b for n, b in files.items()))
        )
        key = sha256(parts).hexdigest()[:20]
        if key not in self._kept:
            async with self._turn:
                told = await _look(visit, sent)
            self._kept[key] = Look(told, files)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return key

    def page(self, visit: Visit, name: str) -> Page | Download:
        """Show a report, or give it as a file.

        Raises:
            UsageError: no such report (WEB-02): the server has forgotten it, or never took that look.
        """
        key, _, suffix = name.partition(".")
        look = self._kept.get(key)
        if look is None or (suffix and suffix not in _MEDIA):
            raise UsageError("WEB-02")
        if suffix == "ttl":
            parts = [f"# {part}\n".encode() + content for part, content in look.files.items()]
            return Download(b"\n".join(parts), _MEDIA[suffix], f"{key}.ttl")
        if suffix:
            return Download(look.told["files"][suffix].encode(), _MEDIA[suffix], f"{key}.{suffix}")
        names = ("head", "sections", "synthetic", "unclean", "complete")
        drawn = look.told["picture"]
        svg = drawn[drawn.index("<svg") :] if drawn else ""
        values = {"key": key, "svg": svg, **{name: look.told[name] for name in names}}
        return Page("what_if.html", look.told["title"], "amendments", values)

    async def record(self, request: Request, visit: Visit, key: str, token: str) -> str:
        """Record the change of a look in the dossier, and give the name of its folder.

        Raises:
            RefusedError: writing is not allowed here, or the token is not the one that the server printed (WEB-08).
            CtError: the change cannot be recorded; the dossier is as it was.
        """
        form = await _form(request)
        given = str(form.get("token") or "")
        if not token or not compare_digest(given.encode(), token.encode()):
            raise RefusedError(403, UsageError("WEB-08"))
        look = self._kept.get(key)
        if look is None:
            raise UsageError("WEB-02")
        because = str(form.get("because") or "").strip()[:500]
        async with self._turn:
            change = Composed(_slug(str(form.get("what") or "")), look.files, visit.reader.as_of)
            told = await _look(visit, change, because)
        return str(told["recorded"])


def _slug(text: str) -> str:
    """Make the name of a folder of what a person typed."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(text))[:60].strip("-") or "sua-doi"


async def _form(request: Request) -> FormData:
    """Read a form whose size is known before any of it is parsed."""
    body = await read_body(request, _MAX_BODY)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return await Request(request.scope, receive).form(max_files=4, max_fields=20)


async def _files(form: FormData, visit: Visit) -> Composed:
    """Make the files of a change set from a form."""
    if form.get("kind") == "merger":
        first, second = (str(form.get(name) or "").strip() for name in ("first", "second"))
        resolve = visit.reader.names.resolve
        effect = parse_date(str(form.get("effect") or ""))
        name = nfc(str(form.get("name") or "").strip()[:200])
        return merger(visit, resolve(first, "party"), resolve(second, "party") if second else None, name, effect)
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
    return Composed("", found, visit.reader.as_of)


async def _look(visit: Visit, sent: Composed, because: str | None = None) -> dict[str, Any]:
    """Start the process that looks, and stop it when it takes too long."""
    with tempfile.TemporaryDirectory(prefix="ct56kg-look-") as parent:
        folder = str(Path(parent, sent.title if because is not None else "xem-thu"))
        Path(folder).mkdir()
        for name, content in sent.files.items():
            Path(folder, name).write_bytes(content)
        asked = {
            "dossier": str(visit.edition.dossier.root),
            "folder": folder,
            "lang": visit.lang,
            "day": max(visit.reader.as_of, sent.effect).isoformat(),
            "title": sent.title,
            "statuses": sorted(visit.reader.statuses),
            "memory": _MEMORY,
            "record": because,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ct56kg.web.looking", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            async with asyncio.timeout(_SECONDS):
                out, _ = await process.communicate(json.dumps(asked).encode())
        except TimeoutError:
            raise LimitError("QUERY-40", limit=f"{_SECONDS:g}") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    if not out:
        raise LimitError("QUERY-43", code=process.returncode)
    told: dict[str, Any] = json.loads(out)
    if "error" in told:
        raise _error(told)
    return told


def _error(told: dict[str, Any]) -> CtError:
    return InputError(told["error"], file=told["file"], line=told["line"], **told["values"])

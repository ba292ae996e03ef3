"""What if: a change is sent or composed, a process of its own looks at it, the report is kept a while."""

from __future__ import annotations

import asyncio
import io
import json
import re
import sys
import tempfile
import zipfile
from asyncio.subprocess import DEVNULL, PIPE
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any

from starlette.requests import Request

from ct56kg.base.errors import CtError, InputError, LimitError, UsageError
from ct56kg.base.text import search_key
from ct56kg.web.addresses import view_name
from ct56kg.web.composing import Composed
from ct56kg.web.forms import read_form
from ct56kg.web.pages.visit import Download, Page, Visit
from ct56kg.web.protocol import RefusedError

_MEMORY = 2 * 2**30
_SECONDS = 60.0
_KEPT = 30
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "sarif": "application/sarif+json",
    "zip": "application/zip",
}
_SHOWN = ("head", "notes", "points", "sections", "unchanged", "pictures", "synthetic", "unclean", "complete")


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

    async def take(self, visit: Visit, sent: Composed) -> str:
        """Look at a change, and give the key under which the report is kept.

        Raises:
            CtError: what was sent makes no sense, or the look took too long.
        """
        key = _key(visit, sent)
        if key not in self._kept:
            async with self._turn:
                told = await _look(visit, sent)
            files = {name: text.encode() for name, text in told["set"].items()}
            self._kept[key] = Look({**told, "notes": sent.notes}, files)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return key

    def page(self, visit: Visit, name: str) -> Page | Download:
        """Show a report, or give it or the change set as a file.

        Raises:
            UsageError: no such report (WEB-02): the server has forgotten it, or never took that look.
        """
        key, _, suffix = name.partition(".")
        look = self._kept.get(key)
        if look is None or (suffix and suffix != "zip" and suffix not in look.told["files"]):
            raise UsageError("WEB-02")
        if suffix == "zip":
            return Download(_packed(look.files), _MEDIA[suffix], f"{key}.zip")
        if suffix:
            return Download(look.told["files"][suffix].encode(), _MEDIA[suffix], f"{key}.{suffix}")
        values = {"key": key, "styles": list(look.told["files"]), **{name: look.told[name] for name in _SHOWN}}
        return Page("what_if.html", look.told["title"], "amendments", values)

    async def record(self, request: Request, visit: Visit, key: str, token: str) -> str:
        """Record the change of a look in the dossier, and give the name of its folder.

        Raises:
            RefusedError: writing is not allowed here, or the token is not the one that the server printed (WEB-08).
            CtError: the change cannot be recorded; the dossier is as it was.
        """
        form = await read_form(request)
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


def _key(visit: Visit, sent: Composed) -> str:
    """Name a look by all that it depends on, so that the same one is not taken twice."""
    reader = visit.reader
    said = (visit.edition.hash, visit.lang, reader.as_of.isoformat(), *sorted(reader.statuses), sent.title, sent.event)
    content = (name.encode() + b"\0" + content for name, content in sorted(sent.files.items()))
    return sha256(b"\0".join((*map(str.encode, said), str(sent.propose).encode(), *content))).hexdigest()[:20]


def _packed(files: dict[str, bytes]) -> bytes:
    """Pack a change set as a folder that `ct56kg amend check` reads; the same bytes for the same content."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(f"xem-thu/{name}"), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def _slug(text: str) -> str:
    """Make the name of a folder of what a person typed."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(text))[:60].strip("-") or "sua-doi"


async def _look(visit: Visit, sent: Composed, because: str | None = None) -> dict[str, Any]:
    """Start the process that looks, and stop it when it takes too long."""
    with tempfile.TemporaryDirectory(prefix="ct56kg-look-") as parent:
        folder = str(Path(parent, sent.title if because is not None else "xem-thu"))
        Path(folder).mkdir()
        for name, content in sent.files.items():
            Path(folder, name).write_bytes(content)
        asked = {
            "dossier": str(visit.edition.dossier.root),
            "store": visit.edition.dossier.store,
            "folder": folder,
            "lang": visit.lang,
            "day": max(visit.reader.as_of, sent.effect).isoformat(),
            "title": sent.title,
            "event": sent.event if sent.propose else "",
            "view": view_name(visit.reader.as_of, visit.reader.statuses),
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

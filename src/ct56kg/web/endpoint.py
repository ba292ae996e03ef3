"""`/sparql`: the query part of the SPARQL 1.1 Protocol over worker processes."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Coroutine
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import CtError, LimitError, UsageError
from ct56kg.graph.dossier import check_statuses
from ct56kg.web.description import service_description
from ct56kg.web.edition import Desk, Edition, Reader
from ct56kg.web.negotiation import GRAPHS, TABLES, choose, media_type, prefers_page
from ct56kg.web.pool import Answer, Job, Workers
from ct56kg.web.protocol import MAX_BODY, Asked, RefusedError, read_request

_T = TypeVar("_T")
_LATE = frozenset(("QUERY-40", "QUERY-41", "QUERY-43", "QUERY-48"))
_STATUS = {"QUERY-30": 413, "QUERY-33": 403, "QUERY-46": 406}


class Endpoint:
    """Answers queries about the dossier as it stands, on today's date or the one in `as-of`."""

    def __init__(self, desk: Desk, workers: Workers) -> None:
        self._desk = desk
        self._workers = workers
        self._folder = tempfile.TemporaryDirectory(prefix="ct56kg-")
        self._lock = asyncio.Lock()

    def close(self) -> None:
        """Remove what was kept for the workers."""
        self._folder.cleanup()

    async def __call__(self, request: Request) -> Response:
        """Answer one request; see SPARQL 1.1 Protocol, 2.1 and 2.2."""
        lang = language(request)
        try:
            if request.method not in ("GET", "HEAD", "POST"):
                raise RefusedError(405, UsageError("WEB-04", method=request.method))
            body = await read_body(request, MAX_BODY) if request.method == "POST" else b""
            kind = request.headers.get("content-type", "")
            asked = read_request(request.method, kind, request.url.query.encode(), body)
            if asked is None:
                return await self._describe(request)
            return await self._answer(request, asked, lang)
        except RefusedError as refused:
            return sorry(refused.error, lang, refused.status)
        except CtError as error:
            return sorry(error, lang, status_of(error))

    async def _describe(self, request: Request) -> Response:
        """Describe the service, or lead a person to the editor (SPARQL 1.1 Service Description, 2)."""
        accept = request.headers.get("accept", "")
        if prefers_page(accept):
            return RedirectResponse(f"/{language(request)}/{date.today().isoformat()}/sparql", 303)
        style = choose(accept, GRAPHS) or "ttl"
        edition = await self._desk.present()
        reader = edition.reader("vi", date.today(), frozenset())
        address = str(request.url.replace(query="", fragment=""))
        key = ("description", reader.as_of, address, style)

        def describe() -> bytes:
            return service_description(reader, address, style, edition.hash)

        content = await asyncio.to_thread(edition.once, key, describe)
        return Response(content, media_type=media_type(style), headers={"X-Ct56kg-State": edition.hash})

    async def _answer(self, request: Request, asked: Asked, lang: str) -> Response:
        edition = await self._desk.present()
        day = parse_date(asked.others["as-of"]) if asked.others.get("as-of") else date.today()
        statuses = check_statuses([name for name in asked.others.get("with", "").split(",") if name])
        reader = edition.reader(lang, day, statuses)
        accept = _accept(request, asked)
        table, graph = choose(accept, TABLES), choose(accept, GRAPHS)
        if table is None and graph is None:
            raise UsageError("QUERY-46", kind="table, graph")
        answer = await self.run(request, reader, edition, asked, table, graph)
        headers = {"X-Ct56kg-State": edition.hash, "X-Ct56kg-As-Of": day.isoformat(), "Vary": "Accept"}
        return Response(answer.content, media_type=media_type(answer.style), headers=headers)

    async def run(
        self, request: Request, reader: Reader, edition: Edition, asked: Asked, table: str | None, graph: str | None
    ) -> Answer:
        """Run a query in a worker, unless the client goes away meanwhile."""
        store = await self._kept(reader, edition)
        dataset = None if asked.dataset is None else (asked.dataset.default, asked.dataset.named)
        job = Job(asked.query, store, table, graph, dataset, reader.prefixes)
        return await _while_there(request, self._workers.answer(job))

    async def _kept(self, reader: Reader, edition: Edition) -> str:
        """Give the place of a reader's store for the workers: on the disk already, or written to a file once."""
        place = (await asyncio.to_thread(lambda: reader.store)).place
        if place is not None:
            return str(place)
        statuses, changes = edition.key(reader.as_of, reader.statuses)
        key = sha256("\0".join((edition.hash, *sorted(statuses), "", *changes)).encode()).hexdigest()[:24]
        path = Path(self._folder.name) / f"{key}.nq"
        async with self._lock:
            if not path.exists():
                await asyncio.to_thread(_dump, reader, path)
                for old in sorted(Path(self._folder.name).glob("*.nq"), key=lambda p: p.stat().st_mtime)[:-12]:
                    old.unlink()
        return str(path)


def _dump(reader: Reader, path: Path) -> None:
    part = path.with_suffix(".part")
    reader.store.dump(part)
    part.replace(path)


async def _while_there(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """Do some work as long as the client waits for it; a worker is not kept busy for nobody."""
    task = asyncio.create_task(work)
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, CtError):
                await task
            raise ClientDisconnect
        return task.result()
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _accept(request: Request, asked: Asked) -> str:
    """Give what the client accepts; `format=csv` says it where a header cannot be set."""
    wanted = asked.others.get("format", "") or asked.others.get("output", "")
    if wanted in {**TABLES, **GRAPHS}:
        return media_type(wanted).partition(";")[0]
    return request.headers.get("accept", "")


async def read_body(request: Request, limit: int) -> bytes:
    """Read the body of a request, and stop where it is longer than it may be."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise RefusedError(413, LimitError("WEB-01", limit=limit))
        parts.append(part)
    return b"".join(parts)


def language(request: Request) -> str:
    """Say in which language a client is answered: what it chose before, else what it asks for, else Vietnamese."""
    chosen = request.query_params.get("lang") or request.cookies.get("lang")
    if chosen in ("vi", "en"):
        return chosen
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "en" if wanted.startswith("en") else "vi"


def status_of(error: CtError) -> int:
    """Give the status code that fits an error."""
    return _STATUS.get(error.code, 503 if error.code in _LATE else 400)


def sorry(error: CtError, lang: str, status: int) -> Response:
    """Say what is wrong in plain words."""
    headers = {"X-Ct56kg-Error": error.code, "Content-Language": lang}
    if error.code == "QUERY-48":
        headers["Retry-After"] = "5"
    if status == 405:
        headers["Allow"] = "GET, HEAD, POST"
    return Response(error.say(lang) + "\n", status, headers, "text/plain")

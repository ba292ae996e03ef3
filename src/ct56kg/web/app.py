"""The application: addresses, what every answer carries, and how strangers are kept out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ct56kg.base.errors import UsageError
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.kinds import is_address
from ct56kg.view.diagram.workers import stand_by, stand_down
from ct56kg.view.matrix_page import matrix_style
from ct56kg.web.afar import asker
from ct56kg.web.api import Api
from ct56kg.web.edition import Desk
from ct56kg.web.endpoint import Endpoint, language
from ct56kg.web.fence import Fence
from ct56kg.web.handler import Pages
from ct56kg.web.limits import Limits, Opening
from ct56kg.web.pool import Workers

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


def application(
    dossier: Dossier,
    hosts: frozenset[str] | None,
    limits: Limits,
    workers: int,
    token: str = "",
    opening: Opening | None = None,
) -> Starlette:
    """Make the application for one dossier.

    Args:
        dossier: what it shows.
        hosts: names under which it may be addressed, `None` for any; guards against names that are made to point here.
        limits: what a stranger's query may cost.
        workers: how many such queries run at once.
        token: what whoever wants to record a change must know; empty where nothing may be written.
        opening: where the first address leads.
    """
    desk = Desk(dossier)
    pool = Workers(workers, limits)
    endpoint = Endpoint(desk, pool)
    pages = Pages(desk, token, opening)
    api = Api(desk, pages.checks)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        stand_by()
        await pool.start()
        pages.afar = asker(pool, asyncio.get_running_loop())
        warming = asyncio.ensure_future(run_in_threadpool(pages.warm))
        if not is_address(dossier.store):  # a server far away may take its time, or not be there yet
            await warming
        yield
        warming.cancel()
        stand_down()
        pages.checks.stop()
        await pool.stop()
        endpoint.close()

    async def sparql(request: Request) -> Response:
        return await endpoint(request)

    async def health(request: Request) -> Response:
        return Response((await desk.present()).hash, media_type="text/plain")

    async def sheet(request: Request) -> Response:
        return Response(matrix_style(), media_type="text/css")

    async def nowhere(request: Request, error: Exception) -> Response:
        return pages.sorry(request, language(request), UsageError("WEB-02"), 404)

    async def broken(request: Request, error: Exception) -> Response:
        kind = type(error).__name__
        return pages.sorry(request, language(request), UsageError("WEB-06", kind=kind), 500)

    return Starlette(
        routes=[
            Route("/", pages.home),
            Route("/health", health),
            Route("/go", pages.go),
            Route("/sparql", sparql, methods=METHODS),
            Route("/static/matrix.css", sheet),
            Mount("/static", StaticFiles(directory=Path(str(files("ct56kg.web").joinpath("static"))))),
            Route("/api/openapi.json", api.openapi),
            Route("/api/questions", api.questions),
            Route("/api/questions/{name:path}", api.question),
            Route("/api/find", api.find),
            Route("/api/check", api.check),
            Route("/{lang}", pages.home),
            Route("/{lang}/{view}/what-if", pages.look, methods=["POST"]),
            Route("/{lang}/{view}/what-if/{key}/record", pages.record, methods=["POST"]),
            Route("/{lang}/{view}/{path:path}", pages.page),
        ],
        lifespan=life,
        middleware=[Middleware(Fence, hosts=hosts)],
        exception_handlers={404: nowhere, 500: broken},
    )

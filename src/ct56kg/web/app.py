"""The application: addresses, what every answer carries, and how strangers are kept out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ct56kg.graph.dossier import Dossier
from ct56kg.web.edition import Desk
from ct56kg.web.endpoint import Endpoint
from ct56kg.web.fence import Fence
from ct56kg.web.limits import Limits
from ct56kg.web.pool import Workers

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


def application(dossier: Dossier, hosts: frozenset[str] | None, limits: Limits, workers: int) -> Starlette:
    """Make the application for one dossier.

    Args:
        dossier: what it shows.
        hosts: names under which it may be addressed, `None` for any; guards against names that are made to point here.
        limits: what a stranger's query may cost.
        workers: how many such queries run at once.
    """
    desk = Desk(dossier)
    pool = Workers(workers, limits)
    endpoint = Endpoint(desk, pool)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.stop()
        endpoint.close()

    async def sparql(request: Request) -> Response:
        return await endpoint(request)

    async def home(request: Request) -> Response:
        return Response("ct56kg", media_type="text/plain")

    async def health(request: Request) -> Response:
        return Response(desk.edition.hash, media_type="text/plain")

    routes = [Route("/", home), Route("/health", health), Route("/sparql", sparql, methods=METHODS)]
    app = Starlette(routes=routes, lifespan=life)
    app.add_middleware(Fence, hosts=hosts)
    return app

"""The server: one process for pages, a few for strangers' queries, on this machine unless told otherwise."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from ct56kg.base.errors import UsageError
from ct56kg.graph.dossier import Dossier
from ct56kg.web.app import application
from ct56kg.web.limits import Limits, Opening

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1", "[::1]"))


def serve(
    dossier: Dossier,
    host: str,
    port: int,
    limits: Limits,
    workers: int,
    told: Callable[[str], None],
    token: str = "",
    opening: Opening | None = None,
) -> None:
    """Serve a dossier until interrupted.

    Args:
        dossier: what is shown.
        host: address to listen on; under a loopback address only requests that name this machine are answered.
        port: 0 for any that is free.
        limits: of one query.
        workers: processes for queries.
        told: is told the address once the first page can be had.
        token: what whoever wants to record a change must know; empty where nothing may be written.
        opening: where the first address leads.

    Raises:
        UsageError: the port cannot be opened (WEB-05).
    """
    taken = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    hosts = LOOPBACK if host in LOOPBACK else None
    config = uvicorn.Config(
        application(dossier, hosts, limits, workers, token, opening),
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=2**17,
    )
    address = f"http://{shown}:{taken.getsockname()[1]}/"
    _Server(config, lambda: told(address)).run(sockets=[taken])


class _Server(uvicorn.Server):
    """A server that says when it has begun."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Make all ready, and say so."""
        await super().startup(sockets)
        if not self.should_exit:
            self._begun()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, or asyncio sends small pieces late on a kept connection: 40 ms (Nagle, RFC 896).
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(256)
    except OSError as error:
        taken.close()
        raise UsageError("WEB-05", host=host, port=port, other=port + 1) from error
    return taken

"""What keeps strangers out: names that are made to point here, other websites, scripts that are not ours."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ct56kg.base.errors import UsageError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script but our own files; styles may stand in a page, because pictures bring theirs."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Fence:
    """Refuses what other websites send through a reader's browser, and marks every answer as ours."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or answer 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if self._foreign(Headers(scope=scope), scope["method"]):
            await _refuse(marked)
            return
        await self._app(scope, receive, marked)

    def _foreign(self, headers: Headers, method: str) -> bool:
        """Say whether another website is behind a request.

        A link on another website may be followed; nothing else may come from there (Fetch Metadata, W3C).
        """
        if self._hosts is not None and _name(headers.get("host", "")) not in self._hosts:
            return True
        if headers.get("sec-fetch-site") not in ("cross-site", "same-site"):
            return _origin(headers) not in ("", headers.get("host", "")) and method not in ("GET", "HEAD")
        followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        return not (followed and method in ("GET", "HEAD"))


def _origin(headers: Headers) -> str:
    """Give host and port of the page that sent a request, where the browser says."""
    origin = headers.get("origin", "")
    return origin if origin == "null" else origin.partition("://")[2]


def _name(host: str) -> str:
    """Give the name in a `Host` header, without port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


async def _refuse(send: Send) -> None:
    words = UsageError("WEB-03").say("vi") + "\n" + UsageError("WEB-03").say("en") + "\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})

"""One request to an endpoint and its answer: limits, retries, redirects; HTTP is known only here.

Only queries are sent, which change nothing, so that each may be sent again (RFC 9110, 9.2.2).
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from ct56kg.base.errors import LimitError, RemoteError
from ct56kg.graph.remote.address import Address, read_address

_AGAIN = frozenset({429, 502, 503, 504})
_PASSING = ("REMOTE-04", "REMOTE-06")
"""No connection, or one that broke off; a server that was too slow would only be asked twice as much."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds to connect, seconds in all, bytes of an answer, and how often it is tried."""

    connect: float = 5
    seconds: float = 60
    size: int = 1 << 30
    tries: int = 3
    pause: float = 0.2


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a server: status, media type without parameters, other headers in lower case, and its body."""

    status: int
    kind: str
    headers: dict[str, str]
    body: bytes


class Exchange:
    """A line to one server, kept open from request to request; `sent` counts the requests."""

    def __init__(
        self,
        address: Address,
        authorization: str | None = None,
        limits: Limits = Limits(),
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self.sent = 0
        self._authorization = authorization
        self._limits = limits
        self._wait = wait
        self._line: http.client.HTTPConnection | None = None

    def post(self, form: bytes, accept: str) -> Reply:
        """Send a form (SPARQL 1.1 Protocol, 2.1.2) and give the answer, whatever its status.

        Raises:
            RemoteError: no connection (REMOTE-04), no answer in time (REMOTE-05), or it breaks off (REMOTE-06),
                each time it was tried; it is redirected to another server (REMOTE-07).
            LimitError: the answer is too long (REMOTE-08).
        """
        tries = 0
        while True:
            tries += 1
            try:
                reply = self._once(form, accept)
            except RemoteError as error:
                if error.code not in _PASSING or tries >= self._limits.tries:
                    raise
                self._wait(self._limits.pause * 4 ** (tries - 1))
                continue
            if reply.status not in _AGAIN or tries >= self._limits.tries:
                return reply
            self._wait(_asked_to_wait(reply) or self._limits.pause * 4 ** (tries - 1))

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _once(self, form: bytes, accept: str) -> Reply:
        ends = time.monotonic() + self._limits.seconds
        target = self.address.target
        for _ in range(3):
            reply = self._told(target, form, accept, ends)
            if reply.status not in _MOVED:
                return reply
            target = self._moved(reply)
        raise RemoteError("REMOTE-07", store=self.address, place=target)

    def _moved(self, reply: Reply) -> str:
        """Follow within the same server only: neither the query nor who asks it is another's business."""
        there = urljoin(str(self.address), reply.headers.get("location", ""))
        try:
            address = read_address(there)
        except Exception:
            raise RemoteError("REMOTE-07", store=self.address, place=there.rpartition("@")[2]) from None
        if address.origin != self.address.origin:
            raise RemoteError("REMOTE-07", store=self.address, place=address)
        return address.target

    def _told(self, target: str, form: bytes, accept: str, ends: float) -> Reply:
        headers = {
            "Accept": accept,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "ct56kg",
        }
        if self._authorization is not None:
            headers["Authorization"] = self._authorization
        self.sent += 1
        line, sock = self._connected()
        try:
            sock.settimeout(_left(ends))
            line.request("POST", target, form, headers)
            answer = line.getresponse()
            body = self._read(sock, answer, ends)
        except TimeoutError:
            self.close()
            raise RemoteError("REMOTE-05", store=self.address, seconds=f"{self._limits.seconds:g}") from None
        except (http.client.HTTPException, OSError) as error:
            self.close()
            raise RemoteError("REMOTE-06", store=self.address, reason=_said(error)) from error
        if answer.will_close:
            self.close()
        kind = answer.headers.get_content_type() if answer.headers["Content-Type"] else ""
        return Reply(answer.status, kind, {k.lower(): v for k, v in answer.headers.items()}, body)

    def _connected(self) -> tuple[http.client.HTTPConnection, socket.socket]:
        line = self._line
        if line is None or line.sock is None:
            kind = http.client.HTTPSConnection if self.address.scheme == "https" else http.client.HTTPConnection
            line = kind(self.address.host, self.address.port, timeout=self._limits.connect)
            try:
                line.connect()
            except OSError as error:
                raise RemoteError("REMOTE-04", store=self.address, reason=_said(error)) from error
            self._line = line
        return line, line.sock

    def _read(self, sock: socket.socket, answer: http.client.HTTPResponse, ends: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            sock.settimeout(_left(ends))
            part = answer.read1(_PIECE)
            if not part:
                break
            size += len(part)
            if size > self._limits.size:
                self.close()
                raise LimitError("REMOTE-08", store=self.address, limit=self._limits.size >> 20)
            parts.append(part)
        if answer.length:  # what the server promised and did not send
            raise http.client.IncompleteRead(b"", answer.length)
        answer.close()  # an answer without a body is not closed by reading it, and the line is wanted again
        return b"".join(parts)


def _left(ends: float) -> float:
    """Give the seconds that are left, for the next step: a server that dribbles is as slow as a silent one."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _asked_to_wait(reply: Reply) -> float | None:
    """Read `Retry-After` in seconds (RFC 9110, 10.2.3), up to five; a date is not waited for."""
    text = reply.headers.get("retry-after", "")
    return min(float(text), 5.0) if text.isdecimal() else None


def _said(error: Exception) -> str | OSError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, http.client.IncompleteRead):
        return f"IncompleteRead: {error.expected} bytes" if error.expected else "IncompleteRead"
    return error if isinstance(error, OSError) else str(error) or type(error).__name__

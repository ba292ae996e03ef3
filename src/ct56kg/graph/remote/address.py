"""Where a remote store is: an address that holds no secret, so that it may stand in files, logs and process lists."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from ct56kg.base.errors import UsageError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a SPARQL endpoint; `target` is path and query as they stand in the request line."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Give scheme, host and port: whom credentials belong to (RFC 6454).

        >>> read_address("https://Kho.example:443/sparql?x=1").origin
        'https://kho.example'
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def private(self) -> bool:
        """Say whether what is sent can be read by nobody on the way: TLS, or this machine."""
        return self.scheme == "https" or self.host == "localhost" or _loopback(self.host)

    def __str__(self) -> str:
        return self.origin + self.target


def read_address(text: str) -> Address:
    """Read the address of an endpoint.

    Raises:
        UsageError: no `http` or `https` address (REMOTE-01), or one with a name or a password in it (REMOTE-02);
            the message then does not repeat it.
    """
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise UsageError("REMOTE-01", store=text.rpartition("@")[2]) from None
    if "@" in parts.netloc:
        raise UsageError("REMOTE-02", host=parts.netloc.rpartition("@")[2])
    if parts.scheme not in _PORTS or not host or not text.isascii() or any(c <= " " for c in text):
        raise UsageError("REMOTE-01", store=text)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], target)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

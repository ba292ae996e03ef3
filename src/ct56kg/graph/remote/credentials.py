"""As whom a remote store is asked: from the environment or a keyring, never from the command line or a file of ours.

Credentials belong to an origin. A dossier that somebody else wrote may name any server, and must not
thereby learn what was meant for another.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from importlib.util import find_spec

from ct56kg.base.errors import UsageError
from ct56kg.graph.remote.address import Address

FOR, USER, PASSWORD, TOKEN = (f"CT56KG_STORE_{name}" for name in ("FOR", "USER", "PASSWORD", "TOKEN"))


def authorization(address: Address, environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the `Authorization` header for an address; nothing if no credentials are meant for its origin.

    The environment is asked first (`CT56KG_STORE_FOR` names the origin, then `CT56KG_STORE_TOKEN`, or
    `CT56KG_STORE_USER` and `CT56KG_STORE_PASSWORD`), then a keyring, where the service is `ct56kg ORIGIN`.

    Raises:
        UsageError: there are some, and they would travel in clear text (REMOTE-03).
    """
    header = _from_environment(address, environment) or _from_keyring(address)
    if header is not None and not address.private:
        raise UsageError("REMOTE-03", origin=address.origin)
    return header


def _from_environment(address: Address, environment: Mapping[str, str]) -> str | None:
    if environment.get(FOR, "").rstrip("/").lower() != address.origin:
        return None
    if environment.get(TOKEN):
        return "Bearer " + _one_line(environment[TOKEN])
    if environment.get(USER):
        return _basic(environment[USER], environment.get(PASSWORD, ""))
    return None


def _from_keyring(address: Address) -> str | None:
    if find_spec("keyring") is None:
        return None
    import keyring

    try:
        found = keyring.get_credential(f"ct56kg {address.origin}", None)
    except keyring.errors.KeyringError:  # no keyring on this machine, or one that stays locked
        return None
    return None if found is None else _basic(found.username, found.password)


def _basic(user: str, password: str) -> str:
    """Write RFC 7617 credentials."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")


def _one_line(token: str) -> str:
    return "".join(token.split())

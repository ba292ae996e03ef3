"""`ct56kg serve`: the local web application with its SPARQL endpoint."""

from __future__ import annotations

import argparse
import secrets

from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.cli.context import context
from ct56kg.cli.parsing import Parser

PORT = 8056
_LAST_PORT = 65535


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help=say("web.opt-host", lang))
    parser.add_argument("--port", type=int, default=PORT, help=say("web.opt-port", lang))
    parser.add_argument("--seconds", type=float, default=10.0, help=say("web.opt-seconds", lang))
    parser.add_argument("--write", action="store_true", help=say("web.opt-write", lang))
    parser.add_argument("--workers", type=int, default=4, help=say("web.opt-workers", lang))


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    asked = context(args)
    if not 0 <= args.port <= _LAST_PORT:
        raise UsageError("USAGE-05", what="--port", value=args.port, known=f"0–{_LAST_PORT}", usage="ct56kg serve")
    from ct56kg.web.limits import Limits, Opening
    from ct56kg.web.server import serve

    token = ""
    if args.write:
        if asked.dossier.builtin:
            raise UsageError("AMEND-13", path=asked.dossier.root)
        token = secrets.token_urlsafe(18)

    opening = Opening(asked.as_of if args.as_of else None, asked.statuses)

    def told(address: str) -> None:
        if token:
            asked.note(say("web.token", asked.lang, token=token))
        asked.note(say("web.serving", asked.lang, address=address))

    serve(asked.dossier, args.host, args.port, Limits(seconds=args.seconds), args.workers, told, token, opening)
    return 0

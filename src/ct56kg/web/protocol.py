"""Requests of the SPARQL 1.1 Protocol: three ways to send a query, and every way to send none."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from ct56kg.base.errors import CtError, UsageError
from ct56kg.graph.dataset import Dataset
from ct56kg.graph.guard import MAX_BYTES

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
MAX_BODY = 4 * MAX_BYTES
"""A form may write each byte of a query as three characters; more than this is not read."""


class RefusedError(Exception):
    """A request that is answered by a status code and words."""

    def __init__(self, status: int, error: CtError) -> None:
        self.status = status
        self.error = error
        super().__init__(error.code)


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as it was sent (SPARQL 1.1 Protocol, 2.1), and the other parameters of the request."""

    query: str
    dataset: Dataset | None
    others: dict[str, str]


def read_request(method: str, content_type: str, query_string: bytes, body: bytes) -> Asked | None:
    """Read a request; nothing if it holds no query at all.

    Raises:
        RefusedError: not a query of the protocol: two queries or none, an update, another media type or encoding.
    """
    params = _params(query_string)
    kind = content_type.partition(";")[0].strip().lower()
    if method == "POST":
        if kind == DIRECT:
            if any(name in ("query", "update") for name, _ in params):
                raise RefusedError(400, UsageError("QUERY-50"))
            params = [*params, ("query", _decoded(body))]
        elif kind == FORM:
            params = [*params, *_params(body)]
        elif kind == UPDATE:
            raise RefusedError(403, UsageError("QUERY-33", word="UPDATE"))
        else:
            raise RefusedError(415, UsageError("QUERY-51", kind=kind or "–", known=f"{FORM}, {DIRECT}"))
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in params):
        raise RefusedError(403, UsageError("QUERY-33", word="UPDATE"))
    queries = [value for name, value in params if name == "query"]
    if len(queries) > 1 or (method == "POST" and not queries):
        raise RefusedError(400, UsageError("QUERY-50"))
    if not queries:
        return None
    default = tuple(value for name, value in params if name == "default-graph-uri")
    named = tuple(value for name, value in params if name == "named-graph-uri")
    return Asked(queries[0], Dataset(default, named) if default or named else None, dict(params))


def _params(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text.decode("utf-8"), keep_blank_values=True, strict_parsing=False, errors="strict", max_num_fields=200
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise RefusedError(400, UsageError("QUERY-52")) from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(400, UsageError("QUERY-52")) from error

"""How a server holds what it was given: whether its default graph is the merge that questions are asked of."""

from __future__ import annotations

from ct56kg.base.errors import RemoteError
from ct56kg.base.terms import CT
from ct56kg.graph.remote.endpoint import Endpoint, RefusedError

_APART = """ASK { { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 20 } FILTER NOT EXISTS { ?s ?p ?o } }"""
_TWICE = """ASK { { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1000 }
  GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(STR(?a) < STR(?b)) }"""
_LISTED = f"ASK {{ ?g a <{CT}Graph> ; <{CT}status> ?status }}"


def require_merge(endpoint: Endpoint) -> None:
    """See to it that questions without `GRAPH` are asked of what all named graphs say.

    SPARQL leaves to each server what its default graph is. Where it does not hold what the named graphs hold,
    answers would be empty and would reassure falsely. A sample of twenty statements decides.

    Raises:
        RemoteError: it is something else (REMOTE-18).
    """
    if told(endpoint, _APART):
        raise RemoteError("REMOTE-18", store=endpoint.place)


def counts_twice(endpoint: Endpoint) -> bool:
    """Say whether a statement of two graphs is two statements here, as far as a sample of a thousand shows it."""
    return told(endpoint, _TWICE)


def knows_statuses(endpoint: Endpoint) -> bool:
    """Say whether the server knows the status of its graphs, without which nobody can say what is fictitious."""
    return told(endpoint, _LISTED)


def told(endpoint: Endpoint, query: str) -> bool:
    """Answer an ASK of ours."""
    try:
        return endpoint.ask(query)
    except RefusedError as error:
        raise RemoteError("REMOTE-14", store=endpoint.place, reason=error.reason) from error

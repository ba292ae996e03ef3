"""How a server holds what it was given: is its default graph the merge that questions ask, does it keep spellings?"""

from __future__ import annotations

import pyoxigraph as ox

from ct56kg.base.errors import RemoteError
from ct56kg.base.rows import Term
from ct56kg.base.terms import XSD
from ct56kg.graph.remote.endpoint import Endpoint, RefusedError
from ct56kg.graph.terms import term

_APART = """ASK { { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 20 } FILTER NOT EXISTS { ?s ?p ?o } }"""


def require_merge(endpoint: Endpoint) -> None:
    """See to it that questions without `GRAPH` are asked of what all named graphs say.

    SPARQL leaves to each server what its default graph is. Where it does not hold what the named graphs hold,
    answers would be empty and would reassure falsely. A sample of twenty statements decides.

    Raises:
        RemoteError: it is something else (REMOTE-18).
    """
    try:
        apart = endpoint.ask(_APART)
    except RefusedError as error:
        raise RemoteError("REMOTE-14", store=endpoint.place, reason=error.reason) from error
    if apart:
        raise RemoteError("REMOTE-18", store=endpoint.place)


def spelled_otherwise(endpoint: Endpoint) -> list[tuple[Term, Term]]:
    """Give the literals of a sample that the server gives back otherwise: how data were spelled it cannot tell."""
    return [(term(sent), term(given)) for sent, given in endpoint.spelled(_SPELLINGS).items() if sent != given]


_SPELLINGS = tuple(
    ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
    for text, kind in (
        ("1", "boolean"),
        ("01", "integer"),
        ("1.10", "decimal"),
        ("1", "long"),
        ("2025-07-01", "date"),
        ("2025-07-01T00:00:00.0", "dateTime"),
        ("A", "token"),
    )
)

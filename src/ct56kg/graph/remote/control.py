"""Does a server answer as SPARQL 1.1 says? Asked about the vocabulary, of which the right answers are known here.

Servers that speak the protocol may still answer some forms of query wrongly and without an error:
`VALUES` with `UNDEF`, paths without a given end, sub-queries in options. A question is entrusted to a
server that has answered each of these; what another server holds is copied and asked here.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ct56kg.base.errors import CtError
from ct56kg.base.rows import Rows
from ct56kg.base.terms import CT
from ct56kg.graph.remote.store import RemoteStore
from ct56kg.graph.store import Store

_HEAD = f"PREFIX ct: <{CT}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_OURS = f'FILTER(STRSTARTS(STR(?class), "{CT}") && STRSTARTS(STR(?top), "{CT}"))'
CONTROLS = (
    # a row that leaves its variable open, a path with two open ends, an option
    f"""SELECT DISTINCT ?top ?class ?label WHERE {{
      VALUES ?top {{ UNDEF }} ?class rdfs:subClassOf+ ?top . {_OURS}
      OPTIONAL {{ ?class rdfs:label ?label FILTER(LANG(?label) = "vi") }} }} ORDER BY ?top ?class ?label""",
    # the same from a given end, with a path of no steps, counted
    f"""SELECT ?kind (COUNT(DISTINCT ?class) AS ?count) WHERE {{
      VALUES (?top ?kind) {{ (ct:Document "document") (ct:ChangeEvent "event") }} ?class rdfs:subClassOf* ?top .
      {_OURS} }} GROUP BY ?kind ORDER BY ?kind""",
    # statements counted where they are, of which a merge has each once
    """SELECT (COUNT(*) AS ?count) WHERE { ct:Body rdfs:label ?label ; rdfs:subClassOf ?top }""",
    # what is not said, by MINUS and by NOT EXISTS, in a union
    f"""SELECT DISTINCT ?way ?class WHERE {{
      {{ ?class rdfs:subClassOf ?top . {_OURS} MINUS {{ ?other rdfs:subClassOf ?class }} BIND("minus" AS ?way) }}
      UNION {{ ?class rdfs:subClassOf ?top . {_OURS} FILTER NOT EXISTS {{ ?other rdfs:subClassOf ?class }}
        BIND("exists" AS ?way) }} }} ORDER BY ?way ?class""",
    # a sub-query in an option, a condition on what it left open, a path with an optional step
    f"""SELECT DISTINCT ?class ?state WHERE {{
      ?class rdfs:subClassOf ?top . {_OURS}
      OPTIONAL {{ SELECT DISTINCT ?class ?from WHERE {{
        {{ ?class rdfs:subClassOf ?from . ?from rdfs:subClassOf ?above }} UNION {{
          VALUES ?class {{ ct:Document }} ?from rdfs:subClassOf?/rdfs:subClassOf ?class }} }} }}
      BIND(IF(BOUND(?from), "known", "open") AS ?state) }} ORDER BY ?class ?state""",
    # variables of two groups that share nothing, truth values, and a date that comes before another
    """SELECT ?n ?yes WHERE { VALUES (?n ?a ?b) { (1 "2023-03-07" "2023-03-07") (2 UNDEF "2023-03-08") (3 "x" UNDEF) }
      BIND(COALESCE(?a = ?b, false) AS ?yes) FILTER(BOUND(?b) || ?n > 2) } ORDER BY ?n""",
)


def answers_rightly(store: RemoteStore, vocabulary: Iterable[ox.Quad]) -> bool:
    """Ask a server the control questions and compare with the right answers.

    Args:
        store: the server.
        vocabulary: the toolkit's, which a server of this toolkit's model also holds; without it only what
            needs no data is asked.
    """
    graphs = tuple(vocabulary)
    right = Store.of((), {quad.triple for quad in graphs})
    wanted = CONTROLS if graphs else CONTROLS[-1:]
    return all(_answer(store, _HEAD + query) == right.select(_HEAD + query) for query in wanted)


def _answer(store: RemoteStore, query: str) -> Rows | None:
    try:
        return store.select(query)
    except CtError:
        return None

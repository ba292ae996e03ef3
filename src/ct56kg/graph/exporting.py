"""The graph as files for other tools. Lexical forms and datatypes leave as they came."""

from __future__ import annotations

import pyoxigraph as ox

from ct56kg.graph.turtle import serialized, write_turtle
from ct56kg.graph.workspace import State, as_of_statement

_SYNTAX = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}


def write_graph(triples: frozenset[ox.Triple], suffix: str, prefixes: dict[str, str]) -> bytes:
    """Write triples as `.ttl`, `.nt` or `.jsonld`, in one order whatever the machine."""
    if suffix == ".ttl":
        return write_turtle(triples, prefixes).encode()
    return serialized(sorted(triples, key=str), _SYNTAX[suffix])


def write_quads(state: State, suffix: str, prefixes: dict[str, str]) -> bytes:
    """Write the named graphs, and the date of judgement in the default graph, as `.trig` or `.nq`."""
    statement = as_of_statement(state.as_of)
    quads = [*state.quads, *state.ontology]
    if statement in state.judged:
        quads.append(ox.Quad(statement.subject, statement.predicate, statement.object))
    ordered = sorted(set(quads), key=lambda q: (str(q.graph_name), str(q.triple)))
    if suffix == ".nq":
        return serialized(ordered, ox.RdfFormat.N_QUADS)
    text = " ".join(str(quad) for quad in ordered)
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    return serialized(ordered, ox.RdfFormat.TRIG, used)

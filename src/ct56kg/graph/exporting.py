"""The graph as files for other tools: lexical forms and datatypes leave as they came, and a file says what it lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from ct56kg.graph.files import catalogue_graph
from ct56kg.graph.jsonld import to_jsonld
from ct56kg.graph.turtle import serialized, write_turtle
from ct56kg.graph.workspace import State, as_of_statement

TRIPLES = (".ttl", ".nt", ".jsonld")
QUADS = (".trig", ".nq")


def write_graph(
    triples: Iterable[ox.Triple], suffix: str, prefixes: dict[str, str], remark: Sequence[str] = ()
) -> bytes:
    """Write triples as `.ttl`, `.nt` or `.jsonld`, in one order whatever the machine.

    Args:
        triples: what to write.
        suffix: the form.
        prefixes: by which IRIs may be shortened.
        remark: lines for the head of the file: what it is, what it does not carry.
    """
    if suffix == ".ttl":
        return comment(remark) + write_turtle(triples, prefixes).encode()
    if suffix == ".jsonld":
        return to_jsonld(triples, prefixes, remark)
    return comment(remark) + serialized(sorted(triples, key=str), ox.RdfFormat.N_TRIPLES)


def write_quads(state: State, suffix: str, prefixes: dict[str, str], remark: Sequence[str] = ()) -> bytes:
    """Write the named graphs, and the date of judgement in the default graph, as `.trig` or `.nq`.

    Foreign data get back the default graph they came with: there, a file is no graph of its own.
    """
    statement = as_of_statement(state.as_of)
    quads = [*_as_given(state), *state.ontology]
    if statement in state.judged:
        quads.append(ox.Quad(statement.subject, statement.predicate, statement.object))
    ordered = sorted(set(quads), key=lambda q: (str(q.graph_name), str(q.triple)))
    if suffix == ".nq":
        return comment(remark) + serialized(ordered, ox.RdfFormat.N_QUADS)
    text = " ".join(str(quad) for quad in ordered)
    used = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    return comment(remark) + serialized(ordered, ox.RdfFormat.TRIG, used)


def write_store(state: State) -> bytes:
    """Write what a server is loaded with: in the default graph what all graphs say, each once, and every graph.

    The catalogue is among them, so that the server can tell the status of what it holds.
    """
    catalogue = catalogue_graph(state.dossier, state.files)
    merged = sorted(state.merged.union(quad.triple for quad in catalogue), key=str)
    named = sorted({*state.quads, *state.ontology, *catalogue}, key=lambda q: (str(q.graph_name), str(q.triple)))
    both = [*(ox.Quad(t.subject, t.predicate, t.object) for t in merged), *named]
    return serialized(both, ox.RdfFormat.N_QUADS)


def _as_given(state: State) -> Iterable[ox.Quad]:
    if state.dossier.extends == "builtin":
        return state.quads
    files = {file.graph for file in state.files}
    return [
        ox.Quad(q.subject, q.predicate, q.object)
        if isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value in files
        else q
        for q in state.quads
    ]


def comment(lines: Sequence[str]) -> bytes:
    """Write the head of a file."""
    return "".join(f"# {' '.join(line.split())}\n" for line in lines).encode() + (b"\n" if lines else b"")

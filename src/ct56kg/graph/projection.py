"""The graph as networkx sees it, for analysis and for tools that draw networks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ct56kg.base.rows import iri
from ct56kg.base.terms import CT, RDF
from ct56kg.graph.labels import Labels
from ct56kg.graph.terms import term
from ct56kg.graph.workspace import State

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(state: State, labels: Labels, lang: str) -> nx.MultiDiGraph:
    """Give the links between named things; parallel relations stay apart.

    Nodes are IRIs with `label` and `kind`; edges carry `relation` (in words) and `iri`.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for triple in sorted({q.triple for q in state.quads}, key=str):
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
            continue
        if triple.predicate.value == RDF + "type":
            graph.add_node(subject.value, kind=value.value.removeprefix(CT))
        else:
            relation = labels.of(term(triple.predicate), lang)
            graph.add_edge(subject.value, value.value, relation=relation, iri=triple.predicate.value)
    for name in graph.nodes:
        graph.nodes[name]["label"] = labels.of(iri(name), lang)
    return graph


def to_graphml(state: State, labels: Labels, lang: str) -> bytes:
    """Write that graph as GraphML."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(to_networkx(state, labels, lang), buffer, encoding="utf-8")
    return buffer.getvalue()

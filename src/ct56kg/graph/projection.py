"""The graph as networkx and rdflib hold it, for analysis and for their users."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ct56kg.base.rows import iri
from ct56kg.base.terms import CT, RDF, XSD
from ct56kg.graph.labels import Labels
from ct56kg.graph.terms import term
from ct56kg.graph.workspace import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx
    import rdflib


_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def to_graphml(state: State, labels: Labels, lang: str, remark: Sequence[str] = ()) -> bytes:
    """Write that graph as GraphML; `remark` says in a comment what it does not carry.

    Signs that XML cannot hold (control characters) become U+FFFD.
    """
    import networkx as nx

    graph = to_networkx(state, labels, lang)
    for _, data in (*graph.nodes(data=True), *((None, data) for *_, data in graph.edges(data=True))):
        data.update({key: _NO_XML.sub("\ufffd", value) for key, value in data.items()})
    buffer = io.BytesIO()
    nx.write_graphml(graph, buffer, encoding="utf-8")
    said = "".join(f"<!-- {' '.join(line.replace('--', '–').split())} -->\n" for line in remark)
    declaration, end, rest = buffer.getvalue().partition(b"\n")
    return declaration + end + said.encode() + rest


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Give triples as an rdflib graph, lexical forms as they are: rdflib's own readers would rewrite `01` as `1`."""
    import rdflib

    graph = rdflib.Graph()
    blanks: dict[str, rdflib.BNode] = {}

    def node(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Identifier:
        if isinstance(value, ox.NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, ox.Literal):
            datatype = None if value.language or value.datatype.value == XSD + "string" else value.datatype.value
            return rdflib.Literal(value.value, value.language, datatype, normalize=False)
        return blanks.setdefault(str(value), rdflib.BNode())

    for triple in sorted(triples, key=str):
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph


def link_graph(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> nx.DiGraph:
    """Give a graph of plain names for analysis, in one order whatever the order given."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted(links))
    return graph


def separate(graph: nx.DiGraph) -> list[frozenset[str]]:
    """Give the parts of a graph that share nothing, the largest first."""
    import networkx as nx

    parts = [frozenset(part) for part in nx.weakly_connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), sorted(part)))


def paths(graph: nx.DiGraph) -> tuple[tuple[str, ...], ...]:
    """Give every way from a node that nothing leads to down to one that leads nowhere; circles give none."""
    import networkx as nx

    ends = [node for node in graph if graph.in_degree(node) and not graph.out_degree(node)]
    starts = [node for node in graph if graph.out_degree(node) and not graph.in_degree(node)]
    found = [tuple(way) for start in starts for way in nx.all_simple_paths(graph, start, ends)]
    return tuple(sorted(found))

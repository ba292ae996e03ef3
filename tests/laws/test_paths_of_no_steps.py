"""Whatever a query asks by a path of no steps, we say what the reference says, in every way of asking.

Such a path leads from a node that is substituted to itself always, from one that is joined only where it occurs.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pyoxigraph as ox
import pytest

from ct56kg.check import query_reads, query_store
from ct56kg.check.checking import engine_by, evaluate_all
from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.preview import Rules, impact
from ct56kg.check.pyshacl_engine import PyshaclEngine
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import MemoryView, Overlay
from laws.test_stored_view import stored

SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <urn:x:> .
:s a sh:NodeShape ; sh:targetNode :a , :p ; sh:sparql :c .
:c sh:prefixes : ; sh:select '''%s''' .
: sh:declare [ sh:prefix "" ; sh:namespace "urn:x:"^^<http://www.w3.org/2001/XMLSchema#anyURI> ] .
"""
OF_THIS = (
    "SELECT $this WHERE { $this (!:p)* ?x }",
    "SELECT $this WHERE { $this (!:p)? ?x }",
    "SELECT $this WHERE { $this (!:p|:q*) ?x }",
    "SELECT $this ?value WHERE { $this (:q|:p?) ?value }",
    "SELECT $this ?value WHERE { ?value ^(:q*)|:p $this }",
    "SELECT $this ?value WHERE { ?s $this ?o . $this :q* ?value }",
    "SELECT $this ?value WHERE { OPTIONAL { $this :p ?x } OPTIONAL { ?x :q? $this } }",
    "SELECT $this ?value WHERE { OPTIONAL { ?x :p ?y } ?x :q* $this }",
)
OF_A_VALUE = (
    "SELECT $this ?value WHERE { ?s ?value ?o . ?value :q* ?far }",
    "SELECT $this ?value WHERE { $this :p ?w . ?s ?value ?o . FILTER EXISTS { ?value :q* ?far } }",
    "SELECT $this ?value WHERE { OPTIONAL { $this :p ?x } OPTIONAL { ?x :q* ?value } }",
    "SELECT $this ?value WHERE { $this :p ?any . ?y :q* ?value }",
    "SELECT $this ?value WHERE { $this :p ?any . BIND(:n AS ?x) ?x :q* ?value }",
)
OF_A_FIXED_NODE = (
    "SELECT $this ?value WHERE { $this :p ?any . OPTIONAL { ?value :q* :n } }",
    "SELECT $this ?value WHERE { $this :p ?any . ?value (:q|:p*)/:q? :n }",
    "SELECT $this WHERE { $this :p ?any . FILTER NOT EXISTS { :n :q* ?v } }",
    "SELECT $this WHERE { $this :p ?any . FILTER EXISTS { :n :q* :n } }",
    "SELECT $this ?value WHERE { :n :p? ?x . ?x :q* ?value }",
    "SELECT $this ?value WHERE { $this :p ?any . ?s :n ?o . :n :q* ?value }",
    "SELECT $this ?value WHERE { ?value :q* 'text' . $this :p ?any }",
    "SELECT $this ?value WHERE { $this :p ?x . ?x :q* ?value . FILTER NOT EXISTS { ?value :r? :n } }",
)
TRIPLES = tuple(
    ox.Triple(*(ox.NamedNode(f"urn:x:{name}") for name in names)) for names in ("apb", "nrb", "bqn", "prc", "bna")
)


def difference(query):
    """Give the first graph or change that is judged otherwise than the reference judges it."""
    shapes = Shapes(q.triple for q in ox.parse((SHAPE % query).encode(), format=ox.RdfFormat.TURTLE))
    ready = CompiledShapes(shapes)
    engine, reference = engine_by(ready), PyshaclEngine(shapes)
    rules = Rules(shapes, engine, ready.positions)
    graphs = [frozenset(some) for size in range(4) for some in combinations(TRIPLES, size)]
    right = {graph: counted(evaluate_all(shapes, MemoryView(graph), reference)) for graph in graphs}
    for graph, wanted in right.items():
        kept = stored(graph)
        if any(counted(evaluate_all(shapes, view, engine)) != wanted for view in (MemoryView(graph), kept)):
            return graph
        for triple in TRIPLES:
            after = graph ^ {triple}
            if after in right and moved(kept, after - graph, graph - after, rules) != (
                right[after] - wanted,
                wanted - right[after],
            ):
                return graph, triple
    return None


def moved(view, added, removed, rules):
    seen = impact(view, Overlay(view, added, removed), rules)
    assert not seen.updated
    return counted(one.result for one in seen.new), counted(one.result for one in seen.fixed)


def counted(results):
    return Counter((*result.key, result.bindings) for result in results)


@pytest.mark.parametrize("query", (*OF_THIS[:3], OF_THIS[5], OF_A_VALUE[0], OF_A_VALUE[4], *OF_A_FIXED_NODE[:2]))
def test_what_a_path_of_no_steps_leads_to_is_what_the_reference_says(query):
    assert difference(query) is None


@pytest.mark.long
@pytest.mark.parametrize("query", (*OF_THIS, *OF_A_VALUE, *OF_A_FIXED_NODE))
def test_in_every_form_it_is_what_the_reference_says(query):
    assert difference(query) is None


def test_the_fault_that_the_presence_of_a_fixed_node_is_not_read_is_caught(monkeypatch):
    query_store._reads.cache_clear()
    monkeypatch.setattr(query_reads, "_presence", lambda pattern, found: None)
    assert difference(OF_A_FIXED_NODE[0]) is not None
    monkeypatch.undo()
    query_store._reads.cache_clear()

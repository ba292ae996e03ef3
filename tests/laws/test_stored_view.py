"""Law: a change looked at over a store, read where it lies, comes to the same as over the graph in memory."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import CtError
from ct56kg.check.affected import Positions
from ct56kg.check.checking import engine_of
from ct56kg.check.preview import Rules, impact
from ct56kg.check.shapes import Shapes
from ct56kg.check.store_view import StoreView
from ct56kg.check.view import MemoryView, Overlay
from ct56kg.graph.disk.statements import Rewritten, rewritten_as
from laws import random_rules

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def stored(data):
    """Show a graph as a dossier's store is shown: as written, where the store rewrites a literal."""
    store, rewritten = ox.Store(), Rewritten()
    for triple in data:
        quad = ox.Quad(triple.subject, triple.predicate, triple.object)
        rewritten.look(quad)
        store.add(quad)
    pairs = [rewritten_as(str(quad)) for quad in rewritten.quads]
    return Overlay(StoreView(store), [written.triple for _, written in pairs], [kept.triple for kept, _ in pairs])


def come_to(view, added, removed, triples):
    shapes = Shapes(triples)
    rules = Rules(shapes, engine_of(shapes), Positions(shapes))
    seen = impact(view, Overlay(view, added, removed), rules)
    parts = {"new": seen.new, "fixed": seen.fixed, "updated": [one for one, _ in seen.updated]}
    found = {
        name: Counter((*c.result.key, str(c.result.shape), c.result.severity, c.triples) for c in some)
        for name, some in parts.items()
    }
    return found, seen.pairs


def holds(rng):
    graphs = random_rules.Graphs(rng)
    data = graphs.graph()
    added, removed = graphs.change(data)
    rules = random_rules.Shapes(rng).graph()
    kept = {rewritten_as(f"{triple}")[0].triple for triple in data}
    assume(len(kept) == len(data))  # two literals that a store takes for one cannot both be kept
    try:
        assert come_to(stored(data), added, removed, rules) == come_to(MemoryView(data), added, removed, rules)
    except CtError:
        assume(False)


@settings(max_examples=60, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_over_a_store_as_in_memory(rng):
    holds(rng)


@pytest.mark.long
@settings(max_examples=3000, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_over_a_store_as_in_memory_in_thousands_of_cases(rng):
    holds(rng)


def test_a_literal_that_a_store_spells_otherwise_is_not_the_one_that_is_in_it():
    node, predicate = random_rules.NODES[0], random_rules.PREDICATES[0]
    view = stored({ox.Triple(node, predicate, random_rules.typed("1", "integer"))})
    other = random_rules.typed("01", "integer")
    assert list(view.subjects(predicate, random_rules.typed("1", "integer"))) == [node]
    assert (list(view.subjects(predicate, other)), list(view.match(None, predicate, other))) == ([], [])

"""Law: in the one store that all queries of a look share, each has the rows that it has in its whole graph."""

from __future__ import annotations

from collections import Counter
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import CtError
from ct56kg.check import paths, query_form, ways
from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.literals import UnsureError
from ct56kg.check.query_asking import rows_of
from ct56kg.check.shapes import Shapes
from ct56kg.check.shown_store import GatheredStore
from ct56kg.check.view import MemoryView, Overlay
from laws import random_rules
from laws.test_stored_view import stored

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
ASKED = 12


def queries(rng):
    """Draw rules until one asks a query that can be asked for many at once."""
    while True:
        shapes = Shapes(random_rules.Shapes(rng, ("sparql",), plain=True).graph())
        try:
            compiled = CompiledShapes(shapes)
        except CtError:
            continue
        nodes = {node for root in shapes.roots() for node in shapes.reachable(root.node)}
        found = [q for node in sorted(nodes, key=str) for q in compiled.queries(node) if not q.reason]
        if found:
            return found


def graphs(rng):
    """Draw a graph and two changes, one laid over the other, as views of a store and as sets of triples."""
    drawn = random_rules.Graphs(rng, plain=True)
    data = drawn.graph()
    view = stored(data)
    found = [(view, data)]
    for _ in range(2):
        added, removed = drawn.change(data)
        data, view = (data - removed) | added, Overlay(view, added, removed)
        found.append((view, data))
    return found


def rows(query, view, nodes, values):
    try:
        answer = rows_of(query, view, nodes, values)
    except UnsureError:
        return None
    return {node: Counter(frozenset(row.items()) for row in some) for node, some in answer.items()}


def difference(rng):
    """Ask queries in random order of random graphs; give the first that is answered otherwise than in the whole."""
    seen, asked = graphs(rng), queries(rng)
    for _ in range(ASKED):
        (view, data), query = rng.choice(seen), rng.choice(asked)
        nodes = rng.sample(random_rules.NODES, rng.randint(1, 3))
        iris = [*random_rules.NODES, *random_rules.PREDICATES, *random_rules.CLASSES]
        values = rng.sample(iris, rng.randint(1, 3)) if rng.random() < 0.3 else ()
        here, whole = rows(query, view, nodes, values), rows(query, MemoryView(data), nodes, values)
        if here is not None and whole is not None and here != whole:
            return query.text, nodes, values, here, whole
    return None


@settings(max_examples=80, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_a_shared_store_answers_as_the_whole_graph(rng):
    assert difference(rng) is None


HERE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <urn:x:> .
:s a sh:NodeShape ; sh:targetNode :a ; sh:sparql :q .
:q sh:select "SELECT $this ?value WHERE { $this <urn:x:p> ?any . OPTIONAL { ?value <urn:x:q>* <urn:x:n> } }" .
"""


def test_a_path_of_no_steps_to_a_fixed_node_depends_on_whether_it_occurs_anywhere():
    compiled = CompiledShapes(Shapes(quad.triple for quad in ox.parse(HERE.encode(), format=ox.RdfFormat.TURTLE)))
    a, b, n, p, s = (ox.NamedNode(f"urn:x:{name}") for name in "abnps")
    (query,) = compiled.queries(s)
    elsewhere = ox.Triple(n, p, b)
    with_it = stored({ox.Triple(a, p, b), elsewhere})
    without = Overlay(with_it, (), (elsewhere,))
    assert rows_of(query, with_it, [a]) == {a: [{"this": a, "value": n}]}
    with pytest.raises(UnsureError):  # substituted, n leads to itself in any case: the reference judges
        rows_of(query, without, [a])
    (concerned,) = compiled.positions.affected(with_it, without, [elsewhere])
    assert (concerned.root, concerned.before, concerned.after) == (s, {a}, {a})


@pytest.mark.long
@settings(max_examples=10_000, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_a_shared_store_answers_as_the_whole_graph_in_thousands_of_cases(rng):
    assert difference(rng) is None


def fault_one_query_finds_only_what_another_reads(patch):
    """Put in what the first query reads, and leave out what others do."""
    original = GatheredStore.holding

    def holding(self, edges, layers=()):
        return original(self, set() if self._held else edges, layers)

    patch.setattr(GatheredStore, "holding", holding)


def fault_what_a_change_removes_stays(patch):
    _drops(patch, lambda gone, layers: all(gone is not layer.removed for layer in layers))


def fault_what_a_change_adds_stays(patch):
    _drops(patch, lambda gone, layers: any(gone is layer.removed for layer in layers))


def _drops(patch, wanted):
    original, switch = GatheredStore._drop, GatheredStore._switch

    def _switch(self, layers):
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(
                GatheredStore, "_drop", lambda self, gone: original(self, gone) if wanted(gone, layers) else None
            )
            switch(self, layers)

    patch.setattr(GatheredStore, "_switch", _switch)


def fault_what_was_taken_out_is_taken_for_held(patch):
    original = GatheredStore._drop

    def _drop(self, gone):
        before = set(self._held)
        original(self, gone)
        self._held |= before

    patch.setattr(GatheredStore, "_drop", _drop)


def fault_what_leads_on_is_not_read(patch):
    original = ways._Stretch.gather

    def gather(self, step, view, nodes, found):
        read, self.read = self.read, self.read and self.on is None
        original(self, step, view, nodes, found)
        self.read = read

    patch.setattr(ways._Stretch, "gather", gather)


def fault_fixed_nodes_are_not_walked_from(patch):
    patch.setattr(ways.ReadWays, "gather", lambda self, view, starts, found: self._free.gather(view, starts, found))


def fault_an_option_is_taken_for_needed(patch):
    original = query_form.Group.needed
    patch.setattr(query_form.Group, "needed", lambda self: sum((original(g) for g in (self, *self.optionals)), ()))


def fault_a_step_that_may_be_left_out_is_taken_for_needed(patch):
    original = paths.needed

    def needed(path):
        return needed(path.part) if isinstance(path, paths.Repeat) else original(path)

    patch.setattr(query_form, "needed", needed)


FAULTS = [value for name, value in sorted(globals().items()) if name.startswith("fault_")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.removeprefix("fault_"))
def test_this_fault_is_caught(fault, monkeypatch):
    fault(monkeypatch)
    assert any(difference(Random(seed)) is not None for seed in range(2000))


def test_without_a_fault_nothing_is_caught():
    assert all(difference(Random(seed)) is None for seed in range(300))

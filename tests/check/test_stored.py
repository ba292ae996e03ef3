"""The full check of a store on the disk finds what the check in memory finds; in one process or several."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.generate import generate
from ct56kg.base.errors import CtError, InputError
from ct56kg.check import seeing
from ct56kg.check.checking import engine_of, evaluate_all
from ct56kg.check.compiled_shapes import CompiledShapes
from ct56kg.check.full import full_check
from ct56kg.check.nearby import NearbyReference
from ct56kg.check.pyshacl_engine import PyshaclEngine
from ct56kg.check.seeing import view_of
from ct56kg.check.shapes import Shapes
from ct56kg.check.store_view import StoreView
from ct56kg.check.stored import crew, listing
from ct56kg.check.stored.listing import Listing
from ct56kg.check.targets import targets
from ct56kg.check.view import MemoryView
from ct56kg.graph.disk.judged import laid_out
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load
from laws import random_rules
from laws.test_stored_view import stored as kept_as_written

DAY = date(2026, 3, 1)
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    generate(folder, 3, 10)
    return load(open_dossier(folder)._replace(store="disk"), DAY)


@pytest.fixture(scope="module")
def in_memory(kept):
    state = load(kept.dossier._replace(store="memory"), DAY)
    return Counter(full_check(state, view_of(state)))


def nothing(done, total):
    """Hear how far it has come, and do nothing."""


def test_a_store_is_judged_as_its_files_are(kept, in_memory):
    told = []
    assert Counter(full_check(kept, view_of(kept), told=lambda *far: told.append(far))) == in_memory
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] > 1000


def test_several_threads_find_what_one_finds(kept, in_memory):
    with laid_out(kept.content, kept.dated) as store:
        for threads in (1, 4):
            assert Counter(crew.judged(store, kept.shapes, nothing, threads)) == in_memory


def test_a_large_dossier_in_memory_is_judged_in_a_store_alike(kept, in_memory, monkeypatch):
    monkeypatch.setattr(seeing, "LARGE", 1000)
    state = load(kept.dossier._replace(store="memory"), DAY)
    view = seeing.whole_view_of(state)
    assert isinstance(view, StoreView)
    assert Counter(full_check(state, view)) == in_memory


def test_a_store_laid_out_for_a_check_says_exactly_what_is_judged_and_leaves_nothing_behind(kept):
    with laid_out(kept.content, kept.dated) as store:
        quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        assert {quad.triple for quad in quads} == load(kept.dossier._replace(store="memory"), DAY).judged
    assert not list(kept.content.kept.path.parent.glob(".judged*"))


@pytest.mark.parametrize("threads", [1, 3])
def test_a_rule_that_no_engine_can_judge_is_an_error_and_never_a_clean_report(kept, threads):
    wrong = [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(WRONG, format=ox.RdfFormat.TURTLE)]
    with laid_out(kept.content, kept.dated) as store, pytest.raises(InputError) as caught:
        crew.judged(store, [*wrong, *kept.shapes], nothing, threads)
    assert caught.value.code == "SHACL-04"


WRONG = b"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ct: <https://w3id.org/ct56kg/ns#> .
<http://x/s> a sh:NodeShape ; sh:targetClass ct:Assignment ; sh:sparql <http://x/q> .
<http://x/q> sh:select "SELECT $this WHERE { $this unknown:x ?y }" .
"""


def random_case(rng):
    data, rules = random_rules.Graphs(rng).graph(), random_rules.Shapes(rng).graph()
    try:
        shapes = Shapes(rules)
        engine_of(shapes)
    except CtError:
        return None
    return data, shapes


def stored(data):
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in data)
    return StoreView(store)


@settings(max_examples=100, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_the_listed_targets_are_the_targets_each_once(rng):
    case = random_case(rng)
    if case is None:
        return
    data, shapes = case
    view = stored(data)
    for root in shapes.roots():
        listed = [node for batch in Listing(shapes, root.node, view).batches() for node in batch]
        assert len(listed) == len(set(listed))
        assert set(listed) == targets(shapes, root.node, view)
        assert len(listed) <= len(Listing(shapes, root.node, view))


def test_targets_come_in_batches(monkeypatch):
    monkeypatch.setattr(listing, "BATCH", 2)
    triples = [ox.Triple(ox.NamedNode(f"http://x/{n}"), listing.TYPE, ox.NamedNode("http://x/C")) for n in range(5)]
    rules = list(
        ox.parse(
            b"<http://x/s> a <http://www.w3.org/ns/shacl#NodeShape> ; "
            b"<http://www.w3.org/ns/shacl#targetClass> <http://x/C> .",
            format=ox.RdfFormat.TURTLE,
        )
    )
    shapes = Shapes(quad.triple for quad in rules)
    found = list(Listing(shapes, ox.NamedNode("http://x/s"), stored(triples)).batches())
    assert list(map(len, found)) == [2, 2, 1]


@settings(max_examples=60, **RELAXED)
@given(st.integers(0, 10**6))
def test_the_reference_finds_in_the_neighbourhood_what_it_finds_in_the_whole(seed):
    case = random_case(random.Random(seed))
    if case is None:
        return
    data, shapes = case
    view = kept_as_written(data)
    if len(set(view.match(None, None, None))) < len(data):
        return  # two literals that a store takes for one cannot both be kept
    try:
        near = NearbyReference(CompiledShapes(shapes))
        whole = Counter(r.key for r in evaluate_all(shapes, MemoryView(data), PyshaclEngine(shapes)))
    except CtError:
        return
    assert Counter(r.key for r in evaluate_all(shapes, view, near)) == whole

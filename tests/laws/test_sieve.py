"""Law: who is not suspect violates nothing, on random graphs under random shapes, on the dossier, on the W3C suite."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import CtError
from ct56kg.check.checking import engine_of, evaluate_all
from ct56kg.check.shapes import Shapes
from ct56kg.check.sieve import doubt, doubts, reach, values
from ct56kg.check.sieve.sieve import Sieve
from ct56kg.check.targets import targets
from ct56kg.check.view import MemoryView
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load
from laws import random_rules

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def both_ways(data, rules):
    """Judge everybody, and the suspects alone; nothing if the rules are refused."""
    try:
        shapes = Shapes(rules)
        engine, view = engine_of(shapes), MemoryView(data)
        everybody = Counter(evaluate_all(shapes, view, engine))
    except CtError:
        return None
    return everybody, Counter(evaluate_all(shapes, view, engine, Sieve(shapes, view, few=0)))


def random_case(rng):
    return both_ways(random_rules.Graphs(rng).graph(), random_rules.Shapes(rng).graph())


def hold(rng):
    case = random_case(rng)
    assume(case is not None)
    everybody, suspects = case
    assert suspects == everybody


@settings(max_examples=150, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_whoever_is_not_suspect_violates_nothing(rng):
    hold(rng)


ABSENT = b"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://x/> .
:s sh:targetNode :n ; sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:class :A ] .
"""


def test_a_target_that_occurs_nowhere_is_suspect_of_what_a_path_of_no_steps_leads_to():
    rules = [quad.triple for quad in ox.parse(ABSENT, format=ox.RdfFormat.TURTLE)]
    everybody, suspects = both_ways(frozenset(), rules)
    assert everybody.total() == 1
    assert suspects == everybody


@pytest.mark.long
@settings(max_examples=5000, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_whoever_is_not_suspect_violates_nothing_in_thousands_of_cases(rng):
    hold(rng)


def test_of_the_dossiers_targets_few_are_suspect_and_nothing_is_missed():
    state = load(open_dossier(None), date(2026, 3, 1), frozenset({"synthetic", "hypothesis"}))
    everybody, suspects = both_ways(state.judged, state.shapes)
    assert suspects == everybody
    shapes, view = Shapes(state.shapes), MemoryView(state.judged)
    sieve = Sieve(shapes, view, few=0)
    pairs = {root.node: targets(shapes, root.node, view) for root in shapes.roots()}
    judged = sum(len(sieve.suspects(root, nodes)) for root, nodes in pairs.items())
    assert judged < sum(map(len, pairs.values())) / 4


FAULTS = {
    "a negation forgotten": (doubt, "negated", lambda condition: condition),
    "a disjunction taken for a conjunction": (doubt, "either", doubt.both),
    "a second value not asked to differ": (reach, "reaches_two", lambda *all_: "false"),
    "what may be taken for what is": (doubt, "Doubt", None),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_in_the_sieve_is_caught(name, monkeypatch):
    owner, attribute, wrong = FAULTS[name]
    if wrong is None:
        turned = lambda self: doubt.Doubt(doubt.negated(self.may), doubt.negated(self.surely))  # noqa: E731
        monkeypatch.setattr(doubt.Doubt, "__invert__", turned)
    right = getattr(owner, attribute)
    for module in (doubt, doubts, reach, values):
        if wrong is not None and getattr(module, attribute, None) is right:
            monkeypatch.setattr(module, attribute, wrong)
    cases = (random_case(random.Random(seed)) for seed in range(600))
    assert any(suspects != everybody for everybody, suspects in filter(None, cases))

"""Law: on the built-in dossier too, judging only what a change can concern gives what judging everything gives."""

from __future__ import annotations

from datetime import date
from random import Random
from statistics import median

import pyoxigraph as ox
import pytest

from ct56kg.check.preview import evaluate_before, impact
from ct56kg.check.targets import targets
from ct56kg.check.view import MemoryView, Overlay
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load
from laws.test_incremental import counted, differences, made


@pytest.fixture(scope="module")
def state(root):
    return load(open_dossier(root), date(2026, 3, 1), frozenset({"synthetic", "hypothesis"}))


def changes(state, seed):
    """Draw a change: triples taken away, and triples of one thing given to another."""
    rng = Random(seed)
    triples = sorted(state.judged, key=str)
    removed = set(rng.sample(triples, rng.randint(1, 4)))
    like = [rng.choice(triples) for _ in range(rng.randint(0, 4))]
    added = {ox.Triple(rng.choice(triples).subject, t.predicate, t.object) for t in like}
    return added - state.judged, removed - added


@pytest.mark.parametrize("seed", range(12))
def test_incremental_equals_full_on_the_dossier(state, seed):
    added, removed = changes(state, seed)
    assert differences(set(state.judged), added, removed, state.shapes) == []


@pytest.mark.long
def test_incremental_equals_full_on_the_dossier_in_hundreds_of_changes(state):
    for seed in range(12, 412):
        added, removed = changes(state, seed)
        assert differences(set(state.judged), added, removed, state.shapes) == [], seed


def test_a_change_of_one_triple_has_a_fifth_of_the_targets_judged_again_at_most(state):
    rules, view, rng = made(state.shapes), MemoryView(state.judged), Random(56)
    everything = sum(len(targets(rules.shapes, shape.node, view)) for shape in rules.shapes.roots())
    shares = []
    for triple in rng.sample(sorted(state.judged, key=str), 40):
        shares.append(impact(view, Overlay(view, (), (triple,)), rules).pairs / everything)
    assert median(shares) <= 0.2


def test_looking_changes_nothing(state):
    rules, view = made(state.shapes), MemoryView(state.judged)
    before = counted(evaluate_before(rules, view), rules)
    for seed in range(5):
        impact(view, Overlay(view, *changes(state, seed)), rules)
    assert counted(evaluate_before(rules, view), rules) == before
    assert {quad.triple for quad in view.store} == state.judged

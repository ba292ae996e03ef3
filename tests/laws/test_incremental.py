"""Law: judging only what a change can concern gives what judging both graphs in full gives, as multisets."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import CtError
from ct56kg.check.affected import Positions
from ct56kg.check.checking import engine_of
from ct56kg.check.preview import Rules, evaluate_before, impact
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import MemoryView, Overlay
from laws import random_rules

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def made(triples):
    shapes = Shapes(triples)
    return Rules(shapes, engine_of(shapes), Positions(shapes))


def counted(results, by):
    return Counter((*r.key, str(by.shapes.name(r.shape)), r.severity, r.bindings) for r in results)


def differences(data, added, removed, rules, rules_after=None):
    """Judge a change both ways and give what differs: an empty list if the law holds."""
    by, then = made(rules), made(rules_after) if rules_after is not None else None
    before = MemoryView(data)
    known = evaluate_before(by, before)
    preview = impact(before, Overlay(before, added, removed), by, then, len(known))
    old = counted(known, by)
    now = counted(evaluate_before(then or by, MemoryView((data - removed) | added)), then or by)
    brought = counted([c.result for c in preview.new] + [c.result for c, _ in preview.updated], then or by)
    ended = counted([c.result for c in preview.fixed] + [was for _, was in preview.updated], by)
    found = []
    if brought != now - old:
        found.append(("new", brought - (now - old), (now - old) - brought))
    if ended != old - now:
        found.append(("fixed", ended - (old - now), (old - now) - ended))
    if preview.unchanged != (old & now).total():
        found.append(("unchanged", preview.unchanged, (old & now).total()))
    if any(not c.triples and not c.rule_changed for c in (*preview.new, *preview.fixed)):
        found.append(("cause", preview))
    return found


def holds(rng):
    graphs = random_rules.Graphs(rng)
    data = graphs.graph()
    added, removed = graphs.change(data)
    rules = random_rules.Shapes(rng).graph()
    try:
        found = differences(data, added, removed, rules)
    except CtError:
        assume(False)
    assert found == []


@settings(max_examples=250, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_incremental_equals_full(rng):
    holds(rng)


@pytest.mark.long
@settings(max_examples=6000, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_incremental_equals_full_in_thousands_of_cases(rng):
    holds(rng)


@settings(max_examples=60, **RELAXED)
@given(st.randoms(use_true_random=False))
def test_a_change_of_rules_is_an_amendment_too(rng):
    graphs = random_rules.Graphs(rng)
    data = graphs.graph()
    added, removed = graphs.change(data) if rng.random() < 0.5 else (set(), set())
    rules = random_rules.Shapes(rng).graph()
    others = random_rules.Shapes(rng).graph()
    try:
        found = differences(data, added, removed, rules, others if rng.random() < 0.5 else rules)
    except CtError:
        assume(False)
    assert found == []


SUITE = os.environ.get("SHACL_SUITE", "")


@pytest.mark.skipif(not SUITE, reason="SHACL_SUITE is not set: the W3C test suite is not part of this repository")
def test_it_holds_on_the_graphs_and_shapes_of_the_w3c_suite():
    """Take away, one by one, triples of each test's data; and put in place of each a like one."""
    tried = 0
    for file in sorted(Path(SUITE).rglob("*.ttl")):
        rng = Random(file.name)
        triples = {q.triple for q in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, base_iri=file.as_uri())}
        data = {t for t in triples if "shacl" not in t.predicate.value and "test-manifest" not in t.predicate.value}
        for gone in rng.sample(sorted(data, key=str), min(len(data), 2)):
            other = rng.choice(sorted(data, key=str))
            come = ox.Triple(other.subject, gone.predicate, rng.choice(sorted(data, key=str)).object)
            try:
                found = differences(triples, {come} - triples, {gone}, sorted(triples, key=str))
            except CtError:
                continue
            assert found == [], (file.name, gone, come)
            tried += 1
    assert tried > 150

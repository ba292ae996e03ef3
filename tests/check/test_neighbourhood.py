"""How much a change makes one look at: the triples where the judged pairs read, and no others."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ct56kg.amend.judged import compiled
from ct56kg.check.neighbourhood import neighbourhood
from ct56kg.check.preview import impact
from ct56kg.check.view import MemoryView, Overlay

PREFIXES = "@prefix x: <http://x/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
DATA = """
x:t1 a x:Task ; x:lead x:b1 ; x:note "a" .   x:b1 a x:Body ; x:name "B1" .
x:t2 a x:Task ; x:lead x:b2 .                x:b2 a x:Body ; x:name "B2" .
"""
RULES = """
x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:property x:P .
x:P sh:path ( x:lead x:name ) ; sh:minCount 1 .
x:W a sh:NodeShape ; sh:targetNode x:all ; sh:sparql x:Q .
x:Q sh:select "SELECT $this ?value WHERE { ?value <http://x/note> ?n }" .
"""


def triples(text):
    return {quad.triple for quad in ox.parse((PREFIXES + text).encode(), ox.RdfFormat.TURTLE)}


@pytest.fixture
def around():
    rules, view = compiled(triples(RULES)), MemoryView(triples(DATA))

    def count(removed):
        over = Overlay(view, (), triples(removed))
        seen = impact(view, over, rules)
        here = neighbourhood(rules.positions, seen.judged, view)
        return seen.pairs, here, neighbourhood(rules.positions, seen.judged, over) - here

    return count


def test_a_name_that_goes_has_its_task_read_and_no_other(around):
    pairs, before, after = around('x:b1 x:name "B1" .')
    assert pairs == 1
    assert before == {
        (t.subject, t.predicate, t.object) for t in triples('x:t1 a x:Task ; x:lead x:b1 . x:b1 x:name "B1" .')
    }
    assert after == set()


def test_a_row_of_a_rule_on_the_whole_graph_has_only_its_value_read(around):
    pairs, before, _ = around('x:t1 x:note "a" .')
    assert pairs == 1
    assert before == {(t.subject, t.predicate, t.object) for t in triples('x:t1 x:note "a" .')}


def test_what_no_rule_reads_has_nothing_read(around):
    assert around("x:b1 a x:Body .") == (0, set(), set())

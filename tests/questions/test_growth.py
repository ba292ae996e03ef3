"""No question's work grows with the square of the dossier: over a made-up nation, and over one four times larger."""

from __future__ import annotations

import time
from datetime import date

import pytest

from bench.generate import generate
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.questions import fill
from ct56kg.graph.workspace import load
from questions import golden

pytestmark = pytest.mark.long
DAY = date(2026, 3, 1)
PLACES, TIMES = 6, 4
WORST = TIMES * 2
"""A square would be sixteen times the work; sorting, and memory further away, is less than twice linear."""
LITTLE = 0.005
"""Seconds of processor time in the larger nation below which a ratio says nothing: opening, parsing and planning."""
OPEN = [
    name
    for name, question in golden.questions().items()
    if not any(p.required and not p.default for p in question.params)
]


@pytest.fixture(scope="module")
def nations(tmp_path_factory):
    def store(places):
        folder = tmp_path_factory.mktemp(f"nation{places}")
        generate(folder, places, 0)
        return load(open_dossier(folder), DAY).store

    return store(PLACES), store(PLACES * TIMES)


def taken(store, query):
    """The least processor time of three askings."""
    least = float("inf")
    for _ in range(3):
        start = time.thread_time()
        for _ in store.query(query):
            pass
        least = min(least, time.thread_time() - start)
    return least


@pytest.mark.parametrize("name", OPEN)
def test_four_times_the_programmes_are_at_most_eight_times_the_work(nations, name):
    query = fill(golden.questions()[name], {}, DAY, "vi")
    small, large = (taken(store, query) for store in nations)
    assert large < LITTLE or large <= WORST * small


def test_a_question_that_joins_once_a_row_is_seen_to_grow_with_the_square(nations):
    query = """PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
    SELECT ?item ?quote WHERE {
      ?item a ct:Task OPTIONAL {
        ?item ct:evidence ?evidence OPTIONAL { ?evidence oa:exact ?quote ; oa:start ?start ; oa:end ?end }
      }
    }"""
    small, large = (taken(store, query) for store in nations)
    assert large > WORST * small

"""Judging a date by what differs from another gives what judging everything gives."""

from collections import Counter
from datetime import date, timedelta

import pytest

from ct56kg.base.resources import builtin_root
from ct56kg.check.compiled_shapes import compiled_shapes
from ct56kg.check.days import Days
from ct56kg.check.full import full_check
from ct56kg.check.seeing import view_of
from ct56kg.check.view import MemoryView
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import as_of_statement, load

FIRST = date(2022, 11, 1)
DAYS = [FIRST + timedelta(days=61 * n) for n in range(24)]


@pytest.fixture(scope="module")
def dossier():
    return open_dossier(builtin_root())


@pytest.mark.parametrize("statuses", [(), ("synthetic",)])
@pytest.mark.parametrize("order", [1, -1])
def test_every_date_has_the_results_of_a_full_check(dossier, statuses, order):
    state = load(dossier, DAYS[0], frozenset(statuses))
    days = Days(MemoryView(state.merged), compiled_shapes(state.shapes))
    numbers = set()
    for day in DAYS[::order]:
        whole = load(dossier, day, frozenset(statuses))
        found = days.on({as_of_statement(day)})
        assert Counter(found) == Counter(full_check(whole, view_of(whole))), day
        numbers.add(len(found))
    assert len(numbers) > 2  # dates do differ


def test_the_first_date_asked_again_and_no_date_at_all_are_judged_too(dossier):
    state = load(dossier, DAYS[0])
    days = Days(MemoryView(state.merged), compiled_shapes(state.shapes))
    first = days.on(state.dated)
    without = days.on(())
    assert days.on(state.dated) == first
    assert Counter(without) != Counter(first)
    fresh = Days(MemoryView(state.merged), compiled_shapes(state.shapes)).on(())
    assert Counter(without) == Counter(fresh)

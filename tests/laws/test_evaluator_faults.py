"""The comparison with stock pySHACL has teeth: each of these faults in our evaluator is caught by it."""

from __future__ import annotations

from random import Random

import pytest

from ct56kg.check import literals, paths, query_asking, query_rules, shapes, targets
from ct56kg.check.constraints import (
    cardinality,
    logical,
    other,
    property_pair,
    shape_based,
    string_based,
    value_range,
    value_type,
)
from laws import random_rules, stock
from laws.test_engines_agree import ours, without_brackets

MOST_CASES = 2000


def caught(often, seeds=range(MOST_CASES)):
    """Give the first seed for which our engine and stock pySHACL differ."""
    for seed in seeds:
        rng = Random(seed)
        data = random_rules.Graphs(rng).graph()
        rules = random_rules.Shapes(rng, often).graph()
        try:
            expected = without_brackets(stock.stock(data, rules))
        except Exception:  # refused by the reference: nothing to compare
            continue
        if without_brackets(ours(data, rules)) != expected:
            return seed
    return None


def fault_class_without_subclasses(patch):
    patch.setattr(value_type, "above", lambda view, kinds: set(kinds))


def fault_class_targets_without_subclasses(patch):
    patch.setattr(targets, "below", lambda view, kind: {kind})


def fault_count_off_by_one(patch):
    original = cardinality.count
    patch.setattr(cardinality, "count", lambda *args: None if (n := original(*args)) is None else n + 1)


def fault_range_of_inclusive_bounds(patch):
    patch.setitem(value_range._ORDER, "maxInclusive", lambda order: order < 0)


def fault_less_means_less_or_equal(patch):
    patch.setattr(property_pair, "less", lambda a, b, or_equal: literals.less(a, b, True))


def fault_pair_equals_looks_one_way(patch):
    def one_way(predicate, report):
        return lambda run, focus, values: [
            report(run, focus, v) for v in values if v not in property_pair._of(run.view, focus, predicate)
        ]

    patch.setattr(property_pair, "_equal", one_way)


def fault_logic_xone_means_or(patch):
    patch.setitem(logical._HOLDS, "xone", any)


def fault_not_means_nothing(patch):
    original = logical._listed
    patch.setattr(logical, "_listed", lambda judges, holds, report: original(judges, _unless_not(holds), report))


def _unless_not(holds):
    return holds if holds in logical._HOLDS.values() else lambda answers: True


def fault_closed_ignores_nothing(patch):
    original = other._closed
    patch.setattr(other, "_closed", lambda allowed, report: original(frozenset(), report))


def fault_hasValue_compares_text(patch):  # noqa: N802
    def has(wanted, report):
        return lambda run, focus, values: () if any(v.value == wanted.value for v in values) else (report(run, focus),)

    patch.setattr(other, "_has", has)


def fault_qualified_siblings_overlooked(patch):
    patch.setattr(shapes.Shapes, "siblings", lambda self, node, wanted=None: ())


def fault_closure_of_one_step(patch):
    patch.setattr(paths, "_closure", lambda inner, view, node, start: {*([node] if start else []), *inner(view, node)})


def fault_closure_forgets_its_start(patch):
    original = paths._closure
    patch.setattr(paths, "_closure", lambda inner, view, node, start: original(inner, view, node, False))


def fault_property_values_counted_twice(patch):
    original = shape_based._properties
    patch.setattr(
        shape_based,
        "_properties",
        lambda judge: lambda run, focus, values: [*original(judge)(run, focus, values)] * 2,
    )


def fault_datatype_of_ill_formed_literals(patch):
    patch.setattr(literals, "_well_formed", lambda text, datatype: True)


def fault_length_in_bytes(patch):
    patch.setattr(string_based, "_long", lambda value, good: good(len(value.value.encode("utf-16"))))


def fault_languageIn_by_whole_tag(patch):  # noqa: N802
    patch.setattr(string_based, "_in_language", lambda value, ranges: getattr(value, "language", None) in ranges)


def fault_sparql_rows_counted_twice(patch):
    original = query_asking._distinct
    patch.setattr(query_asking, "_distinct", lambda answer: [row for row in original(answer) for _ in range(2)])


def fault_sparql_scoping_not_looked_at(patch):
    patch.setattr(query_rules, "_obstacles", lambda form, shape: iter(()))


FAULTS = [value for name, value in sorted(globals().items()) if name.startswith("fault_")]
LOOK_FIRST_AT = {"datatype_of_ill_formed_literals": 800, "sparql_scoping_not_looked_at": 260}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.removeprefix("fault_"))
def test_this_fault_is_caught(fault, monkeypatch):
    fault(monkeypatch)
    name = fault.__name__.removeprefix("fault_")
    kind = name.split("_")[0]
    often = {"closure": ("count", "hasValue"), "not": ("not",), "property": ("property", "count")}.get(kind, (kind,))
    first = LOOK_FIRST_AT.get(name, 0)
    assert caught(often, [*range(first, MOST_CASES), *range(first)]) is not None

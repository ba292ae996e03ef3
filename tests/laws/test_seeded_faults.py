"""The law has teeth: each of these faults in the incremental algorithm is caught by it within a few thousand cases."""

from __future__ import annotations

from random import Random

import pytest

from ct56kg.base.errors import CtError
from ct56kg.check import affected, paths, preview, query_reads, reads, shape_reads, shapes
from ct56kg.check.reads import Read
from ct56kg.check.view import Overlay
from laws import random_rules
from laws.test_incremental import differences

MOST_CASES = 3000
OFTEN = {
    "closure_read_at_its_start": ("count", "property"),
    "sequence_read_at_its_start": ("count", "property"),
    "siblings_not_read": ("siblings", "siblings", "class", "nodeKind"),
    "nested_shapes_read_from_the_target": ("property", "count"),
    "other_property_of_a_pair_not_read": ("pair", "less"),
    "qualified_shapes_not_read": ("property", "qualified"),
    "superclasses_not_read": ("class",),
    "class_of_values_not_read": ("class",),
    "members_of_logic_not_read": ("logic",),
    "queries_not_read": ("sparql",),
    "scattered_patterns_not_read": ("sparql",),
    "options_and_exists_not_read": ("sparql",),
    "optional_variables_taken_as_bound": ("sparql",),
}


LOOK_FIRST_AT = {
    "closure_read_at_its_start": 200,
    "sequence_read_at_its_start": 200,
    "nested_shapes_read_from_the_target": 110,
    "options_and_exists_not_read": 180,
    "optional_variables_taken_as_bound": 750,
    "siblings_not_read": 1800,
}


def caught(often=(), seeds=range(MOST_CASES)):
    """Give the first seed for which the law does not hold."""
    for seed in seeds:
        rng = Random(seed)
        graphs = random_rules.Graphs(rng, plain=True)
        data = graphs.graph()
        added, removed = graphs.change(data)
        rules = random_rules.Shapes(rng, often, plain=True).graph()
        try:
            if differences(data, added, removed, rules):
                return seed
        except CtError:
            continue
    return None


def without(kind):
    """Leave out the reads of one kind of constraint."""
    original = shape_reads.Shapes.values

    def values(self, node, name):
        return () if name == kind else original(self, node, name)

    return values


def fault_only_the_changed_node(patch):
    """Re-check the changed subject alone, as a first version of many a system did."""
    patch.setattr(affected, "_reached", lambda read, back, triple, before, after: {triple.subject})


def fault_closure_read_at_its_start(patch):
    original = reads.path_reads

    def path_reads(path, prefix):
        if isinstance(path, paths.Repeat):
            yield from original(path.part, prefix)
        else:
            yield from original(path, prefix)

    patch.setattr(reads, "path_reads", path_reads)
    patch.setattr(shape_reads, "path_reads", path_reads)
    patch.setattr(query_reads, "path_reads", path_reads)


def fault_sequence_read_at_its_start(patch):
    original = reads.joined
    patch.setattr(reads, "joined", lambda one, other: one if isinstance(other, paths.Step) else original(one, other))


def fault_inverse_steps_read_forward(patch):
    patch.setattr(affected, "_reached", _forward)


def _forward(read, way_back, triple, before, after):
    return set(way_back(after, triple.subject)) & set(way_back(before, triple.subject))


def fault_superclasses_not_read(patch):
    patch.setattr(shape_reads, "_instance", lambda prefix: iter([Read(prefix, shape_reads.TYPE)]))


def fault_targets_not_read(patch):
    patch.setattr(shape_reads, "_targets", lambda shapes, root: iter(()))


def fault_other_property_of_a_pair_not_read(patch):
    patch.setattr(shape_reads, "_PAIRS", ())


def fault_class_of_values_not_read(patch):
    original = shape_reads._shape

    def _shape(shapes, *place):
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(type(shapes), "values", without("class"))
            original(shapes, *place)

    patch.setattr(shape_reads, "_shape", _shape)


def fault_closed_not_read(patch):
    original = shape_reads.Read
    patch.setattr(shape_reads, "Read", lambda prefix, p, back=False: original(prefix, p or shape_reads.SUBCLASS, back))


def fault_nested_shapes_read_from_the_target(patch):
    original = shape_reads._shape
    patch.setattr(shape_reads, "_shape", lambda shapes, node, prefix, *rest: original(shapes, node, paths.HERE, *rest))


def fault_members_of_logic_not_read(patch):
    _refers_without(patch, {random_rules.sh(name) for name in ("and", "or", "xone")})


def fault_qualified_shapes_not_read(patch):
    _refers_without(patch, {random_rules.sh("qualifiedValueShape")})


def fault_siblings_not_read(patch):
    _refers_without(patch, {random_rules.sh("qualifiedValueShapesDisjoint")})


def _refers_without(patch, parameters):
    original, all_of_them = shape_reads._shape, shapes.Shapes.refers

    def refers(self, node):
        fewer = object.__new__(shapes.Shapes)
        fewer.graph = shapes.MemoryView(t for t in self.graph.triples if t.predicate not in parameters)
        return all_of_them(fewer, node)

    def _shape(*place):
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(shapes.Shapes, "refers", refers)
            original(*place)

    patch.setattr(shape_reads, "_shape", _shape)


def fault_queries_not_read(patch):
    patch.setattr(shape_reads, "query_reads", lambda query, prefix, found: None)


def fault_scattered_patterns_not_read(patch):
    patch.setattr(query_reads, "_everywhere", lambda pattern, found: None)


def fault_options_and_exists_not_read(patch):
    original = query_reads._group

    def _group(group, known, found, outermost=False):
        flat = query_reads.Group(patterns=list(group.patterns))
        original(flat, known, found, outermost)

    patch.setattr(query_reads, "_group", _group)


def fault_optional_variables_taken_as_bound(patch):
    """Place the patterns of all groups together, as if an option were always met."""
    original = query_reads._group

    def _group(group, known, found, outermost=False):
        flat = query_reads.Group(patterns=[p for one in group.every() for p in one.patterns])
        original(flat, known, found, outermost)

    patch.setattr(query_reads, "_group", _group)


def fault_removals_overlooked(patch):
    original = preview.impact

    class Forgetful(Overlay):
        def __init__(self, base, added, removed):
            super().__init__(base, added, ())

    patch.setattr(preview, "Overlay", Forgetful)
    patch.setattr(
        "laws.test_incremental.impact",
        lambda before, after, *rest: original(before, Forgetful(before, after.added.triples, ()), *rest),
    )


def fault_only_targets_of_before(patch):
    original = affected.Positions._keep_targets

    def keep(self, one, before, after):
        original(self, one, before, after)
        one.after &= one.before

    patch.setattr(affected.Positions, "_keep_targets", keep)


FAULTS = [value for name, value in sorted(globals().items()) if name.startswith("fault_")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.removeprefix("fault_"))
def test_this_fault_is_caught(fault, monkeypatch):
    fault(monkeypatch)
    name = fault.__name__.removeprefix("fault_")
    first = LOOK_FIRST_AT.get(name, 0)
    assert caught(OFTEN.get(name, ()), [*range(first, MOST_CASES), *range(first)]) is not None


def test_without_a_fault_nothing_is_caught():
    assert caught(("sparql", "qualified", "property"), range(200)) is None

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
    "options_see_what_comes_after_them": ("sparql",),
    "rows_of_a_value_read_from_the_target_alone": ("sparql",),
    "value_as_predicate_not_read": ("sparql",),
    "every_variable_taken_as_lone": ("sparql",),
    "other_end_not_led_on": ("sparql",),
    "fixed_nodes_not_read": ("sparql",),
    "rows_counted_for_targets_judged_anyway": ("sparql",),
}


LOOK_FIRST_AT = {
    "closure_read_at_its_start": 200,
    "fixed_nodes_not_read": 2770,
    "nested_shapes_read_from_the_target": 110,
    "options_see_what_comes_after_them": 120,
    "optional_variables_taken_as_bound": 120,
    "other_end_not_led_on": 1220,
    "siblings_not_read": 1800,
    "value_as_predicate_not_read": 280,
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
    patch.setattr(affected, "_starts", lambda position, triple, ways: {triple.subject})


def fault_closure_read_at_its_start(patch):
    original = reads.path_reads

    def path_reads(path, at):
        if isinstance(path, paths.Repeat):
            yield from original(path.part, at)
        else:
            yield from original(path, at)

    patch.setattr(reads, "path_reads", path_reads)
    patch.setattr(shape_reads, "path_reads", path_reads)
    patch.setattr(query_reads, "path_reads", path_reads)


def fault_sequence_read_at_its_start(patch):
    original = reads.joined
    patch.setattr(reads, "joined", lambda one, other: one if isinstance(other, paths.Step) else original(one, other))


def fault_inverse_steps_read_forward(patch):
    patch.setattr(affected, "_starts", _forward)


def _forward(position, triple, ways):
    return ways.both(position.back, triple.subject)


def fault_superclasses_not_read(patch):
    patch.setattr(shape_reads, "_instance", lambda at, kind: iter([Read(at, shape_reads.TYPE)]))


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
    patch.setattr(shape_reads, "listed_predicates", lambda shapes, node: frozenset(random_rules.PREDICATES))


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
    patch.setattr(shape_reads, "query_reads", lambda query, this, found, by_value: None)


def fault_scattered_patterns_not_read(patch):
    patch.setattr(query_reads, "_everywhere", lambda pattern, found: None)


def fault_options_and_exists_not_read(patch):
    _flattened(patch, lambda group: list(group.patterns))


def fault_optional_variables_taken_as_bound(patch):
    """Place the patterns of all groups together, as if an option were always met."""
    _flattened(patch, lambda group: [p for one in group.every() for p in one.patterns])


def _flattened(patch, patterns):
    original = query_reads._Placing.group

    def group(self, group, known, outermost=False):
        original(self, query_reads.Group(patterns=patterns(group)), known, outermost)

    patch.setattr(query_reads._Placing, "group", group)


def fault_options_see_what_comes_after_them(patch):
    original = query_reads._Placing.group

    def group(self, group, known, outermost=False):
        for optional in group.optionals:
            optional.after = len(group.patterns)
        original(self, group, known, outermost)

    patch.setattr(query_reads._Placing, "group", group)


def fault_rows_of_a_value_read_from_the_target_alone(patch):
    """Leave out what is reached from `?value` only."""
    original = query_reads._Placing._add
    start = reads.Start.VALUE
    patch.setattr(
        query_reads._Placing, "_add", lambda self, read: None if read.at.start is start else original(self, read)
    )


def fault_value_as_predicate_not_read(patch):
    original = query_reads._Placing._add
    patch.setattr(query_reads._Placing, "_add", lambda self, read: None if read.through else original(self, read))


def fault_every_variable_taken_as_lone(patch):
    patch.setattr(query_reads._Placing, "_all_lone", lambda self, ends: True)


def fault_other_end_not_led_on(patch):
    """Ask that a changed triple ends at the other place itself, not on a way there."""
    original = reads.meeting_reads

    def meeting_reads(path, at, other):
        return (reads.replace(read, other=other) for read in original(path, at, other))

    patch.setattr(query_reads, "meeting_reads", meeting_reads)
    patch.setattr(shape_reads, "meeting_reads", meeting_reads)


def fault_fixed_nodes_not_read(patch):
    original = query_reads._Placing._add

    def _add(self, read):
        if isinstance(read.at.start, reads.Start):
            original(self, read)

    patch.setattr(query_reads._Placing, "_add", _add)


def fault_rows_counted_for_targets_judged_anyway(patch):
    original = affected.Positions._keep_targets

    def keep(self, one, ways):
        original(self, one, ways)
        kept, one.reached = one.reached, dict(one.reached)
        one.reached = Forgetting(kept)

    class Forgetting(dict):
        def keys(self):
            return set()

    patch.setattr(affected.Positions, "_keep_targets", keep)


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

    def keep(self, one, ways):
        original(self, one, ways)
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

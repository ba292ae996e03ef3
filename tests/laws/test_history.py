"""Laws of change sets: recorded and taken back, folded by date, compared, commuting, and told the same way twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amend.cases import SHAPES, change_set, dossier, files
from ct56kg.amend.assessing import assess
from ct56kg.amend.chain import verify
from ct56kg.amend.change import read_change, what_if
from ct56kg.amend.difference import difference, rdf_patch
from ct56kg.amend.judged import Reader
from ct56kg.amend.preview import preview
from ct56kg.amend.recording import record, revert
from ct56kg.amend.timeline import afterwards, differing
from ct56kg.check.checking import check
from ct56kg.check.seeing import view_of
from ct56kg.check.view import Overlay
from ct56kg.graph.history import apply_quads
from ct56kg.graph.workspace import load

X = "http://x/"
DAYS = [date(2025, 1, 1) + timedelta(days=n) for n in range(4)]
LATER = date(2026, 1, 1)
RELAXED = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


def names(*locals_):
    return st.sampled_from([ox.NamedNode(X + name) for name in locals_])


LITERALS = st.sampled_from(
    [
        ox.Literal("B"),
        ox.Literal("Thành ủy", language="vi"),
        ox.Literal("1.10", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        ox.Literal("01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ]
)
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TRIPLES = st.one_of(
    st.builds(ox.Triple, names("t1", "t2", "t3", "t4"), names("lead"), names("b1", "b2")),
    st.builds(ox.Triple, names("b1", "b2"), names("name"), LITERALS),
    st.builds(ox.Triple, names("t1", "t2", "t3", "t4"), st.just(TYPE), names("Task", "Other")),
)
GRAPHS = st.frozensets(TRIPLES, max_size=10)


def turtle(triples):
    return "".join(f"{triple} .\n" for triple in sorted(triples, key=str))


def effective(graph, drawn):
    """Make an effective change out of any set of triples: what is there goes, what is not there comes."""
    return drawn - graph, drawn & graph


@st.composite
def histories(draw):
    """A base, and change sets with dates of effect, each of which fits the state on its own date."""
    base = draw(GRAPHS)
    sets: list[tuple[date, frozenset, frozenset]] = []
    for _ in range(draw(st.integers(1, 4))):
        day = draw(st.sampled_from(DAYS))
        add, remove = effective(replayed(base, sets, day), draw(st.frozensets(TRIPLES, min_size=1, max_size=4)))
        sets.append((day, add, remove))
    return base, sets


def replayed(base, sets, day):
    """Fold by date, then by order of application: the law itself, in one line."""
    state = set(base)
    for effect, add, remove in sorted(sets, key=lambda one: one[0]):
        if effect <= day:
            state = (state - remove) | add
    return frozenset(state)


def recorded(root, base, sets):
    here = dossier(root / "d", turtle(base))
    for number, (day, add, remove) in enumerate(sets):
        folder = change_set(root / f"c{number}", day.isoformat(), turtle(add), turtle(remove))
        yield here, record(read_change(folder), here)


def said(here, day):
    """Give what the data say, what change sets say of themselves left out."""
    about = {quad.triple for change in load(here, day).changes for quad in change.about}
    return frozenset(quad.triple for quad in load(here, day).quads) - about


@RELAXED
@given(histories())
def test_as_of_a_day_is_the_replay_of_what_is_in_force_on_it(tmp_path_factory, history):
    base, sets = history
    root = tmp_path_factory.mktemp("h")
    here = [here for here, _ in recorded(root, base, sets)][-1]
    for day in (DAYS[0] - timedelta(days=1), *DAYS, LATER):
        assert said(here, day) == replayed(base, sets, day)


@RELAXED
@given(histories())
def test_recording_and_taking_back_is_the_identity_on_files(tmp_path_factory, history):
    base, sets = history
    root = tmp_path_factory.mktemp("h")
    here = dossier(root / "d", turtle(base))
    states = [files(here.root)]
    for here, _ in recorded(root, base, sets):
        states.append(files(here.root))
    assert not any(problem.damage for problem in verify(here))
    for state in reversed(states[:-1]):
        revert(here)
        assert files(here.root) == state


@RELAXED
@given(GRAPHS, st.frozensets(TRIPLES, min_size=1, max_size=6))
def test_the_difference_after_a_change_is_the_change(tmp_path_factory, base, drawn):
    add, remove = effective(base, drawn)
    root = tmp_path_factory.mktemp("h")
    here = dossier(root / "d", turtle(base))
    change = read_change(change_set(root / "c", "2025-01-01", turtle(add), turtle(remove)))
    before = load(here, LATER)
    found = difference(before.merged, afterwards(change, before).merged)
    about = {quad.triple for quad in change.about.quads}
    assert (set(found.added) - about, set(found.removed)) == (add, remove)
    lines = rdf_patch(found).splitlines()
    assert lines[0] == "TX ." and lines[-1] == "TC ."
    assert {line[2:] for line in lines if line.startswith("D ")} == {f"{triple} ." for triple in remove}


@RELAXED
@given(GRAPHS, st.frozensets(TRIPLES, min_size=1, max_size=6), st.frozensets(TRIPLES, min_size=1, max_size=6))
def test_disjoint_changes_commute(base, one, other):
    other = other - one
    graph = ox.NamedNode(X + "g")

    def quads(triples):
        return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]

    first, second = (tuple(map(quads, reversed(effective(base, drawn)))) for drawn in (one, other))
    start = dict.fromkeys(quads(base))
    assert set(apply_quads(apply_quads(start, *first), *second)) == set(
        apply_quads(apply_quads(start, *second), *first)
    )
    add, remove = effective(base, one)
    back = apply_quads(apply_quads(start, quads(remove), quads(add)), quads(add), quads(remove))
    assert set(back) == set(start)


@RELAXED
@given(GRAPHS, st.frozensets(TRIPLES, min_size=1, max_size=6))
def test_new_and_unchanged_are_after_fixed_and_unchanged_are_before(tmp_path_factory, base, drawn):
    add, remove = effective(base, drawn)
    root = tmp_path_factory.mktemp("h")
    here = dossier(root / "d", turtle(base))
    (root / "add.nt").write_text(turtle(add), "utf-8")
    (root / "remove.nt").write_text(turtle(remove), "utf-8")
    change = what_if([root / "add.nt"], [root / "remove.nt"])
    before = load(here, LATER)
    after = afterwards(change, before)
    reader = Reader("vi", str)
    base = view_of(before)
    found = assess(before, after, (base, Overlay(base, *differing(before, after))), (reader, reader))

    def prints(findings):
        return Counter(finding.fingerprint for finding in findings)

    kept = prints(found.unchanged) + prints(one.finding for one in found.updated)
    was, now = (prints(check(state.judged, state.shapes, "vi", str)) for state in (before, after))
    assert prints(one.finding for one in found.new) + kept == now
    assert prints(one.finding for one in found.fixed) + kept == was
    delta = {("add", str(t)) for t in add} | {("remove", str(t)) for t in remove}
    for one in (*found.new, *found.fixed):
        assert one.causes
        assert {(cause.op, str(cause.triple)) for cause in one.causes} <= delta


def test_a_statement_that_alone_decides_is_the_cause_and_no_other(tmp_path):
    here = dossier(tmp_path / "d")
    (tmp_path / "r.nt").write_text('<http://x/b1> <http://x/name> "B" .')
    (tmp_path / "a.nt").write_text(
        "<http://x/t3> <http://x/lead> <http://x/b2> .\n<http://x/b9> <http://x/lead> <http://x/b8> ."
    )
    seen = preview(here, what_if([tmp_path / "a.nt"], [tmp_path / "r.nt"]), today=LATER)
    causes = {
        (one.finding.code, one.finding.focus): [str(cause.triple) for cause in one.causes]
        for one in (*seen.assessment.new, *seen.assessment.fixed)
    }
    assert causes == {
        ("NAMED", "<http://x/t1>"): ['<http://x/b1> <http://x/name> "B"'],
        ("NAMED", "<http://x/t2>"): ['<http://x/b1> <http://x/name> "B"'],
        ("LEAD", "<http://x/t3>"): ["<http://x/t3> <http://x/lead> <http://x/b2>"],
    }


def test_changed_rules_are_the_cause_of_what_they_bring(tmp_path):
    here = dossier(tmp_path / "d")
    (tmp_path / "s.ttl").write_text(
        "PREFIX x: <http://x/> PREFIX sh: <http://www.w3.org/ns/shacl#>\n"
        "x:BodyShape a sh:NodeShape ; sh:targetClass x:Body ; sh:property x:SEAT .\n"
        "x:SEAT sh:path x:seat ; sh:minCount 1 ."
    )
    found = preview(here, what_if(add_rules=[tmp_path / "s.ttl"]), today=LATER).assessment
    assert [(one.finding.code, one.causes[0].op, one.causes[0].rule) for one in found.new] == [
        ("SEAT", "rule", X + "SEAT")
    ]
    assert (found.fixed, found.updated) == ((), ())
    assert len(found.unchanged) == 2


@pytest.mark.parametrize("style", ["text", "json", "md", "html", "sarif"])
def test_the_report_is_the_same_bytes_whatever_the_machine(tmp_path, style):
    lines = turtle_of_cases().splitlines()
    parts = {"data/d.ttl": lines[:3], "data/a.nt": lines[3:5], "data/z.nt": lines[5:]}
    machines = (("1", "UTC", 1), ("2", "Asia/Ho_Chi_Minh", -1), ("3", "America/Lima", 1))
    outputs = set()
    for number, (seed, zone, order) in enumerate(machines):
        root = tmp_path / str(number)
        here = dossier(root, "", SHAPES)
        for name in list(parts)[::order]:
            (here.root / name).write_text("\n".join(parts[name]), "utf-8")
        add = ["<http://x/t3> <http://x/lead> <http://x/b2> .", '<http://x/b2> <http://x/name> "C" .'][::order]
        (root / "a.nt").write_text("\n".join(add))
        (root / "r.nt").write_text('<http://x/b1> <http://x/name> "B" .')
        words = ["amend", "check", "--add", "a.nt", "--remove", "r.nt", "--format", style, "--as-of", "2025-01-01"]
        done = subprocess.run(
            [sys.executable, "-m", "ct56kg", *words],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "COLUMNS": "100"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr.decode()
        outputs.add(done.stdout)
    assert len(outputs) == 1


def turtle_of_cases():
    here = Path(__file__).parents[1] / "amend"
    assert here.is_dir()
    return turtle(
        {
            *(ox.Triple(ox.NamedNode(X + t), TYPE, ox.NamedNode(X + "Task")) for t in ("t1", "t2", "t3")),
            *(ox.Triple(ox.NamedNode(X + t), ox.NamedNode(X + "lead"), ox.NamedNode(X + "b1")) for t in ("t1", "t2")),
            ox.Triple(ox.NamedNode(X + "b1"), ox.NamedNode(X + "name"), ox.Literal("B")),
        }
    )


@given(st.lists(TRIPLES, max_size=8))
def test_order_prefixes_names_of_blank_nodes_and_nfd_are_no_differences(triples):
    import unicodedata

    blank = ox.BlankNode("a")
    extra = [
        ox.Triple(ox.NamedNode(X + "t1"), ox.NamedNode(X + "note"), blank),
        ox.Triple(blank, ox.NamedNode(X + "name"), ox.Literal("Ủy")),
    ]
    other = ox.BlankNode("zz")
    same = [
        ox.Triple(other, ox.NamedNode(X + "name"), ox.Literal(unicodedata.normalize("NFD", "Ủy"))),
        ox.Triple(ox.NamedNode(X + "t1"), ox.NamedNode(X + "note"), other),
    ]
    found = difference([*triples, *extra], [*reversed(triples), *same])
    assert (found.added, found.removed) == ((), ())


def test_a_change_with_an_earlier_effect_is_placed_by_its_date_and_what_it_contradicts_is_named(tmp_path):
    here = dossier(tmp_path / "d")
    late = change_set(tmp_path / "late", "2025-07-01", "x:t3 x:lead x:b1 .", "x:t1 x:lead x:b1 .")
    record(read_change(late), here)
    early = read_change(change_set(tmp_path / "early", "2025-01-01", "x:t3 x:lead x:b1 .", "x:t1 x:lead x:b1 ."))
    seen = preview(here, early, today=LATER)
    assert [(one.later, one.op, str(one.triple)) for one in seen.contradicts] == [
        ("0001-2025-07-01-late", "remove", "<http://x/t1> <http://x/lead> <http://x/b1>"),
        ("0001-2025-07-01-late", "add", "<http://x/t3> <http://x/lead> <http://x/b1>"),
    ]
    other = read_change(change_set(tmp_path / "other", "2025-01-01", "x:t2 x:due 1 ."))
    assert preview(here, other, today=LATER).contradicts == ()

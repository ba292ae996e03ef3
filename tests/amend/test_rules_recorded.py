"""A change of rules is an amendment too: looked at, recorded, in force from its day, verified, taken back."""

from __future__ import annotations

from datetime import date

import pytest

from amend.cases import SHAPES, change_set, dossier, files
from ct56kg.amend.chain import verify
from ct56kg.amend.change import read_change
from ct56kg.amend.preview import preview
from ct56kg.amend.recording import record, revert
from ct56kg.base.errors import InputError
from ct56kg.check.checking import check
from ct56kg.graph.workspace import load

RULES = "PREFIX x: <http://x/> PREFIX sh: <http://www.w3.org/ns/shacl#>\n"
LABELLED = (
    SHAPES
    + """x:LEAD sh:severity sh:Violation ; sh:message "No lead" ;
    <http://www.w3.org/2000/01/rdf-schema#label> "Lead" .
"""
)


def found(here, day):
    state = load(here, date.fromisoformat(day))
    return sorted((f.code, f.severity) for f in check(state.judged, state.shapes, "en", lambda term: term.value))


@pytest.fixture
def here(tmp_path):
    return dossier(tmp_path / "d", shapes=LABELLED)


@pytest.fixture
def milder(tmp_path):
    """From 01/07/2025 a missing lead is a warning, and nothing is said of names."""
    folder = change_set(tmp_path / "milder", "2025-07-01")
    (folder / "remove-rules.ttl").write_text(
        RULES + "x:LEAD sh:severity sh:Violation . x:TaskShape sh:property x:NAMED ."
    )
    (folder / "add-rules.ttl").write_text(RULES + "x:LEAD sh:severity sh:Warning .")
    return folder


def test_it_is_looked_at_with_the_rule_as_cause(here, milder):
    seen = preview(here, read_change(milder), today=date(2026, 1, 1), lang="en")
    assert [(c.finding.code, [cause.op for cause in c.causes]) for c in seen.fixed] == [("NAMED", ["rule"])]
    assert [(c.finding.code, c.finding.severity) for c in seen.updated] == [("LEAD", "warning")]
    assert seen.new == ()
    assert "Rule LEAD (“Lead”): severity To be dealt with → To be reviewed" in [one.text for one in seen.changes]


def test_recorded_it_holds_from_its_day_of_effect(here, milder):
    before = found(here, "2026-01-01")
    record(read_change(milder), here)
    assert found(here, "2025-06-30") == before
    assert found(here, "2025-07-01") == found(here, "2026-01-01") == [("LEAD", "warning")]
    assert verify(here) == []


def test_taken_back_every_byte_is_as_before(here, milder):
    before, findings = files(here.root), found(here, "2026-01-01")
    record(read_change(milder), here)
    revert(here)
    assert files(here.root) == before
    assert found(here, "2026-01-01") == findings


def test_a_rule_that_is_not_there_is_refused_with_its_line(here, milder):
    (milder / "remove-rules.ttl").write_text(RULES + "x:LEAD sh:severity sh:Info .")
    with pytest.raises(InputError) as caught:
        preview(here, read_change(milder), today=date(2026, 1, 1))
    assert (caught.value.code, caught.value.line) == ("AMEND-03", 2)


def test_a_flipped_byte_in_a_recorded_rule_is_named(here, milder):
    name = record(read_change(milder), here)
    path = here.amendments[0] / name / "add-rules.ttl"
    path.write_bytes(path.read_bytes().replace(b"Warning", b"Warninh"))
    assert [(p.key, p.values["name"]) for p in verify(here) if p.damage] == [("changed", name)]


def test_rules_edited_under_a_recorded_change_are_reported(here, milder):
    name = record(read_change(milder), here)
    shapes = here.root / "shapes" / "s.ttl"
    shapes.write_text(shapes.read_text().replace("sh:severity sh:Violation ;", ""))
    assert [(p.key, p.damage, p.values["name"]) for p in verify(here)] == [("misfit-remove", False, name)]

"""The second dossier: fictitious, complete, amended six times in two years."""

import json
import shutil
from pathlib import Path

import pytest

from ct56kg.cli.annex import material_of
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.reader import Context

ROOT = Path(__file__).parents[2] / "examples" / "truong-giang"


def context(day):
    from datetime import date

    return Context(open_dossier(ROOT), "vi", date.fromisoformat(day), frozenset())


def annex(day):
    return material_of(context(day)).annex("9012-KH/TU")


def count(asked, name):
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <https://w3id.org/ct56kg/ns#{name}> }}"
    return int(asked.store.select(query).rows[0][0].value)


def test_it_has_twenty_five_tasks_fifteen_bodies_and_six_changes_over_two_years():
    assert count(context("2024-03-01"), "Task") == 25
    assert count(context("2026-01-15"), "Body") == 15
    changes = context("2026-01-15").state.changes
    assert len(changes) == 6
    assert (changes[-1].effect - changes[0].effect).days > 500


@pytest.mark.parametrize(
    ("day", "code", "violations"),
    [
        ("2024-03-01", 0, 0),
        ("2024-06-10", 0, 0),
        ("2025-02-28", 0, 0),
        ("2025-03-01", 1, 11),
        ("2025-03-20", 0, 0),
        ("2026-01-15", 0, 0),
    ],
)
def test_it_is_consistent_but_for_the_days_between_the_merger_and_the_amendment(ct56kg, day, code, violations):
    done = ct56kg("--dossier", ROOT, "check", "--as-of", day, "--format", "json")
    found = json.loads(done.out)["findings"]
    assert done.code == code
    assert sum(finding["severity"] == "violation" for finding in found) == violations


def test_its_chain_is_sound_and_its_files_are_canonical(ct56kg):
    assert ct56kg("--dossier", ROOT, "doctor").code == 0
    assert ct56kg("--dossier", ROOT, "format", "--check").code == 0


def test_an_extension_leaves_the_deadline_and_adds_to_it():
    before, after = annex("2024-06-09"), annex("2024-06-10")
    assert [line.extensions for line in before.lines if line.extensions] == []
    extended = [line for line in after.lines if line.extensions]
    assert [(line.order, line.due, line.extensions[0].new) for line in extended] == [
        (1, "Quý II/2024", "30/9/2024"),
        (21, "Trước ngày 30/6/2024", "Quý IV/2024"),
    ]


def test_a_row_repealed_is_still_there_before():
    assert [line.order for line in annex("2025-11-19").lines][-1] == 25
    assert [line.order for line in annex("2025-11-20").lines][-1] == 26
    assert 25 not in {line.order for line in annex("2025-11-20").lines}


def test_every_change_can_be_taken_back_to_the_first_byte(ct56kg, tmp_path):
    shutil.copytree(ROOT, tmp_path / "copy")
    for _ in range(6):
        assert ct56kg("--dossier", tmp_path / "copy", "amend", "revert").code == 0
    assert ct56kg("--dossier", tmp_path / "copy", "doctor").code == 0
    left = list((tmp_path / "copy/data/amendment").rglob("*.ttl"))
    assert left == []


def test_everything_that_leaves_it_is_marked(ct56kg, tmp_path):
    assert "MẪU – HƯ CẤU" in ct56kg("--dossier", ROOT, "ask", "task/list").out
    ct56kg("--dossier", ROOT, "draw", "responsibility", "-o", tmp_path / "a.svg", "--as-of", "2026-01-15")
    assert "HƯ CẤU" in (tmp_path / "a.svg").read_text("utf-8")


def test_its_annex_comes_back_unchanged(ct56kg, tmp_path):
    for name in ("a.xlsx", "a.csv", "a.ods"):
        day = ("--dossier", ROOT, "--as-of", "2026-01-15")
        assert ct56kg(*day, "export", "annex", "-o", tmp_path / name).code == 0
        assert "không có thay đổi" in ct56kg(*day, "import", tmp_path / name, "--dry-run").out

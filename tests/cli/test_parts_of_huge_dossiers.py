"""A huge dossier is drawn and reported one part at a time; all at once is refused, with how to choose."""

import csv
import shutil
from pathlib import Path

import pytest

from ct56kg.cli import main
from ct56kg.view import part

EXAMPLE = Path(__file__).parents[2] / "examples" / "truong-giang"
ALL_AT_ONCE = (
    ("draw", "structure", "-o", "out.svg"),
    ("draw", "cascade", "-o", "out.txt"),
    ("matrix", "-o", "out.csv"),
    ("report", "progress", "-o", "out.md"),
    ("report", "body", "-o", "out.md"),
    ("report", "analysis", "-o", "out.md"),
)


@pytest.fixture
def huge(tmp_path, monkeypatch):
    """Take the example for huge: kept on the disk, and more than a reader can be shown."""
    monkeypatch.setattr(part, "MOST", 2)
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(EXAMPLE, tmp_path / "d")


def run(folder, *words, store="disk"):
    return main(["--dossier", str(folder), "--store", store, "--lang", "en", "--as-of", "2026-03-01", *words])


@pytest.mark.parametrize("words", ALL_AT_ONCE, ids=" ".join)
def test_all_of_it_at_once_is_refused_with_how_to_choose_and_nothing_is_written(huge, capsys, words):
    assert run(huge, *words) == 2
    said = capsys.readouterr().err
    assert "PART-01" in said
    assert "--document" in said
    assert "--focus" in said
    assert not Path(words[-1]).exists()


@pytest.mark.parametrize("words", ALL_AT_ONCE, ids=" ".join)
def test_what_is_kept_on_the_disk_and_yet_small_is_shown_whole(huge, monkeypatch, words):
    monkeypatch.setattr(part, "MOST", 2000)
    assert run(huge, *words) == 0
    on_disk = Path(words[-1]).read_bytes()
    assert run(huge, *words, store="memory") == 0
    assert Path(words[-1]).read_bytes() == on_disk


def said(name):
    """Give what was written, without the count of what else there is, which a part does not know."""
    lines = Path(name).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and "other things of the diagram" not in line]


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_matrix_of_a_document_has_the_rows_of_that_document_and_what_they_say(huge):
    assert run(huge, "matrix", "-o", "whole.csv", store="memory") == 0
    assert run(huge, "matrix", "--document", "9007-CTr/TU", "-o", "part.csv") == 0
    whole, some = rows(Path("whole.csv")), rows(Path("part.csv"))
    first, second, *_ = whole[0]
    told = {row[second]: row for row in whole}
    wanted = {row[second] for row in whole if "9007-CTr/TU" in row[first]}
    assert wanted <= {row[second] for row in some}
    for row in some:
        held = {name: value for name, value in row.items() if value}
        assert held.items() <= told[row[second]].items()


@pytest.mark.parametrize("kind", ["body", "impact"])
def test_what_is_reported_of_one_body_is_the_same_from_its_part(huge, monkeypatch, kind):
    words = ("report", kind, "Ban Tuyên giáo Tỉnh ủy", "-o", "out.md")
    assert run(huge, *words) == 0
    of_part = said("out.md")
    monkeypatch.setattr(part, "MOST", 2000)
    assert run(huge, *words) == 0
    assert said("out.md") == of_part


def test_a_picture_around_a_thing_is_the_same_from_its_part(huge, monkeypatch):
    words = ("draw", "responsibility", "--focus", "Ban Tuyên giáo Tỉnh ủy", "-o", "out.txt")
    assert run(huge, *words) == 0
    of_part = said("out.txt")
    monkeypatch.setattr(part, "MOST", 2000)
    assert run(huge, *words) == 0
    assert said("out.txt") == of_part


def test_a_document_may_be_chosen_in_a_dossier_of_any_size(huge):
    assert run(huge, "draw", "cascade", "--document", "9007-CTr/TU", "-o", "out.txt", store="memory") == 0
    assert "9007-CTr/TU" in Path("out.txt").read_text("utf-8")
    assert "only what is around" in Path("out.txt").read_text("utf-8")
    assert run(huge, "report", "progress", "--document", "9007-CTr/TU", "-o", "out.md", store="memory") == 0
    assert "only what is around" in Path("out.md").read_text("utf-8")

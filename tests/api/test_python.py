"""The same verbs from Python, as the README shows them."""

import doctest

import pytest

import ct56kg
from ct56kg.base.errors import UsageError


@pytest.fixture(scope="module")
def dossier():
    return ct56kg.open(as_of="2026-03-01")


def test_the_readme_tells_the_truth(root):
    failed, tried = doctest.testfile(str(root / "README.md"), module_relative=False)
    assert (failed, tried > 0) == (0, True)


def test_an_answer_is_rows_json_csv_and_a_table_in_a_notebook(dossier):
    answer = dossier.ask("body/directed")
    assert len(answer) == len(list(answer)) == 11
    assert '"bindings"' in answer.to_json()
    assert answer.to_csv().count("\r\n") == 12
    assert "Văn phòng Thành ủy" in answer._repr_markdown_()


def test_a_check_on_two_days_tells_what_ended_meanwhile(dossier):
    before = {f.focus for f in ct56kg.check(dossier, as_of="2023-03-07") if f.severity == "violation"}
    after = ct56kg.check(dossier)
    assert not before
    assert sorted(f.labels["value"] for f in after if f.severity == "violation") == [
        "Ban Dân vận Thành ủy",
        "Ban Tuyên giáo Thành ủy",
        "Ban cán sự đảng Ủy ban nhân dân thành phố",
        "Đảng đoàn Hội đồng nhân dân thành phố",
    ]
    shown = after._repr_html_()
    assert "BDY-05" in shown and shown.startswith("<iframe sandbox ") and "<style" not in shown


def test_in_a_notebook_answers_are_tables_and_pictures_take_what_the_command_takes(dossier, root):
    shown = dossier.ask("body/directed")._repr_html_()
    assert shown.count("<tr>") == 12 and "<td" in shown and 'title="https://w3id.org/' in shown
    assert "HƯ CẤU" not in shown
    sample = ct56kg.open(statuses=["synthetic"], as_of="2024-06-30").ask("body/load")
    assert "MẪU – HƯ CẤU" in sample._repr_html_() and "MẪU – HƯ CẤU" in sample._repr_markdown_()
    around = ct56kg.draw(dossier, "structure", focus="ban tuyen giao thanh uy")
    assert len(around.sketch.nodes) == 2
    between = ct56kg.draw(dossier, "responsibility", compare="2023-03-07")
    assert len(between.sketch.differences) == 9
    assert len(ct56kg.draw(dossier, "cascade", split=True).pages) > 1


def test_a_preview_tells_new_from_fixed(root):
    dossier = ct56kg.open(statuses=["synthetic"])
    change = ct56kg.Change.read(root / "data" / "proposed" / "2025-07-01-mau-hop-nhat-hai-ban")
    impact = ct56kg.preview(dossier, change, as_of="2025-07-01")
    assert "ASG-03" in {f.code for f in impact.new}
    assert {f.code for f in impact.fixed} == {"BDY-06"}
    assert impact.unchanged
    shown = impact._repr_html_()
    assert shown.startswith("<iframe sandbox ") and "ASG-03" in shown and "MẪU – HƯ CẤU" in shown


def test_a_drawing_shows_itself(dossier, tmp_path):
    picture = ct56kg.draw(dossier, "structure")
    assert picture._repr_svg_().lstrip().startswith("<")
    assert picture.save(tmp_path / "a.png").stat().st_size > 5000


def test_rdflib_and_networkx_users_get_their_objects(dossier):
    assert len(dossier.graph()) > 4000
    assert dossier.to_networkx().number_of_edges() > 500


def test_an_unknown_language_is_refused():
    with pytest.raises(UsageError):
        ct56kg.open(lang="fr")

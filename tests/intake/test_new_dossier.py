"""`init`: a working dossier that checks clean, in one step, over nothing."""

import os
from datetime import date

import pytest

from ct56kg.base.errors import InputError, UsageError
from ct56kg.graph.dossier import open_dossier
from ct56kg.intake import new_dossier
from ct56kg.intake.documents import read_document
from ct56kg.intake.new_dossier import Plan, check_iri, default_iri, dossier_files, write_dossier

PLAN = Plan('Chương trình "thử" \\ 1', "urn:test:moi/", date(2026, 1, 15))


def test_a_new_dossier_checks_clean(ct56kg, tmp_path):
    assert ct56kg("init", tmp_path / "mine").code == 0
    checked = ct56kg("--dossier", tmp_path / "mine", "check", "--as-of", "2026-01-15")
    assert checked.code == 0
    assert "MẪU – HƯ CẤU" in checked.out


def test_a_new_dossier_has_nothing_to_say_against_itself(ct56kg, tmp_path):
    ct56kg("init", tmp_path / "mine")
    found = ct56kg("--dossier", tmp_path / "mine", "check", "--as-of", "2026-01-15", "--fail-on", "info")
    assert found.code == 0, found.out


def test_a_dossier_made_in_english_speaks_english_by_itself(ct56kg, tmp_path):
    ct56kg("init", tmp_path / "mine", "--lang", "en")
    assert "As of 15/01/2026" in ct56kg("--dossier", tmp_path / "mine", "check", "--as-of", "2026-01-15").out
    assert "There is no question" in ct56kg("ask", "no/such", cwd=tmp_path / "mine").err


def test_title_and_issuer_may_have_an_english_name_too(ct56kg, tmp_path):
    words = ("--title", "Chương trình thử", "--title-en", "Test programme")
    issuer = ("--issuer", "Tỉnh ủy Thử", "--issuer-en", "Test Committee")
    annex = ("--annex", "Kế hoạch 05-KH/TU", "--issued", "7/3/2025")
    assert ct56kg("init", tmp_path / "mine", *words, *issuer, *annex).code == 0
    check = ("--dossier", tmp_path / "mine", "check", "--as-of", "2026-01-15")
    assert ct56kg(*check).out.startswith("Chương trình thử\n")
    assert ct56kg(*check, "--lang", "en").out.startswith("Test programme\n")
    shown = ct56kg("--dossier", tmp_path / "mine", "show", "05-KH/TU", "--lang", "en").out
    assert "issuer: Test Committee" in shown
    assert "Number, date, issuer and rows" in shown and "Số, ký hiệu" not in shown


@pytest.mark.parametrize("line", ["title = 5", "title = {}", "languages = 5", 'with = "synthetic"', "data = [5]"])
def test_a_setting_that_makes_no_sense_is_named(ct56kg, tmp_path, line):
    (tmp_path / "ct56kg.toml").write_text(f"[dossier]\n{line}\n", "utf-8")
    said = ct56kg("--dossier", tmp_path, "check")
    assert said.code == 2
    assert f"[DOSSIER-04] {tmp_path / 'ct56kg.toml'}" in said.err and line.split()[0] in said.err


def test_its_files_are_in_canonical_form(ct56kg, tmp_path):
    ct56kg("init", tmp_path / "mine", "--issuer", "Tỉnh ủy Thử", "--annex", "Kế hoạch 05-KH/TU", "--issued", "7/3/2025")
    assert ct56kg("--dossier", tmp_path / "mine", "format", "--check").code == 0


def test_what_it_needs_around_it_is_there(tmp_path):
    write_dossier(tmp_path / "mine", dossier_files(PLAN))
    names = {
        path.relative_to(tmp_path / "mine").as_posix() for path in (tmp_path / "mine").rglob("*") if path.is_file()
    }
    assert {"ct56kg.toml", "README.md", ".gitignore", ".gitattributes", ".pre-commit-config.yaml"} <= names
    assert ".github/workflows/ct56kg.yml" in names
    assert "${{ github.token }}" in (tmp_path / "mine/.github/workflows/ct56kg.yml").read_text("utf-8")
    assert open_dossier(tmp_path / "mine").title == PLAN.title


def test_the_annex_that_a_person_is_about_to_fill_is_declared(ct56kg, tmp_path):
    words = ("--issuer", "Tỉnh ủy Thử", "--annex", "Kế hoạch 05-KH/TU", "--issued", "7/3/2025")
    assert ct56kg("init", tmp_path / "mine", *words).code == 0
    assert ct56kg("--dossier", tmp_path / "mine", "check", "--as-of", "2026-01-15").code == 0
    said = ct56kg("--dossier", tmp_path / "mine", "export", "annex", "annex=05-KH/TU", "-o", tmp_path / "a.csv")
    assert said.code == 0
    assert "MẪU" not in (tmp_path / "a.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--iri", "a b"], "INIT-02"),
        (["--issuer", "Tỉnh ủy"], "INIT-03"),
        (["--issuer", "Tỉnh ủy", "--annex", "05-KH/TU"], "INIT-03"),
        (["--issuer", "Tỉnh ủy", "--annex", "văn bản", "--issued", "7/3/2025"], "INIT-05"),
        (["--issuer", "Tỉnh ủy", "--annex", "05-QĐ/TU", "--issued", "7/3/2025"], "INIT-06"),
        (["--from", "builtin", "--issuer", "Tỉnh ủy", "--annex", "05-KH/TU", "--issued", "7/3/2025"], "INIT-04"),
    ],
)
def test_what_is_unclear_is_refused_and_nothing_is_written(ct56kg, tmp_path, words, code):
    said = ct56kg("init", tmp_path / "mine", *words)
    assert said.code == 2
    assert f"[{code}]" in said.err
    assert not (tmp_path / "mine").exists()


def test_a_copy_of_the_builtin_dossier_says_the_same(ct56kg, tmp_path):
    assert ct56kg("init", tmp_path / "copy", "--from", "builtin").code == 0
    here = ct56kg("--dossier", tmp_path / "copy", "check", "--as-of", "2026-03-01", "--format", "json")
    there = ct56kg("check", "--as-of", "2026-03-01", "--format", "json")
    assert here.code == there.code
    assert here.out.count('"fingerprint"') == there.out.count('"fingerprint"')


def test_it_writes_over_nothing(tmp_path):
    for name, content in (("full", "x"), (".hidden", "x")):
        folder = tmp_path / name.strip(".")
        folder.mkdir()
        (folder / name).write_text(content)
        with pytest.raises(UsageError, match="INIT-01"):
            write_dossier(folder, dossier_files(PLAN))
        assert [path.name for path in folder.iterdir()] == [name]
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="INIT-01"):
        write_dossier(tmp_path / "file", dossier_files(PLAN))


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "empty").mkdir()
    write_dossier(tmp_path / "empty", dossier_files(PLAN))
    assert (tmp_path / "empty/ct56kg.toml").is_file()


def test_a_failure_leaves_nothing(tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_dossier.os, "fsync", fails)
    with pytest.raises(InputError, match="FILE-06"):
        write_dossier(tmp_path / "mine", dossier_files(PLAN))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of folders")
def test_the_folder_may_be_entered_by_others_as_any_new_folder(tmp_path):
    write_dossier(tmp_path / "mine", dossier_files(PLAN))
    (tmp_path / "other").mkdir()
    assert (tmp_path / "mine").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize(("text", "closed"), [("https://x.vn/a", "https://x.vn/a/"), ("urn:a:b/", "urn:a:b/")])
def test_an_iri_is_closed(text, closed):
    assert check_iri(text) == closed


def test_a_folder_without_a_name_in_letters_still_gets_an_iri(tmp_path):
    assert default_iri(tmp_path / "…") == "urn:ct56kg:dossier:moi/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kế hoạch số 05-KH/TU ngày 07/3/2025 của Tỉnh ủy", ("Kế hoạch", "05-KH/TU", date(2025, 3, 7))),
        ("12-TB/TU", ("", "12-TB/TU", None)),
        ("Quyết định 04 - QĐ/TU, ngày 1 tháng 2 năm 2026", ("Quyết định", "04-QĐ/TU", date(2026, 2, 1))),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", ("Nghị định", "30/2020/NĐ-CP", date(2020, 3, 5))),
    ],
)
def test_words_for_a_document_are_read(text, found):
    words = read_document(text)
    assert (words.before, words.number.symbol, words.day) == found


@pytest.mark.parametrize("text", ["", "văn bản", "số 5", "ngày 07/3/2025", "đồng ý"])
def test_words_without_a_number_are_no_document(text):
    assert read_document(text) is None

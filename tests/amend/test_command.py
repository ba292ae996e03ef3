"""`ct56kg amend` from the command line: a look writes nothing, exit codes, formats, recording anyway."""

from __future__ import annotations

import json

import pytest

from amend.cases import DATA, change_set, dossier, files

REMOVE_NAME = '<http://x/b1> <http://x/name> "B" .\n'
ADD_LEAD = "<http://x/t3> <http://x/lead> <http://x/b1> .\n"


@pytest.fixture
def here(tmp_path):
    dossier(tmp_path / "d")
    (tmp_path / "rem.nt").write_text(REMOVE_NAME)
    (tmp_path / "add.nt").write_text(ADD_LEAD)
    return tmp_path / "d"


def test_a_look_writes_nothing_and_has_the_fields_of_the_contract(ct56kg, here, tmp_path):
    before = files(here)
    words = ("--dossier", here, "amend", "check", "--add", tmp_path / "add.nt", "--remove", tmp_path / "rem.nt")
    said = ct56kg(*words, "--format", "json")
    report = json.loads(said.out)
    assert said.code == 1
    assert {"change", "asOf", "conforms", "counts", "new", "fixed", "updated", "unchanged", "changes"} <= set(report)
    assert {"touched", "reached", "outstanding", "method"} <= set(report)
    assert set(report["method"]) == {"pairs", "neighbourhood", "full"}
    assert (len(report["new"]), len(report["fixed"]), report["unchanged"]) == (2, 1, 1)
    assert all(
        {"fingerprint", "code", "rule", "component", "severity", "focus", "path", "value"} <= set(f)
        for f in report["new"]
    )
    assert files(here) == before


def test_only_new_findings_decide_unless_all_are_asked_for(ct56kg, here, tmp_path):
    words = ("--dossier", here, "amend", "check", "--add", tmp_path / "add.nt")
    assert ct56kg(*words).code == 0
    (tmp_path / "other.nt").write_text(
        "<http://x/b2> a <http://x/Body> .".replace(" a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ")
    )
    quiet = ("--dossier", here, "amend", "check", "--add", tmp_path / "other.nt")
    assert ct56kg(*quiet).code == 0
    assert ct56kg(*quiet, "--all").code == 1


def test_sarif_carries_baseline_states(ct56kg, here, tmp_path):
    words = ("--dossier", here, "amend", "check", "--add", tmp_path / "add.nt", "--remove", tmp_path / "rem.nt")
    log = json.loads(ct56kg(*words, "--format", "sarif").out)
    states = {result["baselineState"] for result in log["runs"][0]["results"]}
    assert states <= {"new", "absent", "unchanged", "updated"} and {"new", "absent"} <= states


@pytest.mark.parametrize("suffix", ["html", "md", "json", "sarif"])
def test_the_suffix_of_the_file_decides_the_format(ct56kg, here, tmp_path, suffix):
    out = tmp_path / f"r.{suffix}"
    ct56kg("--dossier", here, "amend", "check", "--add", tmp_path / "add.nt", "-o", out)
    start = {"html": "<!doctype html>", "md": "# ", "json": "{", "sarif": "{"}[suffix]
    assert out.read_text("utf-8").startswith(start)


def test_what_brings_violations_is_recorded_only_anyway_and_says_why(ct56kg, here, tmp_path):
    folder = change_set(tmp_path / "bot-ten", "2025-07-01", remove='x:b1 x:name "B" .')
    before = files(here)
    refused = ct56kg("--dossier", here, "amend", "apply", folder)
    assert refused.code == 1 and files(here) == before
    without = ct56kg("--dossier", here, "amend", "apply", folder, "--anyway")
    assert without.code == 2 and "AMEND-16" in without.err
    done = ct56kg("--dossier", here, "amend", "apply", folder, "--anyway", "--because", "văn bản đã ban hành như vậy")
    assert done.code == 0
    assert "văn bản đã ban hành như vậy" in ct56kg("--dossier", here, "amend", "list").out
    told = json.loads(ct56kg("--dossier", here, "amend", "show", "bot-ten", "--format", "json").out)
    assert told["anywayBecause"] == "văn bản đã ban hành như vậy"
    assert ct56kg("--dossier", here, "doctor").code == 0
    assert ct56kg("--dossier", here, "amend", "revert").code == 0
    assert files(here) == before


def test_without_a_date_before_and_after_are_judged_on_the_day_of_effect_if_it_is_to_come(ct56kg, here, tmp_path):
    folder = change_set(tmp_path / "sau", "2999-01-01", add="x:t3 x:lead x:b1 .")
    report = json.loads(ct56kg("--dossier", here, "amend", "check", folder, "--format", "json").out)
    assert report["asOf"] == "2999-01-01" and len(report["fixed"]) == 2
    early = json.loads(
        ct56kg("--dossier", here, "amend", "check", folder, "--format", "json", "--as-of", "2025-01-01").out
    )
    assert (early["new"], early["fixed"]) == ([], [])


def test_options_may_stand_anywhere(ct56kg, here, tmp_path):
    folder = change_set(tmp_path / "c", "2025-07-01", add="x:t3 x:lead x:b1 .")
    one = ct56kg("amend", "check", "--format", "json", folder, "--dossier", here).out
    assert one == ct56kg("--dossier", here, "amend", "--format", "json", "check", folder).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("check",), "AMEND-11"),
        (("check", "nowhere"), "AMEND-02"),
        (("check", "nowhere", "--add", "x.ttl"), "AMEND-11"),
        (("revert",), "AMEND-15"),
        (("show", "x"), "AMEND-19"),
        (("draft", "x"), "USAGE-02"),
        (("fly",), "USAGE-05"),
    ],
)
def test_wrong_use_is_worded_and_changes_nothing(ct56kg, here, words, code):
    before = files(here)
    said = ct56kg("--dossier", here, "amend", *words)
    assert said.code == 2 and code in said.err and "→" in said.err
    assert files(here) == before


def test_a_dossier_that_names_no_place_for_amendments_says_so(ct56kg, tmp_path):
    toml = '[dossier]\nextends = "none"\ndata = ["data"]\nshapes = ["shapes"]\n'
    dossier(tmp_path / "d", DATA, toml=toml)
    folder = change_set(tmp_path / "c", "2025-07-01", add="x:t3 x:lead x:b1 .")
    said = ct56kg("--dossier", tmp_path / "d", "amend", "apply", folder)
    assert said.code == 2 and "AMEND-20" in said.err
    assert ct56kg("--dossier", tmp_path / "d", "amend", "check", folder).code == 0

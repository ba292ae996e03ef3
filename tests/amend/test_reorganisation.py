"""The real reorganisation of 2025 from the command line: event, findings, draft, check, record, clean."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph as ox

from .deciding import decided

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-03-01"
B07, B10 = ("<https://w3id.org/ct56kg/id/body/b07>", "<https://w3id.org/ct56kg/id/body/b10>")


def findings(said):
    return {(f["code"], f["focus"], f["value"]) for f in json.loads(said.out)["findings"]}


def test_the_real_reorganisation_runs_end_to_end(ct56kg, copy, tmp_path):
    check = ("--dossier", copy, "check", "--as-of", DAY, "--format", "json")
    before = ct56kg(*check)
    gone = {("BDY-05", "<https://w3id.org/ct56kg/id/item/d0>", body) for body in (B07, B10)}
    assert before.code == 1 and gone <= findings(before)

    drafted = ct56kg("--dossier", copy, "amend", "draft", "evt:b07-b10", "-o", tmp_path / "de-xuat")
    assert drafted.code == 0
    assert "ĐỀ XUẤT" in drafted.out and "Ban Tuyên giáo và Dân vận Thành ủy" in drafted.out
    assert "ĐỀ XUẤT" in (tmp_path / "de-xuat/can-quyet-dinh.md").read_text("utf-8")

    seen = ct56kg("--dossier", copy, "amend", "check", tmp_path / "de-xuat", "--as-of", DAY, "--format", "json")
    report = json.loads(seen.out)
    assert seen.code == 0, "what is new are only warnings: the basis is for a person to add"
    assert {f["code"] for f in report["new"]} == {"AMD-08", "BDY-14"}
    fixed = {(f["code"], f["focus"], f["value"]) for f in report["fixed"]}
    assert gone <= fixed
    for finding in report["fixed"]:
        assert finding["causes"] and all(cause["op"] == "add" for cause in finding["causes"])
    one = next(f for f in report["fixed"] if f["value"] == B07)
    assert {c["triple"].split()[0].rpartition("/")[2] for c in one["causes"]} == {"b07-b10-b07-1>"}

    assert ct56kg("--dossier", copy, "amend", "apply", decided(tmp_path / "de-xuat"), "--as-of", DAY).code == 0
    after = ct56kg(*check)
    assert findings(after) == (findings(before) - fixed) | {(f["code"], f["focus"], f["value"]) for f in report["new"]}
    assert ct56kg("--dossier", copy, "doctor").code == 0
    assert "de-xuat" in ct56kg("--dossier", copy, "amend", "list").out
    shown = ct56kg("--dossier", copy, "amend", "show", "1").out
    assert "Ban Tuyên giáo Thành ủy → Ban Tuyên giáo và Dân vận Thành ủy" in " ".join(shown.split())
    assert ct56kg("--dossier", copy, "amend", "revert").code == 0
    assert findings(ct56kg(*check)) == findings(before)


def test_where_no_successor_is_stated_nothing_is_proposed(ct56kg, copy, tmp_path):
    drafted = ct56kg("--dossier", copy, "amend", "draft", "evt:b01", "-o", tmp_path / "d")
    assert drafted.code == 0
    assert "nguồn không nêu đơn vị tiếp nhận" in " ".join(drafted.out.split())
    assert "Transfer" not in (tmp_path / "d/add.ttl").read_text("utf-8")


def test_where_bodies_may_still_exist_nothing_is_proposed(ct56kg, copy, tmp_path):
    drafted = ct56kg("--dossier", copy, "amend", "draft", "evt:can-tho-2025", "-o", tmp_path / "d", "--lang", "en")
    assert "whether it still exists cannot be decided" in " ".join(drafted.out.split())
    assert "Transfer" not in (tmp_path / "d/add.ttl").read_text("utf-8")


def test_a_draft_never_overwrites(ct56kg, copy, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d/x").write_text("")
    said = ct56kg("--dossier", copy, "amend", "draft", "evt:b01", "-o", tmp_path / "d")
    assert said.code == 2 and "AMEND-26" in said.err


def test_the_difference_of_two_dossiers_becomes_a_change_set_that_fits(ct56kg, copy, tmp_path):
    other = tmp_path / "moi"
    shutil.copytree(copy, other)
    file = other / "data/external/body.ttl"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"Ban Bí thư"@vi', '"Ban Bí thư Trung ương"@vi', 1), "utf-8")
    drafted = ct56kg("--dossier", copy, "amend", "draft", copy, other, "-o", tmp_path / "d", "--as-of", DAY)
    assert drafted.code == 0, drafted.err
    seen = ct56kg("--dossier", copy, "amend", "check", tmp_path / "d", "--as-of", DAY, "--format", "json")
    report = json.loads(seen.out)
    assert [(c["kind"], c["old"], c["new"]) for c in report["changes"]] == [
        ("value", ['"Ban Bí thư"@vi'], ['"Ban Bí thư Trung ương"@vi'])
    ]
    assert ct56kg("--dossier", copy, "diff", copy, other, "--format", "patch").out.splitlines()[1:3] == [
        'D <https://w3id.org/ct56kg/id/body/ban-bi-thu> <http://www.w3.org/2000/01/rdf-schema#label> "Ban Bí thư"@vi .',
        "A <https://w3id.org/ct56kg/id/body/ban-bi-thu> <http://www.w3.org/2000/01/rdf-schema#label>"
        ' "Ban Bí thư Trung ương"@vi .',
    ]


def test_the_built_in_dossier_is_read_only(ct56kg, tmp_path):
    said = ct56kg("--dossier", ROOT, "amend", "revert")
    assert said.code == 2 and "AMEND-13" in said.err


def test_impact_lists_every_live_responsibility_and_what_becomes_of_it(ct56kg):
    said = ct56kg("impact", "Ban Tuyên giáo Thành ủy", "--as-of", DAY, "--format", "json", "--with", "synthetic")
    report = json.loads(said.out)
    assert report["existence"] == "ended"
    assert len(report["responsibilities"]) == 5
    assert {r["outcome"] for r in report["responsibilities"]} == {"transferable"}
    orphan = json.loads(ct56kg("impact", "body:b01", "--as-of", DAY, "--format", "json").out)
    assert [r["outcome"] for r in orphan["responsibilities"]] == ["orphaned"]
    open_ = json.loads(ct56kg("impact", "body:b06", "--as-of", DAY, "--format", "json").out)
    assert [r["outcome"] for r in open_["responsibilities"]] == ["undecided"]
    kept = json.loads(ct56kg("impact", "body:b06", "--as-of", "2023-03-07", "--format", "json").out)
    assert [r["outcome"] for r in kept["responsibilities"]] == ["kept"]


def test_a_day_of_effect_belongs_to_the_new_state(ct56kg):
    for day, state in (
        ("2025-01-24", "exists"),
        ("2025-01-25", "undecided"),
        ("2026-01-27", "undecided"),
        ("2026-01-28", "ended"),
    ):
        report = json.loads(ct56kg("impact", "body:b07", "--as-of", day, "--format", "json").out)
        assert report["existence"] == state


def test_diff_of_two_dates_tells_what_was_reorganised_between_them(ct56kg):
    report = json.loads(ct56kg("diff", "07/03/2023", "01/03/2026", "--format", "json").out)
    assert report["changes"] == []
    assert any("hợp nhất" in text and "Dân vận Thành ủy" in text for text in report["events"])


TWO_ROLES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX ct: <https://w3id.org/ct56kg/ns#>
PREFIX id: <https://w3id.org/ct56kg/id/> PREFIX role: <https://w3id.org/ct56kg/scheme/role/>
<https://w3id.org/ct56kg/id/asg/mau-hai-vai> a ct:Assignment ; rdfs:label "MẪU – HƯ CẤU: hai vai"@vi ;
  ct:participation <https://w3id.org/ct56kg/id/part/mau-hv-1> , <https://w3id.org/ct56kg/id/part/mau-hv-2> .
<https://w3id.org/ct56kg/id/part/mau-hv-1> a ct:Participation ; ct:party <https://w3id.org/ct56kg/id/body/b07> ;
  ct:role role:lead .
<https://w3id.org/ct56kg/id/part/mau-hv-2> a ct:Participation ; ct:party <https://w3id.org/ct56kg/id/body/b07> ;
  ct:role role:report .
"""


def test_a_duty_held_in_two_roles_passes_on_once_and_both_roles_with_it(ct56kg, copy, tmp_path):
    (copy / "data/synthetic/two-roles.ttl").write_text(TWO_ROLES, "utf-8")
    shown = ("--dossier", copy, "impact", "body:b07", "--as-of", DAY, "--with", "synthetic", "--format", "json")
    draft = ("--dossier", copy, "amend", "draft", "evt:b07-b10", "--as-of", DAY, "--with", "synthetic")
    assert ct56kg(*draft, "-o", tmp_path / "d").code == 0
    proposed = list(ox.parse((tmp_path / "d/add.ttl").read_bytes(), ox.RdfFormat.TURTLE))
    duty = ox.NamedNode("https://w3id.org/ct56kg/ns#duty")
    row = ox.NamedNode("https://w3id.org/ct56kg/id/asg/mau-hai-vai")
    assert [quad.object for quad in proposed if quad.predicate == duty].count(row) == 1
    points = (tmp_path / "d/can-quyet-dinh.md").read_text("utf-8")
    assert points.count("“MẪU – HƯ CẤU: hai vai”: xác nhận") == 1

    apply = ("--dossier", copy, "amend", "apply", decided(tmp_path / "d"), "--as-of", DAY, "--with", "synthetic")
    assert ct56kg(*apply).code == 0
    held = [one for one in json.loads(ct56kg(*shown).out)["responsibilities"] if one["duty"] == str(row)]
    assert sorted(one["role"].rpartition("/")[2] for one in held) == ["lead>", "report>"]
    assert {(one["outcome"], *one["to"]) for one in held} == {
        ("carried", "<https://w3id.org/ct56kg/id/body/ban-tuyen-giao-dan-van>")
    }

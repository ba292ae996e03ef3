"""A reorganisation named on the command line: what is drafted, what is left to a person, what is refused."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from ct56kg.base.terms import CT

from .deciding import decided

DAY = "2026-03-01"
BODY = "https://w3id.org/ct56kg/id/body/"
B07, B10 = "Ban Tuyên giáo Thành ủy", "Ban Dân vận Thành ủy"
NEW = "Ban Tuyên giáo và Dân vận Thành ủy"
PARTS = ("Ban Tổ chức Thành ủy", "Ban Nội chính Thành ủy")


@pytest.fixture
def copy(ct56kg, tmp_path):
    """A copy of the built-in dossier that may be written to."""
    assert ct56kg("init", tmp_path / "ban-sao", "--from", "builtin").code == 0
    return tmp_path / "ban-sao"


@pytest.fixture
def draft(ct56kg, copy, tmp_path):
    """Drafts in the copy; gives what was said, and the triples of the parts."""

    def drafted(*words, to="d"):
        said = ct56kg("--dossier", copy, "amend", "draft", *words, "-o", tmp_path / to)
        parts = {path.stem: {*map(_triple, ox.parse(path=path))} for path in (tmp_path / to).glob("*.ttl")}
        return said, parts

    return drafted


def _triple(quad):
    return tuple(str(node).strip("<>") for node in quad.triple)


def findings(said):
    return {(f["code"], f["focus"], f["value"]) for f in json.loads(said.out)["findings"]}


def test_the_real_merger_goes_from_words_to_a_dossier_that_is_in_order(ct56kg, copy, draft, tmp_path):
    said, parts = draft("--merge", B07, B10, "--into", NEW, "--effect", "01/7/2025")
    assert said.code == 0, said.err
    assert "ĐỀ XUẤT" in said.out and "Chưa đủ căn cứ" in said.out
    assert "hồ sơ đã ghi sự kiện này" in " ".join(said.out.split())
    assert not any(o == CT + "Merger" for _, _, o in parts["add"]), "the event that is recorded is not told twice"

    check = ("--dossier", copy, "check", "--as-of", DAY, "--format", "json")
    before = findings(ct56kg(*check))
    seen = ct56kg("--dossier", copy, "amend", "check", tmp_path / "d", "--as-of", DAY, "--format", "json")
    report = json.loads(seen.out)
    assert seen.code == 0 and {f["code"] for f in report["new"]} == {"AMD-08", "BDY-14"}
    fixed = {(f["code"], f["focus"], f["value"]) for f in report["fixed"]}
    d0 = "<https://w3id.org/ct56kg/id/item/d0>"
    assert {("BDY-05", d0, f"<{BODY}b07>"), ("BDY-05", d0, f"<{BODY}b10>")} <= fixed
    assert all(finding["causes"] for finding in (*report["new"], *report["fixed"]))

    assert ct56kg("--dossier", copy, "amend", "apply", decided(tmp_path / "d"), "--as-of", DAY).code == 0
    new = {(f["code"], f["focus"], f["value"]) for f in report["new"]}
    assert findings(ct56kg(*check)) == (before - fixed) | new
    assert ct56kg("--dossier", copy, "doctor").code == 0
    on_the_day = json.loads(ct56kg("--dossier", copy, "impact", B07, "--as-of", "01/07/2025", "--format", "json").out)
    assert on_the_day["existence"] == "ended"


def test_a_proposal_that_nobody_decided_is_not_recorded(ct56kg, copy, draft, tmp_path):
    draft("--merge", B07, B10, "--into", NEW, "--effect", "01/7/2025")
    points, apply = tmp_path / "d/can-quyet-dinh.md", ("--dossier", copy, "amend", "apply", tmp_path / "d")
    looked = ct56kg("--dossier", copy, "amend", "check", tmp_path / "d").out
    assert "ĐỀ XUẤT: còn 4 điều chưa ai quyết định (can-quyet-dinh.md)" in looked
    said = ct56kg(*apply)
    assert (said.code, said.out) == (2, "")
    assert f"[AMEND-49] {points}:7: Đề xuất còn 4 điều" in said.err and "--anyway --because" in said.err
    half = points.read_text("utf-8").replace("- ☐", "- x", 3).replace("☐", "[ ]")
    points.write_text(half, "utf-8")
    assert f"{points}:10: Đề xuất còn 1 điều" in ct56kg(*apply).err
    assert not list(copy.glob("data/amendment/0*"))
    assert ct56kg(*apply, "--anyway", "--because", "Đã quyết định tại cuộc họp").code == 0
    told = ct56kg("--dossier", copy, "amend", "list").out
    shown = ct56kg("--dossier", copy, "amend", "show", "1", "--as-of", "01/01/2024").out
    assert "chuyển giao Ban Dân vận Thành ủy → Ban Tuyên giáo và Dân vận Thành ủy" in " ".join(shown.split())
    assert "https://" not in shown
    assert "Đã quyết định tại cuộc họp" in told and "ĐỀ XUẤT" not in told


def test_a_store_on_the_disk_gives_the_same_draft(ct56kg, copy, draft, tmp_path):
    words = ("--merge", B07, B10, "--into", NEW, "--effect", "01/7/2025")
    _, parts = draft(*words)
    on_disk, same = draft("--store", "disk", *words, to="tren-dia")
    assert on_disk.code == 0, on_disk.err
    assert same == parts


KINDS = [
    (("--merge", *PARTS, "--into", "MẪU Ban Mới"), "Merger", 2),
    (("--absorb", PARTS[0], "--into", PARTS[1]), "Absorption", 1),
    (("--dissolve", PARTS[0]), "Dissolution", 0),
    (("--end", PARTS[0]), "Cessation", 0),
    (("--rename", PARTS[0], "--to", "MẪU Ban Mới"), "Renaming", 0),
    (("--transfer", PARTS[0], "--to", PARTS[1]), "FunctionTransfer", 1),
]


@pytest.mark.parametrize(("words", "kind", "moved"), KINDS, ids=[kind for _, kind, _ in KINDS])
@pytest.mark.parametrize("day", ["01/08/2025", pytest.param("01/08/2024", marks=pytest.mark.long)])
def test_every_kind_is_an_event_of_its_own_and_fits(ct56kg, copy, draft, tmp_path, words, kind, moved, day):
    said, parts = draft(*words, "--effect", day)
    assert said.code == 0, said.err
    types = [o.removeprefix(CT) for _, p, o in parts["add"] if p.endswith("#type")]
    assert types.count(kind) == 1 and types.count("Transfer") == moved
    assert set(types) <= {kind, "Transfer", "Body"} and ("Body" in types) == (kind == "Merger")
    ends = any(p == CT + "endLatest" for _, p, _ in parts["add"])
    assert ends == (kind in {"Merger", "Absorption", "Dissolution", "Cessation"})
    assert "verb/reorganise" in str(parts["amendment"])
    assert ct56kg("--dossier", copy, "amend", "check", tmp_path / "d").code in (0, 1)


def test_nothing_is_said_that_the_person_did_not_say(draft):
    _, parts = draft("--merge", *PARTS, "--into", "MẪU Ban Mới", "--effect", "01/08/2024")
    new = {p.rpartition("#")[2] for s, p, _ in parts["add"] if "/id/body/merger-" in s}
    assert new == {"type", "label", "beginEarliest", "beginLatest"}
    assert not any(p.endswith(("authority", "basisDocument", "amendingDocument")) for p in _properties(parts))


def _properties(parts):
    return {p for part in parts.values() for _, p, _ in part}


def test_a_renamed_body_stays_and_is_found_by_its_old_name(draft):
    _, parts = draft("--rename", PARTS[0], "--to", "MẪU Ban Mới", "--effect", "01/08/2025")
    assert (BODY + "b06", "http://www.w3.org/2004/02/skos/core#altLabel", f'"{PARTS[0]}"@vi') in parts["add"]
    assert parts["remove"] == {(BODY + "b06", "http://www.w3.org/2000/01/rdf-schema#label", f'"{PARTS[0]}"@vi')}


def test_the_basis_stands_behind_event_transfer_and_change_set(draft):
    said, parts = draft(
        "--transfer", PARTS[0], "--to", PARTS[1], "--duty", "item:d0", "--basis", "56-CTr/TU", "--effect", "01/08/2024"
    )
    told = {p.removeprefix(CT) for part in parts.values() for _, p, o in part if o.endswith("/doc/56-ctr-tu-can-tho")}
    assert told == {"authority", "basisDocument", "amendingDocument"}
    assert "Chưa đủ căn cứ" not in said.out


REFUSED = [
    (("--end", B07, "--effect", "01/07/2026"), "AMEND-42", "28/01/2026"),
    (("--transfer", PARTS[0], "--to", B07, "--effect", "01/07/2026"), "AMEND-42", "đã kết thúc"),
    (("--rename", NEW, "--to", "MẪU", "--effect", "01/01/2020"), "AMEND-43", "chưa được thành lập"),
    (("--end", B07, "--effect", "01/07/2025"), "AMEND-44", "evt:b07-b10"),
    (("--merge", B07, B10, "--into", NEW, "--effect", "01/07/2026"), "AMEND-45", "25/01/2025"),
    (("--merge", *PARTS, "--into", B07, "--effect", "01/08/2024"), "AMEND-46", "--absorb"),
    (("--merge", PARTS[0], "Ban Tổ chức", "--into", "X", "--effect", "01/08/2024"), "AMEND-47", "Ban Tổ chức"),
    (("--absorb", PARTS[0], "--into", PARTS[0], "--effect", "01/08/2024"), "AMEND-47", PARTS[0]),
    (("--transfer", PARTS[0], "--to", PARTS[1], "--duty", "item:k1", "--effect", "01/08/2024"), "AMEND-48", "impact"),
    (("--end", "Ban Nội chínk", "--effect", "01/08/2024"), "NAME-01", "Ban Nội chính Thành ủy"),
    (("--end", "Ban", "--effect", "01/08/2024"), "NAME-02", "body:b06"),
    (("--end", PARTS[0], "--basis", "MẪU 1-QĐ", "--effect", "01/08/2024"), "NAME-01", "MẪU 1-QĐ"),
    (("--merge", *PARTS, "--effect", "01/08/2024"), "USAGE-02", "--into"),
    (("--end", PARTS[0]), "USAGE-02", "--effect"),
    (("--end", PARTS[0], "--into", "X", "--effect", "01/08/2024"), "USAGE-03", "--into"),
    (("--end", PARTS[0], "--dissolve", PARTS[0], "--effect", "01/08/2024"), "USAGE-03", "--dissolve"),
    (("--basis", "56-CTr/TU"), "USAGE-02", "--merge"),
]


@pytest.mark.parametrize(
    ("words", "code", "told"), REFUSED, ids=[f"{code}-{n}" for n, (_, code, _) in enumerate(REFUSED)]
)
def test_what_cannot_be_drafted_is_refused_with_what_to_do(ct56kg, tmp_path, words, code, told):
    said = ct56kg("amend", "draft", *words, "-o", tmp_path / "d")
    assert said.code == 2 and f"[{code}]" in said.err and told in said.err
    assert not (tmp_path / "d").exists()

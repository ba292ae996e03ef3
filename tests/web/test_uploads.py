"""A change set is sent as files or packed, its rules too; what is taken away again, the command reads and records."""

import io
import json
import re
import zipfile

import pytest

from web.conftest import multipart

VIEW = "2026-03-01"
ABOUT = """PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/ct56kg/id/change/milder> a ct:ChangeSet ;
  ct:verb <https://w3id.org/ct56kg/scheme/verb/amend> ; ct:effectDate "2026-02-01"^^xsd:date .
"""
RULES = "PREFIX rule: <https://w3id.org/ct56kg/rule/> PREFIX sh: <http://www.w3.org/ns/shacl#>\n"
PARTS = {
    "amendment.ttl": ABOUT,
    "add.ttl": '<https://w3id.org/ct56kg/id/item/k1> <https://w3id.org/ct56kg/ns#note> "x"@vi .\n',
    "remove-rules.ttl": RULES + "rule:BDY-05 sh:severity sh:Violation .\n",
    "add-rules.ttl": RULES + "rule:BDY-05 sh:severity sh:Warning .\n",
}
KINDS = ("new", "fixed", "updated")


def packed(**more):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in {**{f"thay-doi/{name}": text for name, text in PARTS.items()}, **more}.items():
            into.writestr(name, text)
    return sink.getvalue()


def told(server, **sent):
    """Send a form and give the address of the report and what it says."""
    reply = server(f"/vi/{VIEW}/what-if", follow=False, **multipart(**sent))
    assert reply.status == 303, reply.text
    address = reply.headers["location"]
    return address, json.loads(server(address + ".json").body)


def findings(report):
    return {kind: sorted((f["code"], f["severity"], f["focus"]) for f in report[kind]) for kind in KINDS}


def test_a_change_of_rules_is_sent_looked_at_taken_away_and_recorded(start, ct56kg, tmp_path):
    mine, copy = tmp_path / "mine", tmp_path / "copy"
    for root in (mine, copy):
        assert ct56kg("init", root, "--from", "builtin").code == 0
    with start("--dossier", mine) as server:
        address, report = told(server, set=("thay-doi.zip", packed()))
        milder = [f for f in report["updated"] if f["code"] == "BDY-05"]
        assert milder and {f["severity"] for f in milder} == {"warning"}
        assert all(cause["op"] == "rule" for f in milder for cause in f["causes"])
        page = server(address).text
        assert "BDY-05" in page and "Cần xử lý → Cần rà soát" in page
        with zipfile.ZipFile(io.BytesIO(server(address + ".zip").body)) as taken:
            taken.extractall(tmp_path)
        folder = tmp_path / "xem-thu"
        assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == PARTS
        said = ct56kg("amend", "check", folder, "--dossier", copy, "--as-of", VIEW, "--format", "json")
        assert findings(json.loads(said.out)) == findings(report)
        ct56kg("amend", "apply", folder, "--dossier", copy, "--anyway", "--because", "thử")
        after = json.loads(ct56kg("check", "--dossier", copy, "--as-of", VIEW, "--format", "json").out)
        assert {f["severity"] for f in after["findings"] if f["code"] == "BDY-05"} == {"warning"}


def test_files_are_known_by_their_names_or_by_their_fields(server):
    rules = {part: PARTS[f"{part}.ttl"].encode() for part in ("remove-rules", "add-rules")}
    _, placed = told(server, **{part: ("a.ttl", content) for part, content in rules.items()})
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as into:
        for part, content in rules.items():
            into.writestr(f"{part}.TTL", content)
    _, named = told(server, set=("bare.zip", bare.getvalue()))
    assert findings(named) == findings(placed)
    assert {f["code"] for f in named["updated"]} == {"BDY-05"}


def test_what_is_no_part_of_a_change_set_is_named(server):
    address, _ = told(server, set=("a.zip", packed(**{"doc-truoc.txt": "x", "__MACOSX/._add.ttl": "x"})))
    notes = re.findall(r'<p class="note">(.*?)</p>', server(address).text)
    assert "Không thuộc bộ thay đổi nên không được xét: doc-truoc.txt." in notes


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.zip", b"PK no zip", "WEB-10"),
        ("a.zip", packed()[:-30], "WEB-10"),
        ("a.zip", packed(**{"khac/add.ttl": "x"}), "AMEND-07"),
        ("a.zip", packed(**{"add.nt": ""}), "AMEND-07"),
        ("a.zip", packed(**{"bom.ttl": " " * (2**20 + 1)}), "WEB-01"),
        ("a.zip", packed(**{f"{n}.txt": "" for n in range(60)}), "WEB-01"),
        ("a.ttl", b"", "WEB-12"),
        ("add.exe", b"MZ", "FILE-02"),
        ("", b"", "WEB-11"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(server, name, content, code):
    reply = server(f"/vi/{VIEW}/what-if", **multipart(set=(name, content)))
    assert reply.status == 400 and f"[{code}]" in reply.text

"""Commands keep their contract: answers on standard output, remarks on standard error, exit codes 0, 1, 2."""

import ast
import json
import os
import re
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from ct56kg.base.words import area
from ct56kg.cli import COMMANDS

ROOT = Path(__file__).parents[2]
TASKS = "{ ?s a <https://w3id.org/ct56kg/ns#KeyTask> }"


def test_without_a_command_it_says_what_there_is(ct56kg):
    said = ct56kg()
    assert said.code == 0
    assert "ct56kg tour" in said.out
    assert said.out == ct56kg("--help").out


@pytest.mark.parametrize("command", [name for group in COMMANDS for name in group])
def test_every_command_explains_itself_in_both_languages(ct56kg, command):
    vi, en = ct56kg(command, "--help"), ct56kg(command, "--help", "--lang", "en")
    assert (vi.code, en.code) == (0, 0)
    assert "Cách dùng" in vi.out and "Usage" in en.out
    assert "--as-of" in vi.out


def test_common_options_stand_before_or_after_the_command(ct56kg):
    before = ct56kg("--as-of", "01/03/2026", "--lang", "en", "show", "body:b07")
    after = ct56kg("show", "body:b07", "--lang", "en", "--as-of", "2026-03-01")
    assert before == after
    assert "01/03/2026" in before.out


def test_what_explains_a_rule_says_in_words_what_data_call_it(ct56kg):
    assert "Ghi một “có sự tham gia” (ct:participation)" in ct56kg("explain", "ASG-01").out
    graph = ct56kg("explain", "QUAD-02").out
    assert "Cần rà soát" in graph and "Là gì" in graph and "“bằng chứng” (ct:evidence)" in graph


def test_the_suffix_of_a_file_says_its_format(ct56kg, tmp_path):
    assert "Đã ghi: r.html" in ct56kg("check", "-o", "r.html").err
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    ct56kg("check", "-o", "r.json")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["engine"] == "ct56kg"
    ct56kg("show", "body:b07", "-o", "s.md")
    assert (tmp_path / "s.md").read_text("utf-8").startswith("# ")


@pytest.mark.skipif(os.name != "posix", reason="a locale of POSIX")
def test_vietnamese_arguments_and_paths_are_read_in_a_locale_without_them(ct56kg, tmp_path):
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = ct56kg("show", "Ban Tuyên giáo Thành ủy", "--format", "md", "-o", "tờ giấy.md", env=old)
    assert said.code == 0
    assert (tmp_path / "tờ giấy.md").read_text("utf-8").startswith("# Ban Tuyên giáo Thành ủy")


def test_usage_begins_with_the_command_whatever_was_left_out(ct56kg):
    assert "Cách dùng: ct56kg export" in ct56kg("export").err
    assert "Usage: ct56kg check" in ct56kg("check", "--formt", "json", "--lang", "en").err


@pytest.mark.parametrize("width", ["60", "80", "120"])
@pytest.mark.parametrize("command", ["check --as-of 01/03/2026", "show body:b07", "explain BDY-05", "draw", "doctor"])
def test_lines_fit_the_terminal(ct56kg, monkeypatch, width, command):
    monkeypatch.setenv("COLUMNS", width)
    lines = ct56kg(*command.split()).out.splitlines()
    assert lines and max(map(len, lines)) <= int(width)


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (["chek"], "USAGE-06", "check"),
        (["show"], "USAGE-02", "--help"),
        (["serve", "--port", "99999"], "USAGE-05", "65535"),
        (["site", "-o", "/dev/null/trang"], "FILE-06", "→"),
        (["amend", "show"], "USAGE-02", "ct56kg amend list"),
        (["import", "nowhere.xlsx"], "FILE-01", "→"),
        (["import", "nowhere.docx"], "FILE-01", "→"),
        (["check", "--formt", "json"], "USAGE-03", "--help"),
        (["check", "--format", "docx"], "USAGE-05", "sarif"),
        (["check", "--as-of", "31/31/2026"], "DATE-02", "→"),
        (["check", "--as-of", "hôm qua"], "DATE-01", "→"),
        (["check", "--with", "secret"], "STATUS-01", "synthetic"),
        (["ask", "body/taks-of"], "QUERY-01", "body/tasks-of"),
        (["ask", "body/tasks-of", "bdy=x"], "QUERY-02", "body"),
        (["ask", "body/tasks-of", "body=khong co ai"], "NAME-01", "ct56kg find"),
        (["ask", "body/tasks-of", "tuyen giao"], "QUERY-10", "body"),
        (["ask", "body/directed", "--format", "ttl"], "QUERY-11", "xlsx"),
        (["show", "Ban"], "NAME-02", "body:b07"),
        (["find", "khong co ai"], "NAME-03", "→"),
        (["explain", "ASG-99"], "EXPLAIN-01", "ASG-"),
        (["--dossier", "nowhere", "check"], "DOSSIER-01", "ct56kg init"),
        (["export", "graph", "-o", "x.docx"], "FILE-07", ".ttl"),
        (["ask", "--sparql", "nowhere.rq"], "FILE-01", "→"),
    ],
)
def test_wrong_use_says_what_is_wrong_and_what_to_do(ct56kg, words, code, hint):
    for lang in ("vi", "en"):
        said = ct56kg(*words, "--lang", lang)
        assert (said.code, said.out) == (2, "")
        assert f"[{code}]" in said.err
        assert hint in said.err


def test_every_error_that_can_be_raised_has_words_in_both_languages():
    raised = {
        node.args[0].value
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error")
        if node.args and isinstance(node.args[0], ast.Constant)
        if re.fullmatch(r"[A-Z]+-\d\d", str(node.args[0].value))
    }
    words = area("error")
    assert len(raised) > 50
    assert [code for code in sorted(raised) if not {"vi", "en"} <= words.get(code, {}).keys()] == []


def test_what_the_operating_system_refuses_is_said_in_the_language_of_the_reader(ct56kg, tmp_path):
    missing = ("matrix", "-o", str(tmp_path / "không có" / "a.xlsx"))
    assert "không có tệp hoặc thư mục này" in ct56kg(*missing).err
    assert "there is no such file or folder" in ct56kg(*missing, "--lang", "en").err


def test_an_ambiguous_name_lists_each_thing_once_with_the_names_that_fit(ct56kg):
    listed = [line.split()[0] for line in ct56kg("show", "ban").err.splitlines() if line.startswith("    ")]
    assert len(listed) == len(set(listed)) > 3
    assert "Party Affairs Committee" not in ct56kg("show", "ban").err


def test_a_free_query_that_cannot_be_read_says_why_in_two_lines(ct56kg, tmp_path):
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?s WHERE { ?s a nope:Body }", "utf-8")
    said = ct56kg("ask", "--sparql", file).err.splitlines()
    assert said[0] == "[QUERY-20] Truy vấn SPARQL không hợp lệ: error at 1:33: Prefix not found"
    assert len(said) == 2
    file.write_text("SELECT ?s WHERE { ?s ?p ?o }", "utf-16")
    assert "UTF-16" in ct56kg("ask", "--sparql", file).err
    file.write_text("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1", "utf-8-sig")
    assert ct56kg("ask", "--sparql", file).code == 0


def test_a_free_query_over_fictitious_data_is_marked_where_a_person_reads_it(ct56kg, tmp_path):
    (tmp_path / "q.rq").write_text(f"SELECT ?s WHERE {TASKS}", "utf-8")
    asked = ("ask", "--sparql", str(tmp_path / "q.rq"))
    for style in ("table", "md"):
        assert ct56kg(*asked, "--with", "synthetic", "--format", style).out.startswith("MẪU – HƯ CẤU")
        assert "MẪU" not in ct56kg(*asked, "--format", style).out


def test_names_are_found_whatever_the_spelling(ct56kg):
    found = {ct56kg("find", name).out.splitlines()[0].split()[0] for name in ("tuyen giao", "TUYÊN GIÁO", "Tuyên Giáo")}
    assert found == {"body:b07"}
    assert ct56kg("show", "uy ban kiem tra thanh uy").out == ct56kg("show", "Uỷ ban Kiểm tra Thành uỷ").out


def test_a_question_is_answered_for_a_body_by_name_and_by_code(ct56kg):
    by_name = ct56kg("ask", "body/tasks-of", "body=ban tuyen giao thanh uy", "at=07/03/2023", "--format", "json")
    by_code = ct56kg("ask", "body/tasks-of", "body=body:b07", "at=2023-03-07", "--format", "json")
    assert by_name == by_code
    assert len(json.loads(by_name.out)["results"]["bindings"]) == 1


@pytest.mark.parametrize("style", ["table", "json", "csv", "tsv", "md"])
def test_an_answer_takes_every_form(ct56kg, style):
    said = ct56kg("ask", "body/directed", "--format", style)
    assert said.code == 0
    assert "Văn phòng" in said.out and "2784" in said.out


def test_a_sheet_is_written_to_a_file(ct56kg, tmp_path):
    assert ct56kg("ask", "body/directed", "-o", "a.xlsx").code == 0
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"


def test_any_read_only_query_is_answered(ct56kg):
    count = ct56kg("ask", "--sparql", "-", "--format", "csv", stdin=f"SELECT (COUNT(*) AS ?n) WHERE {TASKS}")
    assert count.out.split() == ["n", "6"]
    yes = ct56kg("ask", "--sparql", "-", stdin="ASK { ?s ?p ?o }")
    assert yes.out.strip() == "true"
    construct = f"CONSTRUCT {{ ?s a <http://x/T> }} WHERE {TASKS}"
    graph = ct56kg("ask", "--sparql", "-", "--format", "nt", stdin=construct)
    assert len(graph.out.splitlines()) == 6


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "INSERT DATA { <http://x/a> <http://x/b> 1 }",
        "SELECT * WHERE " + "{" * 2000 + "?s ?p ?o" + "}" * 2000,
        "SELECT WHERE",
    ],
)
def test_a_query_that_reaches_out_or_runs_wild_is_refused(ct56kg, query):
    said = ct56kg("ask", "--sparql", "-", stdin=query)
    assert (said.code, said.out) == (2, "")


def test_the_exported_graph_is_the_judged_graph(ct56kg, tmp_path):
    forms = ("ttl", "nt", "trig", "nq", "jsonld")
    for suffix in forms:
        assert ct56kg("export", "graph", "--as-of", "2026-03-01", "-o", f"g.{suffix}").code == 0
    graphs = {suffix: {q.triple for q in ox.parse(path=tmp_path / f"g.{suffix}")} for suffix in forms}
    assert len({frozenset(g) for g in graphs.values()}) == 1
    statement = '<https://w3id.org/ct56kg/ns#asOf> "2026-03-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert sum(statement in str(t) for t in graphs["nt"]) == 1
    assert len({q.graph_name for q in ox.parse(path=tmp_path / "g.nq")}) > 20


def test_doctor_finds_one_wrong_letter_in_a_quotation(ct56kg, tmp_path):
    mine = tmp_path / "mine"
    text = "Ban Tổ chức Thành ủy chủ trì."
    digest = sha256(text.encode()).hexdigest()
    said = '<http://x/s> <http://www.w3.org/ns/oa#exact> "{}" ; <http://www.w3.org/ns/oa#start> 0 ;'
    said += " <http://www.w3.org/ns/oa#end> 11 ; <https://w3id.org/ct56kg/ns#source> <http://x/a> ."
    source = f'<http://x/a> <https://w3id.org/ct56kg/ns#sha256> "{digest}" .'
    (mine / "data/stated").mkdir(parents=True)
    (mine / "data/source").mkdir()
    (mine / "ct56kg.toml").write_text('[dossier]\ndata = ["data"]\n', "utf-8")
    (mine / "data/source/van-ban.txt").write_text(text, "utf-8")
    for words, code in (("Ban Tổ chức", 0), ("Ban Tổ chưc", 1)):
        (mine / "data/stated/a.ttl").write_text(f"{source}\n{said.format(words)}\n", "utf-8")
        doctor = ct56kg("--dossier", mine, "doctor")
        assert doctor.code == code
        assert ("Ban Tổ chưc" in doctor.out) == bool(code)


def test_a_data_file_in_no_place_that_is_read_is_said_and_a_proposal_is_not(ct56kg, tmp_path):
    mine = tmp_path / "mine"
    assert ct56kg("init", mine).code == 0
    (mine / "data" / "proposed" / "one").mkdir(parents=True)
    for name in ("proposed/one/amendment.ttl", "proposed/one/add.ttl"):
        (mine / "data" / name).write_text("", "utf-8")
    assert ct56kg("--dossier", mine, "doctor").code == 0
    assert ct56kg("--dossier", mine, "check").err == ""
    (mine / "data" / "lac.ttl").write_text("", "utf-8")
    doctor, check = ct56kg("--dossier", mine, "doctor"), ct56kg("--dossier", mine, "check")
    assert (doctor.code, check.code) == (1, 0)
    assert "data/lac.ttl: không được đọc" in doctor.out
    assert check.err.startswith("data/lac.ttl: không được đọc")


def test_unreadable_data_is_refused_with_its_line_and_nothing_is_lost(ct56kg, tmp_path):
    (tmp_path / "ct56kg.toml").write_text('[dossier]\ndata = ["data"]\n', "utf-8")
    file = tmp_path / "data" / "stated" / "a.ttl"
    file.parent.mkdir(parents=True)
    file.write_text("@prefix x: <http://x/> .\nx:a x:b\n", "utf-8")
    before = file.read_bytes()
    for command in (["check"], ["ask", "body/directed"], ["find", "x"], ["export", "graph", "-o", "g.nt"]):
        said = ct56kg(*command)
        assert said.code == 2
        assert "a.ttl:" in said.err
    doctor = ct56kg("doctor")
    assert doctor.code == 1
    assert "a.ttl:" in doctor.out
    assert file.read_bytes() == before


def test_format_is_its_own_fixed_point_and_check_reports_without_writing(ct56kg, tmp_path):
    file = tmp_path / "a.ttl"
    file.write_text("# Đầu tệp\n<http://x/b> <http://x/p> 2 .\n<http://x/a> <http://x/p> 1 .\n", "utf-8")
    assert ct56kg("format", file, "--check").code == 1
    assert ct56kg("format", file).code == 0
    assert ct56kg("format", file, "--check").code == 0
    assert file.read_text("utf-8").startswith("# Đầu tệp\n")


def test_format_names_files_as_they_stand_in_the_dossier(ct56kg, tmp_path):
    assert ct56kg("init", tmp_path / "mine").code == 0
    (tmp_path / "mine/data/stated/a.ttl").write_text("<http://x/b> <http://x/p> 2 .", "utf-8")
    assert ct56kg("--dossier", tmp_path / "mine", "format", "--check").out == "data/stated/a.ttl\n"
    assert ct56kg("format", tmp_path / "mine/data/stated", cwd=tmp_path / "mine").out == "data/stated/a.ttl\n"

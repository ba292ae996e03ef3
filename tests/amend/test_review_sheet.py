"""The sheet that goes round: a row per duty, boxes, and back: what was agreed to becomes a change set."""

from __future__ import annotations

import json

import docx
import pytest

from amend.test_reorganisation import TWO_ROLES
from ct56kg.intake.review_sheet import read_review

DAY = "2026-03-01"


def rows(path):
    return [[cell.text for cell in row.cells] for table in docx.Document(path).tables for row in table.rows]


def fill(path, marks):
    """Put marks into the boxes of rows, as a person does in a word processor: row number to (box, words)."""
    word = docx.Document(path)
    for table in word.tables:
        for row in table.rows:
            number = row.cells[0].text.split("\n")[0]
            for box, new in marks.get(number, ()):
                for paragraph in row.cells[-1].paragraphs:
                    for run in paragraph.runs:
                        run.text = run.text.replace(box, new)
    word.save(path)


AGREE = [("☐ đồng ý", "x đồng ý")]
OTHER = [("☐ khác: ……………………", "☒ khác: giao Văn phòng Thành ủy")]


def sheet(ct56kg, copy, tmp_path, *extra):
    path = tmp_path / "phieu.docx"
    said = ct56kg("--dossier", copy, "impact", "body:b07", "--as-of", DAY, "-o", path, *extra)
    assert said.code == 0, said.err
    return path


def test_a_row_quotes_the_words_and_proposes_the_clause(ct56kg, copy, tmp_path):
    body = rows(sheet(ct56kg, copy, tmp_path))
    line = next(row for row in body if row[0].startswith("1\n#"))
    assert "“Ban Tuyên giáo Thành ủy”" in line[1]
    assert line[3] == "chưa đủ căn cứ"
    assert line[4].startswith("Thay cụm từ “Ban Tuyên giáo Thành ủy” bằng “Ban Tuyên giáo và Dân vận Thành ủy” tại ")
    assert line[5].startswith("☐ đồng ý\n☐ khác:")


def test_a_proposed_transfer_amends_the_passage_that_gives_the_duty_and_not_its_own_record(ct56kg, copy, tmp_path):
    proposal, path = tmp_path / "de-xuat", tmp_path / "phieu.docx"
    assert ct56kg("--dossier", copy, "amend", "draft", "evt:b07-b10", "-o", proposal).code == 0
    assert ct56kg("--dossier", copy, "amend", "check", proposal, "--as-of", DAY, "-o", path).code == 0
    clauses = next(row for row in rows(path) if row[0].startswith("1\n#"))[4].splitlines()
    passage = "Nội dung chỉ đạo các cơ quan, tổ chức, đơn vị tham mưu thực hiện Chương trình 56-CTr/TU"
    assert len(clauses) == 2
    assert all(f"tại {passage} · Chương trình số 56-CTr/TU của Thành ủy Cần Thơ." in clause for clause in clauses)


def test_where_no_successor_is_stated_there_is_nothing_to_agree_to(ct56kg, copy, tmp_path):
    path = tmp_path / "p.docx"
    ct56kg("--dossier", copy, "impact", "body:b01", "--as-of", DAY, "-o", path)
    line = next(row for row in rows(path) if row[0].startswith("1\n#"))
    assert line[4].startswith("Cần cấp có thẩm quyền xác định")
    assert "đồng ý" not in line[5]


def test_what_is_agreed_to_becomes_a_change_set_that_is_looked_at_and_recorded(ct56kg, copy, tmp_path):
    path = sheet(ct56kg, copy, tmp_path, "--with", "synthetic")
    fill(path, {"1": AGREE, "2": OTHER, "3": AGREE})
    dry = ct56kg("--dossier", copy, "import", path, "--dry-run")
    assert "Phiếu: 2 dòng đồng ý, 1 dòng ý kiến khác, 2 dòng chưa có ý kiến" in dry.out
    assert "giao Văn phòng Thành ủy" in dry.out
    assert not (copy / "data/amendment").exists()
    done = ct56kg("--dossier", copy, "import", path, "--yes")
    assert done.code == 0, done.err
    shown = json.loads(ct56kg("--dossier", copy, "amend", "show", "1", "--format", "json").out)
    assert [change["kind"] for change in shown["changes"]] == ["transferred", "transferred"]
    assert shown["status"] == "synthetic", "what is said of fiction is fiction"
    again = ct56kg("--dossier", copy, "import", path, "--yes")
    assert again.code == 2 and "REVIEW-02" in again.err


def test_a_sheet_of_a_change_set_takes_over_only_the_rows_agreed_to(ct56kg, copy, tmp_path):
    change = copy / "data/proposed/2025-07-01-mau-hop-nhat-hai-ban"
    path = tmp_path / "phieu.docx"
    said = ct56kg("--dossier", copy, "amend", "check", change, "--as-of", DAY, "-o", path)
    assert said.code == 0, said.err
    body = [row for row in rows(path) if "#" in row[0]]
    assert len(body) == 5 and {row[3] for row in body} == {"đủ"}
    fill(path, {"1": AGREE})
    done = ct56kg("--dossier", copy, "import", path, "--yes")
    assert done.code == 0, done.err + done.out
    shown = json.loads(ct56kg("--dossier", copy, "amend", "show", "1", "--format", "json").out)
    assert [c["kind"] for c in shown["changes"]] == ["reassigned", "added"]
    (change / "add.ttl").write_text("", "utf-8")
    gone = ct56kg("--dossier", copy, "import", path, "--dry-run")
    assert gone.code == 2 and "REVIEW-05" in gone.err


def test_both_boxes_are_a_question_for_the_person(ct56kg, copy, tmp_path):
    path = sheet(ct56kg, copy, tmp_path)
    fill(path, {"1": [*AGREE, *OTHER]})
    said = ct56kg("--dossier", copy, "import", path, "--dry-run")
    assert said.code == 2 and "REVIEW-03" in said.err


def test_nothing_ticked_is_nothing_recorded(ct56kg, copy, tmp_path):
    said = ct56kg("--dossier", copy, "import", sheet(ct56kg, copy, tmp_path), "--yes")
    assert said.code == 0 and "không có gì để ghi" in said.out


@pytest.mark.parametrize("mark", ["x", "X", "☒", "☑", "✓", "[x]", "✔"])
def test_a_tick_may_be_written_in_any_usual_way(ct56kg, copy, tmp_path, mark):
    path = sheet(ct56kg, copy, tmp_path)
    fill(path, {"1": [("☐ đồng ý", f"{mark} đồng ý")]})
    assert [opinion.agreed for opinion in read_review(path).opinions] == [True]


def test_any_other_word_file_is_no_sheet(ct56kg, copy, tmp_path):
    word = docx.Document()
    word.add_paragraph("x đồng ý")
    word.save(tmp_path / "x.docx")
    said = ct56kg("--dossier", copy, "import", tmp_path / "x.docx")
    assert said.code == 2 and "REVIEW-01" in said.err
    (tmp_path / "y.docx").write_bytes(b"no zip")
    assert ct56kg("--dossier", copy, "import", tmp_path / "y.docx").code == 2


def test_a_duty_held_in_two_roles_is_one_row(ct56kg, copy, tmp_path):
    (copy / "data/synthetic/two-roles.ttl").write_text(TWO_ROLES, "utf-8")
    body = rows(sheet(ct56kg, copy, tmp_path, "--with", "synthetic"))
    assert sum("hai vai" in " ".join(row) for row in body if "\n#" in row[0]) == 1

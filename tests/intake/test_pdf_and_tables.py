"""A PDF gives its words or says why not; a table of assignments in a document gives its rows."""

import io
import sys
from pathlib import Path

import docx
import pypdf
import pytest

from ct56kg.base.errors import InputError, UsageError
from ct56kg.intake.charge_tables import charges_in_tables
from ct56kg.intake.extracting import read_source
from ct56kg.intake.proposing import proposals_of

TEXTS = Path(__file__).parent / "texts"
PDF = TEXTS / "ke-hoach.pdf"
"""`ke-hoach.txt` as an office program prints it: Times New Roman 14, on A4."""


@pytest.fixture
def types(home):
    from ct56kg.cli.annex import material_of

    return material_of(home.context()).document_types


def words(text):
    return " ".join(text.split())


def shown(text, types):
    return [(one.kind, words(text[one.at.start : one.at.end]), one.fields) for one in proposals_of(text, types)]


def written(tmp_path, edit):
    book = pypdf.PdfWriter()
    edit(book)
    path = tmp_path / "a.pdf"
    book.write(path)
    return path


def test_a_pdf_gives_the_same_proposals_as_the_text_it_was_printed_from(types):
    assert shown(read_source(PDF).text, types) == shown((TEXTS / "ke-hoach.txt").read_text("utf-8"), types)


def test_lines_of_a_page_become_paragraphs():
    lines = read_source(PDF).text.splitlines()
    assert any(line.startswith("1. Giao Ban Tổ chức") and line.endswith("31/12/2024.") for line in lines)
    assert "- Các cơ quan tham mưu, giúp việc Tỉnh ủy," in lines


def test_what_a_pdf_cannot_show_is_said():
    assert [remark.code for remark in read_source(PDF).remarks] == ["INTAKE-14"]


def test_a_scan_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(InputError, match=r"INTAKE-02.*ảnh quét(.|\n)*nhận dạng chữ trước"):
        read_source(written(tmp_path, lambda book: book.add_blank_page(595, 842)))


def test_pages_without_words_among_others_are_named(tmp_path):
    def edit(book):
        book.append(PDF)
        book.add_blank_page(595, 842)

    remarks = {remark.code: remark.values for remark in read_source(written(tmp_path, edit)).remarks}
    assert remarks["INTAKE-15"] == {"pages": str(len(pypdf.PdfReader(PDF).pages) + 1)}


def test_a_pdf_with_a_password_is_refused(tmp_path):
    def edit(book):
        book.append(PDF)
        book.encrypt("x", algorithm="RC4-128")

    with pytest.raises(InputError, match="INTAKE-05"):
        read_source(written(tmp_path, edit))


@pytest.mark.parametrize("cut", [10, 500, 5000, -20])
def test_a_broken_pdf_is_refused_or_read_and_never_fails_otherwise(tmp_path, cut):
    (tmp_path / "a.pdf").write_bytes(PDF.read_bytes()[:cut])
    try:
        assert read_source(tmp_path / "a.pdf").text.strip()
    except InputError as error:
        assert error.code in ("INTAKE-02", "INTAKE-04")


def test_without_pypdf_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(UsageError, match=r"pip install 'ct56kg\[pdf\]'"):
        read_source(PDF)


def test_a_pdf_goes_the_whole_way_to_a_review_sheet(ct56kg, home, tmp_path):
    done = ct56kg("--dossier", home.folder, "intake", PDF, "-o", tmp_path / "r.xlsx")
    assert done.code == 0, done.err
    assert "INTAKE-14" in done.err


# Tables

HEAD = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")


def table_text(tmp_path, *rows):
    document = docx.Document()
    document.add_paragraph("MẪU – HƯ CẤU")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Hết phụ lục. Ban Tổ chức Tỉnh ủy theo dõi.")
    path = tmp_path / "a.docx"
    content = io.BytesIO()
    document.save(content)
    path.write_bytes(content.getvalue())
    return read_source(path).text


def rows_in(text):
    return [
        (text[one.lead.start : one.lead.end], [text[o.start : o.end] for o in one.others],
         text[one.task.start : one.task.end], one.due and text[one.due.start : one.due.end])
        for one in charges_in_tables(text)
    ]  # fmt: skip


def test_a_word_table_gives_a_charge_for_each_row_with_a_lead(tmp_path):
    text = table_text(
        tmp_path, HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)"), ("I", "Tổ chức", "", "", ""),
        ("1", "Sửa quy chế", "Ban Tổ chức Tỉnh ủy", "Văn phòng Tỉnh ủy và Ủy ban Kiểm tra Tỉnh ủy", "Quý II/2025"),
        ("", "Mở lớp bồi dưỡng", "Trường Chính trị tỉnh", "", ""),
        ("3", "Chưa rõ ai chủ trì", "", "Báo Trường Giang", ""),
    )  # fmt: skip
    assert rows_in(text) == [
        ("Ban Tổ chức Tỉnh ủy", ["Văn phòng Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy"], "Sửa quy chế", "Quý II/2025"),
        ("Trường Chính trị tỉnh", [], "Mở lớp bồi dưỡng", None),
    ]


def test_a_table_of_a_web_page_gives_the_same(tmp_path):
    rows = (
        HEAD,
        ("1", "Sửa\n\tquy chế", "Ban Tổ chức Tỉnh ủy", "", "Quý II/2025"),
        ("", "Mở lớp", "Báo Trường Giang", "", ""),
    )
    body = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    (tmp_path / "a.html").write_text(f"<p>MẪU</p><table>{body}</table><p>Hết</p>", "utf-8")
    assert rows_in(read_source(tmp_path / "a.html").text) == [
        ("Ban Tổ chức Tỉnh ủy", [], "Sửa quy chế", "Quý II/2025"),
        ("Báo Trường Giang", [], "Mở lớp", None),
    ]


def test_a_row_with_two_leads_is_not_decided(tmp_path):
    text = table_text(tmp_path, HEAD, ("1", "Việc", "Ban Tổ chức Tỉnh ủy, Ban Dân vận Tỉnh ủy", "", ""))
    assert rows_in(text) == []


def test_a_table_of_something_else_gives_nothing(tmp_path):
    text = table_text(tmp_path, ("TT", "Họ tên", "Chức vụ"), ("1", "Nguyễn Văn A", "Ban Tổ chức Tỉnh ủy"))
    assert rows_in(text) == []

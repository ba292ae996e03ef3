"""Sheets as they really come: every kind of dirt is refused with its cell, or taken with a remark; nothing is lost."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ct56kg.base.errors import InputError, UsageError
from ct56kg.intake import workbook
from ct56kg.intake.importing import read_book
from ct56kg.intake.workbook import read_workbook
from intake_help import HEAD, MAU, said

ROW = HEAD + 2
GOOD = (1, "Nhiệm vụ thử", "VPTU mẫu", "BTCTU mẫu", "Báo cáo", "Quý II/2027")


def cell(column, value):
    def edit(book):
        book["Phụ lục"][f"{column}{ROW}"] = value

    return edit


def brought(home, path):
    return {(p, o) for _, p, o in said(home.bring(path).add)}


# Names


def test_an_unknown_body_is_refused_with_near_names(home):
    path = home.edited(cell("C", "Ban Tổ Chúc Tỉnh ủy Mẫu"))
    assert home.refused(path) == [("SHEET-50", f"Phụ lục!C{ROW}")]
    with pytest.raises(
        InputError, match=r'Phụ lục!C7: "Ban Tổ Chúc Tỉnh ủy Mẫu"(.|\n)*Có phải: MẪU – HƯ CẤU: Ban Tổ chức'
    ):
        home.bring(path)


def test_where_no_name_is_near_none_is_asked_about(home):
    path = home.edited(cell("C", "Xyz"))
    with pytest.raises(InputError) as error:
        home.bring(path)
    assert "→ Cơ quan mới thì thêm một dòng ở trang Cơ quan." in error.value.say("vi")
    assert "Did you mean" not in error.value.say("en")


def test_a_name_without_its_marks_is_not_guessed(home):
    assert home.refused(home.edited(cell("C", "MAU - HU CAU: Van phong Tinh uy Mau")))[0][0] == "SHEET-50"


def test_an_ambiguous_name_is_refused_with_both(home):
    (home.folder / "data/stated/hai.ttl").write_text(
        """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix ct: <https://w3id.org/ct56kg/ns#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <urn:test:a> a ct:Body ; rdfs:label "Thành ủy X"@vi ; ct:endEarliest "2025-07-01"^^xsd:date .
        <urn:test:b> a ct:Body ; rdfs:label "Thành ủy X"@vi ; ct:beginEarliest "2025-07-01"^^xsd:date .""",
        "utf-8",
    )
    assert home.refused(home.edited(cell("C", "Thành uỷ X"))) == [("SHEET-51", f"Phụ lục!C{ROW}")]
    assert ("party", "urn:test:b") in {
        (p, o) for _, p, o in said(home.bring(home.edited(cell("C", "Thành ủy X (từ 01/07/2025)"))).add)
    }


def test_a_comma_separates_only_names_that_are_all_known(home):
    assert home.refused(home.edited(cell("D", "VPTU mẫu, các sở, ngành"))) == [("SHEET-50", f"Phụ lục!D{ROW}")]


def test_all_problems_are_told_at_once_and_nothing_is_taken(home):
    def edit(book):
        sheet = book["Phụ lục"]
        for column, value in (
            ("C", "Ban A"),
            ("D", "VPTU mẫu; Ban B"),
            ("I", "gia hạn đến tháng sau"),
            ("J", "đã xong"),
        ):
            sheet[f"{column}{ROW}"] = value

    problems = home.refused(home.edited(edit))
    assert problems == [
        ("SHEET-50", "Phụ lục!C7"), ("SHEET-50", "Phụ lục!D7"), ("SHEET-55", "Phụ lục!I7"), ("SHEET-58", "Phụ lục!J7"),
    ]  # fmt: skip


# Values


def test_a_day_typed_as_a_date_is_written_day_first_and_said(home):
    path = home.edited(cell("H", date(2027, 3, 7)))
    assert ("dueBy", "2027-03-07") in brought(home, path)
    assert ("dueWords", "07/03/2027") in brought(home, path)
    assert ("SHEET-54", f"Phụ lục!H{ROW}") in home.noticed(path)


def test_a_day_with_an_hour_keeps_its_hour(home):
    assert ("dueWords", "16:30 07/03/2027") in brought(home, home.edited(cell("H", datetime(2027, 3, 7, 16, 30))))


def test_a_day_shown_as_a_number_is_refused(home):
    assert home.refused(home.edited(cell("H", 46453))) == [("SHEET-53", f"Phụ lục!H{ROW}")]


def test_a_year_as_a_number_is_a_year(home):
    assert ("dueBy", "2027-12-31") in brought(home, home.edited(cell("H", 2027)))


@pytest.mark.parametrize("value", [7, "7", " 7 ", "7.", 7.0])
def test_a_number_may_be_text(home, foreign, value):
    assert ("order", "7") in brought(home, foreign((value, *GOOD[1:])))


def test_numbers_that_start_again_in_every_group_are_counted_through(home, foreign):
    path = foreign(("I", "Nhóm một"), GOOD, (2, "Việc hai", "VPTU mẫu"), ("II", "Nhóm hai"), (1, "Việc ba", "VPTU mẫu"))
    assert {o for p, o in brought(home, path) if p == "order"} >= {"2", "3", "4"}
    assert {o for p, o in brought(home, path) if p == "groupHeading"} == {"I. Nhóm một", "II. Nhóm hai"}
    assert "SHEET-61" in {code for code, _ in home.noticed(path)}


def test_a_number_in_parts_is_no_order(home, foreign):
    path = foreign(("1.1", *GOOD[1:]), ("1.2", "Việc hai", "VPTU mẫu"))
    assert [code for code, _ in home.noticed(path)].count("SHEET-60") == 2


def test_a_number_of_too_many_digits_is_refused(home):
    assert home.refused(home.edited(cell("L", 12345678901234567890))) == [("SHEET-13", f"Phụ lục!L{ROW}")]


def test_a_logical_value_is_refused(home):
    assert home.refused(home.edited(cell("L", True))) == [("SHEET-11", f"Phụ lục!L{ROW}")]


@pytest.mark.parametrize("text", ["Gia hạn đến 31/12/2030", "12-TB/TU", "12-TB/TU: a → b → c", "→ 31/12/2030"])
def test_an_extension_of_another_form_is_refused(home, text):
    assert home.refused(home.edited(cell("I", text))) == [("SHEET-55", f"Phụ lục!I{ROW}")]


def test_an_extension_of_an_unknown_document_or_another_deadline_is_refused(home):
    text = "99-TB/TU: Quý II/2030 → 31/12/2030\n9001-KH/TU: Quý III/2030 → 31/12/2031"
    assert home.refused(home.edited(cell("I", text))) == [
        ("SHEET-57", f"Phụ lục!I{ROW}"), ("SHEET-56", f"Phụ lục!I{ROW}"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["x", "Đã hoàn thành", "9001-KH/TU ngày 25/9/2025", "31/31/2025"])
def test_a_completion_without_its_day_is_refused(home, text):
    assert home.refused(home.edited(cell("J", text))) == [("SHEET-58", f"Phụ lục!J{ROW}")]


def test_a_proof_that_is_no_known_document_is_kept_as_words_and_said(home):
    path = home.edited(cell("J", "25/9/2025; 77-BC/XYZ"))
    assert ("proof", "77-BC/XYZ") in brought(home, path)
    assert ("SHEET-59", f"Phụ lục!J{ROW}") in home.noticed(path)


def test_another_role_is_a_role_of_the_list(home):
    def edit(text):
        def change(book):
            book["Phụ lục"].cell(HEAD, 14).value = "Vai trò khác"
            book["Phụ lục"].cell(ROW, 14).value = text

        return change

    added = brought(home, home.edited(edit("Kiểm tra, giám sát: VPTU mẫu\nBáo cáo: BTCTU mẫu")))
    assert {("role", "supervise"), ("role", "report"), ("words", "báo cáo")} <= added
    assert home.refused(home.edited(edit("Giúp đỡ: VPTU mẫu"))) == [("SHEET-52", f"Phụ lục!N{ROW}")]
    assert home.refused(home.edited(edit("VPTU mẫu"))) == [("SHEET-52", f"Phụ lục!N{ROW}")]


# Formulas, errors, injection


def test_a_formula_without_a_result_is_refused(home):
    assert home.refused(home.edited(cell("H", '="Quý II/"&2027'))) == [("SHEET-15", f"Phụ lục!H{ROW}")]


def with_result(path, formula, value):
    """Put the result that a spreadsheet program would have saved beside a formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                bare = formula[1:].replace("&", "&amp;").encode()
                assert b"<f>" + bare + b"</f>" in data
                for gap in (b"<v />", b"<v></v>", b"<v/>"):
                    data = data.replace(
                        b"<f>" + bare + b"</f>" + gap, b"<f>" + bare + b"</f><v>" + value.encode() + b"</v>"
                    )
            new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def test_the_result_of_a_formula_is_taken_and_said(home):
    path = with_result(home.edited(cell("H", "=2000+27")), "=2000+27", "2027")
    assert ("dueWords", "2027") in brought(home, path)
    assert ("SHEET-34", f"Phụ lục!H{ROW}") in home.noticed(path)


def test_a_formula_for_the_number_needs_no_result(home, foreign):
    assert ("wording", "Nhiệm vụ thử") in brought(home, foreign(("=ROW()-1", *GOOD[1:])))


def test_an_error_in_a_cell_is_refused(home):
    assert home.refused(home.edited(cell("H", "#N/A"))) == [("SHEET-12", f"Phụ lục!H{ROW}")]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 123", "-5 ngày", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "'=1"]
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.ods"])
def test_text_that_looks_like_a_formula_goes_out_and_comes_back_as_text(home, text, name):
    path = home.folder / "data/synthetic/mau.ttl"
    path.write_text(
        path.read_text("utf-8").replace(
            '"Kế hoạch tuyên truyền (mẫu)"', '"' + text.replace('"', '\\"').replace("\t", "\\t") + '"'
        ),
        "utf-8",
    )
    sheet = home.export(name)
    assert home.bring(sheet).edits == ()
    if name == "a.xlsx":
        assert openpyxl.load_workbook(sheet).active[f"G{ROW}"].data_type == "s"
        assert home.bring(home.edited(lambda book: None)).edits == ()
    if name == "a.csv":
        assert text.strip()[:1] == "'" or f"'{text}" in sheet.read_text("utf-8").replace('""', '"')


# Long text, control characters


def test_text_longer_than_a_cell_goes_out_cut_and_comes_back_untouched(home):
    path = home.folder / "data/synthetic/mau.ttl"
    long = "dài " * 10_000
    path.write_text(path.read_text("utf-8").replace('"Kế hoạch tuyên truyền (mẫu)"', f'"{long.strip()}"'), "utf-8")
    assert home.bring(home.export()).edits == ()
    assert home.bring(home.export("a.csv")).edits == ()
    assert home.refused(home.edited(cell("G", "ngắn"))) == [("SHEET-26", f"Phụ lục!G{ROW}")]


def test_text_longer_than_a_cell_is_refused_on_the_way_in(home):
    path = home.export("a.csv")
    path.write_text(path.read_text("utf-8").replace("Kế hoạch tuyên truyền (mẫu)", "dài " * 9_000), "utf-8")
    assert home.refused(path) == [("SHEET-16", "a.csv!G3")]


def test_carriage_returns_and_spaces_at_ends_are_no_edit(home):
    assert home.bring(home.edited(cell("C", "  MẪU – HƯ CẤU: Văn phòng Tỉnh ủy Mẫu \r\n"))).edits == ()


# Unicode and old encodings


def test_decomposed_text_is_the_same_text(home):
    import unicodedata

    name = unicodedata.normalize("NFD", MAU + "Văn phòng Tỉnh ủy Mẫu")
    assert home.bring(home.edited(cell("C", name))).edits == ()


def test_text_in_an_old_encoding_is_refused_with_its_reading(home, foreign):
    path = foreign((1, "X©y dùng kÕ ho¹ch", "Uû ban nh©n d©n tØnh", "", "", ""))
    problems = home.refused(path)
    assert ("SHEET-17", "Phân công!B2") in problems


def test_an_old_font_on_such_text_is_enough(home):
    def edit(book):
        book["Phụ lục"][f"L{ROW}"] = "§·"
        book["Phụ lục"][f"L{ROW}"].font = Font(name=".VnTime")

    assert ("SHEET-17", f"Phụ lục!L{ROW}") in home.refused(home.edited(edit))


def test_a_csv_in_an_old_encoding_is_refused(home, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("STT;Nhiệm vụ;Chủ trì\n".encode("utf-16"))
    with pytest.raises(InputError, match="ENCODING-02"):
        home.bring(path)
    path.write_bytes("STT;Nhiem vu;Chu tri\n1;Uû ban nh©n d©n;x\n".encode("latin-1"))
    with pytest.raises(InputError, match="ENCODING-0"):
        home.bring(path)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff", "sep"])
def test_a_csv_may_be_separated_by_anything_usual(home, tmp_path, sign, start):
    path = tmp_path / "b.csv"
    rows = [
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm"),
        ("1", "Việc thử", "VPTU mẫu", '"Báo cáo; phụ lục, bảng"'),
    ]
    head = f"sep={sign}\n" if start == "sep" else start
    path.write_text(head + "\n".join(sign.join(row) for row in rows) + "\n", "utf-8")
    assert ("product", "Báo cáo; phụ lục, bảng") in brought(home, path)


# Rows that are no tasks, merges, hidden things


def test_groups_repeated_heads_and_words_below_are_told_apart(home, foreign):
    path = foreign(
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("A", "Nhiệm vụ chung"),
        GOOD,
        ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian"),
        (2, "Việc hai", "BTCTU mẫu"),
        (3, None, None),
        (None, None, None),
        (None, "Nơi nhận: như trên", None),
    )
    assert [edit.kind for edit in home.bring(path).edits] == ["new", "new"]
    assert home.noticed(path) == [
        ("SHEET-31", "Phân công!B2"), ("SHEET-31", "Phân công!B5"), ("SHEET-32", "Phân công!A7"),
        ("SHEET-33", "Phân công!B9"), ("SHEET-61", "Phân công!B4"),
    ]  # fmt: skip


def test_a_heading_merged_over_the_table_is_a_group(home, foreign):
    path = foreign((None, "Nhóm nhiệm vụ về tổ chức"), GOOD, then=lambda sheet: sheet.merge_cells("A2:F2"))
    book = openpyxl.load_workbook(path)
    book.active.unmerge_cells("A2:F2")
    book.active["A2"] = "Nhóm nhiệm vụ về tổ chức"
    book.active.merge_cells("A2:F2")
    book.save(path)
    assert ("groupHeading", "Nhóm nhiệm vụ về tổ chức") in brought(home, path)


def test_a_row_that_may_be_heading_or_task_is_asked_about(home, foreign):
    assert home.refused(foreign((None, "Việc chưa giao ai"), GOOD)) == [("SHEET-14", "Phân công!B2")]
    assert home.refused(foreign((1, "Việc chưa giao ai"), (2, *GOOD[1:]))) == [("SHEET-14", "Phân công!A2")]


def test_a_cell_merged_over_several_rows_counts_for_each(home, foreign):
    path = foreign(GOOD, (2, "Việc hai", None), then=lambda sheet: sheet.merge_cells("C2:C3"))
    assert [edit.kind for edit in home.bring(path).edits] == ["new", "new"]
    assert len([1 for p, o in said_list(home, path) if (p, o) == ("party", "body-mau-2")]) == 2
    assert ("SHEET-36", "Phân công!C2:C3") in home.noticed(path)


def said_list(home, path):
    return [(p, o) for _, p, o in said(home.bring(path).add)]


def test_a_cell_merged_over_several_columns_is_refused(home, foreign):
    path = foreign((1, "Việc", "VPTU mẫu", None, "Báo cáo", "2027"), then=lambda sheet: sheet.merge_cells("C2:D2"))
    assert home.refused(path) == [("SHEET-18", "Phân công!C2:D2")]


def test_a_head_of_two_rows_is_read(home, foreign):
    def then(sheet):
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2"):
            sheet.merge_cells(area)

    path = foreign(
        (None, None, "Chủ trì", "Phối hợp", None, None),
        GOOD,
        head=("STT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Sản phẩm", "Thời hạn hoàn thành"),
        then=then,
    )
    added = brought(home, path)
    assert {("role", "lead"), ("role", "coordinate"), ("dueBy", "2027-06-30"), ("product", "Báo cáo")} <= added


def test_hidden_rows_and_columns_are_read_and_said(home):
    def edit(book):
        sheet = book["Phụ lục"]
        sheet.row_dimensions[ROW].hidden = True
        sheet.column_dimensions["H"].hidden = True

    path = home.edited(edit)
    assert home.bring(path).edits == ()
    assert [code for code, _ in home.noticed(path)] == ["SHEET-37", "SHEET-38"]


def test_far_cells_comments_and_struck_text_are_said(home):
    def edit(book):
        sheet = book["Phụ lục"]
        sheet["XFD1048576"] = "xa"
        sheet[f"C{ROW}"].comment = Comment("hỏi lại", "a")
        sheet[f"G{ROW}"].font = Font(strike=True)

    path = home.edited(edit)
    assert home.bring(path).edits == ()
    assert home.noticed(path) == [
        ("SHEET-40", "Phụ lục!XFD1048576"), ("SHEET-41", f"Phụ lục!C{ROW}"), ("SHEET-35", f"Phụ lục!G{ROW}"),
    ]  # fmt: skip


def test_text_of_several_looks_is_one_text(home):
    run = CellRichText("Kế hoạch ", TextBlock(InlineFont(strike=True), "cũ"), " mới")
    path = home.edited(cell("G", run))
    assert ("product", "Kế hoạch cũ mới") in brought(home, path)
    assert ("SHEET-35", f"Phụ lục!G{ROW}") in home.noticed(path)


def test_a_column_for_lead_and_coordination_together_is_refused(home, foreign):
    path = foreign((1, "Việc", "VPTU mẫu"), head=("STT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp"))
    assert home.refused(path) == [("SHEET-07", "Phân công!C1")]


def test_two_columns_of_one_meaning_are_refused(home, foreign):
    path = foreign((1, "Việc", "VPTU mẫu", "BTCTU mẫu"), head=("STT", "Nhiệm vụ", "Chủ trì", "Đơn vị chủ trì"))
    assert home.refused(path) == [("SHEET-08", "Phân công!D1")]


# Sheets that are not ours


def test_a_sheet_of_an_office_becomes_rows_of_the_annex(home, foreign):
    added = brought(home, foreign(GOOD))
    assert {
        ("wording", "Nhiệm vụ thử"),
        ("product", "Báo cáo"),
        ("dueBy", "2027-06-30"),
        ("dueFrom", "2027-04-01"),
    } <= added


def test_the_same_sheet_again_adds_nothing(home, foreign):
    task = MAU + "Tuyên truyền, quán triệt chương trình trong toàn đảng bộ"
    names = [MAU + name for name in ("Văn phòng Tỉnh ủy Mẫu", "Ban Tổ chức Tỉnh ủy Mẫu")]
    path = foreign((1, task, *names, "Kế hoạch tuyên truyền (mẫu)", "Quý II/2030"))
    assert home.bring(path).edits == ()
    assert home.noticed(path) == [("SHEET-43", "Phân công!B2")]
    assert home.refused(foreign((1, task, *names, "Khác", "Quý II/2030"))) == [("SHEET-30", "Phân công!B2")]


def test_a_book_without_such_a_table_is_refused(home, foreign):
    with pytest.raises(InputError, match="SHEET-09"):
        home.bring(foreign((1, 2, 3), head=("a", "b", "c")))


def test_where_several_sheets_hold_a_table_one_is_named(home, foreign):
    path = foreign(GOOD)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.active).title = "Bản nháp"
    book.save(path)
    with pytest.raises(UsageError, match="SHEET-10"):
        home.bring(path)
    assert len(home.bring(path, sheet="Bản nháp").edits) == 1
    book["Bản nháp"].sheet_state = "hidden"
    book.save(path)
    assert len(home.bring(path).edits) == 1


# Hostile files


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    for content in (b"", b"PK\x03\x04 broken", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"):
        path = tmp_path / "a.xlsx"
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"SHEET-0[23]"):
            read_workbook(path)
    with pytest.raises(InputError, match="SHEET-03"):
        read_book(tmp_path / "a.xls")
    (tmp_path / "a.ods").write_bytes(b"PK")
    with pytest.raises(InputError, match="SHEET-02"):
        read_book(tmp_path / "a.ods")


def rezipped(path, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    path.write_bytes(out.getvalue())
    return path


def test_declared_entities_are_refused_before_anything_is_parsed(home):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    path = rezipped(
        home.export(), "xl/worksheets/sheet1.xml", lambda data: data.replace(b"<worksheet", bomb + b"<worksheet", 1)
    )
    with pytest.raises(InputError, match="FILE-03"):
        read_workbook(path)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(home):
    path = rezipped(home.export(), "xl/styles.xml", lambda data: data + b" " * (workbook.MOST_UNPACKED + 1))
    assert path.stat().st_size < 200_000
    with pytest.raises(InputError, match="SHEET-04"):
        read_workbook(path)


def test_a_merge_over_everything_is_refused(home):
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    path = rezipped(
        home.export(),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", b"</sheetData>" + merge, 1),
    )
    with pytest.raises(InputError, match="SHEET-04"):
        read_workbook(path)


def test_too_many_cells_are_refused(home):
    row = b"<row>" + b"<c/>" * (workbook.MOST_CELLS + 1) + b"</row>"
    path = rezipped(
        home.export(), "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", row + b"</sheetData>", 1)
    )
    with pytest.raises(InputError, match="SHEET-04"):
        read_workbook(path)


def test_repeated_rows_of_an_open_document_are_not_written_out_without_end(home):
    row = (
        b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1024" '
    )
    row += b'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    path = rezipped(home.export("a.ods"), "content.xml", lambda data: data.replace(b"</table:table>", row, 1))
    with pytest.raises(InputError, match="SHEET-04"):
        read_book(path)

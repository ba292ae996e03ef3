"""More of what real sheets bring: impossible days, unseen marks, totals, pasted groups, filters, other programs."""

import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from intake_help import HEAD, said

ROW = HEAD + 2
OFFICE = "MẪU – HƯ CẤU: Văn phòng Tỉnh ủy Mẫu"


def typed(home, column, value):
    return home.edited(lambda book: book.active.__setitem__(f"{column}{ROW}", value))


# Days


@pytest.mark.parametrize(
    "text",
    ["31/02/2025", "29/2/2023", "12/25/2025", "2025-13-01", "Trước ngày 31/04/2025", "Từ 01/3/2025 đến 31.06.2025"],
)
def test_a_deadline_on_a_day_that_no_calendar_has_is_refused_with_its_cell(home, text):
    assert home.refused(typed(home, "H", text)) == [("SHEET-63", f"Phụ lục!H{ROW}")]


@pytest.mark.parametrize("text", ["29/02/2024", "Theo Kế hoạch 12-2025/KH", "Quý I/2025", "1/2/25", "10.5.2"])
def test_other_numbers_in_a_deadline_are_words(home, text):
    assert [edit.columns for edit in home.bring(typed(home, "H", text)).edits] == [("due",)]


def test_an_extension_to_such_a_day_is_refused(home):
    found = home.refused(typed(home, "I", "9001-KH/TU: Quý II/2030 → 31/11/2030"))
    assert ("SHEET-63", f"Phụ lục!I{ROW}") in found


def test_a_workbook_that_counts_days_from_1904_has_the_same_days(home):
    def edit(book):
        book.epoch = CALENDAR_MAC_1904
        book.active[f"H{ROW}"] = date(2025, 6, 30)

    brought = home.bring(home.edited(edit))
    assert ("asg-mau-1", "dueBy", "2025-06-30") in said(brought.add)


@pytest.mark.parametrize("dash", ["-", "–", "…", "..."])
def test_a_dash_says_that_there_is_nothing(home, dash):
    brought = home.bring(typed(home, "H", dash))
    assert not [fact for fact in said(brought.add) if fact[1].startswith("due")]
    assert ("asg-mau-1", "dueWords", "Quý II/2030") in said(brought.remove)


# Letters


def test_unseen_marks_and_spaces_that_do_not_break_are_no_edit(home):
    def edit(book):
        sheet = book.active
        sheet[f"G{ROW}"] = "Kế hoạch\u00a0tuyên\u200b truyền (mẫu)\ufeff"
        sheet[f"C{ROW}"] = sheet[f"C{ROW}"].value.replace(" ", "\u00a0")

    assert home.bring(home.edited(edit)).edits == ()


def test_a_letter_that_only_looks_like_d_with_stroke_is_said(home):
    assert home.noticed(typed(home, "G", "Ðề án mới")) == [("SHEET-64", f"Phụ lục!G{ROW}")]


# Rows


@pytest.mark.parametrize("words", ["Tổng cộng", "TỔNG SỐ: 3 nhiệm vụ", "Cộng", "Tổng cộng (12)"])
def test_a_row_of_totals_is_no_task(home, words):
    def edit(book):
        book.active.append([None, words, None, None, None, None, "3 sản phẩm"])

    brought = home.bring(home.edited(edit))
    assert brought.edits == ()
    assert [notice.code for notice in brought.notices] == ["SHEET-45"]


@pytest.mark.parametrize("words", ["Tổng kết chương trình", "Tổng hợp báo cáo", "Cộng tác với báo chí"])
def test_a_task_that_begins_like_a_total_is_a_task(home, words):
    brought = home.bring(
        home.edited(lambda book: book.active.append([None, words, OFFICE, None, None, None, "Báo cáo"]))
    )
    assert [edit.kind for edit in brought.edits] == ["new"]


def test_a_group_row_pasted_between_rows_moves_what_stands_below_it(home):
    def edit(book):
        sheet = book.active
        sheet.insert_rows(ROW)
        sheet[f"A{ROW}"], sheet[f"B{ROW}"] = "II", "Nhóm dán vào"

    (one,) = home.bring(home.edited(edit)).edits
    assert (one.kind, one.columns) == ("changed", ("heading",))


def test_a_table_moved_down_is_found(home):
    assert home.bring(home.edited(lambda book: book.active.insert_rows(1, 3))).edits == ()


def test_a_filter_that_hides_rows_loses_none(home):
    def edit(book):
        book.active.auto_filter.ref = f"A{HEAD}:L{book.active.max_row}"
        book.active.row_dimensions[ROW].hidden = True

    assert home.noticed(home.edited(edit)) == [("SHEET-37", "Phụ lục")]


def test_a_protected_sheet_is_read(home):
    def edit(book):
        book.active.protection.sheet = True
        book.active.protection.password = "x"

    assert home.bring(home.edited(edit)).edits == ()


def test_a_sheet_that_is_not_read_is_named(home):
    def edit(book):
        book.create_sheet("Bản nháp").append(["STT", "Nhiệm vụ", "Cơ quan chủ trì"])

    assert home.noticed(home.edited(edit)) == [("SHEET-46", "Bản nháp")]


def test_a_sheet_renamed_or_without_its_hidden_page_comes_back(home):
    assert home.bring(home.edited(lambda book: setattr(book.active, "title", "Tên khác"))).edits == ()
    assert home.bring(home.edited(lambda book: book.__delitem__("_ct56kg"))).edits == ()


# Files


def test_a_workbook_with_macros_is_read_and_its_macros_are_not(home):
    path = home.export()
    named = path.rename(path.with_suffix(".xlsm"))
    assert home.bring(named).edits == ()


@pytest.mark.parametrize(("name", "code"), [("a.xls", "SHEET-03"), ("a.xlsb", "FILE-07"), ("a.numbers", "FILE-07")])
def test_other_forms_are_refused_with_what_to_do(ct56kg, home, tmp_path, name, code):
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = ct56kg("--dossier", home.folder, "import", tmp_path / name, "--dry-run")
    assert done.code == 2
    assert f"[{code}]" in done.err
    assert "→" in done.err


# Another program

CALC = shutil.which("soffice")
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,1"


@pytest.mark.long
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("form", ["xlsx:Calc MS Excel 2007 XML", "ods", CSV])
def test_a_sheet_saved_by_another_office_program_changes_nothing(home, tmp_path, form):
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [CALC, profile, "--headless", "--convert-to", form, "--outdir", str(out), str(home.export())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "could not be loaded" in done.stderr + done.stdout:
        pytest.skip("LibreOffice has no spreadsheet program here")
    (path,) = out.iterdir()
    assert home.bring(path).edits == ()


@pytest.mark.long
@pytest.mark.skipif(CALC is None, reason="LibreOffice is not on this machine")
def test_an_edit_made_in_another_office_program_is_the_one_change(home, tmp_path):
    path = typed(home, "G", "Kế hoạch và báo cáo\n(hai bản)")
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [CALC, profile, "--headless", "--convert-to", "ods", "--outdir", str(out), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "could not be loaded" in done.stderr + done.stdout:
        pytest.skip("LibreOffice has no spreadsheet program here")
    brought = home.bring(next(out.iterdir()))
    assert [edit.columns for edit in brought.edits] == [("product",)]
    assert ("asg-mau-1", "product", "Kế hoạch và báo cáo\n(hai bản)") in said(brought.add)
    assert openpyxl.load_workbook(path).active[f"G{ROW}"].value == "Kế hoạch và báo cáo\n(hai bản)"

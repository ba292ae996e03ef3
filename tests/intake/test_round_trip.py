"""The annex goes out as a sheet, is edited, and comes back as exactly the change that was made."""

import hashlib
from datetime import date

import openpyxl
import pytest

from ct56kg.base.errors import InputError, UsageError
from ct56kg.intake.change_set import verb_of
from intake_help import HEAD, MAU, said

ROW = HEAD + 2
TASK = MAU + "Tuyên truyền, quán triệt chương trình trong toàn đảng bộ"
OFFICE, ORGANISATION = MAU + "Văn phòng Tỉnh ủy Mẫu", MAU + "Ban Tổ chức Tỉnh ủy Mẫu"


def setting(**cells):
    """Make an edit that sets cells by column letter in the one row of the sample."""

    def edit(book):
        for column, value in cells.items():
            book["Phụ lục"][f"{column}{ROW}"] = value

    return edit


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.ods"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_sheet_that_nobody_edited_changes_nothing(home, name, lang):
    brought = home.bring(home.export(name, lang))
    assert (brought.edits, brought.remove, brought.add) == ((), frozenset(), frozenset())


def test_the_annex_of_the_builtin_dossier_comes_back_unchanged(ct56kg, tmp_path):
    for name in ("a.xlsx", "a.csv", "a.ods"):
        words = ("--with", "synthetic", "--as-of", "2023-12-01")
        assert ct56kg(*words, "export", "annex", "-o", tmp_path / name).code == 0
        back = ct56kg(*words, "import", tmp_path / name, "--dry-run")
        assert (back.code, back.err) == (0, "")
        assert "không có thay đổi" in back.out


def test_the_same_state_gives_the_same_bytes(home):
    first, second = (hashlib.sha256(home.export().read_bytes()).hexdigest() for _ in range(2))
    assert first == second


def test_a_sheet_saved_again_by_a_spreadsheet_program_changes_nothing(home):
    assert home.bring(home.edited(lambda book: None)).edits == ()


def test_the_sheet_has_the_columns_that_offices_know(home):
    sheet = openpyxl.load_workbook(home.export()).active
    assert sheet.title == "Phụ lục"
    heads = [cell.value for cell in sheet[HEAD]]
    assert heads[:12] == [
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Cơ quan theo dõi", "Người phụ trách", "Sản phẩm",
        "Thời hạn", "Gia hạn (văn bản: hạn cũ → hạn mới)", "Hoàn thành (ngày; số văn bản)",
        "Căn cứ (mục, khoản, điểm)", "Ghi chú",
    ]  # fmt: skip
    assert sheet.freeze_panes == f"C{HEAD + 1}"
    assert sheet.column_dimensions["M"].hidden
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert next(cell.value for cell in sheet[HEAD + 1]) == "I. Tuyên truyền, quán triệt"


def test_leads_are_chosen_from_a_list_that_can_be_added_to(home):
    sheet = openpyxl.load_workbook(home.export())["Phụ lục"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {f"C{HEAD + 1}", f"D{HEAD + 1}", f"E{HEAD + 1}"}
    assert rules[f"C{HEAD + 1}"].formula1.startswith("'Cơ quan'!$A$4")


def test_a_sample_is_marked_on_the_sheet_and_in_print(home):
    sheet = openpyxl.load_workbook(home.export()).active
    assert sheet["A1"].value == "MẪU – HƯ CẤU"
    assert "HƯ CẤU" in sheet.oddHeader.center.text


def test_a_deadline_keeps_its_words_and_gets_days_only_where_certain(home):
    brought = home.bring(home.edited(setting(H="Trước ngày 30/6/2029")))
    assert said(brought.remove) == {
        ("asg-mau-1", "dueWords", "Quý II/2030"),
        ("asg-mau-1", "dueBy", "2030-06-30"),
        ("asg-mau-1", "dueFrom", "2030-04-01"),
    }
    assert said(brought.add) == {
        ("asg-mau-1", "dueWords", "Trước ngày 30/6/2029"),
        ("asg-mau-1", "dueBy", "2029-06-29"),
    }
    uncertain = home.bring(home.edited(setting(H="Khi có hướng dẫn của Trung ương")))
    assert said(uncertain.add) == {("asg-mau-1", "dueWords", "Khi có hướng dẫn của Trung ương")}


def test_a_lead_that_is_replaced_is_one_change(home):
    brought = home.bring(home.edited(setting(C=ORGANISATION, D=OFFICE)))
    assert said(brought.remove) == {("part-mau-1-1", "party", "body-mau-2"), ("part-mau-1-2", "party", "body-mau-3")}
    assert said(brought.add) == {("part-mau-1-1", "party", "body-mau-3"), ("part-mau-1-2", "party", "body-mau-2")}


def test_names_are_known_by_abbreviation_and_in_every_spelling(home):
    brought = home.bring(home.edited(setting(C="btctu mẫu", D="mẫu – hư cấu: văn phòng tỉnh uỷ mẫu")))
    assert said(brought.add) == {("part-mau-1-1", "party", "body-mau-3"), ("part-mau-1-2", "party", "body-mau-2")}


@pytest.mark.parametrize(
    "text",
    [
        "VPTU mẫu\nBTCTU mẫu",
        "VPTU mẫu; BTCTU mẫu",
        "VPTU mẫu, BTCTU mẫu",
        "VPTU mẫu và BTCTU mẫu",
        "- VPTU mẫu\n- BTCTU mẫu;",
    ],
)
def test_several_bodies_may_stand_in_one_cell(home, text):
    brought = home.bring(home.edited(setting(D=text)))
    added = {(p, o) for s, p, o in said(brought.add)}
    assert ("party", "body-mau-2") in added
    assert ("role", "coordinate") in added
    assert not brought.remove


def test_a_body_that_leaves_takes_its_participation_with_it(home):
    brought = home.bring(home.edited(setting(D=None)))
    assert ("asg-mau-1", "participation", "part-mau-1-2") in said(brought.remove)
    assert {s for s, _, _ in said(brought.remove)} == {"asg-mau-1", "part-mau-1-2"}
    assert said(brought.add) == set()


def test_only_the_order_of_bodies_is_no_change(home):
    home.record(home.bring(home.edited(setting(C=MAU + "Tỉnh ủy Mẫu", D="BTCTU mẫu; VPTU mẫu"))))
    path = home.edited(setting(D="VPTU mẫu; BTCTU mẫu"))
    assert home.bring(path).edits == ()
    assert home.noticed(path) == [("SHEET-42", f"Phụ lục!D{ROW}")]


def test_plain_columns_come_back_as_text(home):
    brought = home.bring(home.edited(setting(F="Đồng chí B", G="Đề án", K="Mục II, khoản 3", L="xem lại")))
    assert {(p, o) for _, p, o in said(brought.add)} == {
        ("personInCharge", "Đồng chí B"), ("product", "Đề án"), ("basisWords", "Mục II, khoản 3"), ("note", "xem lại"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("25/9/2025", None),
        ("25/9/2025; 9001-KH/TU", "doc-mau"),
        ("25/09/2025, số 9001-KH/TU ngày 24/9/2025", "doc-mau"),
        ("Ngày 25/9/2025: biên bản họp", "biên bản họp"),
    ],
)
def test_a_completion_is_a_day_and_its_proof(home, text, proof):
    added = said(home.bring(home.edited(setting(J=text))).add)
    assert ("asg-mau-1", "closedOn", "2025-09-25") in added
    assert {o for _, p, o in added if p == "proof"} == ({proof} if proof else set())


def test_following_up_is_no_amendment(home):
    brought = home.bring(home.edited(setting(J="25/9/2025; 9001-KH/TU", L="đã xong")))
    assert verb_of(brought) == "supplement"
    assert verb_of(home.bring(home.edited(setting(H="Năm 2031")))) == "amend"


def test_an_extension_keeps_the_old_deadline(home):
    brought = home.bring(home.edited(setting(I="9001-KH/TU: Quý II/2030 → 31/12/2030")))
    assert not brought.remove
    added = {(p, o) for _, p, o in said(brought.add)}
    assert {("oldDueWords", "Quý II/2030"), ("oldDueBy", "2030-06-30")} <= added
    assert {("newDueWords", "31/12/2030"), ("newDueBy", "2030-12-31"), ("byDocument", "doc-mau")} <= added
    assert verb_of(brought) == "extend"


def test_an_extension_may_leave_the_old_deadline_to_the_row(home):
    added = said(home.bring(home.edited(setting(I="9001-KH/TU: → 31/12/2030\n9001-KH/TU: → 31/12/2031"))).add)
    assert {o for _, p, o in added if p == "oldDueWords"} == {"Quý II/2030", "31/12/2030"}


def test_a_new_row_is_a_task_of_this_annex(home):
    def edit(book):
        sheet = book["Phụ lục"]
        sheet.cell(ROW + 1, 1).value = "II. Kiểm tra"
        for place, value in enumerate(
            [None, "Kiểm tra chuyên đề", "VPTU mẫu", None, None, None, "Báo cáo", "Hằng năm"], 1
        ):
            sheet.cell(ROW + 2, place).value = value

    brought = home.bring(home.edited(edit))
    assert [(one.kind, one.place) for one in brought.edits] == [("new", f"Phụ lục!B{ROW + 2}")]
    added = {(p, o) for _, p, o in said(brought.add)}
    assert {("wording", "Kiểm tra chuyên đề"), ("partOf", "doc-mau"), ("inAnnex", "doc-mau"), ("order", "2")} <= added
    assert {("groupHeading", "II. Kiểm tra"), ("party", "body-mau-2"), ("role", "lead")} <= added
    assert all(o.startswith(("MẪU", "SAMPLE")) for _, p, o in said(brought.add) if p == "label")


def test_a_new_task_is_called_by_its_words_and_renamed_with_them(home):
    def fill(book):
        book["Phụ lục"].cell(ROW + 1, 2, "Kiểm tra chuyên đề")
        book["Phụ lục"].cell(ROW + 1, 3, "VPTU mẫu")

    def reword(book):
        book["Phụ lục"].cell(ROW + 1, 2, "Kiểm tra đột xuất")

    name = home.record(home.bring(home.edited(fill)))
    assert 'rdfs:label "MẪU – HƯ CẤU: Kiểm tra chuyên đề"@vi' in (
        home.folder / "data/amendment" / name / "add.ttl"
    ).read_text("utf-8")
    again = home.bring(home.edited(reword))
    assert {o for _, p, o in said(again.add) if p == "label"} == {"MẪU – HƯ CẤU: Kiểm tra đột xuất"}
    assert {o for _, p, o in said(again.remove) if p == "label"} == {"MẪU – HƯ CẤU: Kiểm tra chuyên đề"}


def test_a_new_row_for_a_known_task_is_another_row_of_that_task(home):
    def edit(book):
        for place, value in ((2, TASK), (3, "BTCTU mẫu")):
            book["Phụ lục"].cell(ROW + 1, place).value = value

    added = said(home.bring(home.edited(edit)).add)
    assert {o for _, p, o in added if p == "task"} == {"task-mau-1"}
    assert not any(p == "wording" for _, p, _ in added)


def test_a_row_that_is_deleted_takes_what_is_its_own(home):
    brought = home.bring(home.edited(lambda book: book["Phụ lục"].delete_rows(ROW)))
    assert [(one.kind, one.iri.rsplit("/", 1)[1]) for one in brought.edits] == [("removed", "asg-mau-1")]
    assert {s for s, _, _ in said(brought.remove)} == {"asg-mau-1", "part-mau-1-1", "part-mau-1-2", "task-mau-1"}
    assert verb_of(brought) == "repeal"


def test_a_row_that_is_copied_is_a_new_row(home):
    def edit(book):
        sheet = book["Phụ lục"]
        for place in range(1, 14):
            sheet.cell(ROW + 1, place).value = sheet.cell(ROW, place).value
        sheet.cell(ROW + 1, 7).value = "Sản phẩm khác"

    brought = home.bring(home.edited(edit))
    assert [one.kind for one in brought.edits] == ["new"]
    assert not brought.remove


def test_two_rows_of_one_id_are_refused_where_it_is_not_clear_which_is_the_copy(home):
    def edit(book):
        sheet = book["Phụ lục"]
        for place in range(1, 14):
            sheet.cell(ROW + 1, place).value = sheet.cell(ROW, place).value

    assert home.refused(home.edited(edit)) == [("SHEET-21", f"Phụ lục!B{ROW + 1}")]


def test_a_row_emptied_but_not_deleted_is_asked_about(home):
    def edit(book):
        for place in range(1, 13):
            book["Phụ lục"].cell(ROW, place).value = None

    assert home.refused(home.edited(edit)) == [("SHEET-19", f"Phụ lục!B{ROW}")]


def test_new_bodies_and_documents_come_from_their_lists(home):
    def edit(book):
        bodies, documents = book["Cơ quan"], book["Văn bản"]
        last = bodies.max_row + 1
        for place, value in enumerate(
            [MAU + "Ban Nội chính Tỉnh ủy Mẫu", "BNCTU mẫu", "X", "ban tham mưu, giúp việc", "cấp tỉnh"], 1
        ):
            bodies.cell(last, place).value = value
        last = documents.max_row + 1
        for place, value in enumerate(["12-TB/TU", "thông báo", "Gia hạn", MAU + "Tỉnh ủy Mẫu", "05/01/2026"], 1):
            documents.cell(last, place).value = value
        setting(C="BNCTU mẫu", I="12-TB/TU: → 31/12/2030")(book)

    brought = home.bring(home.edited(edit))
    added = {(p, o) for _, p, o in said(brought.add)}
    assert {("abbreviation", "BNCTU mẫu"), ("bodyType", "advisoryCommission"), ("level", "province")} <= added
    assert {("symbol", "12-TB/TU"), ("number", "12"), ("documentType", "TB"), ("issueDate", "2026-01-05")} <= added
    assert {
        ("issuer", "body-mau-1"),
        ("label", MAU + "Thông báo 12-TB/TU"),
        ("label", "SAMPLE – FICTITIOUS: Notice 12-TB/TU"),
    } <= added
    assert {("newDueBy", "2030-12-31")} <= added
    assert len(brought.documents("12-TB/TU")) == 1


def test_what_is_on_the_lists_already_cannot_be_edited_there(home):
    def edit(book):
        book["Cơ quan"]["A4"] = "Ban khác"

    assert home.refused(home.edited(edit)) == [("SHEET-27", "Cơ quan!A4")]


def test_a_new_name_must_be_new_and_complete(home):
    def edit(book):
        bodies, documents = book["Cơ quan"], book["Văn bản"]
        last = bodies.max_row + 1
        bodies.cell(last, 1).value = OFFICE.upper()
        bodies.cell(last + 1, 2).value = "ABC"
        bodies.cell(last + 2, 1).value = "Ban Mới"
        bodies.cell(last + 2, 4).value = "loại không có"
        documents.cell(documents.max_row + 1, 1).value = "thông báo"
        documents.cell(documents.max_row + 1, 1).value = "12-QĐ/TU"

    codes = [code for code, _ in home.refused(home.edited(edit))]
    assert codes == ["SHEET-29", "SHEET-28", "SHEET-28", "SHEET-28", "SHEET-28"]


def test_words_of_another_document_are_not_edited_by_an_annex(ct56kg, tmp_path):
    ct56kg("--with", "synthetic", "--as-of", "2023-12-01", "export", "annex", "-o", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book.active["B7"] = "Lời khác hẳn của nhiệm vụ này"
    book.save(tmp_path / "a.xlsx")
    back = ct56kg("--with", "synthetic", "--as-of", "2023-12-01", "import", tmp_path / "a.xlsx", "--dry-run")
    assert back.code == 2
    assert "[SHEET-23] Phụ lục!B7" in back.err
    assert "56-CTr/TU" in back.err


def test_words_of_this_annex_are(home):
    brought = home.bring(home.edited(setting(B=MAU + "Lời đã sửa")))
    assert said(brought.remove) == {("task-mau-1", "wording", TASK)}
    assert said(brought.add) == {("task-mau-1", "wording", MAU + "Lời đã sửa")}


def test_columns_and_rows_may_be_moved_and_columns_left_out(home):
    def edit(book):
        sheet = book["Phụ lục"]
        sheet.unmerge_cells(f"A{HEAD + 1}:M{HEAD + 1}")
        sheet.delete_cols(7)
        sheet.insert_cols(1)
        sheet.cell(HEAD, 1).value = "Phòng theo dõi nội bộ"
        sheet.cell(ROW, 1).value = "Phòng 3"

    path = home.edited(edit)
    assert home.bring(path).edits == ()
    assert ("SHEET-39", f"Phụ lục!A{HEAD}") in home.noticed(path)


def test_a_sheet_of_an_older_state_is_refused_with_both_versions(ct56kg, home):
    old = home.edited(setting(H="Năm 2031"))
    newer = home.edited(setting(H="Năm 2032"), "b.xlsx")
    done = ct56kg("--dossier", home.folder, "import", newer, "--yes", "--as-of", "2026-01-15")
    assert done.code == 0, done.err
    back = ct56kg("--dossier", home.folder, "import", old, "--yes", "--as-of", "2026-01-15")
    assert back.code == 2
    assert "SHEET-20" in back.err
    assert 'dòng 1, Thời hạn: khi xuất "Quý II/2030", hồ sơ nay "Năm 2032"' in back.err


def test_a_sheet_of_another_dossier_is_refused(home, tmp_path):
    path = home.export()
    toml = home.folder / "ct56kg.toml"
    toml.write_text(toml.read_text("utf-8").replace("urn:test:home/", "urn:test:other/"), "utf-8")
    with pytest.raises(InputError, match="SHEET-06"):
        home.bring(path)


def test_a_sheet_whose_hidden_page_is_damaged_is_refused(home):
    def edit(book):
        book["_ct56kg"]["A1"] = "x"

    with pytest.raises(InputError, match="SHEET-05"):
        home.bring(home.edited(edit))


def test_ids_without_the_state_are_refused(home):
    def edit(book):
        del book["_ct56kg"]
        book["Phụ lục"].cell(HEAD, 13).value = "Mã (không sửa)"

    with pytest.raises(InputError, match="SHEET-44"):
        home.bring(home.edited(edit))


def test_what_is_recorded_is_what_the_next_sheet_shows(ct56kg, home):
    before = {path: path.read_bytes() for path in home.folder.rglob("*.ttl")}
    edited = home.edited(setting(H="Năm 2031", F="Đồng chí B", D="BTCTU mẫu; VPTU mẫu"))
    run = ("--dossier", home.folder, "--as-of", "2026-01-15")
    assert ct56kg(*run, "import", edited, "--yes", "--anyway", "--because", "thử").code == 0
    assert {path: path.read_bytes() for path in before} == before
    sheet = openpyxl.load_workbook(home.export()).active
    assert [sheet[f"{column}{ROW}"].value for column in "FH"] == ["Đồng chí B", "Năm 2031"]
    assert ct56kg(*run, "doctor").code == 0
    assert ct56kg(*run, "amend", "revert").code == 0
    assert {path: path.read_bytes() for path in home.folder.rglob("*.ttl")} == before
    assert openpyxl.load_workbook(home.export()).active[f"H{ROW}"].value == "Quý II/2030"


def test_nothing_is_recorded_unless_somebody_says_so(ct56kg, home):
    edited = home.edited(setting(F="Đồng chí B"))
    run = ("--dossier", home.folder, "--as-of", "2026-01-15")
    dry = ct56kg(*run, "import", edited, "--dry-run")
    assert dry.code == 0
    assert "Đồng chí B" in " ".join(dry.out.split())
    asked = ct56kg(*run, "import", edited)
    assert asked.code == 2
    assert "IMPORT-01" in asked.err
    assert not (home.folder / "data/amendment").exists()


def test_what_is_kept_for_later_is_not_asked_about_and_can_be_recorded(ct56kg, home, tmp_path):
    edited = home.edited(setting(F="Đồng chí B"))
    run = ("--dossier", home.folder, "--as-of", "2026-01-15")
    kept = ct56kg(*run, "import", edited, "-o", tmp_path / "giu")
    [folder] = (tmp_path / "giu").iterdir()
    assert kept.code == 0
    assert f"ct56kg amend apply {folder}" in kept.err
    assert "Hiệu lực từ 15/01/2026 (ngày xét)" in kept.err
    assert not (home.folder / "data/amendment").exists()
    assert ct56kg(*run, "amend", "apply", folder).code == 0


def test_an_edit_that_breaks_a_rule_is_shown_and_not_recorded(ct56kg, home):
    edited = home.edited(setting(D="VPTU mẫu"))
    run = ("--dossier", home.folder, "--as-of", "2026-01-15")
    back = ct56kg(*run, "import", edited, "--yes")
    assert back.code == 1
    assert "ASG-03" in back.out
    assert not (home.folder / "data/amendment").exists()


def test_the_change_names_its_document_and_that_documents_effect(ct56kg, home, tmp_path):
    def edit(book):
        documents = book["Văn bản"]
        last = documents.max_row + 1
        for place, value in enumerate(["12-KH/TU", "kế hoạch", "Sửa phụ lục", MAU + "Tỉnh ủy Mẫu", "05/01/2026"], 1):
            documents.cell(last, place).value = value
        setting(H="Năm 2031")(book)

    run = ("--dossier", home.folder, "--effect", "2026-02-01")
    back = ct56kg(
        *run[:2], "import", home.edited(edit), "--dry-run", *run[2:], "--by", "12-KH/TU", "-o", tmp_path / "out"
    )
    assert back.code == 0, back.err + back.out
    folder = next((tmp_path / "out").iterdir())
    text = (folder / "amendment.ttl").read_text("utf-8")
    assert folder.name.startswith("2026-02-01-")
    assert "ct:amendingDocument" in text
    assert "ct:Effect" in text
    assert 'ct:issueDate "2026-01-05"' in text
    assert "AMD-08" not in back.out


def test_a_date_of_effect_is_the_date_of_the_state(home):
    assert home.bring(home.export(), date(2031, 1, 1)).edits == ()


def test_another_file_is_no_sheet(ct56kg, tmp_path):
    (tmp_path / "a.pptx").write_text("x")
    assert "FILE-07" in ct56kg("import", tmp_path / "a.pptx").err
    with pytest.raises(UsageError):
        from ct56kg.intake.importing import read_book

        read_book(tmp_path / "a.pptx")

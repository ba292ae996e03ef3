"""Two versions of a sheet become a change set that can be looked at before anybody records it."""

import openpyxl


def edited(path, target):
    book = openpyxl.load_workbook(path)
    page = book.active
    head = next(row for row in page.iter_rows() if any(str(c.value or "").lower().startswith("nhiệm vụ") for c in row))
    column = next(c.column for c in head if "sản phẩm" in str(c.value or "").lower())
    row = next(r for r in range(head[0].row + 1, page.max_row + 1) if page.cell(r, column).value)
    page.cell(row, column).value = "Báo cáo đã sửa"
    book.save(target)


def test_a_draft_from_two_versions_of_a_sheet_is_a_change_set_that_fits(ct56kg, tmp_path):
    mine, old, new = tmp_path / "mine", tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    assert ct56kg("init", mine).code == 0
    assert ct56kg("--dossier", mine, "export", "annex", "-o", old).code == 0
    edited(old, new)
    draft = ct56kg("--dossier", mine, "amend", "draft", old, new, "-o", tmp_path / "change")
    assert draft.code == 0, draft.err
    assert (tmp_path / "change" / "amendment.ttl").is_file()
    look = ct56kg("--dossier", mine, "amend", "check", tmp_path / "change")
    assert "Báo cáo đã sửa" in " ".join(look.out.split())


def test_an_older_version_that_was_edited_itself_is_refused(ct56kg, tmp_path):
    mine, old, new = tmp_path / "mine", tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    assert ct56kg("init", mine).code == 0
    assert ct56kg("--dossier", mine, "export", "annex", "-o", new).code == 0
    edited(new, old)
    said = ct56kg("--dossier", mine, "amend", "draft", old, new, "-o", tmp_path / "change")
    assert said.code == 2
    assert "AMEND-41" in said.err
    assert not (tmp_path / "change").exists()

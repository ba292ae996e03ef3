"""The matrix: what is unknown is never blank, totals count, bodies are judged on the day."""

import csv
import io
import re
import time
from datetime import date
from html.parser import HTMLParser

import pytest

from ct56kg.base.rows import Rows, Term, iri
from ct56kg.base.terms import XSD
from ct56kg.view.matrix import letters
from ct56kg.view.matrix_files import STYLES, matrix_content
from ct56kg.view.matrix_rows import build

from .rows import DETAILS, ROLE, ROWS, detail, held, labels, large, number, silent, text, thing

DAY = date(2026, 3, 1)
NONE = Rows(DETAILS, ())


def matrix(*rows, details=(), names=None, day=DAY, lang="vi"):
    return build(Rows(ROWS, rows), Rows(DETAILS, tuple(details)), names or labels(), lang, day)


def content(style, *rows, details=(), names=None, synthetic=False, lang="vi"):
    return matrix_content(
        Rows(ROWS, rows), Rows(DETAILS, tuple(details)), style, label=names or labels(), lang=lang, as_of=DAY,
        source="Nguồn thử", synthetic=synthetic,
    )  # fmt: skip


def signs(line):
    shown = {party.value.rpartition("/")[2]: letters(marks) for party, marks in line.cells.items()}
    return {party: " ".join(letter for letter, _ in found) for party, found in shown.items()}


def test_a_task_of_which_the_source_is_silent_is_unknown_and_not_without_role():
    found = matrix(held("t1", "b1", "lead"), silent("t2", 2), silent("t3", 3, "none"))
    assert [(line.name[-2:], line.unknown) for line in found.lines] == [("t1", False), ("t2", True), ("t3", True)]
    assert found.unknown == 2


def test_a_recorded_silence_about_the_lead_stays_while_only_a_coordinator_is_known():
    gap = detail(row=thing("t1"), unknown=thing("u"), unknownRole=iri(ROLE + "lead"), source=thing("src"))
    known = matrix(held("t1", "b1", "coordinate"), held("t2", "b2", "lead", order=2), details=[gap])
    assert [(line.unknown, line.no_lead, line.silent) for line in known.lines] == [
        (True, True, ("https://example.org/src",)),
        (False, False, ()),
    ]
    closed = matrix(held("t1", "b1", "lead"), details=[gap])
    assert [(line.unknown, line.silent) for line in closed.lines] == [(False, ())]


def test_the_directive_comes_first_and_wants_no_lead():
    found = matrix(held("t1", "b1", "lead"), held("d0", "b1", "advise", duty="d0", kind="directive"))
    assert [(line.name[-2:], line.no_lead) for line in found.lines] == [("d0", False), ("t1", False)]


def test_columns_follow_the_directive_and_then_the_alphabet():
    names = labels(b1="Đảng đoàn", b2="Ban Tổ chức", b3="Ban Nội chính", b4="các cơ quan tư pháp")
    found = matrix(
        held("d0", "b4", "advise", duty="d0", kind="directive", partyOrder=number(1)),
        held("t1", "b1", "lead"),
        held("t1", "b2", "coordinate"),
        held("t1", "b3", "coordinate"),
        names=names,
    )
    shown = ["các cơ quan tư pháp", "Ban Nội chính", "Ban Tổ chức", "Đảng đoàn"]
    assert [party.name for party in found.parties] == shown


def test_several_rows_of_an_annex_stand_below_their_task_and_totals_count_the_task_once():
    rows = (held("t1", "b1", "lead", "a1"), held("t1", "b2", "coordinate", "a1"), held("t1", "b1", "coordinate", "a2"))
    details = [
        detail(duty=thing("a1"), dutyOrder=number(2), product=text("Đề án"), due=text("Quý II/2025")),
        detail(duty=thing("a2"), dutyOrder=number(1), product=text("Báo cáo")),
    ]
    found = matrix(*rows, details=details)
    assert [(line.level, line.name, line.wording) for line in found.lines[1:]] == [
        (1, "Báo cáo", "Thời hạn: Nguồn không nêu"),
        (1, "Đề án", "Thời hạn: Quý II/2025"),
    ]
    assert signs(found.lines[0]) == {"b1": "C P", "b2": "P"}
    lead, coordinate = found.roles
    totals = [(party.name[-2:], found.total(party, lead), found.total(party, coordinate)) for party in found.parties]
    assert totals == [("b1", 1, 1), ("b2", 0, 1)]
    assert found.sum_of(found.lines[0], coordinate) == 2
    assert [line.no_lead for line in found.lines] == [False, True, False]


@pytest.mark.parametrize(
    ("day", "existence"),
    [("2025-01-24", ""), ("2025-01-25", "undecided"), ("2026-01-27", "undecided"), ("2026-01-28", "ended")],
)
def test_a_body_is_judged_on_the_day_and_its_end_is_the_first_day_without_it(day, existence):
    ends = detail(
        party=thing("b1"),
        endEarliest=Term("literal", "2025-01-25", XSD + "date"),
        endLatest=Term("literal", "2026-01-28", XSD + "date"),
    )
    found = matrix(held("t1", "b1", "lead"), details=[ends], day=date.fromisoformat(day))
    assert found.parties[0].existence == existence


def test_a_duty_taken_over_keeps_the_words_given_to_the_one_before():
    given = detail(duty=thing("asg-t1"), party=thing("old"), role=iri(ROLE + "lead"), words=text("chủ trì"))
    found = matrix(held("t1", "new", "lead", formerly=thing("old")), details=[given])
    (mark,) = found.lines[0].cells[thing("new")]
    assert (mark.formerly, mark.words) == ("https://example.org/old", "chủ trì")
    assert "nhận từ" in content("html", held("t1", "new", "lead", formerly=thing("old")), details=[given]).decode()


def test_a_role_without_a_letter_gets_one_that_is_free():
    found = matrix(held("t1", "b1", "lead"), held("t1", "b2", "chair"))
    assert [(role.name, role.letter) for role in found.roles] == [("chủ trì", "C"), ("chủ tọa", "CH")]


def test_what_a_source_says_is_shown_in_the_readers_language_only():
    part = {"duty": thing("asg-t1"), "party": thing("b1"), "role": iri(ROLE + "lead"), "source": thing("s")}
    told = [detail(**part, says=text(says, lang)) for says, lang in (("nguồn ghi", "vi"), ("the source says", "en"))]
    for lang, words in (("vi", "nguồn ghi"), ("en", "the source says")):
        found = matrix(held("t1", "b1", "lead"), details=told, lang=lang)
        assert [mark.quote for mark in found.lines[0].cells[thing("b1")]] == [words]


class Page(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.ids, self.links, self.names = [], [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.names.add(name)
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.links.append(value)


def test_the_page_is_one_file_without_script_or_remote_reference_and_every_link_arrives():
    rows, details, label = large(12, 6)
    page = matrix_content(
        rows, details, "html", label=label, lang="vi", as_of=DAY, source="Nguồn", synthetic=True
    ).decode()
    read = Page(page)
    assert "script" not in read.tags
    assert not {"src", "onclick"} & read.names
    assert not re.search(r"https?://|@import|url\(", re.sub(r"<title>.*?</title>", "", page))
    assert read.links and {link.lstrip("#") for link in read.links} <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))


def test_every_cell_of_the_page_is_a_letter_a_word_or_a_sign():
    page = content("html", held("t1", "b1", "lead"), held("t2", "b2", "lead", order=2), silent("t3", 3)).decode()
    assert "<td></td>" not in page
    assert page.count('aria-label="không được giao vai trò trong phân công này"') == 2
    assert "Chưa có phân công trong dữ liệu" in page
    gap = detail(row=thing("t3"), unknown=thing("u"), source=thing("src"))
    page = content("html", held("t1", "b1", "lead"), silent("t3", 3), details=[gap]).decode()
    assert "Nguồn không nêu cơ quan nào chủ trì, phối hợp" in page


HOSTILE = [
    "x\\", "<b>&\"'", "javascript:alert(1)", "a" * 300, "🙂|`", "=HYPERLINK(1)", "Tha\u0300nh", "</style><script>",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("style", STYLES)
def test_hostile_names_stay_text(style, name):
    made = content(style, held("t1", "b1", "lead"), silent("t2"), names=labels(b1=name, t1=name, t2=name, doc=name))
    if style == "html":
        assert "<script" not in made.decode()
        assert '<b>&"' not in made.decode()
    if style == "csv":
        cells = next(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
        assert cells[2] == ("'" + name if name.startswith("=") else name)


def test_csv_says_unknown_in_words_and_carries_the_mark_on_every_line():
    made = content("csv", held("t1", "b1", "lead"), held("t1", "b2", "coordinate"), silent("t2", 2), synthetic=True)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Nhóm", "Nội dung", "https://example.org/b1"]
    assert rows[0][4:] == ["Cộng: chủ trì", "Cộng: phối hợp", "Ghi chú"]
    assert rows[1][2:] == ["C", "P", "1", "1", "MẪU – HƯ CẤU"]
    assert rows[2][2:] == ["Nguồn không nêu"] * 4 + ["MẪU – HƯ CẤU"]


def test_markdown_has_the_table_and_the_legend():
    made = content("md", held("t1", "b1", "lead"), held("t2", "b2", "lead", order=2), silent("t3", 3)).decode()
    assert "| https://example.org/t3 | ? | ? | ? |" in made
    assert "- `C` chủ trì" in made
    assert "- `?` Nguồn không nêu" in made


def workbook(made):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(made))


def test_the_workbook_is_frozen_filtered_and_set_up_for_print_and_every_sheet_is_marked():
    rows, details, label = large(8, 5)
    book = workbook(
        matrix_content(rows, details, "xlsx", label=label, lang="vi", as_of=DAY, source="Nguồn", synthetic=True)
    )
    assert book.sheetnames == ["Ma trận", "Căn cứ của từng ô"]
    page = book["Ma trận"]
    head = int(page.freeze_panes[1:]) - 1
    assert page.cell(head, 1).value == "Nội dung"
    assert page.print_title_rows == f"${head}:${head}"
    assert page.auto_filter.ref.startswith(f"A{head}:")
    setup = page.page_setup
    assert (setup.orientation, str(setup.paperSize), setup.fitToHeight) == ("landscape", "9", 0)
    for sheet in book:
        assert sheet["A1"].value == "MẪU – HƯ CẤU"
        assert sheet.oddHeader.center.text == "MẪU – HƯ CẤU"


def test_letters_of_the_workbook_lead_to_their_evidence_and_unknown_cells_are_hatched():
    book = workbook(content("xlsx", held("t1", "b1", "lead"), silent("t2", 2)))
    page = book["Ma trận"]
    cells = [cell for line in page.iter_rows(min_row=5) for cell in line]
    (lead,) = [cell for cell in cells if cell.value == "C"]
    target = re.fullmatch(r"'Căn cứ của từng ô'!A(\d+)", lead.hyperlink.location)
    assert book["Căn cứ của từng ô"].cell(int(target[1]), 3).value == "https://example.org/b1"
    unknown = [cell for cell in cells if cell.value == "?"]
    assert unknown
    assert {cell.fill.patternType for cell in unknown} == {"lightUp"}


def test_no_text_of_the_workbook_becomes_a_formula():
    book = workbook(content("xlsx", held("t1", "b1", "lead"), names=labels(t1="=1+1", b1="=2+2", doc="=3")))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


@pytest.mark.parametrize("style", STYLES)
def test_the_same_rows_in_any_order_give_the_same_bytes(style):
    rows, details, label = large(9, 5)
    turned = Rows(rows.variables, rows.rows[::-1]), Rows(details.variables, details.rows[::-1])
    made = [
        matrix_content(*given, style, label=label, lang="en", as_of=DAY, source="Nguồn", synthetic=True)
        for given in ((rows, details), (rows, details), turned)
    ]
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("style", STYLES)
def test_nothing_to_show_is_said_and_not_an_error(style):
    assert matrix_content(
        Rows(ROWS, ()), NONE, style, label=labels(), lang="vi", as_of=DAY, source="Nguồn", synthetic=False
    )


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_fifty_tasks_and_thirty_bodies_take_at_most_three_tenths_of_a_second(style):
    rows, details, label = large()
    matrix_content(rows, details, style, label=label, lang="vi", as_of=DAY, source="Nguồn", synthetic=True)
    times = []
    for _ in range(3):
        start = time.process_time()
        matrix_content(rows, details, style, label=label, lang="vi", as_of=DAY, source="Nguồn", synthetic=True)
        times.append(time.process_time() - start)
    assert min(times) <= 0.3

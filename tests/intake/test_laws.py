"""Laws of the round trip, and of reading: whatever is typed is taken as typed or refused with its cell."""

from __future__ import annotations

from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from ct56kg.base.errors import CtError
from ct56kg.intake.charges import charges_of, directives_of
from ct56kg.intake.documents import read_document
from ct56kg.intake.extracting import SourceText
from ct56kg.intake.grid import tidy
from ct56kg.intake.headings import column_of
from ct56kg.intake.identity import cited_in, identity_of
from ct56kg.intake.new_dossier import Plan, dossier_files, write_dossier
from ct56kg.intake.problems import SheetError
from ct56kg.intake.sections import items_of
from intake_help import DAY, HEAD, Home

ROW = HEAD + 2
BODIES = ("VPTU mẫu", "BTCTU mẫu", "MẪU – HƯ CẤU: Tỉnh ủy Mẫu")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=40)
DEADLINES = st.sampled_from(
    ["Quý II/2027", "Thường xuyên", "31/12/2028", "khi cần", "Năm 2029", "Trước ngày 01/7/2027"]
)
SOME = st.lists(st.sampled_from(BODIES[1:]), max_size=2, unique=True)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Home:
    folder = tmp_path_factory.mktemp("law") / "home"
    write_dossier(folder, dossier_files(Plan("Thử", "urn:test:home/", DAY)))
    return Home(folder)


@FEW
@given(
    edits=st.fixed_dictionaries(
        {}, optional={"D": SOME, "F": WORDS, "G": WORDS, "H": DEADLINES, "K": WORDS, "L": WORDS}
    )
)
def test_what_is_recorded_is_what_the_next_sheet_shows(ct56kg_in, edits):
    home = ct56kg_in()

    def edit(book):
        for column, value in edits.items():
            text = "\n".join(value) if isinstance(value, list) else value
            cell = book["Phụ lục"][f"{column}{ROW}"]
            cell.value, cell.data_type = text or None, "s" if text else "n"

    try:
        brought = home.bring(home.edited(edit))
    except SheetError as error:
        assert all(problem.place.startswith("Phụ lục!") for problem in error.problems)
        return
    if brought.edits:
        home.record(brought)
    sheet = openpyxl.load_workbook(home.export("b.xlsx"))["Phụ lục"]
    names = {"BTCTU mẫu": "MẪU – HƯ CẤU: Ban Tổ chức Tỉnh ủy Mẫu", "VPTU mẫu": "MẪU – HƯ CẤU: Văn phòng Tỉnh ủy Mẫu"}
    for column, value in edits.items():
        shown = sheet[f"{column}{ROW}"].value or ""
        if isinstance(value, list):
            assert set(shown.split("\n")) - {""} == {names.get(name, name) for name in value}
        else:
            assert shown == tidy(value)


@pytest.fixture
def ct56kg_in(tmp_path_factory):
    def make() -> Home:
        folder = tmp_path_factory.mktemp("law") / "home"
        write_dossier(folder, dossier_files(Plan("Thử", "urn:test:home/", DAY)))
        return Home(folder)

    return make


ANYTHING = st.one_of(WORDS, st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.dates())


@FEW
@given(typed=st.dictionaries(st.sampled_from("ABCDEFGHIJKL"), ANYTHING, min_size=1))
def test_whatever_is_typed_is_taken_or_refused_with_its_cell(sample, typed):
    def edit(book):
        for column, value in typed.items():
            with suppress(ValueError, IllegalCharacterError):
                book["Phụ lục"][f"{column}{ROW}"].value = value

    try:
        sample.bring(sample.edited(edit))
    except SheetError as error:
        assert all("!" in problem.place and problem.say("vi") and problem.say("en") for problem in error.problems)


@FEW
@given(text=st.text(max_size=200))
def test_a_csv_of_anything_is_read_or_refused(sample, text):
    path = sample.folder / "x.csv"
    path.write_text(text, "utf-8", errors="replace")
    try:
        sample.bring(path)
    except CtError as error:
        assert error.say("vi") and error.say("en")


PIECES = st.sampled_from(
    [
        "I. NHIỆM VỤ",
        "1. ",
        "- ",
        "Giao ",
        "Ban Tổ chức Tỉnh ủy",
        "chủ trì",
        ", phối hợp với ",
        "Văn phòng Tỉnh ủy",
        " và ",
        " xây dựng đề án",
        ".",
        ";",
        ":",
        "\n",
        "Quan điểm",
        "Mục tiêu",
        "trước ngày 31/12/2024",
        "Số 12-KH/TU",
        "KẾ HOẠCH",
        "TỈNH ỦY X",
        " ngày 05/6/2024",
        "...",
        "Tỉnh ủy chỉ đạo ",
    ]
)


@FEW
@given(text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_every_proposal_stands_in_the_text(text):
    source = SourceText("x", text).text
    spans = [(item.start, item.end) for item in items_of(source)]
    for charge in charges_of(source):
        parts = [charge.sentence, charge.lead, charge.task, *charge.others, *([charge.due] if charge.due else [])]
        spans += [(part.start, part.end) for part in parts]
        assert all(charge.sentence.start <= part.start and part.end <= charge.sentence.end for part in parts)
    for directive in directives_of(source):
        spans += [(part.start, part.end) for part in (directive.sentence, directive.by, *directive.names)]
    spans += [(one.at.start, one.at.end) for one in cited_in(source)]
    head = identity_of(source, ())
    spans += [(at.start, at.end) for at in (head.number_at, head.issuer_at, head.date_at, head.title_at) if at]
    for start, end in spans:
        assert 0 <= start < end <= len(source)
        assert source[start:end].strip() == source[start:end]


@FEW
@given(text=st.text(max_size=100))
def test_headings_and_document_words_never_fail(text):
    assert column_of(text) is not None
    read_document(text)

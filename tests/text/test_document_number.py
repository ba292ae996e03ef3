"""Numbers of documents: strict, lenient, and in running text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.document_number import (
    PARTY_TYPES,
    DocumentNumber,
    citations,
    parse_number,
    read_number,
    require_number,
)
from ct56kg.base.errors import InputError

PARTY = (  # noqa: SIM905 (words read better than a list)
    "56-CTr/TU 28-NQ/TW 04-QĐi/TW 36-HD/VPTW 1224-CV/TU 983-QĐ/TU 24-ĐA/TU 1489-CV/BTGTU 134-CV/UBKTTU "
    "03-HD/BTGDVTU 43-CV/BCĐ 879-QĐNS/TW 05-NQ/ĐU 08-QC/TW"
).split()
STATE = "202/2025/QH15 42/2014/QĐ-TTg 1668/NQ-UBTVQH15 30/2020/NĐ-CP".split()  # noqa: SIM905 (words read better than a list)
REPAIRED = [
    ("04 - QĐNS/TW", "04-QĐNS/TW", ("spaces",)),
    ("31 – HD/BTCTW", "31-HD/BTCTW", ("spaces", "dash")),
    ("65-Ctr/TU", "65-CTr/TU", ("case",)),
    ("72-NQ-TW", "72-NQ/TW", ("slash",)),
    ("31/QĐ-TW", "31-QĐ/TW", ("order",)),
    ("Số: 12-NQ/TƯ", "12-NQ/TW", ("prefix", "centre")),
    ("12-NQ/T.Ư", "12-NQ/TW", ("centre",)),
    ("983-QÐ/TU", "983-QĐ/TU", ("letter",)),
]


@pytest.mark.parametrize("text", PARTY)
def test_party_numbers_are_read_strictly(text):
    number = parse_number(text)
    assert number is not None
    assert (number.side, number.symbol, number.known) == ("party", text, True)


@pytest.mark.parametrize("text", STATE)
def test_state_numbers_are_the_states(text):
    number = parse_number(text)
    assert number is not None
    assert (number.side, number.symbol, number.known) == ("state", text, False)


def test_a_directive_is_no_programme():
    assert parse_number("56-CT/TU") != parse_number("56-CTr/TU")
    assert read_number("56-ct/TU").number.type == "CT"


@pytest.mark.parametrize(("text", "symbol", "repairs"), REPAIRED)
def test_lenient_reading_says_what_it_repaired(text, symbol, repairs):
    assert parse_number(text) is None
    reading = read_number(text)
    assert (reading.number.symbol, reading.repairs) == (symbol, repairs)
    assert all(reading.say_repairs(lang) for lang in ("vi", "en"))


@pytest.mark.parametrize("text", ["", "56", "CTr/TU", "56-CTr", "56 CTr TU", "2023-03-07", "7/3/2023", "a-b/c", "-/"])
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None
    assert read_number(text) is None


def test_an_exact_number_is_demanded_with_place_and_suggestion():
    with pytest.raises(InputError) as caught:
        require_number("65-Ctr/TU", file="a.csv", line=2)
    assert (caught.value.code, caught.value.place) == ("NUMBER-01", "a.csv:2")
    assert "65-CTr/TU" in caught.value.say("vi")


party_numbers = st.builds(
    DocumentNumber,
    st.just("party"),
    st.integers(1, 99999).map(lambda n: f"{n:02}"),
    st.sampled_from(PARTY_TYPES),
    st.sampled_from(["TW", "TU", "ĐU", "BTGTU", "UBKTTU", "VPTW", "BCĐ", "ĐĐHĐND"]),
)


@given(party_numbers)
def test_reading_what_was_written_gives_the_number_back(number):
    assert parse_number(number.symbol) == number
    assert read_number(number.symbol).repairs == ()


@given(party_numbers, st.sampled_from(["–", " - ", " – "]), st.sampled_from(["", "số ", "Số: "]))
def test_repairs_find_the_number_again(number, dash, prefix):
    assert read_number(prefix + number.symbol.replace("-", dash)).number == number


@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789-–/ .ĐÐQNWTUƯCTrqđ số:", max_size=20)))
def test_any_text_is_a_number_or_none(text):
    exact, reading = parse_number(text), read_number(text)
    if exact:
        assert exact.symbol == text
        assert reading.number == exact
    if reading:
        assert parse_number(reading.number.symbol) == reading.number
    for lenient in (False, True):
        for found in citations(text, lenient=lenient):
            assert text[found.start : found.end] == found.text


def test_citations_in_running_text_have_place_and_date():
    text = (
        "Thành ủy Cần Thơ vừa ban hành Chương trình số 56-CTr/TU thực hiện Nghị quyết số 28-NQ/TW ngày 17/11/2022; "
        "căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020, Quy định 31/QĐ-TW, Kết luận 12 – KL/TW."
    )
    strict = [(c.text, c.day) for c in citations(text)]
    assert strict == [
        ("56-CTr/TU", None),
        ("28-NQ/TW", date(2022, 11, 17)),
        ("30/2020/NĐ-CP", date(2020, 3, 5)),
    ]
    lenient = [(c.reading.number.symbol, c.reading.repairs) for c in citations(text, lenient=True)][3:]
    assert lenient == [("31-QĐ/TW", ("order",)), ("12-KL/TW", ("spaces", "dash"))]


@pytest.mark.parametrize("text", ["giai đoạn 2023-2025/Quý", "tỷ lệ 3/4-A", "2020-2025", "điện thoại 0292-3820/Ban"])
def test_other_numbers_are_no_citations(text):
    assert [c.reading.number.known for c in citations(text, lenient=True)].count(True) == 0

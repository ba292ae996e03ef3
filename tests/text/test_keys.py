"""Keys that compare, search and sort Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.text import (
    _ONE_COLUMN,
    _width,
    columns,
    lookalikes,
    match_key,
    near,
    nfc,
    search_key,
    sort_key,
    wrap,
)

LETTERS = "aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵbcdđghklmnpqrstvx"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + "   -.,/0129", max_size=40)
anything = st.text(max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thành ủy", "Thành uỷ"),
        ("hòa", "hoà"),
        ("THÀNH ỦY  CẦN THƠ", "Thành uỷ Cần Thơ"),
        ("Ủy ban\u00a0Kiểm tra", "Uỷ ban Kiểm tra"),
        ("Ban Tuyên giáo", "Ban Tuye\u0302n gia\u0301o"),
        ("quý", "qúy"),
        ("Thành\u200b ủy", "Thành ủy"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoa"), ("hòa", "hóa"), ("dân", "đân"), ("Ð", "Đ"), ("Ɖ", "Đ"), ("uy", "ưy"), ("hoàn", "hòan thành")],
)
def test_different_words_have_different_keys(one, other):
    assert match_key(one) != match_key(other)


@given(vietnamese)
def test_key_does_not_depend_on_case_composition_or_spaces(text):
    assert match_key(text) == match_key(unicodedata.normalize("NFD", text))
    assert match_key(text) == match_key(text.upper()) == match_key(text.lower())
    assert match_key(text) == match_key("  " + text.replace(" ", "\u00a0 ") + "\n")


@given(anything)
def test_keys_of_keys_are_the_keys(text):
    assert match_key(match_key(text)) == match_key(text)
    assert search_key(search_key(text)) == search_key(text)
    assert nfc(nfc(text)) == nfc(text)


@given(anything, anything)
def test_equal_match_keys_have_equal_search_keys(one, other):
    assert search_key(match_key(one)) == search_key(one)
    if match_key(one) == match_key(other):
        assert search_key(one) == search_key(other)


@given(vietnamese)
def test_search_key_of_vietnamese_is_plain_ascii(text):
    assert search_key(text).isascii()


def test_search_does_not_care_for_marks_or_d():
    assert search_key("Đảng đoàn Hội đồng nhân dân") == "dang doan hoi dong nhan dan"


ORDER = (  # noqa: SIM905 (words read better than a list)
    "a A à ả ã á ạ ă Ă ằ â ầ ấ b c d D đ Đ e é ê ế g h i k l m n o ó ô ố ơ ớ p q r s t u ú ư ứ v x y ý"  # CLDR 46, vi
).split()


def test_alphabet_is_that_of_cldr():
    assert sorted(set(ORDER), key=sort_key) == ORDER


def test_tones_decide_only_between_equal_letters():
    names = ["Ban Tổ chức", "Ban Nội chính", "Ban Dân vận", "Ban Đối ngoại", "Bạn 2", "bàn ăn", "ban 10", "Ban"]
    assert sorted(names, key=sort_key) == [
        "Ban", "ban 10", "Bạn 2", "bàn ăn", "Ban Dân vận", "Ban Đối ngoại", "Ban Nội chính", "Ban Tổ chức",
    ]  # fmt: skip


@given(anything, anything)
def test_order_is_total_and_ties_are_the_same_text(one, other):
    a, b = sort_key(one), sort_key(other)
    assert (a < b) + (a > b) + (a == b) == 1
    assert (a == b) == (nfc(one) == nfc(other))


@given(st.lists(vietnamese, max_size=8))
def test_order_does_not_depend_on_the_order_given(words):
    composed = [nfc(word) for word in words]
    backwards = composed[::-1]
    assert sorted(composed, key=sort_key) == sorted(backwards, key=sort_key)


BODIES = ["Ban Tuyên giáo Thành ủy", "Ban Tổ chức Thành ủy", "Văn phòng Thành ủy", "Ban Dân vận Thành ủy"]


def test_near_names_are_found_by_slips_and_by_parts():
    assert near("ban tuyen giao", BODIES, 1) == ["Ban Tuyên giáo Thành ủy"]
    assert near("Ban Tuyên Huấn Thành ủy", BODIES, 1) == ["Ban Tuyên giáo Thành ủy"]
    assert near("qqqq", BODIES, 3) == []
    assert near("", BODIES, 3) == []


@given(anything, st.lists(anything, max_size=6), st.integers(-1, 4))
def test_near_gives_candidates_and_no_more_than_asked(word, candidates, n):
    found = near(word, candidates, n)
    assert len(found) <= max(n, 0)
    assert len(set(found)) == len(found)
    assert set(found) <= set(candidates)


@given(anything, st.integers(1, 30))
def test_wrapping_breaks_between_words_only_and_loses_nothing(text, width):
    lines = wrap(text, width)
    assert lines
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())
    for line in lines:
        assert columns(line) <= width or len(line.replace("\u00a0", "x").split()) <= 1 or "\u202f" in line


def test_no_break_spaces_hold_a_line_together():
    assert wrap("ngày 07/03/2023 đến tháng\u00a09/2024", 12) == ["ngày", "07/03/2023", "đến", "tháng\u00a09/2024"]


def test_columns_count_what_a_terminal_shows():
    assert columns("Thành ủy") == 8
    assert columns(unicodedata.normalize("NFD", "Thành ủy")) == 8
    assert columns("漢字") == 4


def test_letters_that_look_like_d_are_found():
    assert lookalikes("Ðảng Đảng Ɖảng") == ((0, "Ð"), (10, "Ɖ"))
    assert lookalikes("Đảng đoàn") == ()


def test_text_that_is_counted_by_its_length_holds_only_characters_of_one_column():
    plain = [char for char in map(chr, range(0x3000)) if _ONE_COLUMN.fullmatch(char)]
    assert {_width(char) for char in plain} == {1}
    assert _ONE_COLUMN.fullmatch("Ban Tuyên giáo Thành ủy – “Dân vận”, Đảng ủy")

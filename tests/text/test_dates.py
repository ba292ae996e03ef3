"""Dates: the day first, never a guess."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.dates import dates_in, day_of, format_date, format_iso, is_date, parse_date
from ct56kg.base.errors import InputError
from ct56kg.base.rows import Term

days = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "07/03/2023", "7/3/2023", "7.3.2023", "07-03-2023", "2023-03-07", " 07 / 03 / 2023 ", "ngày 07/3/2023",
        "ngày 07 tháng 3 năm 2023", "NGÀY 7 THÁNG 3 NĂM 2023", "7 tháng 3, năm 2023", "nga\u0300y 07/03/2023",
    ],
)  # fmt: skip
def test_every_way_of_writing_one_day(text):
    assert parse_date(text) == date(2023, 3, 7)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12/31/2023", "DATE-02"), ("31/02/2023", "DATE-02"), ("00/01/2023", "DATE-02"), ("2023-13-01", "DATE-02"),
        ("7/3/23", "DATE-03"), ("7/3-2023", "DATE-01"), ("2023/03/07", "DATE-01"), ("tháng 3/2023", "DATE-01"),
        ("", "DATE-01"), ("07/03/2023 04:10", "DATE-01"), ("٠٧/٠٣/٢٠٢٣", "DATE-01"), ("45000", "DATE-01"),
    ],
)  # fmt: skip
def test_what_is_no_certain_day_is_refused(text, code):
    with pytest.raises(InputError) as caught:
        parse_date(text, file="a.csv", line=3)
    assert (caught.value.code, caught.value.place) == (code, "a.csv:3")
    assert all(caught.value.say(lang) for lang in ("vi", "en"))


@given(days)
def test_reading_what_was_written_gives_the_day_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(format_date(day, "en")) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"ngày {day.day} tháng {day.month} năm {day.year}") == day
    assert parse_date(format_iso(day.isoformat())) == day


@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789/-. ngàytháăm", max_size=20)))
def test_any_text_is_a_date_or_an_input_error(text):
    assert is_date(text) in (True, False)
    list(dates_in(text))


def test_dates_in_running_text_with_their_place():
    text = "Nghị quyết ngày 17/11/2022; quy định 42/2014/QĐ-TTg; ngày 01 tháng 3 năm 2025; 31/02/2024; 2026-01-28."
    assert [(d.day.isoformat(), text[d.start : d.end]) for d in dates_in(text)] == [
        ("2022-11-17", "ngày 17/11/2022"),
        ("2025-03-01", "ngày 01 tháng 3 năm 2025"),
        ("2026-01-28", "2026-01-28"),
    ]


def test_the_day_of_a_term_is_known_only_where_it_is_a_day():
    day = "http://www.w3.org/2001/XMLSchema#date"
    assert day_of(Term("literal", "2023-03-07", day)) == date(2023, 3, 7)
    assert day_of(Term("literal", "2023-02-30", day)) is None
    assert day_of(None) is None

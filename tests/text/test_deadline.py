"""Deadlines: words kept, dates only where certain."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.deadline import Deadline, describe, read_deadline
from ct56kg.base.text import nfc

CERTAIN = [
    # what is written                            first day      last day
    ("31/12/2023",                               None,          "2023-12-31"),
    ("ngày 30 tháng 6 năm 2024",                 None,          "2024-06-30"),
    ("Thời hạn: 30/6/2024",                      None,          "2024-06-30"),
    ("2024-06-30",                               None,          "2024-06-30"),
    ("Trước ngày 30/6/2024",                     None,          "2024-06-29"),
    ("Hoàn thành trước ngày 01/01/2025",         None,          "2024-12-31"),
    ("Trước 17h00 ngày 30/6/2024",               None,          "2024-06-30"),
    ("Đến ngày 30/6/2024",                       None,          "2024-06-30"),
    ("Chậm nhất ngày 15/11/2024",                None,          "2024-11-15"),
    ("Chậm nhất là ngày 15/11/2024.",            None,          "2024-11-15"),
    ("không quá ngày 15/11/2024",                None,          "2024-11-15"),
    ("Quý II/2025",                              "2025-04-01",  "2025-06-30"),
    ("Quý 2 năm 2025",                           "2025-04-01",  "2025-06-30"),
    ("Qúy IV - 2024",                            "2024-10-01",  "2024-12-31"),
    ("QUÝ II/2025",                              "2025-04-01",  "2025-06-30"),
    ("Q.III/2025",                               "2025-07-01",  "2025-09-30"),
    ("Trong quý III/2024",                       "2024-07-01",  "2024-09-30"),
    ("quý II–III/2025",                          "2025-04-01",  "2025-09-30"),
    ("Quý I, II/2025",                           "2025-01-01",  "2025-06-30"),
    ("Quý IV/2024 – Quý I/2025",                 "2024-10-01",  "2025-03-31"),
    ("cuối quý II/2025",                         None,          "2025-06-30"),
    ("Trước quý III/2024",                       None,          "2024-06-30"),
    ("Tháng 9/2023",                             "2023-09-01",  "2023-09-30"),
    ("trong tháng 2 năm 2024",                   "2024-02-01",  "2024-02-29"),
    ("T9/2023",                                  "2023-09-01",  "2023-09-30"),
    ("09/2023",                                  "2023-09-01",  "2023-09-30"),
    ("tháng 9 - 10/2023",                        "2023-09-01",  "2023-10-31"),
    ("tháng 9 và tháng 10/2023",                 "2023-09-01",  "2023-10-31"),
    ("từ tháng 3 đến tháng 6/2024",              "2024-03-01",  "2024-06-30"),
    ("trước tháng 10/2024",                      None,          "2024-09-30"),
    ("từ ngày 01/3 đến ngày 30/6/2024",          "2024-03-01",  "2024-06-30"),
    ("01/3/2024 - 30/6/2024",                    "2024-03-01",  "2024-06-30"),
    ("Năm 2025",                                 "2025-01-01",  "2025-12-31"),
    ("2025",                                     "2025-01-01",  "2025-12-31"),
    ("cuối năm 2025",                            None,          "2025-12-31"),
    ("đến hết năm 2025",                         None,          "2025-12-31"),
    ("Giai đoạn 2023–2025",                      "2023-01-01",  "2025-12-31"),
    ("Từ năm 2023 đến hết năm 2025",             "2023-01-01",  "2025-12-31"),
    ("6 tháng đầu năm 2024",                     "2024-01-01",  "2024-06-30"),
    ("sáu tháng cuối năm 2024",                  "2024-07-01",  "2024-12-31"),
    ("9 tháng đầu năm 2024",                     "2024-01-01",  "2024-09-30"),
    ("nửa cuối năm 2024",                        "2024-07-01",  "2024-12-31"),
    ("Từ năm 2024",                              "2024-01-01",  None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), CERTAIN, ids=[row[0] for row in CERTAIN])
def test_certain_words_become_days(text, first, last):
    read = read_deadline(text)
    assert read == Deadline(
        text, first and date.fromisoformat(first), last and date.fromisoformat(last), recurring=False, certain=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "Thường xuyên", "thường xuyên, liên tục", "hằng năm", "Hàng năm", "Hằng quý", "mỗi tháng", "Định kỳ hằng quý",
        "Định kỳ 6 tháng, năm", "định kì hằng năm", "6 tháng một lần", "6 tháng/lần", "Thường xuyên, hằng năm",
    ],
)  # fmt: skip
def test_recurring_duties_have_no_last_day(text):
    assert read_deadline(text) == Deadline(text, recurring=True, certain=True)


@pytest.mark.parametrize("text", ["Hằng năm, trước ngày 15/12", "Ngày 20 hằng tháng", "Trong năm 2024 và hằng năm"])
def test_a_recurring_duty_with_more_words_keeps_them_uninterpreted(text):
    assert read_deadline(text) == Deadline(text, recurring=True, certain=False)


def test_a_recurring_duty_may_have_bounds():
    read = read_deadline("Thường xuyên, giai đoạn 2023 - 2025")
    assert (read.recurring, read.due_from, read.due_by) == (True, date(2023, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "…", "trong quý III", "Quý II", "tháng 9", "30/6", "trước 30/6", "đầu năm 2025", "giữa năm 2025",
        "đến năm 2025", "đến tháng 9/2024", "khoảng quý II/2025", "dự kiến Quý II/2025", "Quý I, III/2025",
        "Tháng 3, 9/2024", "năm 2023, 2024", "nhiệm kỳ 2020-2025", "Từ tháng 11 đến tháng 2/2025",
        "tuần 2 tháng 9/2023",
        "sau ngày 30/6/2024", "Ngay sau khi ban hành", "Theo kế hoạch", "Trong 30 ngày kể từ ngày ký", "45291",
        "31/02/2024", "12/31/2023", "13/2023", "30/6/24", "cuối năm 2024, đầu năm 2025", "năm sau", "Quý V/2025",
        "30/6/2024 - 01/3/2024", "trước hết năm 2025",
    ],
)  # fmt: skip
def test_doubtful_words_stay_words(text):
    assert read_deadline(text) == Deadline(text, certain=False)


PIECES = (  # noqa: SIM905 (words read better than a list)
    "trước đến hết chậm nhất ngày tháng quý năm giai đoạn từ trong cuối đầu hằng thường xuyên định kỳ II IV 6 9 "
    "30/6/2024 2025 /2025 - – , và ( ) 31/02/2023 17h00 lần"
).split()


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)))
def test_any_text_is_read_and_its_words_are_kept(text):
    read = read_deadline(text)
    assert read.words == nfc(text)
    if not read.certain:
        assert read.due_from is None
        assert read.due_by is None
    if read.due_from and read.due_by:
        assert read.due_from <= read.due_by
    for lang in ("vi", "en"):
        assert describe(read, lang)


@given(st.sampled_from(CERTAIN))
def test_case_and_spaces_change_nothing(row):
    one, other = read_deadline(row[0]), read_deadline("  " + row[0].upper().replace(" ", " \u00a0"))
    assert (one.due_from, one.due_by, one.recurring) == (other.due_from, other.due_by, other.recurring)


def test_the_reading_is_said_beside_the_words():
    assert describe(read_deadline("Quý II/2025")) == "Quý II/2025 (từ 01/04/2025 đến 30/06/2025)"
    assert describe(read_deadline("31/12/2023"), "en") == "31/12/2023 (by 31/12/2023)"
    assert describe(read_deadline("trong quý III")) == "trong quý III (giữ nguyên văn, chưa đủ căn cứ quy ra ngày)"

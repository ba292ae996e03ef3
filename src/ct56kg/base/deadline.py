"""Deadlines as offices write them: the words are kept, dates are added only where the words allow one reading.

Words are compared by their match key, so `Quý`, `QUÝ` and `Qúy` are one; every pattern below is written in
ordinary Vietnamese and turned into keys once.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import cache

from ct56kg.base.dates import format_date, parse_date
from ct56kg.base.errors import InputError
from ct56kg.base.text import match_key, nfc
from ct56kg.base.words import say


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline says.

    `words` is the text as written (NFC), `due_from` the first day of the period, `due_by` its last day
    (inclusive), `recurring` whether the duty comes again. `certain` is false where the words allow more than
    one reading, name no year, or depend on something else; then there are no dates.
    """

    words: str
    due_from: date | None = None
    due_by: date | None = None
    recurring: bool = False
    certain: bool = False


_LONGEST = 300
_DASHES = str.maketrans({dash: "-" for dash in "‐‑‒–—−"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_PERIODS = {
    "date": r"(?:ngày )?[0-9]{1,2} ?([/.-]) ?[0-9]{1,2} ?\1 ?[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|(?:ngày )?[0-9]{1,2} tháng [0-9]{1,2},? năm [0-9]{4}",
    "months": r"(?P<from>[0-9]{1,2})(?: ?(?:-|,|và) ?(?P<to>[0-9]{1,2}))?",
    "quarters": r"(?P<from>[1-4]|iv|i{1,3})(?: ?(?:-|,|và) ?(?:quý )?(?P<to>[1-4]|iv|i{1,3}))?",
    "year": r"(?: ?[/-] ?|,? năm | )(?P<year>[0-9]{4})",
}
_RECURRING = (
    r"thường xuyên|liên tục|(?:hằng|hàng|mỗi|từng) (?:ngày|tuần|tháng|quý|năm|kỳ)|định kỳ"
    r"|(?:[0-9]{1,2}|một|hai|ba|sáu) (?:ngày|tuần|tháng|quý|năm)(?: một)?(?: 1)? lần"
)
_OPENING = (
    r"(?:thời (?:hạn|gian)(?: (?:hoàn thành|thực hiện))?|hạn(?: chót)?|hoàn thành|xong|thực hiện|triển khai)(?: ?:)? "
)
_UP_TO = r"(?:(?:chậm|muộn) nhất|hạn chót|không quá)(?: (?:là|đến|trong|vào))?|đến hết|trong|hết|vào|cuối"


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """Turn a pattern written in Vietnamese into one over match keys."""
    return re.compile(re.sub(r"[^\W\d_]+", lambda run: match_key(run[0]), nfc(words)))


def _key(text: str) -> str:
    key = match_key(text[:_LONGEST]).translate(_DASHES)
    return re.sub(r" ?- ?", "-", key).strip(" .;,:")


def read_deadline(text: str) -> Deadline:
    """Read a deadline; never fails, and never says more than the words do.

    `Trước ngày 30/6/2024` ends on the day before; `đến ngày`, `chậm nhất` and a bare date include their day.
    `Đến năm 2025` and `đầu năm 2025` have no single last day and stay words.

    >>> read_deadline("Quý II/2025").due_by
    datetime.date(2025, 6, 30)
    >>> read_deadline("Thường xuyên").recurring, read_deadline("trong quý III").certain
    (True, False)
    """
    words = nfc(text)
    key = _key(words)
    opening = _pattern(_OPENING).match(key)
    key = key[opening.end() :] if opening else key
    rest, count = _pattern(rf"(?<!\w)(?:{_RECURRING})(?!\w)").subn("", key)
    recurring = count > 0
    rest = re.sub(r"\s+", " ", rest).strip(" -,;:.()")
    if recurring and not rest:
        return Deadline(words, recurring=True, certain=True)
    period = _span(rest)
    if period is None:
        return Deadline(words, recurring=recurring)
    return Deadline(words, period[0], period[1], recurring, True)


_Period = tuple[date | None, date | None]


def _span(key: str) -> _Period | None:
    """Read `trước …`, `đến hết …`, `từ … đến …`, or a plain period; `None` if the words leave a doubt."""
    before = _pattern(r"(?:hoàn thành |xong )?trước (.+)").fullmatch(key)
    if before:
        period = _period(before[1])
        return (None, period[0] - timedelta(days=1)) if period and period[0].year > MINYEAR else None
    if range_ := _range(key):
        return range_
    until = _pattern(rf"(?P<how>{_UP_TO}|đến(?= ngày)|đến(?= hết)) (?P<what>.+)").fullmatch(key)
    if until:
        period = _period(until["what"])
        inside = until["how"] in (match_key("trong"), match_key("vào"))
        return (period[0] if inside else None, period[1]) if period else None
    period = _period(key)
    if period and period[0] == period[1]:
        return None, period[1]
    return period


def _range(key: str) -> _Period | None:
    """Read two periods with a beginning and an end; the first may leave its year to the second."""
    stage = _pattern(r"(?:trong )?(?:giai đoạn|các năm|năm)? ?([0-9]{4})-([0-9]{4})").fullmatch(key)
    if stage:
        return _ordered(_period(stage[1]), _period(stage[2]))
    both = _pattern(r"(?:từ )?(.+?)(?: đến (?:hết )?| ?- ?| tới )(.+)").fullmatch(key)
    while both:
        last = _period(both[2])
        if last:
            first = _period(both[1]) or _period(f"{both[1]}/{last[1].year}")
            found = _ordered(first, last)
            if found:
                return found
        both = _pattern(r"(?:từ )?(.+?)(?: đến (?:hết )?| ?- ?| tới )(.+)").fullmatch(key, both.start(2)) and None
    return None


def _ordered(first: tuple[date, date] | None, last: tuple[date, date] | None) -> _Period | None:
    return (first[0], last[1]) if first and last and first[0] <= last[1] and first[0] <= last[0] else None


def _period(key: str) -> tuple[date, date] | None:
    """Read one day, month, quarter, half or year that names its year."""
    return _day(key) or _part_of_year(key)


def _day(key: str) -> tuple[date, date] | None:
    if not _pattern(_PERIODS["date"]).fullmatch(key):
        return None
    numbers = [int(number) for number in re.findall(r"[0-9]+", key)]
    day, month, year = numbers if key[:4].isdigit() is False else reversed(numbers)
    try:
        found = parse_date(f"{day}/{month}/{year:04}")
    except InputError:
        return None
    return found, found

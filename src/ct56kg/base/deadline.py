"""Deadlines as offices write them: the words are kept, dates are added only where the words allow one reading."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ct56kg.base.dates import format_date, parse_date
from ct56kg.base.errors import InputError
from ct56kg.base.text import nfc
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


_Kind = Literal["day", "month", "quarter", "months", "year"]


@dataclass(frozen=True, slots=True)
class _Period:
    kind: _Kind
    first: date
    last: date


_Bounds = tuple[date | None, date | None]

_LONGEST = 300
_DASH = re.compile(r"\s*[-‐‑‒–—−]\s*")
_YEAR = r"((?:19|20|21)[0-9]{2})"
_OF_YEAR = rf"(?:/|-|,? ?năm |, | ){_YEAR}"
_QUARTER = r"([1-4]|iv|i{1,3})"
_JOINED = r"(-|, ?| và )"
_MONTH = re.compile(rf"(?:tháng |t\.? ?)([0-9]{{1,2}})(?:{_JOINED}(?:tháng )?([0-9]{{1,2}}))?{_OF_YEAR}")
_BARE_MONTH = re.compile(rf"([0-9]{{1,2}})()()/{_YEAR}")
_QUARTERS = re.compile(rf"(?:quý|q\.?) ?{_QUARTER}(?:{_JOINED}(?:quý )?{_QUARTER})?{_OF_YEAR}")
_MONTHS = re.compile(rf"(?:([1-9]|10|11|ba|sáu|chín) tháng|nửa) (đầu|cuối) năm {_YEAR}")
_YEARS = re.compile(rf"(?:năm )?{_YEAR}")
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ba": 3, "sáu": 6, "chín": 9}

_OPENING = re.compile(
    r"(?:(?:thời (?:hạn|gian)(?: (?:hoàn thành|thực hiện))?|hạn(?: chót)?|hoàn thành|xong|thực hiện|triển khai) ?:? )+"
)
_EVERY = r"(?:(?:hằng|hàng|mỗi|từng|theo) )?(?:(?:[0-9]{1,2}|ba|sáu|chín) )?(?:ngày|tuần|tháng|quý|năm|kỳ)(?! ?[0-9])"
_RECURRING = re.compile(
    rf"(?<!\w)(?:thường xuyên|liên tục|định kỳ(?:(?:,| và)? ?{_EVERY})*(?: (?:một|1) lần)?"
    r"|(?:hằng|hàng|mỗi|từng) (?:ngày|tuần|tháng|quý|năm|kỳ)(?! ?[0-9])"
    r"|(?:[0-9]{1,2}|một|ba|sáu|chín) (?:ngày|tuần|tháng|quý|năm)(?:/| (?:(?:một|1) )?)lần)(?!\w)"
)
_HOUR = re.compile(
    r"(?:(?:trước|chậm nhất(?: là)?|đến|lúc|vào) )?[0-9]{1,2} ?(?:giờ|h|:)(?: ?[0-9]{2})?(?: phút)?,? (ngày .+)"
)
_BEFORE = re.compile(r"trước (.+)")
_UP_TO = re.compile(
    r"(?:(?:chậm|muộn) nhất(?: (?:là|đến|trong|vào))?(?: hết)?|không (?:quá|muộn hơn)|(?:đến )?(?:hết|cuối)) (.+)"
)
_WITHIN = re.compile(r"(?:trong|vào)(?: cả)? (.+)")
_FROM = re.compile(r"(?:bắt đầu )?từ (.+)")
_STAGE = re.compile(r"(?:trong )?(?:từ|giai đoạn|các năm) ")
_TO = re.compile(r" đến (?:hết )?| tới (?:hết )?|-")


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
    rest, times = _RECURRING.subn(" ", _OPENING.sub("", _plain(words), count=1))
    rest = _plain(rest).strip("- ,;:.()")
    bounds = _bounds(rest)
    if bounds is None:
        return Deadline(words, recurring=times > 0, certain=times > 0 and not rest)
    return Deadline(words, bounds[0], bounds[1], times > 0, True)


def _plain(words: str) -> str:
    """Level what spelling leaves open: case, spaces, dashes, `qúy`, `kì`."""
    text = " ".join(words[:_LONGEST].lower().split())
    text = _DASH.sub("-", text).replace(" /", "/").replace("/ ", "/")
    return text.replace("qúy", "quý").replace("định kì", "định kỳ").strip(" .;,:")


def _bounds(key: str) -> _Bounds | None:
    """Read a period with what stands before it; `None` where the words leave a doubt."""
    period = _period(key)
    if period:
        return _whole(period)
    readers: tuple[tuple[re.Pattern[str], Callable[[_Period], _Bounds | None]], ...] = (
        (_HOUR, lambda p: (None, p.last) if p.kind == "day" else None),
        (_UP_TO, lambda p: (None, p.last)),
        (_BEFORE, lambda p: (None, p.first - timedelta(days=1))),
        (_WITHIN, _whole),
        (_FROM, lambda p: (p.first, None)),
        (re.compile(r"đến (.+)"), lambda p: (None, p.last) if p.kind == "day" else None),
    )
    for form, reader in readers:
        found = form.fullmatch(key)
        period = _period(found[1]) if found else None
        if period:
            return reader(period)
    return _range(_STAGE.sub("", key, count=1))


def _whole(period: _Period) -> _Bounds:
    return (None if period.kind == "day" else period.first), period.last


def _range(key: str) -> _Bounds | None:
    """Read two periods of one kind; the first may leave its year to the second, never the other way round."""
    for cut in _TO.finditer(key):
        left, right = key[: cut.start()], key[cut.end() :]
        last = _period(right) or (_period(f"quý {right}") if left.startswith("quý ") else None)
        if last is None:
            continue
        first = _period(left) or _period(f"{left}/{last.last.year}")
        if first and first.kind == last.kind and first.first <= last.first:
            return first.first, last.last
    return None


def _period(key: str) -> _Period | None:
    """Read one day, month, quarter, part of a year or year; each names its year."""
    return _day(key) or _month(key) or _quarter(key) or _part(key) or _year(key)


def _day(key: str) -> _Period | None:
    try:
        day = parse_date(key)
    except InputError:
        return None
    return _Period("day", day, day) if 1900 <= day.year < 2200 else None


def _month(key: str) -> _Period | None:
    found = _MONTH.fullmatch(key) or _BARE_MONTH.fullmatch(key)
    if not found:
        return None
    first, last = int(found[1]), int(found[3] or found[1])
    return _months("month", first, last, int(found[4])) if _one_stretch(first, found[2], last) else None


def _quarter(key: str) -> _Period | None:
    found = _QUARTERS.fullmatch(key)
    if not found:
        return None
    first, last = _number(found[1]), _number(found[3] or found[1])
    return _months("quarter", 3 * first - 2, 3 * last, int(found[4])) if _one_stretch(first, found[2], last) else None


def _one_stretch(first: int, join: str | None, last: int) -> bool:
    """Say whether two listed parts are one period: `a-b` in order, `a, b` and `a và b` only if b follows a."""
    return first <= last if join in (None, "", "-") else last == first + 1


def _part(key: str) -> _Period | None:
    found = _MONTHS.fullmatch(key)
    if not found:
        return None
    count = _number(found[1]) if found[1] else 6
    first, last = (1, count) if found[2] == "đầu" else (13 - count, 12)
    return _months("months", first, last, int(found[3]))


def _year(key: str) -> _Period | None:
    found = _YEARS.fullmatch(key)
    return _months("year", 1, 12, int(found[1])) if found else None


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _months(kind: _Kind, first: int, last: int, year: int) -> _Period | None:
    if not 1 <= first <= last <= 12:
        return None
    return _Period(kind, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def describe(deadline: Deadline, lang: str = "vi") -> str:
    """Say how a deadline was read, for a person to confirm; its own words come first."""
    parts = []
    if deadline.due_from and deadline.due_by:
        parts.append(
            say("deadline.between", lang, first=format_date(deadline.due_from), last=format_date(deadline.due_by))
        )
    elif deadline.due_by:
        parts.append(say("deadline.by", lang, last=format_date(deadline.due_by)))
    elif deadline.due_from:
        parts.append(say("deadline.from", lang, first=format_date(deadline.due_from)))
    if deadline.recurring:
        parts.append(say("deadline.recurring", lang))
    if not deadline.certain:
        parts.append(say("deadline.uncertain", lang))
    return f"{deadline.words.strip() or '–'} ({'; '.join(parts)})"

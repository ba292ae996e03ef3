"""Dates as offices write them: day first, always; machine dates as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ct56kg.base.errors import InputError
from ct56kg.base.text import nfc

if TYPE_CHECKING:
    from ct56kg.base.rows import Term

_GAP = r"[ \t\u00a0\u202f]*"
_FORMS = (
    r"(?:ngày_)?(?P<day>[0-9]{1,2})_(?P<sign>[/.-])_(?P<month>[0-9]{1,2})_(?P=sign)_(?P<year>[0-9]{4})",
    r"(?:ngày_)?(?P<day>[0-9]{1,2})_tháng_(?P<month>[0-9]{1,2})_,?_năm_(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
)
_SHORT_YEAR = r"(?:ngày\s*)?[0-9]{1,2}\s*([/.-])\s*[0-9]{1,2}\s*\1\s*'?[0-9]{2}"
_LONGEST = 200


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Compile the forms when the first date is read: most runs read none."""
    return tuple(re.compile(rf"(?<![\w/.-]){form.replace('_', _GAP)}(?![\w/-]|\.\d)", re.IGNORECASE) for form in _FORMS)


def parse_date(text: str, *, file: object = None, line: int | None = None) -> date:
    """Read one date: `07/03/2023`, `7.3.2023`, `07-03-2023`, `ngày 17 tháng 11 năm 2022`, or ISO `2023-03-07`.

    The day comes first, except in ISO 8601; `12/31/2023` is an error, not a guess.

    Raises:
        InputError: another form (DATE-01), no such day in the calendar (DATE-02), a year of two digits (DATE-03).

    >>> parse_date("ngày 07 tháng 3 năm 2023") == parse_date("7/3/2023") == parse_date("2023-03-07")
    True
    """
    bare = nfc(text[:_LONGEST]).strip()
    for form in _forms():
        found = form.fullmatch(bare)
        if found:
            day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
            try:
                return date(year, month, day)
            except ValueError as error:
                raise InputError("DATE-02", file=file, line=line, text=bare, day=day, month=month, year=year) from error
    code = "DATE-03" if re.fullmatch(_SHORT_YEAR, bare, re.IGNORECASE) else "DATE-01"
    raise InputError(code, file=file, line=line, text=bare)


def is_date(text: str) -> bool:
    """Say whether `parse_date` would read the text."""
    try:
        parse_date(text)
    except InputError:
        return False
    return True


def format_date(day: date, lang: str = "vi") -> str:
    """Write a date for people, `dd/mm/yyyy` in both languages, so that no reader takes the month for the day.

    >>> format_date(date(2023, 3, 7))
    '07/03/2023'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_iso(text: str) -> str:
    """Write the lexical form of an `xsd:date` for people; other text stays as it is."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else text


def day_of(term: Term | None) -> date | None:
    """Give the day that an `xsd:date` in the data names; what is none, or no day of the calendar, is not known."""
    try:
        return date.fromisoformat(term.value) if term else None
    except ValueError:
        return None


class DateMention(NamedTuple):
    """A date in running text: which day, and where it is written (code points, end excluded)."""

    day: date
    start: int
    end: int


def dates_in(text: str) -> Iterator[DateMention]:
    """Find the dates in running text, in order; what is no day of the calendar is left out."""
    found = [match for form in _forms() for match in form.finditer(text)]
    end = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() < end:
            continue
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        end = match.end()
        yield DateMention(day, match.start(), end)

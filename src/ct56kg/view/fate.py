"""What became of the bodies that were charged: one line each, with its basis, or why nothing can be concluded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ct56kg.base.dates import day_of, format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import CT
from ct56kg.base.words import say

Label = Callable[[Term], str]


@dataclass(frozen=True, slots=True)
class Fate:
    """One addressee: its name, its quotation, and what is said of it on the date.

    `state` is `present`, `ended`, `undecided` or `affected`; `basis` names the sources with addresses.
    """

    party: Term
    name: str
    group: bool
    quote: str
    start: int
    end: int
    state: str
    line: str
    became: tuple[str, ...]
    basis: tuple[tuple[str, str], ...]


def fates(rows: Rows, on: date, label: Label, lang: str) -> list[Fate]:
    """Tell the fate of each addressee on a date, in the order in which the source lists them."""
    grouped: dict[str, list[dict[str, Term | None]]] = {}
    for row in rows.dicts():
        party = row["party"]
        if party is not None:
            grouped.setdefault(party.value, []).append(row)
    return [_fate(group, on, label, lang) for group in grouped.values()]


def _fate(group: list[dict[str, Term | None]], on: date, label: Label, lang: str) -> Fate:
    first = group[0]
    party, quote, start, end = first["party"], first["quote"], first["start"], first["end"]
    assert party and quote and start and end, "the question gives these in every row"
    earliest, latest = (min((d for d in (day_of(r[name]) for r in group) if d), default=None) for name in _BOUNDS)
    now = [row for row in group if row["event"] and (day_of(row["effect"]) or on) <= on]
    became = list(dict.fromkeys(label(row["resulting"]) for row in now if row["resulting"] and _ended(row)))
    kinds = list(dict.fromkeys(label(row["eventKind"]) for row in now if row["eventKind"]))
    if latest and latest <= on:
        state = "ended"
        what = say("fate.became", lang, what=" + ".join(became)) if became else say("fate.no-successor", lang)
        line = f"{', '.join(kinds)}: {what}" if kinds else what
        line += f" ({_between(earliest, latest, lang)})"
    elif earliest and earliest <= on:
        state = "undecided"
        line = say("fate.undecided", lang, day=format_date(earliest, lang))
    elif now:
        state = "affected"
        line = ", ".join(kinds) + "".join(f": {label(r['resulting'])}" for r in now[:1] if r["resulting"])
    else:
        state, line = "present", say("fate.present", lang)
    basis = dict.fromkeys(
        (label(row["source"]), row["address"].value if row["address"] else "") for row in now if row["source"]
    )
    group_kind = first["kind"] is not None and first["kind"].value == CT + "Group"
    numbers = int(start.value), int(end.value)
    return Fate(party, label(party), group_kind, quote.value, *numbers, state, line, tuple(became), tuple(basis))


_BOUNDS = ("endEarliest", "endLatest")


def _ended(row: dict[str, Term | None]) -> bool:
    return row["concerns"] is not None and row["concerns"].value == CT + "original"


def _between(earliest: date | None, latest: date, lang: str) -> str:
    last = format_date(latest, lang)
    if earliest is None or earliest == latest:
        return say("fate.on", lang, day=last)
    return say("fate.between", lang, earliest=format_date(earliest - timedelta(days=1), lang), latest=last)

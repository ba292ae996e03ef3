"""How far each assignment is on a date. Only open or closed is stored; every other state is derived here from dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ct56kg.base.dates import day_of, format_iso
from ct56kg.base.rows import Rows, Term
from ct56kg.view.report.held import Held

CLOSED = ("early", "on-time", "late", "closed-undated")
OPEN = ("overdue-long", "overdue", "due-soon", "not-due", "in-words", "no-deadline")
STATES = (*CLOSED, *OPEN, "not-issued")
"""Every assignment is in exactly one of these, so that counts add up."""

URGED = ("overdue-long", "overdue", "due-soon", "no-deadline")
"""Open states in which somebody is urged."""

SOON, LONG = 7, 3
"""Days: due within a week is soon, overdue by three days or more is long (practice of provincial trackers)."""


@dataclass(frozen=True, slots=True)
class Extended:
    """One extension in force by the date: by which document, from which words to which, and the last day if certain."""

    document: Term | None
    old: str
    new: str
    last: date | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One assignment as it stands on the date of the report; `number` is its place in the table of details."""

    number: int
    assignment: Term
    annex: Term | None
    order: str
    heading: str
    tasks: tuple[Term, ...]
    product: str
    person: str
    words: str
    due: date | None
    extensions: tuple[Extended, ...]
    closed: date | None
    proof: tuple[Term, ...]
    basis: str
    state: str
    days: int = 0
    holders: tuple[Held, ...] = ()

    @property
    def done(self) -> bool:
        """Say whether it is confirmed as done."""
        return self.state in CLOSED

    @property
    def unproven(self) -> bool:
        """Say whether it is closed without proof."""
        return self.done and not self.proof

    @property
    def urged(self) -> bool:
        """Say whether somebody has to be urged: to do it, to give it a deadline, or to prove it."""
        return self.state in URGED or self.unproven


def read_pieces(rows: Rows, extensions: Rows, held: Mapping[Term, tuple[Held, ...]], day: date) -> tuple[Piece, ...]:
    """Build every assignment from `view/progress` and `view/annex-extensions`, numbered in the order of the annexes."""
    groups: dict[Term, list[dict[str, Term | None]]] = {}
    for row in rows.dicts():
        if row["assignment"]:
            groups.setdefault(row["assignment"], []).append(row)
    longer: dict[Term, list[dict[str, Term | None]]] = {}
    for row in extensions.dicts():
        if row["assignment"]:
            longer.setdefault(row["assignment"], []).append(row)
    pieces = [
        _piece(assignment, group, longer.get(assignment, []), held.get(assignment, ()), day)
        for assignment, group in groups.items()
    ]
    return tuple(replace(piece, number=place) for place, piece in enumerate(pieces, 1))


def _piece(
    assignment: Term,
    group: list[dict[str, Term | None]],
    longer: list[dict[str, Term | None]],
    holders: tuple[Held, ...],
    day: date,
) -> Piece:
    def said(name: str) -> str:
        return "\n".join(dict.fromkeys(term.value for row in group if (term := row[name])))

    first = group[0]
    closed = min((found for row in group if (found := day_of(row["closed"]))), default=None)
    closed = closed if closed and closed <= day else None
    extensions = tuple(dict.fromkeys(_extended(row) for row in longer if _in_force(row, closed or day)))
    due = deadline((day_of(row["dueBy"]) for row in group), extensions)
    words = said("dueWords")
    issued = day_of(first["issued"])
    state, days = state_of(due, bool(words or extensions), closed, issued, day)
    return Piece(
        0,
        assignment,
        first["annex"],
        first["order"].value if first["order"] else "",
        said("heading"),
        tuple(dict.fromkeys(row["task"] for row in group if row["task"])),
        said("product"),
        said("person"),
        words,
        due,
        extensions,
        closed,
        tuple(dict.fromkeys(row["proof"] for row in group if row["proof"])) if closed else (),
        said("basis"),
        state,
        days,
        holders,
    )


def deadline(days: Iterable[date | None], extensions: Iterable[Extended]) -> date | None:
    """Give the last day in force, the latest of the row's and its extensions'; none if an extension gives no day.

    >>> deadline([date(2023, 11, 30)], [Extended(None, "", "31/3/2024", date(2024, 3, 31))])
    datetime.date(2024, 3, 31)
    >>> deadline([date(2023, 11, 30)], [Extended(None, "", "Quý sau", None)]) is None
    True
    """
    extended = list(extensions)
    if any(one.last is None for one in extended):
        return None
    return max((day for day in [*days, *(one.last for one in extended)] if day), default=None)


def state_of(due: date | None, worded: bool, closed: date | None, issued: date | None, day: date) -> tuple[str, int]:
    """Derive the state on a date, and the days that go with it (early, late, overdue, left).

    >>> state_of(date(2024, 3, 31), True, None, None, date(2024, 4, 3))
    ('overdue-long', 3)
    >>> state_of(date(2024, 3, 31), True, date(2024, 3, 31), None, date(2024, 4, 3))
    ('on-time', 0)
    >>> state_of(None, True, None, None, date(2024, 4, 3))
    ('in-words', 0)
    """
    if closed is not None:
        if due is None:
            return "closed-undated", 0
        gap = (closed - due).days
        return ("early" if gap < 0 else "late" if gap else "on-time"), abs(gap)
    if issued is not None and day < issued:
        return "not-issued", 0
    if due is None:
        return ("in-words" if worded else "no-deadline"), 0
    over = (day - due).days
    if over > 0:
        return ("overdue-long" if over >= LONG else "overdue"), over
    return ("due-soon" if -over <= SOON else "not-due"), -over


def within(piece: Piece, begin: date | None, end: date) -> bool:
    """Say whether it belongs to a period, both days included: closed in it, or open with its deadline in it."""
    moment = piece.closed or piece.due
    return moment is not None and moment <= end and (begin is None or begin <= moment)


def _extended(row: dict[str, Term | None]) -> Extended:
    def text(words: str, last: str) -> str:
        chosen = row[words] or row[last]
        return format_iso(chosen.value) if chosen else ""

    return Extended(row["document"], text("old", "oldBy"), text("new", "newBy"), day_of(row["newBy"]))


def _in_force(row: dict[str, Term | None], day: date) -> bool:
    issued = day_of(row["issued"])
    return issued is None or issued <= day

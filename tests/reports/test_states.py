"""States are derived from dates; every assignment is in exactly one, and the counts of a report add up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.view.report.document import Table
from ct56kg.view.report.progress import (
    CLOSED,
    LONG,
    OPEN,
    SOON,
    STATES,
    Extended,
    deadline,
    read_pieces,
    state_of,
    within,
)
from ct56kg.view.report.progress_report import progress_report

DUE = date(2024, 3, 31)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "state", "number"),
    [
        (date(2024, 3, 23), "not-due", 8),
        (date(2024, 3, 24), "due-soon", 7),
        (date(2024, 3, 31), "due-soon", 0),
        (date(2024, 4, 1), "overdue", 1),
        (date(2024, 4, 2), "overdue", 2),
        (date(2024, 4, 3), "overdue-long", 3),
    ],
)
def test_an_open_assignment_changes_its_state_on_the_day_it_should(day, state, number):
    assert state_of(DUE, True, None, None, day) == (state, number)


@pytest.mark.parametrize(
    ("closed", "state", "number"),
    [(date(2024, 3, 30), "early", 1), (DUE, "on-time", 0), (date(2024, 4, 2), "late", 2)],
)
def test_what_is_closed_is_early_on_time_or_late_by_its_last_day(closed, state, number):
    assert state_of(DUE, True, closed, None, date(2024, 12, 1)) == (state, number)


def test_without_a_certain_day_nothing_is_overdue():
    assert state_of(None, True, None, None, DUE)[0] == "in-words"
    assert state_of(None, False, None, None, DUE)[0] == "no-deadline"
    assert state_of(None, True, DUE, None, DUE)[0] == "closed-undated"


def test_before_the_annex_is_issued_nobody_is_late():
    assert state_of(DUE, True, None, date(2024, 5, 1), date(2024, 4, 30))[0] == "not-issued"


@given(st.none() | days, st.booleans(), st.none() | days, st.none() | days, days)
def test_every_assignment_is_in_one_known_state_and_its_days_are_not_negative(due, worded, closed, issued, day):
    state, number = state_of(due, worded, closed, issued, day)
    assert state in STATES and number >= 0
    assert (state in CLOSED) == (closed is not None)


@given(days, days)
def test_a_day_later_never_makes_an_open_assignment_less_due(due, day):
    order = ("not-due", "due-soon", "overdue", "overdue-long")
    before, after = (state_of(due, True, None, None, on)[0] for on in (day, day + timedelta(days=1)))
    assert order.index(before) <= order.index(after)
    assert (SOON, LONG) == (7, 3)


def rows(names, *lines):
    return Rows(names, tuple(tuple(line.get(name) for name in names) for line in lines))


def day(text):
    return Term("literal", text, XSD + "date")


PROGRESS = [
    *("annex", "issued", "order", "heading", "assignment", "task", "wording"),
    *("product", "person", "dueWords", "dueBy", "closed", "proof", "basis"),
]
LONGER = ["annex", "assignment", "extension", "document", "issued", "old", "new", "oldBy", "newBy"]
A = Term("iri", "https://example.org/a")


def pieces(on, line, *extensions):
    main = rows(tuple(PROGRESS), {"assignment": A, **line})
    return read_pieces(main, rows(tuple(LONGER), *({"assignment": A, **e} for e in extensions)), {}, on)


def test_an_extension_counts_from_the_day_its_document_is_issued():
    notice = {"issued": day("2023-11-20"), "newBy": day("2024-03-31"), "oldBy": day("2023-11-30")}
    line = {"dueBy": day("2023-11-30")}
    assert pieces(date(2023, 11, 19), line, notice)[0].due == date(2023, 11, 30)
    assert pieces(date(2023, 11, 20), line, notice)[0].due == date(2024, 3, 31)


def test_an_extension_without_a_certain_day_makes_the_deadline_one_in_words():
    assert deadline([DUE], [Extended(None, "", "Quý sau", None)]) is None
    (piece,) = pieces(date(2025, 1, 1), {"dueBy": day("2024-03-31")}, {"new": Term("literal", "Quý sau")})
    assert piece.state == "in-words"


def test_what_is_closed_after_the_date_is_still_open_and_its_proof_is_not_shown():
    line = {"dueBy": day("2024-03-31"), "closed": day("2024-04-10"), "proof": Term("literal", "BC")}
    (before,) = pieces(date(2024, 4, 9), line)
    (after,) = pieces(date(2024, 4, 10), line)
    assert (before.state, before.proof) == ("overdue-long", ())
    assert (after.state, len(after.proof), after.unproven) == ("late", 1, False)


def test_a_period_includes_both_its_days():
    (piece,) = pieces(date(2024, 4, 9), {"dueBy": day("2024-03-31")})
    assert within(piece, date(2024, 3, 31), date(2024, 3, 31))
    assert not within(piece, date(2024, 4, 1), date(2024, 4, 9))
    assert within(piece, None, date(2024, 4, 9))


def states_table(material):
    blocks = progress_report(material).parts[0].blocks
    return next(block for block in blocks if isinstance(block, Table))


def expanded(text):
    found = []
    for part in text.split(", ") if text != "–" else []:
        first, _, last = part.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize("on", ["2023-03-07", "2023-09-24", "2023-09-25", "2024-01-01", "2025-06-28", "2026-03-01"])
def test_every_count_adds_up_and_leads_to_its_rows(material, on):
    m = material(day=on, begin="2023-03-01")
    table = states_table(m)
    sums, running, total = [], [], None
    for row in table.rows:
        if row[0].style == "group":
            continue
        assert len(expanded(row[-1].text)) == int(row[1].text)
        assert int(row[2].text) <= int(row[1].text)
        if row[0].style == "text":
            running += expanded(row[-1].text)
        else:
            assert sorted(running) == expanded(row[-1].text) or row is table.rows[-1]
            if row is not table.rows[-1]:
                sums += running
                running = []
            else:
                total = expanded(row[-1].text)
    assert total == sorted(sums + running) == [piece.number for piece in m.pieces]
    assert len(m.pieces) == sum(piece.state in (*CLOSED, *OPEN, "not-issued") for piece in m.pieces)


@pytest.mark.parametrize("on", ["2023-12-25", "2024-01-01", "2025-06-28", "2026-03-01"])
def test_the_report_finds_overdue_and_due_soon_what_the_questions_find(material, on):
    from ct56kg.view.asking import answer

    m = material(day=on)

    def asked(name):
        return {row["assignment"] for row in answer(m.asked, name).dicts()}

    def told(*states):
        return {piece.assignment for piece in m.pieces if piece.state in states}

    assert told("overdue", "overdue-long") == asked("task/overdue")
    assert told("due-soon") == asked("task/due-soon")
    assert told(*CLOSED) == asked("task/closed")

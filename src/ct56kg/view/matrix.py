"""The matrix of responsibilities: tasks × bodies with role letters; what the source does not say is never blank.

Rows come from `queries/view/matrix.rq`, one per task × participation, and one per unknown. Columns, all but `task`
optional: `task kind document order wording` (the line), `duty product due` (the row of an annex), `party place
endEarliest endLatest` (the column), `role letter roleOrder words quote start end source says status` (the mark),
`unknown unknownRole` (a recorded silence of `source` about who does it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import CT
from ct56kg.base.text import sort_key
from ct56kg.base.words import say

Label = Callable[[Term], str]
Row = Mapping[str, Term | None]
Existence = Literal["", "ended", "undecided"]
_ROLES = ("lead", "coordinate", "advise", "direct", "carryOut", "monitor", "supervise", "report")
_DIRECTIVE = CT + "Directive"
_LATE = 10**6


@dataclass(frozen=True, slots=True)
class Role:
    """A role, its letter in the matrix, its name, and whether it is the one that answers for the result."""

    term: Term
    letter: str
    name: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A column: who, and whether it exists on the as-of date."""

    term: Term
    name: str
    existence: Existence


@dataclass(frozen=True, slots=True)
class Mark:
    """One role of one party in one line, with the words that give it."""

    role: Role
    party: Party
    words: str = ""
    quote: str = ""
    source: str = ""
    place: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix.

    `level` is 0 for a task or directive, 1 for one row of an annex under its task. `silent` names the sources
    recorded as silent; `unknown` is true where blank cells mean "not stated"; `no_lead` where a lead is missing.
    """

    thing: Term
    name: str
    wording: str
    group: str
    level: int
    cells: Mapping[Term, tuple[Mark, ...]]
    unknown: bool
    no_lead: bool
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix, in the order in which it is shown."""

    lines: tuple[Line, ...]
    parties: tuple[Party, ...]
    roles: tuple[Role, ...]

    @property
    def tasks(self) -> tuple[Line, ...]:
        """Give the lines that count: tasks and directives, not the rows below them."""
        return tuple(line for line in self.lines if line.level == 0)

    @property
    def unknown(self) -> int:
        """Count the tasks of which the source does not say who does what."""
        return sum(line.unknown for line in self.tasks)

    def total(self, party: Party, role: Role) -> int:
        """Count the tasks and directives in which a party has a role."""
        return sum(any(mark.role == role for mark in line.cells.get(party.term, ())) for line in self.tasks)

    def sum_of(self, line: Line, role: Role) -> int:
        """Count the parties that have a role in a line."""
        return sum(any(mark.role == role for mark in marks) for marks in line.cells.values())


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom lines are read, and the roles and parties they speak of."""

    label: Label
    lang: str
    roles: Mapping[Term, Role]
    parties: Mapping[Term, Party]


def build(rows: Rows, label: Label, lang: str, as_of: date) -> Matrix:
    """Make a matrix of the rows of `queries/view/matrix.rq`."""
    solutions = rows.dicts()
    reader = _Reader(label, lang, _roles(solutions, label), _parties(solutions, label, as_of))
    by_task: dict[Term, list[Row]] = {}
    for row in solutions:
        task = row.get("task")
        if task is not None:
            by_task.setdefault(task, []).append(row)
    ordered = sorted(by_task.items(), key=lambda item: _line_order(item[1], item[0], label))
    lines: list[Line] = []
    for task, own in ordered:
        lines.append(_line(task, own, reader))
        lines += _rows_below(own, reader)
    return Matrix(tuple(lines), tuple(reader.parties.values()), tuple(reader.roles.values()))


def _roles(solutions: Iterable[Row], label: Label) -> dict[Term, Role]:
    found: dict[Term, tuple[int, str]] = {}
    for row in solutions:
        role = row.get("role")
        if role is not None and role not in found:
            found[role] = (_number(row, "roleOrder", _rank(role)), _text(row, "letter"))
    roles: dict[Term, Role] = {}
    taken: set[str] = {letter for _, letter in found.values() if letter}
    for role, (_, letter) in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        name = label(role)
        roles[role] = Role(role, letter or _new_letter(name, taken), name, role.value.endswith("/lead"))
        taken.add(roles[role].letter)
    return roles


def _rank(role: Term) -> int:
    local = role.value.rpartition("/")[2]
    return _ROLES.index(local) if local in _ROLES else len(_ROLES)


def _new_letter(name: str, taken: set[str]) -> str:
    """Make a letter for a role whose scheme gives it none: the first letters of its name that are still free."""
    base = "".join(char for char in name.upper() if char.isalpha()) or "X"
    for size in range(1, len(base) + 1):
        if base[:size] not in taken:
            return base[:size]
    number = 2
    while f"{base}{number}" in taken:
        number += 1
    return f"{base}{number}"


def _parties(solutions: Iterable[Row], label: Label, as_of: date) -> dict[Term, Party]:
    places: dict[Term, int] = {}
    ends: dict[Term, Existence] = {}
    for row in solutions:
        party = row.get("party")
        if party is not None:
            places[party] = min(places.get(party, _LATE), _number(row, "place", _LATE))
            ends[party] = _existence(_text(row, "endEarliest"), _text(row, "endLatest"), as_of)
    names = {party: label(party) for party in places}
    ordered = sorted(places, key=lambda party: (places[party], sort_key(names[party]), party))
    return {party: Party(party, names[party], ends[party]) for party in ordered}


def _existence(earliest: str, latest: str, as_of: date) -> Existence:
    """Judge whether a party exists on a day; an end is the first day on which it no longer does."""
    day = as_of.isoformat()
    if latest and latest <= day:
        return "ended"
    return "undecided" if earliest and earliest <= day else ""


def _line_order(own: list[Row], task: Term, label: Label) -> tuple[object, ...]:
    first = own[0]
    directive = first.get("kind") == Term("iri", _DIRECTIVE)
    document = first.get("document")
    group = sort_key(label(document)) if document else sort_key("")
    return (group, not directive, min(_number(row, "order", _LATE) for row in own), sort_key(label(task)), task)


def _line(task: Term, own: list[Row], reader: _Reader) -> Line:
    label, cells = reader.label, _cells(own, reader)
    directive = any(row.get("kind") == Term("iri", _DIRECTIVE) for row in own)
    silent = [row for row in own if row.get("unknown") is not None and _is_gap(row, cells)]
    unknown = not cells or bool(silent)
    leads = any(mark.role.lead for marks in cells.values() for mark in marks)
    sources = sorted({label(source) for row in silent if (source := row.get("source"))}, key=sort_key)
    wording = next((_text(row, "wording") for row in own if row.get("wording")), "")
    name = label(task)
    return Line(
        task, name, "" if wording == name else wording, _group(own[0], label), 0, cells, unknown,
        not directive and not leads, tuple(sources),
    )  # fmt: skip


def _is_gap(row: Row, cells: Mapping[Term, tuple[Mark, ...]]) -> bool:
    """Say whether a recorded silence is still open: an unknown stays when another source speaks, a gap does not."""
    role = row.get("unknownRole")
    return not any(role in (None, mark.role.term) for marks in cells.values() for mark in marks)


def _rows_below(own: list[Row], reader: _Reader) -> list[Line]:
    """Give the annex rows of a task a line each, where there are several that name their product."""
    duties: dict[Term, list[Row]] = {}
    for row in own:
        duty = row.get("duty")
        if duty is not None and row.get("product") is not None:
            duties.setdefault(duty, []).append(row)
    if len(duties) < 2:
        return []
    lines = []
    for duty, rows in duties.items():
        cells = _cells(rows, reader)
        leads = any(mark.role.lead for marks in cells.values() for mark in marks)
        due = next((_text(row, "due") for row in rows if row.get("due")), "")
        wording = say("matrix.due", reader.lang, due=due) if due else say("matrix.no-due", reader.lang)
        name, group = _text(rows[0], "product"), _group(own[0], reader.label)
        lines.append(Line(duty, name, wording, group, 1, cells, unknown=False, no_lead=not leads))
    return lines


def _cells(own: list[Row], reader: _Reader) -> dict[Term, tuple[Mark, ...]]:
    found: dict[Term, dict[Mark, None]] = {}
    for row in own:
        party, role = row.get("party"), row.get("role")
        if party is None or role is None:
            continue
        source = row.get("source")
        mark = Mark(
            reader.roles[role],
            reader.parties[party],
            _text(row, "words"),
            _text(row, "quote") or _text(row, "says"),
            reader.label(source) if source else "",
            _place(row, reader.lang),
            _text(row, "status").endswith("synthetic"),
        )
        found.setdefault(party, {})[mark] = None
    order = {role: place for place, role in enumerate(reader.roles.values())}
    return {party: tuple(sorted(marks, key=lambda mark: order[mark.role])) for party, marks in found.items()}


def _group(row: Row, label: Label) -> str:
    parts = [label(term) for name in ("kind", "document") if (term := row.get(name))]
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def _place(row: Row, lang: str) -> str:
    if row.get("start") is None or row.get("end") is None:
        return ""
    return say("matrix.place", lang, start=_text(row, "start"), end=_text(row, "end"))


def _text(row: Row, name: str) -> str:
    term = row.get(name)
    return term.value if term is not None else ""


def _number(row: Row, name: str, otherwise: int) -> int:
    text = _text(row, name)
    return int(text) if text.lstrip("+-").isdecimal() else otherwise


def letters(marks: Iterable[Mark]) -> tuple[tuple[str, Mark], ...]:
    """Give each role of a cell once, with the first mark that gives it."""
    seen: dict[str, Mark] = {}
    for mark in marks:
        seen.setdefault(mark.role.letter, mark)
    return tuple(seen.items())

"""From rows to the matrix.

Two questions give the rows: `queries/view/matrix.rq` says who has which role on the date (transfers included), or
that nobody is named (`state`); `queries/view/matrix-details.rq` gives wording, evidence, deadlines, ends of bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ct56kg.base.rows import Rows, Term
from ct56kg.base.text import sort_key
from ct56kg.base.words import say
from ct56kg.view.matrix import Existence, Line, Mark, Matrix, Party, Role

Label = Callable[[Term], str]
Row = Mapping[str, Term | None]
_ROLES = ("lead", "coordinate", "advise", "direct", "carryOut", "monitor", "supervise", "report")
_LATE = 10**6


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom lines are read, and the roles and parties they speak of."""

    label: Label
    lang: str
    roles: Mapping[Term, Role]
    parties: Mapping[Term, Party]


def build(rows: Rows, details: Rows, label: Label, lang: str, as_of: date) -> Matrix:
    """Make a matrix of the rows of `view/matrix` and `view/matrix-details`."""
    solutions = _joined(rows.dicts(), _in_language(details.dicts(), lang))
    reader = _Reader(label, lang, _roles(solutions, label), _parties(solutions, label, as_of))
    by_task: dict[Term, list[Row]] = {}
    for row in solutions:
        task = row.get("row")
        if task is not None:
            by_task.setdefault(task, []).append(row)
    ordered = sorted(by_task.items(), key=lambda item: _line_order(item[1], item[0], label))
    lines: list[Line] = []
    for task, own in ordered:
        lines.append(_line(task, own, reader))
        lines += _rows_below(own, reader)
    return Matrix(tuple(lines), tuple(reader.parties.values()), tuple(reader.roles.values()))


def _joined(rows: list[dict[str, Term | None]], details: list[dict[str, Term | None]]) -> list[Row]:
    """Give each row what the details say of its task, duty, party, role and participation."""
    about: dict[tuple[object, ...], list[dict[str, Term]]] = {}
    for detail in details:
        bound = {name: term for name, term in detail.items() if term is not None}
        about.setdefault(_subject(bound), []).append(bound)
    silences = [{**found} for subject, listed in about.items() if subject[0] == "silence" for found in listed]
    joined: list[Row] = []
    shown = {row.get("row") for row in rows}
    for row in rows:
        bound = {name: term for name, term in row.items() if term is not None}
        for subject in (("row", bound.get("row")), ("duty", bound.get("duty")), ("role", bound.get("role"))):
            for found in about.get(subject, ()):
                bound = {**found, **bound}
        for found in about.get(("party", bound.get("party")), ()):
            bound = {**found, **bound}
        named = bound.get("formerly") or bound.get("party")
        parts = about.get(("part", bound.get("duty"), named, bound.get("role")), [{}])
        joined += [{**part, **bound} for part in parts]
    return [*joined, *(silence for silence in silences if silence.get("row") in shown)]


def _in_language(details: list[dict[str, Term | None]], lang: str) -> list[dict[str, Term | None]]:
    """Leave out what a source is said to say in other languages, where the reader's own is there."""
    told: dict[tuple[object, ...], set[str]] = {}
    for row in details:
        if (says := row.get("says")) is not None:
            told.setdefault(_told(row), set()).add(says.language)
    return [
        row
        for row in details
        if (says := row.get("says")) is None or says.language in (lang, "") or lang not in told[_told(row)]
    ]


def _told(row: Row) -> tuple[object, ...]:
    return tuple(row.get(name) for name in ("duty", "party", "role", "source"))


def _subject(bound: Mapping[str, Term]) -> tuple[object, ...]:
    """Say what a row of details is about."""
    if "unknown" in bound:
        return "silence", bound["unknown"]
    if "roleOrder" in bound:
        return "role", bound.get("role")
    if "role" in bound:
        return "part", bound.get("duty"), bound.get("party"), bound["role"]
    kind = next((name for name in ("row", "duty", "party") if name in bound), "")
    return kind, bound.get(kind)


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
            places[party] = min(places.get(party, _LATE), _number(row, "partyOrder", _LATE))
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
    document = own[0].get("document")
    group = sort_key(label(document)) if document else sort_key("")
    order = min(_number(row, "rowOrder", _LATE) for row in own)
    return (group, not _is_directive(own), order, sort_key(label(task)), task)


def _is_directive(own: list[Row]) -> bool:
    return any(_text(row, "kind") == "directive" for row in own)


def _line(task: Term, own: list[Row], reader: _Reader) -> Line:
    label, cells = reader.label, _cells(own, reader)
    silent = [row for row in own if row.get("unknown") is not None and _is_gap(row, cells)]
    leads = any(mark.role.lead for marks in cells.values() for mark in marks)
    wording = next((_text(row, "wording") for row in own if row.get("wording")), "")
    name, directive = label(task), _is_directive(own)
    return Line(
        task,
        name,
        "" if directive or wording == name else wording,
        _group(own, reader),
        0,
        cells,
        unknown=not cells or bool(silent),
        no_lead=not leads and not directive,
        silent=tuple(sorted({label(source) for row in silent if (source := row.get("source"))}, key=sort_key)),
    )


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
    for duty, rows in sorted(duties.items(), key=lambda item: (_number(item[1][0], "dutyOrder", _LATE), item[0])):
        cells = _cells(rows, reader)
        leads = any(mark.role.lead for marks in cells.values() for mark in marks)
        due = next((_text(row, "due") for row in rows if row.get("due")), "")
        wording = say("matrix.due", reader.lang, due=due) if due else say("matrix.no-due", reader.lang)
        name, group = _text(rows[0], "product"), _group(own, reader)
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
            reader.label(formerly) if (formerly := row.get("formerly")) else "",
            _text(row, "words"),
            _text(row, "quote") or _text(row, "says"),
            reader.label(source) if source else "",
            _place(row, reader.lang),
            _text(row, "status").endswith("synthetic"),
        )
        found.setdefault(party, {})[mark] = None
    order = {role: place for place, role in enumerate(reader.roles.values())}

    def rank(mark: Mark) -> tuple[object, ...]:
        return (order[mark.role], mark.formerly, mark.words, mark.quote, mark.source, mark.place)

    return {party: tuple(sorted(found[party], key=rank)) for party in reader.parties if party in found}


def _group(own: list[Row], reader: _Reader) -> str:
    kind = say("matrix.group-directive" if _is_directive(own) else "matrix.group-task", reader.lang)
    document = next((row["document"] for row in own if row.get("document")), None)
    return f"{kind} · {reader.label(document)}" if document else kind


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

"""One assignment annex as offices know it: rows with tasks, bodies by role, deadline, extensions, completion.

Built from the answers to `view/annex`, `view/annex-parties` and `view/annex-extensions`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from ct56kg.base.dates import format_iso
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import SCHEME

COLUMNS = (
    "number", "task", "lead", "coordinate", "monitor", "person", "product",
    "due", "extension", "closed", "basis", "note", "other",
)  # fmt: skip
"""The columns of the sheet, in order; their headings are in `words/annex.toml`."""

ROLE = SCHEME + "role/"
ROLE_COLUMNS = {"lead": ROLE + "lead", "coordinate": ROLE + "coordinate", "monitor": ROLE + "monitor"}
"""Columns that hold bodies, and the role of each."""

QUESTIONS = ("view/annex", "view/annex-parties", "view/annex-extensions")
"""The questions whose answers `read_annexes` takes."""

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class TaskRef:
    """A task that a row carries out: its words, and the document they stand in."""

    iri: str
    wording: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """One party in one role in a row, on the date of the sheet."""

    iri: str
    party: str
    role: str


@dataclass(frozen=True, slots=True)
class Prolonged:
    """One extension of a row's deadline."""

    iri: str
    document: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the annex; texts are empty where nothing is said."""

    iri: str
    order: int | None = None
    heading: str = ""
    tasks: tuple[TaskRef, ...] = ()
    takings: tuple[Taking, ...] = ()
    extensions: tuple[Prolonged, ...] = ()
    person: str = ""
    product: str = ""
    due: str = ""
    closed: str = ""
    proof: tuple[Term, ...] = ()
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: the document (empty for rows that name none) and its rows in order."""

    document: str
    lines: tuple[Line, ...]


def read_annexes(main: Rows, parties: Rows, extensions: Rows, as_of: date) -> tuple[Annex, ...]:
    """Build every annex from the answers to `QUESTIONS`, in the order of documents, groups and rows.

    Participations that have ended by `as_of` or not begun are left out.
    """
    records: dict[str, list[dict[str, Term | None]]] = {}
    for row in main.dicts():
        records.setdefault(_text(row["assignment"]), []).append(row)
    takings: dict[str, list[Taking]] = {}
    for row in parties.dicts():
        taking = Taking(_text(row["participation"]), _text(row["party"]), _text(row["role"]))
        begun = _text(row["from"]) <= as_of.isoformat()
        if begun and not (row["until"] and row["until"].value <= as_of.isoformat()):
            takings.setdefault(_text(row["assignment"]), []).append(taking)
    prolonged: dict[str, list[Prolonged]] = {}
    for row in extensions.dicts():
        one = Prolonged(
            _text(row["extension"]),
            _text(row["document"]),
            _text(row["old"]) or format_iso(_text(row["oldBy"])),
            _text(row["new"]) or format_iso(_text(row["newBy"])),
        )
        prolonged.setdefault(_text(row["assignment"]), []).append(one)
    annexes: dict[str, list[Line]] = {}
    for iri, rows in records.items():
        line = _line(iri, rows, takings.get(iri, []), prolonged.get(iri, []))
        annexes.setdefault(_text(rows[0]["annex"]), []).append(line)
    return tuple(Annex(document, _ordered(lines)) for document, lines in sorted(annexes.items()))


def _line(iri: str, rows: list[dict[str, Term | None]], takings: list[Taking], extensions: list[Prolonged]) -> Line:
    def said(name: str) -> str:
        return "\n".join(dict.fromkeys(row[name].value for row in rows if row[name]))  # type: ignore[union-attr]

    tasks: dict[str, TaskRef] = {}
    for row in rows:
        if row["task"]:
            known = TaskRef(row["task"].value, _text(row["wording"]), _text(row["taskDocument"]))
            tasks.setdefault(known.iri, known)
    return Line(
        iri,
        int(rows[0]["order"].value) if rows[0]["order"] else None,
        said("heading"),
        tuple(tasks.values()),
        tuple(dict.fromkeys(takings)),
        tuple(dict.fromkeys(extensions)),
        said("person"),
        said("product"),
        said("due"),
        said("closed"),
        tuple(dict.fromkeys(row["proof"] for row in rows if row["proof"])),
        said("basis"),
        said("note"),
    )


def _ordered(lines: list[Line]) -> tuple[Line, ...]:
    """Keep groups together, in the order of their first row; rows without a group come first."""
    last = max((line.order or 0 for line in lines), default=0) + 1
    place = {line.iri: line.order if line.order is not None else last for line in lines}
    first: dict[str, int] = {"": -1}
    for line in lines:
        first[line.heading] = min(first.get(line.heading, last), place[line.iri])
    return tuple(sorted(lines, key=lambda line: (first[line.heading], line.heading, place[line.iri], line.iri)))


def cells(line: Line, party: Name, document: Name, role: Name) -> dict[str, str]:
    """Write a row as the texts of its cells, by column; several bodies or extensions stand on lines of their own.

    Args:
        line: the row.
        party: what a body is called in the sheet.
        document: what a document is called in the sheet.
        role: what a role is called.
    """

    def named(wanted: str) -> str:
        return "\n".join(party(taking.party) for taking in line.takings if taking.role == wanted)

    others = [taking for taking in line.takings if taking.role not in ROLE_COLUMNS.values()]
    proofs = [document(proof.value) if proof.kind == "iri" else proof.value for proof in line.proof]
    return {
        "number": "" if line.order is None else str(line.order),
        "task": "\n".join(task.wording or document(task.iri) for task in line.tasks),
        **{column: named(wanted) for column, wanted in ROLE_COLUMNS.items()},
        "person": line.person,
        "product": line.product,
        "due": line.due,
        "extension": "\n".join(_prolonged(one, document) for one in line.extensions),
        "closed": "; ".join(part for part in (format_iso(line.closed), *proofs) if part),
        "basis": line.basis,
        "note": line.note,
        "other": "\n".join(f"{role(taking.role)}: {party(taking.party)}" for taking in others),
    }


def _prolonged(one: Prolonged, document: Name) -> str:
    by = f"{document(one.document)}: " if one.document else ""
    return f"{by}{one.old} → {one.new}"


def fingerprint(annex: Annex, shown: list[dict[str, str]]) -> str:
    """Give the SHA-256 of what a sheet of this annex shows and means: one state, one value."""
    content = json.dumps([asdict(annex), shown], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _text(term: Term | None) -> str:
    return term.value if term else ""

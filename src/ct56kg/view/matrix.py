"""The matrix of responsibilities: tasks × bodies with role letters; what the source does not say is never blank.

The values that `matrix_rows` makes of rows and that pages, sheets and text are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ct56kg.base.rows import Term

Existence = Literal["", "ended", "undecided"]


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
    formerly: str = ""
    words: str = ""
    quote: str = ""
    source: str = ""
    place: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the matrix.

    `level` is 0 for a task or directive, 1 for one row of an annex under its task. `unknown` is true where blank cells
    mean "not stated", `silent` names the sources recorded as silent, `no_lead` is true where a lead is missing.
    """

    thing: Term
    name: str
    wording: str
    group: str
    level: int
    cells: Mapping[Term, tuple[Mark, ...]] = field(hash=False)
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


def letters(marks: Iterable[Mark]) -> tuple[tuple[str, Mark], ...]:
    """Give each role of a cell once, with the first mark that gives it."""
    seen: dict[str, Mark] = {}
    for mark in marks:
        seen.setdefault(mark.role.letter, mark)
    return tuple(seen.items())

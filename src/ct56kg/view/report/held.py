"""Who holds which role in each duty on a date: the rows of `view/held` as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import SCHEME

LEAD, COORDINATE = SCHEME + "role/lead", SCHEME + "role/coordinate"
GONE = ("ended", "notYet")


@dataclass(frozen=True, slots=True)
class Held:
    """One party in one role in one duty; `former` and `basis` where it was taken over by a transfer."""

    duty: Term
    party: Term
    role: Term
    existence: str
    former: tuple[Term, ...] = ()
    basis: tuple[Term, ...] = ()
    quotes: tuple[str, ...] = ()
    sources: tuple[Term, ...] = ()


def read_held(rows: Rows) -> dict[Term, tuple[Held, ...]]:
    """Gather the answer to `view/held`, by duty, in its order."""
    gathered: dict[tuple[Term, Term, Term], list[dict[str, Term | None]]] = {}
    for row in rows.dicts():
        duty, party, role = row["duty"], row["body"], row["role"]
        if duty and party and role:
            gathered.setdefault((duty, party, role), []).append(row)
    found: dict[Term, list[Held]] = {}
    for (duty, party, role), group in gathered.items():
        state = group[0]["existence"]
        found.setdefault(duty, []).append(
            Held(
                duty,
                party,
                role,
                state.value if state else "exists",
                _values(group, "former"),
                _values(group, "basis"),
                tuple(term.value for term in _values(group, "quote")),
                _values(group, "source"),
            )
        )
    return {duty: tuple(holders) for duty, holders in found.items()}


def leads(holders: Iterable[Held]) -> tuple[Held, ...]:
    """Pick those that lead."""
    return tuple(one for one in holders if one.role.value == LEAD)


def _values(group: list[dict[str, Term | None]], name: str) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for row in group if (term := row[name])))

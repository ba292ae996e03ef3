"""Who carries a duty on a day, and what became of those who were given it: derived, never rewritten."""

from __future__ import annotations

from collections.abc import Mapping

from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram.model import Detail
from ct56kg.view.diagram.reading import Reader, Row, day, first, rows_by

_OF_THE_DUTY = (
    "duty", "dutyKind", "order", "director", "document", "task", "product", "dueWords", "place", "role", "words",
)  # fmt: skip


def carried(duties: Mapping[Term, list[Row]], transfers: Rows | None, reader: Reader) -> dict[Term, list[Row]]:
    """Put who took a duty over by the day in the place of who passed it on, by one transfer or several.

    The new participation has the role and words of the old one and the evidence of the transfer.
    """
    made = {duty: list(rows) for duty, rows in duties.items()}
    for transfer, rows in rows_by(transfers, "transfer").items():
        begin = day(rows, "effectDate")
        for row in rows:
            duty, giver = row.get("duty"), row.get("fromParty")
            if duty not in made or duty is None or begin is None or begin > reader.as_of:
                continue
            given = [old for old in made[duty] if old.get("party") == giver]
            if given:
                kept = [old for old in made[duty] if old.get("party") != giver]
                taken = [proof for proof in rows if proof.get("duty") == duty and proof.get("fromParty") == giver]
                fresh = [_taken_over(old, proof, transfer) for old in _one_per_role(given) for proof in taken]
                made[duty] = [*kept, *fresh]
    return made


def _taken_over(old: Row, proof: Row, transfer: Term) -> Row:
    role = old.get("role")
    part = Term("iri", f"{transfer.value} {role.value if role else ''}")
    return {**proof, **{name: old.get(name) for name in _OF_THE_DUTY}, "participation": part}


def _one_per_role(rows: list[Row]) -> list[Row]:
    return list({row.get("role"): row for row in reversed(rows)}.values())


def successors(rows: Rows | None, reader: Reader) -> dict[Term, tuple[Detail, ...]]:
    """Say what became of each party by the day, or that no source names a successor."""
    found: dict[Term, tuple[Detail, ...]] = {}
    for body, known in rows_by(rows, "body").items():
        by_event = rows_by_event(known)
        said = []
        for group in by_event.values():
            begin = day(group, "effectEarliest")
            kind = first(group, "kind")
            if kind is None or begin is None or begin > reader.as_of:
                continue
            names = dict.fromkeys(reader.name(one) for row in group if (one := row.get("resulting")) is not None)
            what = reader.name(kind)
            what = what[:1].upper() + what[1:]
            key = "became" if names else "became-unknown"
            said.append(Detail(reader.say(key, what=what, names=" + ".join(names)), "plain" if names else "warn"))
        if said:
            found[body] = tuple(said)
    return found


def rows_by_event(rows: list[Row]) -> dict[Term, list[Row]]:
    """Gather rows by their event."""
    found: dict[Term, list[Row]] = {}
    for row in rows:
        event = row.get("event")
        if event is not None:
            found.setdefault(event, []).append(row)
    return found

"""The cells that reports share: a task with its product, a deadline with its extensions, a state, who takes part."""

from __future__ import annotations

from collections.abc import Iterable

from ct56kg.base.dates import format_date
from ct56kg.base.words import say
from ct56kg.view.report.document import Cell, Para
from ct56kg.view.report.held import COORDINATE, LEAD, Held
from ct56kg.view.report.material import Material
from ct56kg.view.report.progress import Piece

SIGNS = {"ended": "×", "undecided": "?", "notYet": "+"}


def task(piece: Piece, m: Material) -> str:
    """Say what is to be done: the task in its own words, the product, the person in charge."""
    lines = [m.words(thing) for thing in piece.tasks] or [m.name(piece.assignment)]
    if piece.product:
        lines.append(say("report.product", m.lang, product=piece.product))
    if piece.person:
        lines.append(say("report.person", m.lang, person=piece.person))
    return "\n".join(lines)


def due(piece: Piece, m: Material) -> Cell:
    """Say the deadline as written, its last day where it is certain, and each extension with the old one kept."""
    last = format_date(piece.due) if piece.due else ""
    lines = [piece.words] if piece.words else []
    if last and piece.words not in (last, last.lstrip("0")) and not piece.extensions:
        lines.append(f"({say('report.due-day', m.lang, day=last)})" if piece.words else last)
    for one in piece.extensions:
        by = m.name(one.document) if one.document else say("cli.unknown", m.lang)
        lines.append(say("report.extended", m.lang, old=one.old or piece.words, new=one.new, document=by))
    return Cell("\n".join(lines)) if lines else unknown(m)


def state(piece: Piece, m: Material) -> str:
    """Say how it stands on the date, with the proof of what is closed."""
    day = format_date(piece.closed) if piece.closed else ""
    lines = [say(f"report.is-{piece.state}", m.lang, day=day, n=piece.days)]
    if piece.done and piece.proof:
        proofs = ", ".join(m.name(proof) if proof.kind == "iri" else proof.value for proof in piece.proof)
        lines.append(say("report.proof", m.lang, proof=proofs))
    elif piece.done:
        lines.append(say("report.no-proof", m.lang))
    return "\n".join(lines)


def party(one: Held, m: Material) -> str:
    """Name a party with the sign of its existence (`key_to_signs`), and how it came to its role."""
    sign = SIGNS.get(one.existence, "")
    notes = []
    if one.former:
        basis = say("report.by-document", m.lang, document=m.names(one.basis)) if one.basis else ""
        notes.append(say("report.transferred", m.lang, former=m.names(one.former), basis=basis))
    return m.name(one.party) + (f"\u00a0({sign})" if sign else "") + (f" ({'; '.join(notes)})" if notes else "")


def key_to_signs(pieces: Iterable[Piece], m: Material) -> list[Para]:
    """Explain the signs that stand behind the names of some pieces' parties, if any does."""
    there = {one.existence for piece in pieces for one in piece.holders}
    said = [f"({sign}) {say(f'report.is-{name}', m.lang)}" for name, sign in SIGNS.items() if name in there]
    if not said:
        return []
    return [Para(say("report.signs", m.lang, day=format_date(m.asked.as_of), signs="; ".join(said)), "note")]


def parties(holders: Iterable[Held], m: Material, roles: tuple[str, ...] | None = None) -> Cell:
    """Name those in some roles, one a line; in other roles than lead and co-ordination the role is said."""
    lines = []
    for one in holders:
        if roles is None or one.role.value in roles:
            plain = one.role.value in (LEAD, COORDINATE) and roles is not None and len(roles) == 1
            lines.append(party(one, m) if plain else f"{m.name(one.role).capitalize()}: {party(one, m)}")
    return Cell("\n".join(lines)) if lines else Cell("–")


def lead(piece: Piece, m: Material) -> Cell:
    """Name the lead or say that there is none."""
    found = parties(piece.holders, m, (LEAD,))
    return found if found.text != "–" else unknown(m)


def others(piece: Piece, m: Material, without: Held | None = None, lead_too: bool = False) -> Cell:
    """Name everybody but the lead, or but one party; co-ordinators first."""
    rest = [one for one in piece.holders if (lead_too or one.role.value != LEAD) and one != without]
    rest.sort(key=lambda one: (one.role.value != LEAD, one.role.value != COORDINATE))
    return parties(rest, m)


def unknown(m: Material) -> Cell:
    """Say that the sources are silent."""
    return Cell(say("cli.unknown", m.lang), "unknown")


def numbers(pieces: Iterable[Piece]) -> str:
    """List the numbers of assignments, runs shortened.

    >>> from types import SimpleNamespace as P
    >>> numbers([P(number=n) for n in (1, 2, 3, 7, 9, 10)])
    '1–3, 7, 9, 10'
    """
    runs: list[list[int]] = []
    for number in sorted(piece.number for piece in pieces):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(shown) or "–"


def heads(key: str, m: Material) -> tuple[str, ...]:
    """Give the headings of a table."""
    return tuple(say(f"report.{key}", m.lang).split("|"))

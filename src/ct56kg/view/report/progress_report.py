"""The report on progress over a period, and the list of whom to urge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.view.pictures import picture
from ct56kg.view.report.document import Block, Cell, Document, Figure, Heading, Para, Part, Table, cells
from ct56kg.view.report.held import COORDINATE, leads
from ct56kg.view.report.material import Material
from ct56kg.view.report.progress import CLOSED, OPEN, Piece, within
from ct56kg.view.report.spread import spread
from ct56kg.view.report.spread_picture import spread_picture
from ct56kg.view.report.wording import due, heads, key_to_signs, lead, numbers, others, parties, state, task, unknown


def progress_report(m: Material) -> Document:
    """Say how far things are, whose lead has to be settled, how duties are spread; then whom to urge, and each row."""
    lang = m.lang
    blocks: list[Block] = [Heading(say("report.section-state", lang)), *_overview(m)]
    if m.pieces:
        blocks += [_states(m), Heading(say("report.section-leads", lang)), *_unsettled(m)]
        blocks += [Heading(say("report.section-spread", lang)), *spread(m)]
    parts = [Part(blocks)]
    if m.pieces:
        parts.append(Part([Heading(say("report.section-urge", lang)), *_urge(m, _WIDE)], landscape=True))
        parts.append(
            Part(
                [Heading(say("report.section-details", lang)), *key_to_signs(m.pieces, m), details(m.pieces, m)],
                landscape=True,
            )
        )
    drawn = picture(m.asked, "responsibility")
    title = say("report.section-picture", lang, number=3) if m.pieces else say("report.picture", lang)
    parts.append(Part([Figure(drawn, title)], landscape=drawn.page.landscape))
    if counted := spread_picture(m):
        title = say("report.section-picture-spread", lang, number=4)
        parts.append(Part([Figure(counted, title)], landscape=counted.page.landscape))
    return m.document("progress", say("report.title-progress", lang), parts, counted=bool(m.pieces))


def urge_report(m: Material) -> Document:
    """List what is to be urged, by lead."""
    blocks: list[Block] = list(_urge(m, _NARROW)) if m.pieces else list(_overview(m))
    return m.document("urge", say("report.title-urge", m.lang), [Part(blocks)], counted=bool(m.pieces), dated=False)


def _overview(m: Material) -> list[Block]:
    lang, pieces = m.lang, m.pieces
    blocks: list[Block] = []
    if pieces:
        annexes = dict.fromkeys(m.name(p.annex) if p.annex else say("report.no-annex", lang) for p in pieces)
        waiting = [p for p in pieces if p.state == "not-issued"]
        done = [p for p in pieces if p.done]
        said = say(
            "report.overview",
            lang,
            total=say("count.assignment", lang, n=len(pieces)),
            annexes="; ".join(annexes),
            day=format_date(m.asked.as_of),
            closed=len(done),
            open=len(pieces) - len(done) - len(waiting),
            waiting=say("report.waiting", lang, n=len(waiting)) if waiting else "",
        )
        blocks.append(Para(said))
        blocks += [Para(text) for text in _counted(pieces, lang)]
        unproven = [p for p in pieces if p.unproven]
        if unproven:
            blocks.append(Para(say("report.unproven", lang, n=len(unproven), rows=numbers(unproven))))
        elif done:
            blocks.append(Para(say("report.none-unproven", lang)))
    else:
        blocks.append(Para(say("report.nothing", lang)))
    if m.isolated:
        blocks.append(Para(say("report.unassigned", lang, n=len(m.isolated), total=len(m.tasks))))
        rows = [
            cells(Cell(str(number), "number"), m.words(one), unknown(m), unknown(m))
            for number, one in enumerate(m.isolated, 1)
        ]
        blocks.append(Table(heads("unassigned-heads", m), (12, 85, 34, 34), rows))
    return blocks


def _counted(pieces: Sequence[Piece], lang: str) -> Iterable[str]:
    for key, states in (("done", CLOSED), ("open", OPEN)):
        parts = []
        for name in states:
            count = sum(piece.state == name for piece in pieces)
            if count:
                parts.append(say(f"report.count-{name}", lang, n=count))
        if parts:
            yield say(f"report.overview-{key}", lang, parts="; ".join(parts))


def _states(m: Material) -> Table:
    """Count every state; sums add up, and each number leads to the rows it counts."""
    lang, period = m.lang, m.begin is not None
    rows: list[tuple[Cell, ...]] = []
    wide = 5 if period else 4

    def row(title: str, some: Sequence[Piece], style: str, closed: bool) -> tuple[Cell, ...]:
        look: Literal["sum", "number"] = "sum" if style == "total" else "number"
        inside = [Cell(str(sum(within(p, m.begin, m.end) for p in some)), look)] if period else []
        bare = str(sum(p.unproven for p in some)) if closed else "–"
        return (
            Cell(title, "total" if style == "total" else "text"),
            Cell(str(len(some)), look),
            *inside,
            Cell(bare, look),
            Cell(numbers(some), "total" if style == "total" else "text"),
        )

    for key, states in (("closed", CLOSED), ("open", OPEN)):
        rows.append((Cell(say(f"report.{key}", lang), "group", span=wide),))
        for name in states:
            some = [p for p in m.pieces if p.state == name]
            rows.append(row(say(f"report.state-{name}", lang), some, "text", key == "closed"))
        rows.append(row(say("report.sum", lang), [p for p in m.pieces if p.state in states], "total", key == "closed"))
    waiting = [p for p in m.pieces if p.state == "not-issued"]
    if waiting:
        rows.append(row(say("report.state-not-issued", lang), waiting, "text", False))
    rows.append(row(say("report.total", lang), m.pieces, "total", True))
    named = heads("state-heads", m)
    shares = (58, 18, 20, 24, 45)
    kept = [0, 1, 2, 3, 4] if period else [0, 1, 3, 4]
    caption = say("report.state-caption", lang) if period else ""
    return Table([named[k] for k in kept], [shares[k] for k in kept], rows, caption)


def _unsettled(m: Material) -> list[Block]:
    """Gather open work whose lead is gone, undecided or missing, by lead."""
    found: dict[tuple[Term | None, str], list[Piece]] = {}
    for piece in m.pieces:
        if piece.done or piece.state == "not-issued":
            continue
        leading = leads(piece.holders)
        if not leading:
            found.setdefault((None, "none"), []).append(piece)
        for one in leading:
            if one.existence not in ("exists", "group"):
                found.setdefault((one.party, one.existence), []).append(piece)
    if not found:
        return [Para(say("report.leads-fine", m.lang))]
    total = len({piece.number for some in found.values() for piece in some})
    ordered = sorted(found.items(), key=lambda item: (item[0][0] is None, item[0][0] and m.by_name(item[0][0])))
    rows = [
        cells(
            m.name(body) if body else unknown(m),
            say(f"report.lead-{existence}", m.lang),
            settle(body, existence, m),
            numbers(some),
        )
        for (body, existence), some in ordered
    ]
    return [
        Para(say("report.leads-intro", m.lang, n=total)),
        Table(heads("leads-heads", m), (46, 37, 57, 25), rows),
    ]


def settle(body: Term | None, existence: str, m: Material) -> str:
    """Say what has to be settled about a lead; nothing is repaired here."""
    if body is None:
        return say("report.need-lead", m.lang)
    if existence != "ended":
        return say("report.need-evidence", m.lang)
    known = m.successors.get(body)
    if known and known.bodies:
        return say("report.successor", m.lang, kind=known.kind, bodies=m.names(known.bodies))
    return say("report.no-successor", m.lang)


_WIDE, _NARROW = (12, 73, 58, 46, 44, 15), (12, 48, 37, 28, 26, 14)
"""Widths of the columns of the list on a landscape and on a portrait sheet, in mm."""


def _urge(m: Material, widths: Sequence[float]) -> list[Block]:
    lang = m.lang
    urged = [piece for piece in m.pieces if piece.urged]
    worded = [piece for piece in m.pieces if piece.state == "in-words"]
    blocks: list[Block] = []
    if urged:
        blocks.append(Para(say("report.urge-intro", lang, n=len(urged), day=format_date(m.asked.as_of))))
    else:
        blocks.append(Para(say("report.urge-none", lang, n=len(m.pieces))))
    if worded:
        blocks.append(Para(say("report.urge-in-words", lang, n=len(worded), rows=numbers(worded))))
    if m.isolated:
        blocks.append(Para(say("report.unassigned", lang, n=len(m.isolated), total=len(m.tasks))))
    return [*blocks, *key_to_signs(urged, m), _urged(urged, m, widths)] if urged else blocks


def _urged(urged: Sequence[Piece], m: Material, widths: Sequence[float]) -> Table:
    groups: dict[Term | None, list[Piece]] = {}
    existence: dict[Term | None, str] = {None: "none"}
    for piece in urged:
        leading = leads(piece.holders)
        for one in leading:
            groups.setdefault(one.party, []).append(piece)
            existence[one.party] = one.existence
        if not leading:
            groups.setdefault(None, []).append(piece)
    rows: list[tuple[Cell, ...]] = []
    place = 0
    for body in sorted(groups, key=lambda body: (body is None, body and m.by_name(body))):
        title = m.name(body) if body else say("report.lead-none", m.lang)
        if existence[body] not in ("exists", "group"):
            about = say(f"report.lead-{existence[body]}", m.lang) + ". " if body else ""
            title = f"{title}\n{about}{settle(body, existence[body], m)}"
        rows.append((Cell(title, "group", span=6),))
        for piece in sorted(groups[body], key=lambda p: (p.due is None, p.due, p.number)):
            place += 1
            rows.append(
                cells(
                    Cell(str(place), "number"),
                    task(piece, m),
                    parties(piece.holders, m, (COORDINATE,)),
                    due(piece, m),
                    state(piece, m),
                    Cell(str(piece.number), "number"),
                )
            )
    return Table(heads("urge-heads", m), widths, rows)


def details(pieces: Sequence[Piece], m: Material) -> Table:
    """List every assignment with its group headings; the numbers of all other tables lead here."""
    rows: list[tuple[Cell, ...]] = []
    annexes = {piece.annex for piece in pieces}
    above: tuple[Term | None, str] | None = None
    for piece in pieces:
        here = (piece.annex, piece.heading)
        if here != above:
            if len(annexes) > 1 and (above is None or above[0] != piece.annex):
                name = m.name(piece.annex) if piece.annex else say("report.no-annex", m.lang)
                rows.append((Cell(name, "total", span=6),))
            if piece.heading:
                rows.append((Cell(piece.heading, "group", span=6),))
        above = here
        number = str(piece.number)
        if piece.order and piece.order != number:
            number += "\n" + say("report.row", m.lang, order=piece.order)
        rows.append(
            cells(
                Cell(number, "number"), task(piece, m), lead(piece, m), others(piece, m), due(piece, m), state(piece, m)
            )
        )
    return Table(heads("detail-heads", m), (14, 72, 38, 58, 36, 39), rows)

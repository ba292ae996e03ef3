"""The extract of the annex for one body, or for each: what it leads, co-ordinates or does otherwise, and directives."""

from __future__ import annotations

from collections.abc import Sequence

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.view.asking import answer
from ct56kg.view.report.document import Block, Cell, Document, Heading, Para, Part, Table, cells
from ct56kg.view.report.held import COORDINATE, LEAD, Held
from ct56kg.view.report.material import Material
from ct56kg.view.report.progress import Piece
from ct56kg.view.report.progress_report import settle
from ct56kg.view.report.wording import due, heads, key_to_signs, others, state, task


def body_report(m: Material, body: Term | None) -> Document:
    """Give the extract for a body; without one, for every body that is charged with something, each on a new sheet."""
    if body is not None:
        title = say("report.title-body", m.lang, body=m.name(body))
        return m.document("body", title, [Part(_extract(m, body))], counted=bool(m.pieces), dated=False)
    charged = {one.party for holders in m.held.values() for one in holders}
    parts = [
        Part([Heading(m.name(one)), *_extract(m, one)])
        for one in sorted(charged, key=m.by_name)  # type: ignore[arg-type]
    ]
    title = say("report.title-bodies", m.lang)
    empty = [Part([Para(say("report.nothing", m.lang))])]
    return m.document("body", title, parts or empty, counted=bool(m.pieces), dated=False)


def _extract(m: Material, body: Term) -> list[Block]:
    lang = m.lang
    groups = _groups(m, body)
    wanted = {body, *groups}
    mine = [one for holders in m.held.values() for one in holders if one.party in wanted]
    pieces = {piece.assignment: piece for piece in m.pieces}
    blocks: list[Block] = []
    own = next((one for one in mine if one.party == body), None)
    if own is not None:
        said = say(f"report.state-of-{own.existence}", lang)
        blocks.append(Para(say("report.body-on", lang, day=format_date(m.asked.as_of), body=m.name(body), state=said)))
        if own.existence not in ("exists", "group"):
            blocks.append(Para(settle(body, own.existence, m), "note"))
    if not mine:
        return [Para(say("report.body-none", lang))]
    sections: dict[tuple[bool, bool, str, str], list[Held]] = {}
    for one in mine:
        if one.duty in pieces:
            role = one.role.value
            through = "" if one.party == body else one.party.value
            sections.setdefault((role != LEAD, role != COORDINATE, role, through), []).append(one)
    directives = [one for one in mine if one.duty not in pieces]
    blocks.append(Para(_counted(m, sections, directives, pieces)))
    number = 0
    for number, (key, some) in enumerate(sorted(sections.items()), 1):
        title = m.name(some[0].role)
        if key[3]:
            title = say("report.through", lang, role=title, group=m.name(some[0].party))
        blocks.append(Heading(say("report.role-section", lang, number=number, role=title[:1].upper() + title[1:])))
        blocks.append(_table(m, some, pieces, leading=not key[0]))
    blocks += key_to_signs([pieces[one.duty] for one in mine if one.duty in pieces], m)
    if directives:
        blocks.append(Heading(say("report.directives", lang, number=number + 1)))
        blocks += _directives(m, directives)
    return blocks


def _groups(m: Material, body: Term) -> list[Term]:
    rows = answer(m.asked, "body/members").dicts()
    return list(dict.fromkeys(row["group"] for row in rows if row["member"] == body and row["group"]))


def _counted(
    m: Material,
    sections: dict[tuple[bool, bool, str, str], list[Held]],
    directives: Sequence[Held],
    pieces: dict[Term, Piece],
) -> str:
    counts: dict[Term, set[Term]] = {}
    for _, some in sorted(sections.items()):
        for one in some:
            counts.setdefault(one.role, set()).add(one.duty)
    parts = [say("report.count-role", m.lang, role=m.name(role), n=len(duties)) for role, duties in counts.items()]
    if directives:
        parts.append(say("report.count-directive", m.lang, n=len({one.duty for one in directives})))
    if not sections:
        return say("report.body-charged", m.lang, parts="; ".join(parts))
    every = {duty for duties in counts.values() for duty in duties}
    led = {one.duty for some in sections.values() for one in some if one.role.value == LEAD}
    left = sum(not pieces[duty].done for duty in every)
    urged = sum(pieces[duty].urged for duty in led)
    return say("report.body-counts", m.lang, parts="; ".join(parts), open=left, urged=urged)


def _table(m: Material, some: Sequence[Held], pieces: dict[Term, Piece], *, leading: bool) -> Table:
    rows: list[tuple[Cell, ...]] = []
    ordered = sorted(some, key=lambda one: pieces[one.duty].number)
    for number, one in enumerate(ordered, 1):
        piece = pieces[one.duty]
        told = task(piece, m)
        if one.former:
            told += f"\n({say('report.transferred', m.lang, former=m.names(one.former), basis=_basis(m, one))})"
        rows.append(
            cells(
                Cell(str(number), "number"),
                told,
                others(piece, m, one, lead_too=not leading),
                due(piece, m),
                state(piece, m),
            )
        )
    return Table(heads("role-heads-lead" if leading else "role-heads", m), (12, 54, 44, 27, 28), rows)


def _basis(m: Material, one: Held) -> str:
    return say("report.by-document", m.lang, document=m.names(one.basis)) if one.basis else ""


def _directives(m: Material, directives: Sequence[Held]) -> list[Block]:
    blocks: list[Block] = []
    for one in directives:
        blocks.append(Para(say("report.directive", m.lang, duty=m.name(one.duty), role=m.name(one.role))))
        source = m.names(one.sources) or say("cli.unknown", m.lang)
        blocks += [Para(say("report.quoted", m.lang, quote=quote, source=source), "quote") for quote in one.quotes]
        blocks.append(Para(say("report.directive-silent", m.lang), "note"))
    return blocks

"""The impact of a reorganisation on a body's responsibilities, or of a change, as a document to file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from ct56kg.amend.fate import Event, Responsibility
from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.graph.analysis import without_lead_if_ended
from ct56kg.view.diagram import Picture
from ct56kg.view.fate_report import Impact, result_text
from ct56kg.view.pictures import picture
from ct56kg.view.report.change_tables import reached_table
from ct56kg.view.report.document import Block, Cell, Document, Figure, Heading, Items, Para, Part, Table, cells
from ct56kg.view.report.held import LEAD
from ct56kg.view.report.material import Material
from ct56kg.view.report.shares import shares
from ct56kg.view.report.wording import due, heads, task, unknown


def impact_document(m: Material, seen: Impact) -> Document:
    """Say what becomes of a body's responsibilities and what is reached; for other things, what depends on them."""
    lang = m.lang
    blocks: list[Block] = []
    key = "report.title-impact-thing"
    if seen.existence:
        key = "report.title-impact-body"
        blocks += [*_body(m, seen), Heading(f"4. {say('report.impact-reached', lang)}")]
    blocks.append(
        reached_table(seen.reached, m.name, lang) if seen.reached else Para(say("amend.nothing", lang), "note")
    )
    parts = [Part(blocks)]
    for drawn in _drawn(m, seen):
        parts.append(Part([Figure(drawn, say("report.picture", lang))], landscape=drawn.page.landscape))
    return m.document("impact", say(key, lang, thing=m.name(seen.thing)), parts, counted=False, dated=False)


def _drawn(m: Material, seen: Impact) -> Iterator[Picture]:
    """Draw what surrounds a thing: its duties, and the reorganisations that concern it."""
    for name in ("responsibility", "reorganisation") if m.asked.dossier.extends == "builtin" else ():
        with suppress(UsageError):  # not every thing is in every diagram
            yield picture(m.asked, name, focus=seen.thing)


def _body(m: Material, seen: Impact) -> list[Block]:
    lang = m.lang
    state = say(f"impact.{seen.existence}", lang)
    blocks: list[Block] = [
        Para(say("report.body-on", lang, day=format_date(seen.day), body=m.name(seen.thing), state=state))
    ]
    blocks.append(Heading(f"1. {say('report.impact-events', lang)}"))
    blocks.append(events_table(m, seen.events) if seen.events else Para(say("report.impact-no-events", lang)))
    blocks.append(Heading(f"2. {say('report.impact-duties', lang)}"))
    if seen.duties:
        counts = Counter(str(one.outcome) for one in seen.duties)
        parts = "; ".join(say(f"report.outcome-{name}", lang, n=counts[name]) for name in _OUTCOMES if counts[name])
        blocks.append(Para(say("report.impact-summary", lang, n=len(seen.duties), parts=parts)))
        blocks.append(_duties(m, seen.duties))
    else:
        blocks.append(Para(say("impact.no-duties", lang)))
    blocks.append(Heading(f"3. {say('report.impact-only-lead', lang)}"))
    alone = without_lead_if_ended(shares(m), LEAD).get(seen.thing.value, ())
    pieces = [piece for piece in m.pieces if piece.assignment.value in alone]
    if pieces:
        items = [(task(piece, m).replace("\n", " · "), [due(piece, m).text.replace("\n", " · ")]) for piece in pieces]
        blocks += [Para(say("report.impact-only-lead-about", lang)), Items(items)]
    else:
        blocks.append(Para(say("report.impact-only-lead-none", lang)))
    return blocks


_OUTCOMES = ("kept", "carried", "transferable", "orphaned", "undecided")


def events_table(m: Material, events: Sequence[Event]) -> Table:
    """Set reorganisations with their kind, their day or its bounds, and what came of them."""
    rows = []
    for one in events:
        result = result_text(one, m.name, m.lang)
        kind = m.name(one.kind) if one.kind else unknown(m)
        rows.append(cells(m.name(one.event), kind, _period(one, m.lang), result))
    return Table(heads("impact-event-heads", m), (55, 28, 37, 45), rows)


def _period(one: Event, lang: str) -> str:
    if one.earliest is None:
        return say("impact.no-date", lang)
    if one.latest is None:
        return say("impact.since", lang, day=format_date(one.earliest))
    if one.latest == one.earliest:
        return say("impact.on", lang, day=format_date(one.earliest))
    return say("impact.between", lang, first=format_date(one.earliest), last=format_date(one.latest))


def _duties(m: Material, duties: Sequence[Responsibility]) -> Table:
    pieces = {piece.assignment: piece for piece in m.pieces}
    rows = []
    for number, one in enumerate(duties, 1):
        piece = pieces.get(one.duty)
        bodies, because = (", ".join(map(m.name, things)) for things in (one.to, one.because))
        key = "outcome-undecided" if one.outcome == "undecided" else one.outcome
        happens = say(f"impact.{key}", m.lang, bodies=bodies, because=because)
        rows.append(
            cells(
                Cell(str(number), "number"),
                task(piece, m) if piece else m.name(one.duty),
                m.name(one.role) if one.role else unknown(m),
                due(piece, m) if piece else (Cell(one.due) if one.due else unknown(m)),
                happens[:1].upper() + happens[1:],
            )
        )
    return Table(heads("impact-duty-heads", m), (12, 49, 22, 26, 56), rows)

"""How duties are spread, as a section of a report: counts, what hangs on one body, what stands apart, chains."""

from __future__ import annotations

from ct56kg.base.rows import Term, iri
from ct56kg.base.words import say
from ct56kg.graph.analysis import (
    Share,
    chains,
    groups,
    isolated,
    on_one_party,
    per_role,
    without_lead_if_ended,
)
from ct56kg.view.asking import answer
from ct56kg.view.pictures import picture
from ct56kg.view.report.document import Block, Cell, Document, Figure, Heading, Items, Para, Part, Table
from ct56kg.view.report.held import COORDINATE, LEAD
from ct56kg.view.report.material import Material
from ct56kg.view.report.shares import shares
from ct56kg.view.report.spread_picture import spread_picture
from ct56kg.view.report.wording import heads, numbers


def analysis_report(m: Material) -> Document:
    """Give the analysis alone, with the picture of responsibilities."""
    drawn = picture(m.asked, "responsibility")
    lang = m.lang
    blocks: list[Block] = [Heading(say("report.section-spread-alone", lang)), *_counts(m)]
    blocks += [Heading(say("report.section-hang", lang)), *_points(m)]
    parts = [Part(blocks)]
    if counted := spread_picture(m):
        parts.append(Part([Figure(counted, say("report.picture-spread", lang))], landscape=counted.page.landscape))
    parts.append(Part([Figure(drawn, say("report.picture", lang))], landscape=drawn.page.landscape))
    return m.document("analysis", say("report.title-analysis", lang), parts, counted=False, dated=False)


def spread(m: Material) -> list[Block]:
    """Give the whole section."""
    return [*_counts(m), *_points(m)]


def _counts(m: Material) -> list[Block]:
    """Count assignments per body and role, in alphabetical order, each body's only leads by number."""
    known = shares(m)
    if not known:
        return [Para(say("report.spread-none", m.lang))]
    counted, only = per_role(known), without_lead_if_ended(known, LEAD)
    by_iri = {piece.assignment.value: piece for piece in m.pieces}
    rows = []
    for body in sorted(map(iri, counted), key=m.by_name):  # type: ignore[arg-type]
        roles = counted[body.value]
        rest = set().union(*(duties for role, duties in roles.items() if role not in (LEAD, COORDINATE)))
        counts = (len(roles.get(LEAD, ())), len(roles.get(COORDINATE, ())), len(rest))
        alone = numbers(by_iri[duty] for duty in only.get(body.value, ()))
        rows.append(
            (Cell(m.name(body)), *(Cell(str(count) if count else "–", "number") for count in counts), Cell(alone))
        )
    return [
        Para(say("report.spread-intro", m.lang)),
        Table(heads("spread-heads", m), (61, 19, 22, 21, 42), rows),
    ]


def _points(m: Material) -> list[Block]:
    """Say what hangs on one body, what stands apart, and how documents follow from each other."""
    lang, blocks = m.lang, list[Block]()
    known = shares(m)
    if known:
        blocks.append(Para(_one_body(known, m)))
    links = [
        (share.party, thing.value)
        for share in known
        for piece in m.pieces
        if piece.assignment.value == share.duty
        for thing in piece.tasks
    ]
    tasks = [task.value for task in m.tasks]
    done = [
        (thing.value, piece.assignment.value)
        for piece in m.pieces
        if piece.done and piece.holders
        for thing in piece.tasks
    ]
    alone = isolated(tasks, links + done)
    if alone:
        named = "; ".join(m.name(iri(task)) for task in alone)
        blocks.append(Para(say("report.isolated", lang, n=len(alone), total=len(tasks), tasks=named)))
    elif tasks:
        blocks.append(Para(say("report.isolated-none", lang, total=len(tasks))))
    together = groups(tasks, links)
    if len(together) == 1:
        inside = sum(task in together[0] for task in tasks)
        linked, others = say("count.task", lang, n=inside), say("count.body", lang, n=len(together[0]) - inside)
        blocks.append(Para(say("report.groups-one", lang, tasks=linked, bodies=others)))
    elif together:
        blocks.append(Para(say("report.groups", lang, n=len(together))))
    return [*blocks, *_chains(m)]


def _one_body(known: list[Share], m: Material) -> str:
    alone = on_one_party(known)
    if not alone:
        return say("report.one-body-none", m.lang)
    by_iri = {piece.assignment.value: piece for piece in m.pieces}
    said = []
    for duty, party in sorted(alone.items(), key=lambda item: by_iri[item[0]].number):
        roles = dict.fromkeys(m.name(iri(s.role)) for s in known if (s.duty, s.party) == (duty, party))
        number, body = by_iri[duty].number, m.name(iri(party))
        said.append(say("report.one-body-row", m.lang, number=number, body=body, role=", ".join(roles)))
    return say("report.one-body", m.lang, n=len(alone), rows="; ".join(said))


def _chains(m: Material) -> list[Block]:
    implements: dict[str, list[str]] = {}
    tails: dict[str, str] = {}
    for row in answer(m.asked, "document/chain").dicts():
        lower, higher = row["document"], row["implements"]
        if lower and higher:
            implements.setdefault(lower.value, []).append(higher.value)
            counts = {name: _count(row[name]) for name in ("tasks", "assignments")}
            parts = [say(f"report.chain-{name}", m.lang, n=count) for name, count in counts.items() if count != "0"]
            tails[lower.value] = f" ({', '.join(parts)})" if parts else ""
    found = chains(implements)
    if not found:
        return []
    said = [" → ".join(m.name(iri(document)) + tails.get(document, "") for document in chain) for chain in found]
    return [Para(say("report.chains", m.lang), "strong"), Items([(text, ()) for text in said])]


def _count(term: Term | None) -> str:
    return term.value if term else "0"

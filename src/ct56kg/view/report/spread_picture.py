"""How duties are spread, as a picture: for each body how many it leads, coordinates, or takes part in otherwise."""

from __future__ import annotations

from ct56kg.base.dates import format_date
from ct56kg.base.rows import iri
from ct56kg.base.words import say
from ct56kg.graph.analysis import per_role, without_lead_if_ended
from ct56kg.view.diagram import Picture
from ct56kg.view.diagram.model import Detail, MarkKind, Node, Sketch, Standing, Tally
from ct56kg.view.pictures import address, picture
from ct56kg.view.report.held import COORDINATE, LEAD
from ct56kg.view.report.material import Material
from ct56kg.view.report.shares import shares
from ct56kg.view.report.wording import numbers

_STANDING: dict[str, Standing] = {"ended": "ended", "undecided": "undecided", "notYet": "future"}


def spread_picture(m: Material) -> Picture | None:
    """Draw the counts in the order of the names, which is no ranking; nothing where no duty is open."""
    known = shares(m)
    if not known:
        return None
    counted, only = per_role(known), without_lead_if_ended(known, LEAD)
    pieces = {piece.assignment.value: piece for piece in m.pieces}
    states = {one.party.value: one.existence for piece in m.pieces for one in piece.holders}
    nodes: list[Node] = []
    rows: list[tuple[str, tuple[tuple[MarkKind, int], ...]]] = []
    for body in sorted(map(iri, counted), key=m.by_name):  # type: ignore[arg-type]
        roles = counted[body.value]
        others = set().union(*(duties for role, duties in roles.items() if role not in (LEAD, COORDINATE)))
        counts: tuple[tuple[MarkKind, int], ...] = (
            ("leads", len(roles.get(LEAD, ()))),
            ("coordinates", len(roles.get(COORDINATE, ()))),
            ("others", len(others)),
        )
        details = [say(f"diagram.tally-{kind}", m.lang, n=n) for kind, n in counts if n]
        if alone := only.get(body.value):
            which = numbers(pieces[duty] for duty in alone)
            details.append(say("diagram.tally-only-lead", m.lang, which=which))
        name = m.name(body)
        nodes.append(
            Node(
                body.n3(), "body", name, details=tuple(map(Detail, details)), href=address(body),
                standing=_STANDING.get(states.get(body.value, ""), "present"),
                tooltip="\n".join((name, *details)),
            )
        )  # fmt: skip
        rows.append((body.n3(), tuple((kind, n) for kind, n in counts if n)))
    day = say("diagram.as-of", m.lang, day=format_date(m.asked.as_of))
    open_ = say("diagram.count-open", m.lang, n=len({share.duty for share in known}))
    parties = say("diagram.count-parties", m.lang, n=len(nodes))
    source = picture(m.asked, "responsibility").sketch.source
    return Picture(
        Sketch(
            "spread", say("report.title-analysis", m.lang), f"{day} · {parties} · {open_}", source, tuple(nodes), (),
            (Tally(tuple(rows)),), (say("diagram.tally-note", m.lang),), m.asked.synthetic, m.lang,
        )
    )  # fmt: skip

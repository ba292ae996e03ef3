"""The first page: what the programme is, whether it is consistent, what is unknown, what changed last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ct56kg.base.dates import day_of, format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.view.fate import fates
from ct56kg.view.findings import counts, summary
from ct56kg.web.pages.consistency import found_soon
from ct56kg.web.pages.visit import Page, Visit

_CLASSES = """PREFIX ct: <https://w3id.org/ct56kg/ns#>
SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE {
  GRAPH ?g { ?s a ?class } FILTER(!STRSTARTS(STR(?g), "https://w3id.org/ct56kg/ontology/"))
  FILTER(?class NOT IN (ct:Participation, ct:Citation, ct:Span, ct:Graph))  # of what they join one reads elsewhere
} GROUP BY ?class ORDER BY DESC(?n) ?class LIMIT 30"""


def overview(visit: Visit) -> Page:
    """Show the dossier as it stands."""
    if visit.huge:
        values = {"classes": _classes_soon(visit), **dict(_general(visit))}
        return Page("overview_huge.html", visit.reader.source, "", values)
    values = dict(_general(visit))
    source = visit.ask("view/source").dicts()
    values["source"] = source[0] if source else None
    values["implements"] = visit.ask("document/implements").dicts()[:1]
    values["fates"] = list(fates(visit.ask("view/fate"), visit.reader.as_of, visit.reader.label, visit.lang))
    values["unknown"] = list(_unknown(visit))
    values["events"] = list(_latest(visit))
    values["changes"] = visit.ask("amendment/list").dicts()[-5:][::-1]
    values["classes"] = [] if source else visit.select(_CLASSES).dicts()
    return Page("overview.html", visit.reader.source or visit.say("home"), "", values)


def _classes_soon(visit: Visit) -> list[dict[str, Term | None]] | None:
    """Count things by class; nothing while they are being counted."""
    return visit.edition.soon(("classes", visit.reader.statuses), lambda: visit.select(_CLASSES).dicts())


def _general(visit: Visit) -> Iterator[tuple[str, object]]:
    found = found_soon(visit)
    yield (
        "summary",
        visit.say("not-checked-yet" if visit.huge else "being-checked")
        if found is None
        else summary(found, visit.lang),
    )
    yield "counts", None if found is None else counts(found)


def _unknown(visit: Visit) -> Iterator[tuple[Term, int]]:
    """Count what sources do not say, by what it is."""
    number: Counter[Term] = Counter()
    for row in visit.ask("gap/unknown").dicts():
        what = row.get("role") or row.get("property")
        state = row.get("state")
        if what and (state is None or state.value == "open"):
            number[what] += 1
    yield from sorted(number.items(), key=lambda item: (-item[1], visit.label(item[0])))[:8]


def _latest(visit: Visit) -> Iterator[tuple[str, Term]]:
    """List the last changes of organisation that have begun by the date, newest first."""
    rows: Rows = visit.ask("view/reorganisation")
    seen: dict[Term, date] = {}
    for row in rows.dicts():
        event, day = row.get("event"), day_of(row.get("effectEarliest"))
        if event and day and day <= visit.reader.as_of:
            seen[event] = day
    for known, begun in sorted(seen.items(), key=lambda item: (item[1], item[0]), reverse=True)[:5]:
        yield format_date(begun), known

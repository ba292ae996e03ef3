"""One thing on one page: everything said about it, each with its status; evidence in context; duties; history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import CT, RDF, RDFS
from ct56kg.view.thing import in_one_language
from ct56kg.web.pages.consistency import found_soon
from ct56kg.web.pages.pictures import around, drawn_where, inline
from ct56kg.web.pages.visit import Page, Visit
from ct56kg.web.part import part_of

PARTS = ("facts", "duties", "parties", "events", "evidence", "unknown", "mentions")
_NEAR = frozenset(PARTS) - {"facts", "mentions"}
"""Parts that a huge dossier is asked for in the neighbourhood of the thing, which holds all of their answers."""
_HIDDEN = {RDFS + "label", CT + "evidence", CT + "participation", RDF + "type"}
_QUIET = {RDF + "subject", RDF + "object", *(CT + n for n in ("about", "within", "party", "original", "resulting"))}
_SPANS = """
PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?source ?exact ?start ?end WHERE { ?s oa:exact ?exact ; oa:start ?start ; oa:end ?end ; ct:source ?source }
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source: `before` and `after` are what stands around them in the sentence, where that is quoted too."""

    source: Term | None
    before: str
    words: str
    after: str
    start: str
    end: str
    address: str
    seen: str


def thing(visit: Visit, path: str) -> Page:
    """Show one thing.

    Raises:
        UsageError: nothing is at the path (WEB-02).
    """
    what = visit.thing_at(path)
    near = part_of(visit, what.value) if visit.huge else visit
    parts = {part: (near if part in _NEAR else visit).ask(f"view/thing-{part}", thing=what) for part in PARTS}
    facts = [row for row in parts["facts"].dicts() if row["property"] and row["value"]]
    pictures = {} if visit.large else around(visit, what, _diagrams(visit, what))
    kinds = _unique(row["value"] for row in facts if row["property"] and row["property"].value == RDF + "type")
    section = _section(kinds)
    values = {
        "thing": what,
        "code": visit.reader.labels.curie(what.value),
        "kinds": kinds,
        "facts": list(_facts(facts, visit.lang)),
        "duties": parts["duties"].dicts(),
        "parties": parts["parties"].dicts(),
        "events": list(_events(parts["events"])),
        "evidence": list(_quotes(near, parts["evidence"])),
        "unknown": list(_silent(parts["unknown"])),
        "mentions": list(_mentions(parts["mentions"])),
        "findings": [f for f in found_soon(visit) or () if what.n3() in (f.focus, f.value)],
        "around": _diagrams(near, what) if visit.huge and section else [],
        "may_end": Term("iri", CT + "Body") in kinds,
        "diagrams": list(pictures),
        "svg": inline(next(iter(pictures.values()))) if pictures else "",
    }
    return Page("thing.html", visit.label(what), section, values)


def _facts(facts: list[dict[str, Term | None]], lang: str) -> Iterator[tuple[Term, str, list[Term]]]:
    """Group values by property and status; of texts in several languages the reader's own comes first."""
    grouped: dict[tuple[Term, str], list[Term]] = {}
    for row in facts:
        name, value, status = row["property"], row["value"], row["status"]
        if name and value and name.value not in _HIDDEN:
            key = name, status.value.rpartition("/")[2] if status else ""
            if value not in grouped.setdefault(key, []):
                grouped[key].append(value)
    for (known, standing), values in sorted(grouped.items()):
        own = [value for value in values if value.language in ("", lang)]
        yield known, standing, own or values


def _events(rows: Rows) -> Iterator[dict[str, list[Term]]]:
    merged: dict[Term, dict[str, list[Term]]] = {}
    for row in rows.dicts():
        event = row["event"]
        if event:
            known = merged.setdefault(event, {name: [] for name in rows.variables})
            for name, term in row.items():
                if term is not None and term not in known[name]:
                    known[name].append(term)
    yield from merged.values()


def _quotes(visit: Visit, rows: Rows) -> Iterator[Quote]:
    around = visit.edition.once(("spans", visit.reader.statuses), lambda: _spans(visit))
    for row in in_one_language(rows, visit.lang):
        quote, start, end = row["quote"], row["start"], row["end"]
        address, seen = _text(row["address"]), visit.label(row["seen"]) if row["seen"] else ""
        if quote and start and end and row["source"]:
            first, last = int(start.value), int(end.value)
            before, after = _context(around.get(row["source"], []), first, last)
            yield Quote(row["source"], before, quote.value, after, start.value, end.value, address, seen)
        elif row["source"]:
            yield Quote(row["source"], "", _text(row["says"]), "", "", "", address, seen)


def _spans(visit: Visit) -> dict[Term, list[tuple[int, int, str]]]:
    found: dict[Term, list[tuple[int, int, str]]] = {}
    for source, exact, start, end in visit.select(_SPANS):
        if source and exact and start and end and start.value.isdigit() and end.value.isdigit():
            found.setdefault(source, []).append((int(start.value), int(end.value), exact.value))
    return found


def _context(spans: list[tuple[int, int, str]], start: int, end: int) -> tuple[str, str]:
    """Find the shortest longer quotation that holds a place, and give what it says before and after it."""
    outer = [span for span in spans if span[0] <= start and end <= span[1] and span[1] - span[0] > end - start]
    if not outer:
        return "", ""
    first, last, words = min(outer, key=lambda span: (span[1] - span[0], span[0]))
    if len(words) != last - first:
        return "", ""
    return words[: start - first], words[end - first :]


def _silent(rows: Rows) -> Iterator[tuple[Term | None, list[Term]]]:
    grouped: dict[Term | None, list[Term]] = {}
    for row in rows.dicts():
        what = row["role"] or row["property"]
        if what and what not in grouped.setdefault(row["source"], []):
            grouped[row["source"]].append(what)
    yield from grouped.items()


def _mentions(rows: Rows) -> Iterator[tuple[Term, list[Term]]]:
    grouped: dict[Term, list[Term]] = {}
    for row in rows.dicts():
        name, subject = row["property"], row["subject"]
        if name and subject and name.value not in _QUIET and subject not in grouped.setdefault(name, []):
            grouped[name].append(subject)
    yield from grouped.items()


def _diagrams(visit: Visit, what: Term) -> list[str]:
    """Name the diagrams that show a thing."""
    return [name for name, things in drawn_where(visit).items() if what.value in things]


def _section(kinds: list[Term]) -> str:
    names = {term.value.removeprefix(CT) for term in kinds}
    if names & {"Body", "Group"}:
        return "bodies"
    if names & {"Task", "KeyTask", "Directive", "Assignment"}:
        return "tasks"
    return "documents" if any(name.endswith(("Document", "Programme", "Resolution")) for name in names) else ""


def _unique(terms: Iterator[Term | None]) -> list[Term]:
    return list(dict.fromkeys(term for term in terms if term))


def _text(term: Term | None) -> str:
    return term.value if term else ""

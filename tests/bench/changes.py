"""The standard amendments of the made-up nation, each with the findings that must be new and those that must go.

Ten triples in one row; a lead dropped; a body dissolved; an earlier deadline for a task of the centre, which has a
child task in every province.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.faults import HEADER, Expected, line, spoiled
from bench.nation import MARK, MARK_EN, PROVINCES, body, evidence, is_reorganised, names
from bench.ntriples import about, concept, ct, day, en, node, plain, vi
from bench.programme import Part, Programme, Row, document, programme

EFFECT = date(2026, 2, 1)
ROW = 22
"""A row that no fault is done to."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change set: its folder's name, whom it concerns, what it removes and adds, what must be new and fixed."""

    name: str
    place: int
    changed: str
    remove: str
    add: str
    new: tuple[Expected, ...] = ()


def amendments(places: int, faults: int) -> Iterator[Amendment]:
    """Make the standard amendments for a nation of so many places, with so many faults each."""
    place = max(p for p in range(places) if not is_reorganised(p))
    made, _ = spoiled(place, places, faults)
    yield _ten_triples(place, made.rows[ROW])
    yield _no_lead(place, made.rows[ROW])
    yield _dissolved(made)
    yield _root_deadline(places, faults)


def _ten_triples(place: int, row: Row) -> Amendment:
    assert row.due_by is not None
    coordinator = row.parts[1]
    joining = node(f"part/{place}-{ROW:02}-8")
    row.due_words = row.due_words or ""
    remove = about(row.iri, [("dueBy", day(row.due_by)), ("dueWords", vi(row.due_words))])
    remove += about(coordinator.iri, [("party", coordinator.party)])
    add = about(row.iri, [("dueWords", vi("Trước ngày 28/02/2025")), ("dueBy", day(date(2025, 2, 27)))])
    add += about(coordinator.iri, [("party", body(place, "inspection"))])
    add += about(row.iri, [("participation", joining)])
    said = [("a", ct("Participation")), ("party", body(place, "committee")), ("role", concept("role/advise"))]
    return Amendment("ten-triples", place, row.iri, remove, add + about(joining, said))


def _no_lead(place: int, row: Row) -> Amendment:
    lead = _lead(row)
    remove = about(row.iri, [("participation", lead.iri)])
    return Amendment("drop-lead", place, row.iri, remove, "", (Expected("ASG-01", row.iri),))


def _lead(row: Row) -> Part:
    return next(part for part in row.parts if part.role == concept("role/lead"))


def _dissolved(made: Programme) -> Amendment:
    place, gone = made.place, body(made.place, "organisation")
    event = (
        ("a", ct("Dissolution")),
        *names(f"Giải thể Ban Tổ chức, đơn vị mẫu {place}", f"Dissolution, sample place {place}"),
        ("original", gone),
        ("effectEarliest", day(EFFECT)),
        ("effectLatest", day(EFFECT)),
        ("evidence", evidence(place)),
    )
    add = about(gone, [("endEarliest", day(EFFECT)), ("endLatest", day(EFFECT))]) + about(
        node(f"event/{place}-dissolution"), event
    )
    charged = [row for row in made.rows if row.closed is None and any(part.party == gone for part in row.parts)]
    new = tuple(Expected(code, row.iri, gone) for row in charged for code in ("BDY-05", "BDY-08"))
    return Amendment("dissolve-body", place, gone, "", add, new)


def _root_deadline(places: int, faults: int) -> Amendment:
    row = programme(0).rows[7]
    assert row.due_by is not None and row.due_from is not None and row.due_words is not None
    early = date(2025, 1, 31)
    said = [("dueBy", day(row.due_by)), ("dueFrom", day(row.due_from)), ("dueWords", vi(row.due_words))]
    add = about(row.iri, [("dueBy", day(early)), ("dueWords", vi("Trước ngày 01/02/2025"))])
    children = (spoiled(child, places, faults) for child in range(1, min(PROVINCES, places - 1) + 1))
    late = [Expected("ASG-08", child.rows[7].iri, row.iri) for child, found in children if not _late(found)]
    return Amendment("root-deadline", 0, row.iri, about(row.iri, said), add, tuple(late))


def _late(found: list[Expected]) -> bool:
    return any(one.code == "ASG-08" for one in found)


def write(folder: Path, made: Amendment) -> None:
    """Write a change set as a folder, with what must be found beside it."""
    place = folder / made.name
    place.mkdir(parents=True, exist_ok=True)
    (place / "amendment.nt").write_text(_metadata(made), "utf-8")
    for name, text in (("remove", made.remove), ("add", made.add)):
        if text:
            (place / f"{name}.nt").write_text(text, "utf-8")
    (place / "expected.csv").write_text(HEADER + "".join(sorted(map(line, made.new))), "utf-8")


def _metadata(made: Amendment) -> str:
    issuer = body(made.place, "committee")
    decision = document(made.place, f"amending-{made.name}")
    symbol = {"root-deadline": "9204-QĐ/TW"}.get(made.name, "9204-QĐ/ĐU" if made.place > PROVINCES else "9204-QĐ/TU")
    change = (
        ("a", ct("ChangeSet")),
        ("label", vi(f"{MARK}: bộ thay đổi {made.name}")),
        ("label", en(f"{MARK_EN}: change set {made.name}")),
        ("amendingDocument", decision),
        ("changes", made.changed),
        ("effectDate", day(EFFECT)),
        ("issueDate", day(date(2026, 1, 15))),
        ("issuer", issuer),
        ("status", concept("status/synthetic")),
        ("verb", concept("verb/reorganise" if made.name == "dissolve-body" else "verb/amend")),
    )
    said = (
        ("a", ct("PartyDocument")),
        *names("Quyết định sửa đổi phụ lục", "Decision amending the annex"),
        ("documentType", concept("doctype/QD-quyet-dinh")),
        ("number", plain("9204")),
        ("symbol", plain(symbol)),
        ("issuer", issuer),
        ("issueDate", day(date(2026, 1, 15))),
        ("evidence", evidence(made.place)),
    )
    return about(node(f"change/{made.name}"), change) + about(decision, said)

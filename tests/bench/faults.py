"""Faults at known places, with the findings that must follow; each on a row of its own, so that none hides another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bench.nation import GONE_ON, body, evidence, has_children, level, names
from bench.ntriples import about, concept, ct, day, node, plain
from bench.programme import ISSUER, Part, Programme, assignment, due, programme


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that must come: code of the rule, focus and value as N-Triples terms."""

    code: str
    focus: str
    value: str = ""


HEADER = "code,focus,value\n"
"""First line of a list of expected findings."""


def line(one: Expected) -> str:
    """Write an expected finding as a line of CSV."""
    value = one.value.replace('"', '""')
    return f'{one.code},{one.focus},"{value}"\n'


Fault = Callable[[Programme], Iterator[Expected]]


def no_lead(made: Programme) -> Iterator[Expected]:
    """A row that only others take part in."""
    row = made.rows[0]
    row.parts = [part for part in row.parts if part.role != concept("role/lead")]
    yield Expected("ASG-01", row.iri)


def two_leads(made: Programme) -> Iterator[Expected]:
    """A row that two bodies lead."""
    row = made.rows[1]
    extra = Part(node(f"part/{made.place}-01-9"), body(made.place, "inspection"), concept("role/lead"), "chủ trì")
    row.parts.append(extra)
    yield Expected("ASG-02", row.iri)


def lead_coordinates(made: Programme) -> Iterator[Expected]:
    """A body that leads and coordinates one row."""
    row, both = made.rows[2], body(made.place, "inspection")
    for part in row.parts[:-1]:
        part.party, part.until, part.ended_by, part.start = both, None, None, None
    row.parts = [row.parts[0], next(p for p in row.parts if p.role == concept("role/coordinate")), row.parts[-1]]
    yield Expected("ASG-03", row.iri, both)


def no_deadline(made: Programme) -> Iterator[Expected]:
    """A row without a deadline, not even in words."""
    row = made.rows[3]
    row.due_words = row.due_by = row.due_from = row.closed = row.proof = None
    yield Expected("ASG-04", row.iri)


def no_product(made: Programme) -> Iterator[Expected]:
    """A row without a product, of which the source is known to be silent."""
    row = made.rows[4]
    row.product = None
    unknown = (
        ("a", ct("Unknown")),
        *names("Nguồn mẫu không nêu sản phẩm", "The sample source names no product"),
        ("about", row.task),
        ("property", ct("product")),
        ("silentSource", node(f"src/{made.place}")),
        ("evidence", evidence(made.place)),
    )
    made.more.append(about(node(f"unknown/{made.place}-04"), unknown))
    yield Expected("ASG-05", row.iri)
    yield Expected("EVD-10", row.task, ct("product"))


def interval_reversed(made: Programme) -> Iterator[Expected]:
    """A deadline whose first day comes after its last."""
    row = made.rows[5]
    assert row.due_by is not None
    row.due_from = row.due_by + timedelta(5)
    yield Expected("ASG-06", row.iri, day(row.due_from))


def due_before_issue(made: Programme) -> Iterator[Expected]:
    """A row due before it was assigned."""
    row = made.rows[6]
    row.due_by, row.due_from, row.closed, row.proof = date(2023, 12, 1), None, None, None
    yield Expected("ASG-07", row.iri, day(row.due_by))


def due_after_parent(made: Programme) -> Iterator[Expected]:
    """A row due after the row of the task above."""
    row = made.rows[7]
    above = _above(made)
    last = due(above, 7)
    assert last is not None
    row.due_by = last + timedelta(10)
    yield Expected("ASG-08", row.iri, assignment(above, 7))


def group_leads(made: Programme) -> Iterator[Expected]:
    """A group, whose members nobody names, as lead."""
    row, group = made.rows[8], body(made.place, "judiciary")
    said = (
        ("a", ct("Group")),
        *names(f"Các cơ quan tư pháp, đơn vị mẫu {made.place}", f"The judicial agencies, sample place {made.place}"),
        ("membersStated", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("evidence", evidence(made.place)),
    )
    made.more.append(about(group, said))
    _lead(row.parts, group)
    yield Expected("ASG-09", row.iri)


def no_proof(made: Programme) -> Iterator[Expected]:
    """A row closed without proof."""
    row = made.rows[9]
    row.closed, row.proof = date(2025, 6, 1), None
    yield Expected("ASG-10", row.iri)


def strange_role(made: Programme) -> Iterator[Expected]:
    """A role that the list does not have."""
    part = made.rows[10].parts[-1]
    part.role = concept("role/helper")
    yield Expected("ASG-11", part.iri, part.role)


def end_without_cause(made: Programme) -> Iterator[Expected]:
    """A participation that ends for no stated reason."""
    part = made.rows[11].parts[-1]
    part.until = date(2025, 9, 1)
    yield Expected("ASG-14", part.iri)


def body_gone(made: Programme) -> Iterator[Expected]:
    """A row led by a body that no longer exists and has no successor."""
    row, gone = made.rows[13], body(made.place, "gone")
    made.more.append(about(gone, _body(made, "Ban đã kết thúc", "Commission that ended", ended=True)))
    _lead(row.parts, gone)
    yield Expected("BDY-05", row.iri, gone)
    yield Expected("BDY-08", row.iri, gone)


def body_unsure(made: Programme) -> Iterator[Expected]:
    """A row led by a body of which only the earliest possible end is known."""
    row, unsure = made.rows[16], body(made.place, "unsure")
    said = _body(made, "Ban chưa rõ còn hay hết", "Commission that may have ended", ended=False)
    made.more.append(about(unsure, said))
    _lead(row.parts, unsure)
    yield Expected("BDY-06", row.iri, unsure)


def no_task(made: Programme) -> Iterator[Expected]:
    """A row that belongs to no task."""
    row = made.rows[14]
    row.assigned = False
    yield Expected("ASG-17", row.iri)


def lead_follows_itself(made: Programme) -> Iterator[Expected]:
    """A body that leads a row and monitors it."""
    row, office = made.rows[17], body(made.place, "office")
    _lead(row.parts, office)
    yield Expected("ASG-16", row.iri, office)


def same_order(made: Programme) -> Iterator[Expected]:
    """Two tasks of one programme in the same place."""
    one, other = made.rows[18], made.rows[19]
    other.order = one.order
    yield Expected("PRG-02", one.task, other.task)


def task_in_circle(made: Programme) -> Iterator[Expected]:
    """A task above itself."""
    row = made.rows[20]
    row.above = row.task
    yield Expected("PRG-11", row.task, row.task)


def wrong_number(made: Programme) -> Iterator[Expected]:
    """An annex whose symbol does not begin with its number."""
    made.plan_number = "9013"
    yield Expected("DOC-04", made.plan, plain(f"9013-KH/{ISSUER[level(made.place)]}"))


def quoted_short(made: Programme) -> Iterator[Expected]:
    """A quotation longer than its place in the text."""
    row = made.rows[21]
    row.quoted -= 1
    span = node(f"span/{made.place}-21")
    yield Expected("EVD-02", span, span)


FAULTS: tuple[Fault, ...] = (
    *(no_lead, two_leads, lead_coordinates, no_deadline, no_product, interval_reversed, due_before_issue),
    *(due_after_parent, group_leads, no_proof, strange_role, end_without_cause, body_gone, body_unsure, no_task),
    *(lead_follows_itself, same_order, task_in_circle, wrong_number, quoted_short),
)


def spoiled(place: int, places: int, faults: int) -> tuple[Programme, list[Expected]]:
    """Make a programme with so many faults, the next kinds for every next place, and say what must be found.

    Only programmes with none below them carry faults, so that each is found once.
    """
    made = programme(place)
    if place == 0 or has_children(place, places):
        return made, []
    kinds = [FAULTS[(place * faults + turn) % len(FAULTS)] for turn in range(faults)]
    return made, [finding for fault in kinds for finding in fault(made)]


def _above(made: Programme) -> int:
    task_above = made.rows[7].above
    assert task_above is not None
    return int(task_above.rsplit("/", 1)[1].split("-")[0])


def _lead(parts: list[Part], party: str) -> None:
    """Let one body lead, from the beginning."""
    lead, *others = (part for part in parts if part.role == concept("role/lead"))
    lead.party, lead.until, lead.ended_by = party, None, None
    for other in others:
        parts.remove(other)


def _body(made: Programme, text: str, english: str, *, ended: bool) -> list[tuple[str, str]]:
    place = made.place
    said = [
        ("a", ct("Body")),
        *names(f"{text}, đơn vị mẫu {place}", f"{english}, sample place {place}"),
        ("bodyType", concept("bodytype/advisoryCommission")),
        ("level", concept(f"level/{level(place)}")),
        ("assists", body(place, "committee")),
        ("endEarliest", day(GONE_ON)),
        ("evidence", evidence(place)),
    ]
    return [*said, ("endLatest", day(GONE_ON))] if ended else said

"""One programme of the made-up nation: its documents, tasks, assignments, participations; as values, then as text.

The faults of `faults.py` are done to the values, so that what is written and what is expected cannot drift apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.nation import (
    CARRYING,
    MERGED_ON,
    MERGER,
    bodies,
    body,
    evidence,
    is_reorganised,
    level,
    names,
    parent,
    source,
)
from bench.ntriples import about, concept, ct, day, en, node, number, plain, vi

ROWS = 24
BETWEEN = "; "
_ISSUED = {"central": date(2024, 1, 15), "province": date(2024, 2, 15), "commune": date(2024, 3, 15)}
_EARLIER = {"central": timedelta(0), "province": timedelta(30), "commune": timedelta(60)}
ISSUER = {"central": "TW", "province": "TU", "commune": "ĐU"}
_WORK = ("Biên soạn tài liệu", "Tổ chức hội nghị", "Rà soát chức năng, nhiệm vụ", "Đối thoại với nhân dân")
_PRODUCT = ("Kế hoạch", "Báo cáo", "Đề án", "Quy chế")
_SAID = {"lead": "chủ trì", "coordinate": "phối hợp", "monitor": "theo dõi"}


@dataclass(slots=True)
class Part:
    """One participation of a row; `party` and `role` are written terms."""

    iri: str
    party: str
    role: str
    words: str
    start: date | None = None
    until: date | None = None
    ended_by: str | None = None


@dataclass(slots=True)
class Row:
    """One row of an annex with its task; nothing stands for what is not said."""

    number: int
    iri: str
    task: str
    parts: list[Part]
    order: int
    wording: str
    due_words: str | None
    due_by: date | None = None
    due_from: date | None = None
    product: str | None = None
    closed: date | None = None
    proof: str | None = None
    assigned: bool = True
    above: str | None = None
    quoted: int = 0


@dataclass(slots=True)
class Programme:
    """A programme and its annex; `more` is text that a fault adds."""

    place: int
    rows: list[Row]
    plan_number: str = "9012"
    more: list[str] = field(default_factory=list)

    @property
    def plan(self) -> str:
        """Name the annex."""
        return document(self.place, "plan")


def document(place: int, kind: str) -> str:
    """Name a document of a place."""
    return node(f"doc/{place}-{kind}")


def task(place: int, row: int) -> str:
    """Name a task."""
    return node(f"task/{place}-{row:02}")


def assignment(place: int, row: int) -> str:
    """Name a row."""
    return node(f"asg/{place}-{row:02}")


def due(place: int, row: int) -> date | None:
    """Give the last day of a row; every fifth row has words only."""
    return None if row % 5 == 4 else date(2025, 3, 31) + timedelta(14 * row) - _EARLIER[level(place)]


def programme(place: int) -> Programme:
    """Make the programme of a place, without fault."""
    return Programme(place, [_row(place, row) for row in range(ROWS)])


def _row(place: int, row: int) -> Row:
    last = due(place, row)
    above = parent(place)
    closed = row % 3 == 0 and last is not None and last < date(2025, 12, 1)
    wording = f"{_WORK[row % len(_WORK)]}, việc {row + 1}"
    return Row(
        row,
        assignment(place, row),
        task(place, row),
        list(_parts(place, row)),
        row + 1,
        wording,
        "Thường xuyên" if last is None else f"Trước ngày {last + timedelta(1):%d/%m/%Y}",
        last,
        last - timedelta(30) if last is not None and row % 2 else None,
        _PRODUCT[row % len(_PRODUCT)],
        last - timedelta(3) if closed and last is not None else None,
        "Báo cáo kết quả" if closed else None,
        above=None if above is None else task(above, row),
        quoted=len(wording),
    )


def _parts(place: int, row: int) -> Iterator[Part]:
    turn = row + place
    carrying = [CARRYING[(turn + step) % len(CARRYING)] for step in (0, 2, 5)]
    wanted = [("lead", carrying[0]), ("coordinate", carrying[1]), ("coordinate", carrying[2]), ("monitor", "office")]
    for order, (role, name) in enumerate(wanted, 1):
        iri = node(f"part/{place}-{row:02}-{order}")
        part = Part(iri, body(place, name), concept(f"role/{role}"), _SAID[role])
        yield part
        if is_reorganised(place) and name in MERGER:
            part.until, part.ended_by = MERGED_ON, node(f"event/{place}")
            heir = body(place, MERGER[name])
            yield Part(node(f"part/{place}-{row:02}-{order}n"), heir, part.role, part.words, start=MERGED_ON)


def written(made: Programme) -> Iterator[str]:
    """Write a programme with everything that belongs to its place."""
    place = made.place
    yield about(
        evidence(place),
        (
            ("a", ct("Citation")),
            *names(f"Dẫn hồ sơ mẫu {place}", f"Citation of the sample, place {place}"),
            ("says", vi("MẪU – HƯ CẤU: nội dung do bộ công cụ đặt ra.")),
            ("source", node(f"src/{place}")),
        ),
    )
    yield source(place, BETWEEN.join(row.wording for row in made.rows))
    yield from bodies(place)
    yield from _documents(made)
    start = 0
    for row in made.rows:
        yield from _written_row(made, row, start)
        start += len(row.wording) + len(BETWEEN)
    yield from made.more


def _documents(made: Programme) -> Iterator[str]:
    place = made.place
    above = parent(place)
    issued, issuer = _ISSUED[level(place)], ISSUER[level(place)]
    if above is None:
        first = date(2023, 11, 20)
        yield _document(place, "resolution", "Resolution", "NQ", "9028", f"9028-NQ/{issuer}", first, None)
    basis = document(0, "resolution") if above is None or level(place) == "province" else document(above, "programme")
    symbol = f"9056-CTr/{issuer}"
    yield _document(place, "programme", "Programme", "CTr", "9056", symbol, issued, basis)
    yield _document(
        place,
        "plan",
        "PartyDocument",
        "KH",
        "9012",
        f"{made.plan_number}-KH/{issuer}",
        issued + timedelta(20),
        document(place, "programme"),
    )


def _document(
    place: int, kind: str, cls: str, type_: str, known: str, symbol: str, issued: date, basis: str | None
) -> str:
    said = [
        ("a", ct(cls)),
        *names(f"Văn bản {symbol}, đơn vị mẫu {place}", f"Document {symbol}, sample place {place}"),
        ("documentType", concept(f"doctype/{type_}")),
        ("number", plain(known)),
        ("symbol", plain(symbol)),
        ("issuer", body(place, "committee")),
        ("issueDate", day(issued)),
        ("title", vi(f"MẪU – HƯ CẤU: văn bản {symbol} của đơn vị mẫu {place}")),
        ("evidence", evidence(place)),
    ]
    if basis is not None:
        said.append(("implements", basis))
    return about(document(place, kind), said)


def _written_row(made: Programme, row: Row, start: int) -> Iterator[str]:
    place = made.place
    span = node(f"span/{place}-{row.number:02}")
    where = f"việc {row.number + 1}, đơn vị mẫu {place}"
    where_en = f"{row.number + 1}, sample place {place}"
    said = [
        ("a", ct("Task")),
        *names(f"Nhiệm vụ: {where}", f"Task {where_en}"),
        ("partOf", document(place, "programme")),
        ("order", number(row.order)),
        ("wording", vi(row.wording)),
        ("evidence", span),
    ]
    if row.above is not None:
        said.append(("parentTask", row.above))
    yield about(row.task, said)
    quotation = (
        ("a", ct("Span")),
        ("exact", plain(row.wording)),
        ("start", number(start)),
        ("end", number(start + row.quoted)),
        ("source", node(f"src/{place}")),
    )
    yield about(span, quotation)
    yield from _assigned(made, row, where, where_en)


def _assigned(made: Programme, row: Row, where: str, where_en: str) -> Iterator[str]:
    place = made.place
    said = [
        ("a", ct("Assignment")),
        *names(f"Phân công: {where}", f"Assignment {where_en}"),
        ("inAnnex", made.plan),
        ("order", number(row.number + 1)),
        ("groupHeading", vi(f"Nhóm {row.number // 6 + 1}")),
        ("basisWords", vi(f"Chương trình, điểm {row.number + 1}")),
        ("evidence", evidence(place)),
        *(("participation", part.iri) for part in row.parts),
    ]
    if row.assigned:
        said.append(("task", row.task))
    said += [(name, vi(text)) for name, text in _texts(row) if text is not None]
    dates = (("dueBy", row.due_by), ("dueFrom", row.due_from), ("closedOn", row.closed))
    said += [(name, day(value)) for name, value in dates if value is not None]
    yield about(row.iri, said)
    for order, part in enumerate(row.parts, 1):
        yield _participation(place, order, part, where, where_en)


def _texts(row: Row) -> tuple[tuple[str, str | None], ...]:
    return ("dueWords", row.due_words), ("product", row.product), ("proof", row.proof)


def _participation(place: int, order: int, part: Part, where: str, where_en: str) -> str:
    said = [
        ("a", ct("Participation")),
        ("label", vi(f"{part.words}, {where} (MẪU – HƯ CẤU)")),
        ("label", en(f"participation {order}, {where_en} (SAMPLE – FICTITIOUS)")),
        ("order", number(order)),
        ("party", part.party),
        ("role", part.role),
        ("words", vi(part.words)),
        ("evidence", evidence(place)),
    ]
    said += [(name, day(value)) for name, value in (("from", part.start), ("until", part.until)) if value is not None]
    if part.ended_by is not None:
        said.append(("endedBy", part.ended_by))
    return about(part.iri, said)

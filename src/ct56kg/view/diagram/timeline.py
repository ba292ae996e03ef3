"""When: documents, amendments, changes of organisation, deadlines; what is uncertain as the stretch it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows, Term
from ct56kg.view.diagram import involved
from ct56kg.view.diagram.model import Axis, Detail, Kind, Lane, Mark, Node, Sketch, Standing
from ct56kg.view.diagram.reading import Reader, Row, day, evidence, first, number, period, rows_by, text, tooltip

QUESTIONS = ("view/timeline", "view/timeline-deadlines", *involved.QUESTIONS)
_Row = tuple[Node, tuple[Mark, ...]]
_BOUNDED = ("uncertain", "open", "closed")
_LANES = ("document", "change", "event", "elsewhere", "deadline")


def timeline(rows: Mapping[str, Rows], reader: Reader, source: str, synthetic: bool) -> Sketch:
    """Sketch what has a date, each kind in a lane of its own, in the order of the days.

    Documents older than the resolution and the programme are named in a note, not drawn: they would press the
    years that matter together.
    """
    things = rows_by(rows.get("view/timeline"), "thing")
    lanes: dict[str, list[_Row]] = {name: [] for name in _LANES}
    for thing, known in things.items():
        group = text(known, "group")
        near = text(known, "central") in ("true", "1")
        lane = "elsewhere" if group == "event" and not near else group
        lanes[lane].append(_event(thing, known, reader) if group == "event" else _document(thing, known, reader))
    for thing, known in rows_by(rows.get("view/timeline-deadlines"), "thing").items():
        lanes["deadline"].append(_deadline(thing, known, reader))
    others = involved.involved(rows)
    lanes = {name: [(involved.told(node, others), marks) for node, marks in found] for name, found in lanes.items()}
    central = [thing.n3() for thing, known in things.items() if text(known, "central") in ("true", "1")]
    begin = _begin(lanes["document"], set(central))
    earlier = _earlier(lanes["document"], begin)
    lanes["document"] = [row for row in lanes["document"] if row not in earlier]
    made = tuple(_lane(name, found, reader) for name, found in lanes.items() if found)
    nodes = tuple(node for lane in lanes.values() for node, _ in lane)
    notes = (
        [reader.say("timeline-earlier", n=len(earlier), names="; ".join(n.title for n, _ in earlier))]
        if earlier
        else []
    )
    if any(mark.kind in _BOUNDED for found in lanes.values() for _, marks in found for mark in marks):
        notes.append(reader.say("timeline-note"))
    if not nodes:
        notes.append(reader.say("nothing"))
    days = ((reader.as_of, reader.say("day-of-view", day=format_date(reader.as_of))),)
    counts = " · ".join(reader.say(f"lane-count-{name}", n=len(found)) for name, found in lanes.items() if found)
    return Sketch(
        "timeline", reader.say("timeline-title"),
        " · ".join(part for part in (reader.say("as-of", day=format_date(reader.as_of)), counts) if part), source,
        nodes, (), (Axis(made, days, begin),) if made else (), tuple(notes), synthetic, reader.lang,
    )  # fmt: skip


def _lane(name: str, rows: Iterable[_Row], reader: Reader) -> Lane:
    ordered = sorted(rows, key=lambda row: (_first(row[1]) is None, _first(row[1]) or date.max))
    if name == "deadline":
        ordered = list(rows)
    return Lane(name, reader.say(f"lane-{name}"), tuple((node.id, marks) for node, marks in ordered))


def _first(marks: Iterable[Mark]) -> date | None:
    return min((found for mark in marks if (found := mark.start or mark.end)), default=None)


def _last(marks: Iterable[Mark]) -> date | None:
    return max((found for mark in marks if (found := mark.end or mark.start)), default=None)


def _earlier(documents: list[_Row], begun: date | None) -> list[_Row]:
    """Find the documents that were there before anything of the programme was."""
    return [row for row in documents if begun and (last := _last(row[1])) and last < begun]


def _begin(documents: list[_Row], central: set[str]) -> date | None:
    return min((found for node, marks in documents if node.id in central and (found := _first(marks))), default=None)


def _document(term: Term, rows: list[Row], reader: Reader) -> _Row:
    name = reader.name(term)
    issued, effect, until = day(rows, "issueDate"), day(rows, "effectDate"), day(rows, "forceUntil")
    earliest, latest = day(rows, "issuedEarliest"), day(rows, "issuedLatest")
    marks: list[Mark] = []
    said: list[str] = []
    if issued:
        marks.append(Mark("issued", issued, issued))
        said.append(reader.say("issued", day=format_date(issued)))
    elif earliest or latest:
        marks.append(_uncertain(earliest, latest))
        said.append(reader.say("issued-when", when=period(earliest, latest, reader)))
    if effect and effect != issued:
        marks.append(Mark("effect", effect, effect))
        said.append(reader.say("in-effect", day=format_date(effect)))
    if until:
        said.append(reader.say("in-force-until", day=format_date(until)))
    return _row(term, "document", name, marks, said, rows, reader)


def _event(term: Term, rows: list[Row], reader: Reader) -> _Row:
    announced, earliest, latest = (day(rows, name) for name in ("announcedOn", "effectEarliest", "effectLatest"))
    marks: list[Mark] = []
    if announced and announced != earliest:
        marks.append(Mark("announced", announced, announced))
    if earliest and earliest == latest:
        marks.append(Mark("event", earliest, earliest))
    elif earliest or latest:
        marks.append(_uncertain(earliest, latest))
    said = [reader.say("announced", day=format_date(announced))] if announced and announced != earliest else []
    said.append(period(earliest, latest, reader))
    authority = first(rows, "authority")
    return _row(term, "event", reader.name(term), marks, said, rows, reader, (authority,) if authority else ())


def _uncertain(earliest: date | None, latest: date | None) -> Mark:
    return Mark("uncertain" if earliest and latest else "open" if earliest else "closed", earliest, latest)


def _deadline(term: Term, rows: list[Row], reader: Reader) -> _Row:
    """Make the row of a duty: the stretch for its work if stated, its due day, what an extension made of it."""
    begin, due, closed = day(rows, "dueFrom"), day(rows, "dueBy"), day(rows, "closedOn")
    words, later = text(rows, "dueWords"), day(reversed(rows), "newDueBy")
    extended = later is not None and (day(reversed(rows), "extendedOn") or date.min) <= reader.as_of
    marks = [Mark("stretch", begin, due)] if begin and due else []
    if due:
        marks.append(Mark("was" if extended else "due", due, due))
    said = [reader.say("due", words=words) if words else reader.say("no-due")]
    if extended:
        marks.append(Mark("due", later, later))
        said.append(reader.say("extended-to", words=text(reversed(rows), "newDueWords")))
    if closed and closed <= reader.as_of:
        marks.append(Mark("done", closed, closed))
        said.append(reader.say("closed-on", day=format_date(closed)))
    order = number(rows, "order")
    name = text(rows, "product") or reader.name(term)
    title = f"{reader.say('row', n=order)}: {name}" if order < 10**6 else name
    return _row(term, "task", title, marks, said, rows, reader)


def _row(
    term: Term,
    kind: Kind,
    title: str,
    marks: list[Mark],
    said: list[str],
    rows: list[Row],
    reader: Reader,
    about: tuple[Term, ...] = (),
) -> _Row:
    begin, end = _first(marks), _last(marks)
    uncertain = any(mark.kind in _BOUNDED for mark in marks)
    state: Standing = "present"
    if kind != "task" and begin and begin > reader.as_of:
        state = "future"
    elif uncertain and (end is None or end > reader.as_of or any(mark.kind == "open" for mark in marks)):
        state = "undecided"
    tone = "plain" if marks else "warn"
    texts = said or [reader.say("no-date")]
    details = tuple(Detail(one, "warn" if tone == "warn" or uncertain else "plain") for one in texts)
    node = Node(
        term.n3(), kind, title, details=details, standing=state, href=reader.link(term),
        tooltip=tooltip(reader.name(term), evidence(rows, reader), reader),
        about=tuple(one.n3() for one in about),
    )  # fmt: skip
    return node, tuple(marks)

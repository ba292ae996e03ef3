"""From the rows of an edited sheet to statements removed and added: only what was edited, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ct56kg.base.deadline import Deadline
from ct56kg.base.rows import Term, iri
from ct56kg.base.text import match_key
from ct56kg.graph.statements import Statement
from ct56kg.intake.annex import ROLE_COLUMNS, Annex, Line, Prolonged, Taking, TaskRef
from ct56kg.intake.minting import TYPE, Mint, called_by, ct, day, labels, number, plain, vietnamese
from ct56kg.intake.problems import Log
from ct56kg.intake.table import Entry, Row
from ct56kg.intake.values import Closed, Extended, Values

TEXTS = {"person": "personInCharge", "product": "product", "basis": "basisWords", "note": "note"}
"""Columns of plain text, and the property of each."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What was done to one row: `new`, `changed` (with the columns) or `removed`."""

    kind: str
    iri: str
    place: str
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Editor:
    """Turns edits of one annex into statements.

    `about` holds everything that is said about the rows, their participations, extensions and own tasks; `sample`
    says that the annex is fictitious.
    """

    annex: Annex
    name: str
    values: Values
    mint: Mint
    log: Log
    about: Mapping[str, Sequence[Statement]]
    evidence: Term
    sample: bool = False
    remove: set[Statement] = field(default_factory=set)
    add: set[Statement] = field(default_factory=set)
    edits: list[Edited] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)

    def removed(self, line: Line) -> None:
        """Take a row out, with its participations, its extensions and a task that is in this annex for it alone."""
        things = {line.iri, *(one.iri for one in line.extensions)}
        things |= {o.value for _, p, o in self.about.get(line.iri, ()) if p == ct("participation")}
        things |= {task.iri for task in line.tasks if self._own(task) and not self._shared(task, line)}
        for thing in things:
            self.remove.update(self.about.get(thing, ()))
        self.edits.append(Edited("removed", line.iri, ""))

    def added(self, row: Row, order: int) -> None:
        """Make a new row."""
        thing = iri(self.mint.new("asg"))
        self.add.update([(thing, TYPE, ct("Assignment")), (thing, ct("evidence"), self.evidence)])
        self.add.update([(thing, ct("inAnnex"), iri(self.annex.document)), (thing, ct("order"), number(order))])
        self.add.update(labels(thing, "label-row", self.sample, annex=self.name, number=order))
        if row.heading:
            self.add.add((thing, ct("groupHeading"), vietnamese(row.heading)))
        task = self._task(row.entries["task"])
        if task:
            self.add.add((thing, ct("task"), iri(task)))
        for place, (role, body) in enumerate(self._roles(row.entries), 1):
            self._participation(thing, role, body, place, order)
        for column, name in TEXTS.items():
            self._text(thing, name, row.entries.get(column), old=False)
        if due := row.entries.get("due"):
            self._due(thing, self.values.deadline(due))
        if closed := row.entries.get("closed"):
            self._closed(thing, self.values.closed(closed))
        if extension := row.entries.get("extension"):
            due_words = row.entries["due"].text if "due" in row.entries else ""
            for one in self.values.extensions(extension, due_words):
                self._extension(thing, one, order)
        self.edits.append(Edited("new", thing.value, row.place))

    def changed(self, line: Line, row: Row, columns: Sequence[str], shown: Mapping[str, str]) -> None:
        """Change what was edited in a row: `columns`, of which `heading` is the group above it."""
        thing = iri(line.iri)
        before = len(self.remove), len(self.add)
        for column in columns:
            entry = row.entries.get(column, Entry(row.heading, row.place))
            if column == "heading":
                self._replace(thing, "groupHeading", [vietnamese(row.heading)] if row.heading else [])
            elif column == "number":
                if order := self.values.number(entry):
                    self._replace(thing, "order", [number(order)])
            elif column == "task":
                self._changed_task(line, entry)
            elif column in ROLE_COLUMNS:
                self._changed_role(line, ROLE_COLUMNS[column], self.values.bodies(entry), entry)
            elif column == "other":
                self._changed_others(line, entry)
            elif column in TEXTS:
                self._text(thing, TEXTS[column], entry, old=True)
            elif column == "due":
                self._replace_due(thing, self.values.deadline(entry))
            elif column == "closed":
                self._clear(thing, "closedOn", "proof")
                self._closed(thing, self.values.closed(entry))
            elif column == "extension":
                due = row.entries["due"].text if "due" in row.entries else shown.get("due", "")
                self._changed_extensions(line, self.values.extensions(entry, due))
        if (len(self.remove), len(self.add)) != before:
            self._evidence(thing)
            self.edits.append(Edited("changed", line.iri, row.place, tuple(columns)))

    def net(self) -> tuple[set[Statement], set[Statement]]:
        """Give the statements removed and added, without those that are both."""
        both = self.remove & self.add
        return self.remove - both, self.add - both

    def _roles(self, entries: Mapping[str, Entry]) -> Iterable[tuple[str, str]]:
        for column, role in ROLE_COLUMNS.items():
            if column in entries:
                yield from ((role, body) for body in self.values.bodies(entries[column]))
        if "other" in entries and entries["other"].text:
            yield from self.values.others(entries["other"])

    def _participation(self, duty: Term, role: str, body: str, place: int, order: int) -> None:
        thing = iri(self.mint.new("part"))
        roles = self.values.roles
        name = roles.name(role, "vi"), roles.name(role, "en")
        self.add.update(
            [
                (duty, ct("participation"), thing),
                (thing, TYPE, ct("Participation")),
                (thing, ct("party"), iri(body)),
                (thing, ct("role"), iri(role)),
                (thing, ct("words"), vietnamese(name[0])),
                (thing, ct("order"), number(place)),
                (thing, ct("evidence"), self.evidence),
                *labels(thing, "label-part", self.sample, role=name, number=order),
            ]
        )

    def _changed_role(self, line: Line, role: str, bodies: Sequence[str], entry: Entry) -> None:
        """Keep who stays; who comes takes the place of who goes, one by one; the rest are new or end."""
        now = [taking for taking in line.takings if taking.role == role]
        gone = [taking for taking in now if taking.party not in bodies]
        come = [body for body in bodies if body not in {taking.party for taking in now}]
        if not gone and not come:
            if [taking.party for taking in now] != list(bodies):
                self.log.notice("SHEET-42", entry.place)
            return
        for taking, body in zip(gone, come, strict=False):
            self.remove.add((iri(taking.iri), ct("party"), iri(taking.party)))
            self.add.add((iri(taking.iri), ct("party"), iri(body)))
            self._evidence(iri(taking.iri))
        for taking in gone[len(come) :]:
            self._end(line, taking)
        place = max(len(line.takings), *(self._order_of(taking.iri) for taking in line.takings), 0)
        for body in come[len(gone) :]:
            place += 1
            self._participation(iri(line.iri), role, body, place, line.order or 0)

    def _changed_others(self, line: Line, entry: Entry) -> None:
        wanted = self.values.others(entry) if entry.text else ()
        standing = {taking.role for taking in line.takings} - set(ROLE_COLUMNS.values())
        for role in sorted(standing | {role for role, _ in wanted}):
            self._changed_role(line, role, [body for one, body in wanted if one == role], entry)

    def _end(self, line: Line, taking: Taking) -> None:
        self.remove.add((iri(line.iri), ct("participation"), iri(taking.iri)))
        self.remove.update(self.about.get(taking.iri, ()))

    def _order_of(self, thing: str) -> int:
        orders = [int(o.value) for _, p, o in self.about.get(thing, ()) if p == ct("order")]
        return max(orders, default=0)

    def _task(self, entry: Entry) -> str:
        """Find the task that a new row's words name, or make it part of this annex."""
        key = match_key(entry.text)
        if key in self.made:
            return self.made[key]
        known = self.values.tasks.get(key, frozenset())
        if len(known) > 1:
            self.log.refuse("SHEET-25", entry.place, text=entry.text[:80], candidates=" · ".join(sorted(known)))
        if known:
            return min(known)
        thing = iri(self.mint.new("task"))
        self.made[key] = thing.value
        self.add.update(
            [
                (thing, TYPE, ct("Task")),
                (thing, ct("partOf"), iri(self.annex.document)),
                (thing, ct("wording"), vietnamese(entry.text)),
                (thing, ct("evidence"), self.evidence),
                called_by(thing, entry.text, self.sample),
            ]
        )
        return thing.value

    def _changed_task(self, line: Line, entry: Entry) -> None:
        if len(line.tasks) > 1:
            self.log.refuse("SHEET-24", entry.place, count=len(line.tasks))
            return
        task = line.tasks[0] if line.tasks else None
        known = self.values.tasks.get(match_key(entry.text), frozenset())
        if task is None or (known and task.iri not in known):
            self._replace(iri(line.iri), "task", [iri(self._task(entry))])
        elif self._own(task) and not self._shared(task, line):
            self._replace(iri(task.iri), "wording", [vietnamese(entry.text)])
            self._rename(iri(task.iri), task.wording, entry.text)
            self._evidence(iri(task.iri))
        elif task.wording != entry.text:
            self.log.refuse("SHEET-23", entry.place, document=self.values.documents.name(task.document or task.iri))

    def _rename(self, task: Term, old: str, new: str) -> None:
        """Let a task that was called by its words be called by the new ones."""
        name = called_by(task, old, self.sample)
        if name in self.about.get(task.value, ()):
            self.remove.add(name)
            self.add.add(called_by(task, new, self.sample))

    def _own(self, task: TaskRef) -> bool:
        return bool(task.document) and task.document == self.annex.document

    def _shared(self, task: TaskRef, line: Line) -> bool:
        return any(other is not line and task.iri in {one.iri for one in other.tasks} for other in self.annex.lines)

    def _text(self, thing: Term, name: str, entry: Entry | None, *, old: bool) -> None:
        if old:
            self._clear(thing, name)
        if entry and entry.text:
            self.add.add((thing, ct(name), plain(entry.text) if name == "personInCharge" else vietnamese(entry.text)))

    def _due(self, thing: Term, due: Deadline | None) -> None:
        if due:
            self.add.add((thing, ct("dueWords"), vietnamese(due.words)))
            self.add.update(_days(thing, due, "dueFrom", "dueBy"))

    def _replace_due(self, thing: Term, due: Deadline | None) -> None:
        self._clear(thing, "dueWords", "dueFrom", "dueBy")
        self._due(thing, due)

    def _closed(self, thing: Term, closed: Closed | None) -> None:
        if closed:
            self.add.add((thing, ct("closedOn"), day(closed.day.isoformat())))
            if closed.proof:
                self.add.add((thing, ct("proof"), closed.proof))

    def _extension(self, duty: Term, one: Extended, order: int) -> None:
        thing = iri(self.mint.new("ext"))
        self.add.update(
            [
                (thing, TYPE, ct("Extension")),
                (thing, ct("ofAssignment"), duty),
                (thing, ct("byDocument"), iri(one.document)),
                (thing, ct("oldDueWords"), vietnamese(one.old.words)),
                (thing, ct("newDueWords"), vietnamese(one.new.words)),
                (thing, ct("evidence"), self.evidence),
                *_days(thing, one.old, "", "oldDueBy"),
                *_days(thing, one.new, "", "newDueBy"),
                *labels(thing, "label-extension", self.sample, annex=self.name, number=order),
            ]
        )

    def _changed_extensions(self, line: Line, wanted: Sequence[Extended]) -> None:
        def key(one: Prolonged | Extended) -> tuple[str, ...]:
            old, new = (one.old, one.new) if isinstance(one, Prolonged) else (one.old.words, one.new.words)
            return one.document, match_key(old), match_key(new)

        stay = {key(one) for one in line.extensions} & {key(one) for one in wanted}
        for standing in line.extensions:
            if key(standing) not in stay:
                self.remove.update(self.about.get(standing.iri, ()))
        for new in wanted:
            if key(new) not in stay:
                self._extension(iri(line.iri), new, line.order or 0)

    def _replace(self, thing: Term, name: str, values: Sequence[Term]) -> None:
        self._clear(thing, name)
        self.add.update((thing, ct(name), value) for value in values)

    def _clear(self, thing: Term, *names: str) -> None:
        wanted = {ct(name) for name in names}
        self.remove.update(one for one in self.about.get(thing.value, ()) if one[1] in wanted)

    def _evidence(self, thing: Term) -> None:
        self.add.add((thing, ct("evidence"), self.evidence))


def _days(thing: Term, due: Deadline, first: str, last: str) -> list[Statement]:
    found = []
    if due.due_from and first:
        found.append((thing, ct(first), day(due.due_from.isoformat())))
    if due.due_by and last:
        found.append((thing, ct(last), day(due.due_by.isoformat())))
    return found

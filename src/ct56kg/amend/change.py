"""A change set before it is applied: what it removes, what it adds, what it says of itself, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.terms import CT, RDF, XSD
from ct56kg.graph.history import part_file, status_of
from ct56kg.graph.lines import statement_lines
from ct56kg.graph.reading import read_quads

RELATIVE = "ct56kg-relative:"
"""Base of relative IRIs in a change set: they would mean something else once it is applied, so they are refused."""

_NUMBERED = re.compile(r"^(?:[0-9]{4,}-(?=[0-9]{4}-))?(?:[0-9]{4}-[0-9]{2}-[0-9]{2}-)?")
_CHANGE_SET = ox.NamedNode(CT + "ChangeSet")
_TYPE = ox.NamedNode(RDF + "type")
_BLANK_NODES = 5000
PARTS = ("amendment", "remove", "add", "remove-rules", "add-rules")
"""Names of the files of a change set, without their suffixes."""


@dataclass(frozen=True, slots=True)
class Part:
    """Statements of one file, in its order, each with its line where that is known."""

    path: Path | None = None
    quads: tuple[ox.Quad, ...] = ()
    lines: tuple[int, ...] = ()

    def line(self, place: int) -> int | None:
        """Give the line of a statement."""
        return self.lines[place] if self.lines else None


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change: removals, additions, and (unless it is a mere what-if) its metadata.

    `strict` change sets must fit the state exactly; in a what-if, what has no effect is dropped with a note.
    A removal in the default graph removes from every graph. `rules` are changes to the shapes.
    """

    name: str
    path: Path | None = None
    effect: date | None = None
    about: Part = field(default=Part())
    remove: Part = field(default=Part())
    add: Part = field(default=Part())
    remove_rules: Part = field(default=Part())
    add_rules: Part = field(default=Part())
    strict: bool = True
    status: str = "stated"

    @classmethod
    def read(cls, path: str | Path) -> Change:
        """Read a change set from its folder; see `read_change`."""
        return read_change(Path(path))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Give its parts in one order."""
        return (self.about, self.remove, self.add, self.remove_rules, self.add_rules)

    @property
    def about_rules(self) -> bool:
        """Say whether it changes what the data are judged by."""
        return bool(self.add_rules.quads or self.remove_rules.quads)

    @property
    def iri(self) -> str | None:
        """Give the IRI of the change set, if it says what it is."""
        found = sorted(q.subject.value for q in self.about.quads if _is_set(q) and isinstance(q.subject, ox.NamedNode))
        return found[0] if found else None

    @property
    def what(self) -> str:
        """Give the words of the folder's name after number and date."""
        return _NUMBERED.sub("", self.name) or self.name


def read_change(folder: Path) -> Change:
    """Read a change set from a folder that holds `amendment.*` and `remove.*`, `add.*` or both.

    Raises:
        InputError: no such folder or nothing in it (AMEND-02), two files for one part (AMEND-07), metadata that
            do not name one change set with a date of effect (AMEND-06), blank nodes (AMEND-05, AMEND-08), relative
            IRIs (AMEND-09), unreadable files.
    """
    if not folder.is_dir():
        raise InputError("AMEND-02", file=folder)
    parts = {name: _part(part_file(folder, name)) for name in PARTS}
    if not any(part.path for name, part in parts.items() if name != "amendment"):
        raise InputError("AMEND-02", file=folder)
    about = parts["amendment"]
    if about.path is None:
        raise InputError("AMEND-06", file=folder, reason="amendment.ttl")
    for part in parts.values():
        _without_blank_nodes(part, "AMEND-05" if part is parts["remove"] else "AMEND-08")
        _without_relative(part)
    return Change(
        folder.resolve().name,
        folder,
        _effect(about),
        about,
        parts["remove"],
        parts["add"],
        parts["remove-rules"],
        parts["add-rules"],
        status=status_of(about.quads),
    )


def what_if(
    add: Iterable[Path] = (),
    remove: Iterable[Path] = (),
    add_rules: Iterable[Path] = (),
    remove_rules: Iterable[Path] = (),
) -> Change:
    """Make a change without metadata from files, for a look at what would happen.

    Raises:
        UsageError: no file at all (AMEND-11).
        InputError: unreadable files, blank nodes in a removal (AMEND-05).
    """
    add, remove = tuple(add), tuple(remove)
    rules = (tuple(add_rules), tuple(remove_rules))
    if not (add or remove or rules[0] or rules[1]):
        raise UsageError("AMEND-11")
    removed = _together(remove)
    _without_blank_nodes(removed, "AMEND-05")
    signed = [f"+{path.name}" for path in (*add, *rules[0])] + [f"-{path.name}" for path in (*remove, *rules[1])]
    return Change(
        " ".join(signed),
        remove=removed,
        add=_together(add),
        add_rules=_together(rules[0]),
        remove_rules=_together(rules[1]),
        strict=False,
    )


def _is_set(quad: ox.Quad) -> bool:
    return quad.predicate == _TYPE and quad.object == _CHANGE_SET


def _part(path: Path | None, base: str = RELATIVE + "//x/", number: int = _BLANK_NODES) -> Part:
    if path is None:
        return Part()
    quads = tuple(read_quads(path, base, number))
    lines: list[int] | None = None
    if path.suffix in (".ttl", ".trig", ".nt", ".nq"):
        lines = statement_lines(path.read_text("utf-8-sig", "replace"))
    return Part(path, quads, tuple(lines) if lines is not None and len(lines) == len(quads) else ())


def _together(paths: tuple[Path, ...]) -> Part:
    """Read several files as one part; relative IRIs belong to the file, as in foreign data."""
    parts = [_part(path, path.resolve().as_uri(), _BLANK_NODES + n) for n, path in enumerate(paths)]
    if len(parts) == 1:
        return parts[0]
    return Part(None, tuple(quad for part in parts for quad in part.quads))


def _without_blank_nodes(part: Part, code: str) -> None:
    for place, quad in enumerate(part.quads):
        if any(isinstance(node, ox.BlankNode) for node in (quad.subject, quad.object, quad.graph_name)):
            raise InputError(code, file=part.path, line=part.line(place), triple=quad.triple)


def _without_relative(part: Part) -> None:
    for place, quad in enumerate(part.quads):
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(node, ox.NamedNode) and node.value.startswith(RELATIVE):
                iri = node.value.removeprefix(RELATIVE).removeprefix("//x/")
                raise InputError("AMEND-09", file=part.path, line=part.line(place), iri=iri)


def _effect(about: Part) -> date:
    """Read the date of effect of the one change set that the metadata describe."""
    sets = {quad.subject for quad in about.quads if _is_set(quad)}
    if len(sets) != 1:
        raise InputError("AMEND-06", file=about.path, reason=f"ct:ChangeSet × {len(sets)}")
    days = [
        (place, quad.object)
        for place, quad in enumerate(about.quads)
        if quad.subject in sets and quad.predicate.value == CT + "effectDate"
    ]
    if len(days) != 1:
        raise InputError("AMEND-06", file=about.path, reason=f"ct:effectDate × {len(days)}")
    place, day = days[0]
    try:
        if isinstance(day, ox.Literal) and day.datatype.value == XSD + "date":
            return date.fromisoformat(day.value)
    except ValueError:
        pass
    raise InputError("AMEND-06", file=about.path, line=about.line(place), reason=f"ct:effectDate {day}")

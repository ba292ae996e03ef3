"""What the query of a rule reads: each pattern placed by a chain of patterns that leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ct56kg.check.paths import Alternative, Inverse, Path, Repeat, Sequence, Step, turned
from ct56kg.check.query_form import End, Group, Pattern, SelectForm, Variable
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.reads import Place, Read, Reads, Start, meeting_reads, path_reads
from ct56kg.check.view import Node

_PLAIN = frozenset({"{", "UNION", "DISTINCT", "REDUCED", "WHERE", "ORDER", "BY", "ASC", "DESC"})

Places = dict[str, Place]
"""Where the values of a variable are."""


def query_reads(query: RuleQuery, this: Place, found: Reads, by_value: bool) -> None:
    """Add what a query reads, asked for the nodes of a place.

    A variable has a place only where it is certainly bound: by patterns of its own group or, for an
    option or an EXISTS, of the group around it. Patterns that no chain reaches are read everywhere.

    Args:
        query: the query of a constraint.
        this: where the nodes are for which it is asked.
        found: what is added to.
        by_value: whether its rows may be taken one by one, by their `?value`: those of a root shape may.
    """
    form = query.form
    if form is None:
        found.full.append(query.reason)
        return
    words = {word for group in form.group.every() for word in group.words} | form.words
    unknown = words - _PLAIN - {"SELECT"}
    if unknown:
        found.full.append(" ".join(sorted(unknown)))
    elif "SELECT" in words:  # variables within it are others of the same name
        for pattern in (pattern for one in form.group.every() for pattern in one.patterns):
            _everywhere(pattern, found)
    else:
        by_value = by_value and not query.reason and _has_value(form)
        for pattern in (pattern for one in form.group.every() for pattern in one.patterns):
            _presence(pattern, found)
        _Placing(found, form.lone(), query.node if by_value else None).group(form.group, {"this": this}, outermost=True)


def _has_value(form: SelectForm) -> bool:
    """Say whether every row has a `?value` that a triple of the outermost group binds."""
    return "value" in set(form.projected) - form.defined and "value" in form.group.certain()


@dataclass(frozen=True, slots=True)
class _Placing:
    """Places the patterns of one query; `constraint` is its node if its rows can be taken by value."""

    found: Reads
    lone: frozenset[str]
    constraint: Node | None

    def group(self, group: Group, known: Places, outermost: bool = False) -> None:
        """Place the patterns of a group, then those of the groups within it.

        An option of the outermost group sees the places of the patterns before it; one further in, or a group
        that is joined, only those of the patterns beside or within it: it is evaluated before it meets the rest.
        """
        places = dict(known)
        by_value = outermost and self.constraint is not None
        for pattern in self._places(group.patterns, places, by_value):
            _everywhere(pattern, self.found)
        for inner in group.exists:
            self.group(inner, places)
        for inner in group.optionals:
            met = dict(known)
            replace(self, found=Reads())._places(group.patterns[: inner.after], met, by_value)
            self.group(inner, met if outermost else _of(group, met))
        for inner in group.groups:
            self.group(inner, _of(inner, places))

    def _places(self, patterns: Iterable[Pattern], places: Places, by_value: bool) -> list[Pattern]:
        """Read patterns from the target, then from the value of a row, then from constants; gives what is left."""
        left = self._follow(patterns, places)
        if by_value:
            places.setdefault("value", Place(start=Start.VALUE))
            left = self._follow(left, places)
        return self._follow(left, places, constants=True)

    def _follow(self, patterns: Iterable[Pattern], places: Places, constants: bool = False) -> list[Pattern]:
        """Read pattern after pattern from an end that has a place, and give its other end one; gives what is left."""
        left = list(patterns)
        while True:
            pattern = next((p for p in left if _start(p, places, constants)), None)
            if pattern is None:
                return left
            left.remove(pattern)
            self._read(pattern, places, constants)

    def _read(self, pattern: Pattern, places: Places, constants: bool) -> None:
        end, at = _start(pattern, places, constants)  # type: ignore[misc]
        path = pattern.path
        if path is None:
            if pattern.free is None:  # a negated set, maybe one of several steps
                self.found.everywhere.add(None)
            else:
                ends = [e for e in (pattern.subject, pattern.free, pattern.object) if e is not end]
                self._add(Read(at, None, end is pattern.object, through=end is pattern.free, lone=self._all_lone(ends)))
            return
        far = pattern.object if end is pattern.subject else pattern.subject
        path = path if end is pattern.subject else turned(path)
        met = _place(far, places, True)
        if isinstance(far, Variable) and isinstance(path, Step) and self._all_lone([far]):
            self._add(Read(at, path.predicate, path.back, lone=True))
        elif met is not None and (met.start == at.start or not isinstance(met.start, Start)):
            for read in meeting_reads(path, at, met):
                self._add(read)
        else:
            for read in path_reads(path, at):
                self._add(read)
        if isinstance(far, Variable):
            places.setdefault(far.name, at.then(path))

    def _all_lone(self, ends: Iterable[object]) -> bool:
        return all(isinstance(end, Variable) and end.name in self.lone for end in ends)

    def _add(self, read: Read) -> None:
        if read.at.start is Start.VALUE:
            assert self.constraint is not None
            self.found.rows.setdefault(self.constraint, []).append(read)
        else:
            self.found.near.append(read)


def _of(group: Group, places: Places) -> Places:
    """Give the places of the target and of what the patterns of a group bind."""
    named = {name for pattern in group.patterns for name in pattern.names}
    return {name: place for name, place in places.items() if name == "this" or name in named}


def _start(pattern: Pattern, places: Places, constants: bool) -> tuple[End, Place] | None:
    """Choose an end of a pattern to read it from."""
    for end in (pattern.subject, pattern.object, pattern.free):
        place = None if end is None else _place(end, places, constants)
        if end is not None and place is not None:
            return end, place
    return None


def _place(end: End, places: Places, constants: bool) -> Place | None:
    if isinstance(end, Variable):
        return places.get(end.name)
    return Place(start=end) if constants and isinstance(end, ox.NamedNode) else None


def _presence(pattern: Pattern, found: Reads) -> None:
    """Read whether a fixed node occurs at all: a path of no steps leads to it from itself only where it does."""
    if not pattern.may_stay:
        return
    for end in (pattern.subject, pattern.object):
        if isinstance(end, ox.NamedNode):
            found.near += (Read(Place(start=end), None, back, lone=True) for back in (False, True))
        elif isinstance(end, ox.Literal):
            found.everywhere.add(None)


def _everywhere(pattern: Pattern, found: Reads) -> None:
    """Read every triple of a pattern's predicates; a path of no steps between two variables reads any triple."""
    if pattern.path is None:
        found.everywhere.add(None)
        return
    if pattern.may_stay and isinstance(pattern.subject, Variable) and isinstance(pattern.object, Variable):
        found.everywhere.add(None)
    found.everywhere |= set(_predicates(pattern.path))


def _predicates(path: Path) -> Iterator[ox.NamedNode]:
    match path:
        case Step(predicate):
            yield predicate
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from _predicates(part)
        case Repeat(part) | Inverse(part):
            yield from _predicates(part)

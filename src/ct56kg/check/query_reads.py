"""What the query of a rule reads: each pattern placed by a chain of patterns that leads to it from `$this`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ct56kg.check.paths import Alternative, Inverse, Path, Repeat, Sequence, Step, joined, turned
from ct56kg.check.query_form import Group, Pattern, Variable
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.reads import Read, Reads, path_reads

_NESTING = frozenset({"{", "UNION", "SELECT"})

Places = dict[str, Path]
"""Where the values of a variable are: at the end of which path from the target."""


def query_reads(query: RuleQuery, prefix: Path, found: Reads) -> None:
    """Add what a query reads, asked for the nodes at the end of a path.

    A variable has a place only where it is certainly bound: by patterns of its own group or, for an
    option or an EXISTS, of the group around it. Patterns that no chain reaches are read everywhere.
    """
    if query.form is None:
        found.full.append(query.reason)
        return
    words = {word for group in query.form.group.every() for word in group.words} | query.form.words
    unknown = words - _NESTING - {"DISTINCT", "REDUCED", "WHERE", "ORDER", "BY", "ASC", "DESC"}
    if unknown:
        found.full.append(" ".join(sorted(unknown)))
    elif words & _NESTING:
        for pattern in _patterns(query.form.group):
            _everywhere(pattern, found)
    else:
        _group(query.form.group, {"this": prefix}, found, outermost=True)


def _patterns(group: Group) -> Iterator[Pattern]:
    return (pattern for one in group.every() for pattern in one.patterns)


def _group(group: Group, known: Places, found: Reads, outermost: bool = False) -> None:
    """Place the patterns of a group, then those of the groups within it.

    An option of the outermost group sees all its places; one further in only those of the patterns beside
    it, because SPARQL evaluates it before it meets the rest.
    """
    places = dict(known)
    left = list(group.patterns)
    while True:
        pattern = next((p for p in left if _place(p.subject, places) or _place(p.object, places)), None)
        if pattern is None:
            break
        left.remove(pattern)
        _read(pattern, places, found)
    for pattern in left:
        _everywhere(pattern, found)
    for inner in group.exists:
        _group(inner, places, found)
    own = {name: path for name, path in places.items() if name == "this" or name in _named(group.patterns)}
    for inner in group.optionals:
        _group(inner, places if outermost else own, found)


def _named(patterns: Iterable[Pattern]) -> set[str]:
    return {end.name for p in patterns for end in (p.subject, p.object) if isinstance(end, Variable)}


def _place(end: object, places: Places) -> Path | None:
    return places.get(end.name) if isinstance(end, Variable) else None


def _read(pattern: Pattern, places: Places, found: Reads) -> None:
    """Read a pattern from the end that has a place, and give the other end one."""
    start, path, other = _place(pattern.subject, places), pattern.path, pattern.object
    back = start is None
    if start is None:
        start, other = _place(pattern.object, places), pattern.subject
        path = None if path is None else turned(path)
    assert start is not None
    if path is None:  # nothing is known of the other end, which therefore has no place
        if pattern.free:
            found.near.append(Read(start, None, back))
        else:
            found.everywhere.add(None)
        return
    if isinstance(path, Step) and isinstance(other, ox.NamedNode):
        found.near.append(Read(start, path.predicate, path.back, other))
    else:
        found.near += path_reads(path, start)
    if isinstance(other, Variable):
        places.setdefault(other.name, joined(start, path))


def _everywhere(pattern: Pattern, found: Reads) -> None:
    """Read every triple of a pattern's predicates; a path of no steps between two variables reads any triple."""
    if pattern.path is None:
        found.everywhere.add(None)
        return
    if _may_stay(pattern.path) and isinstance(pattern.subject, Variable) and isinstance(pattern.object, Variable):
        found.everywhere.add(None)
    found.everywhere |= set(_predicates(pattern.path))


def _may_stay(path: Path) -> bool:
    match path:
        case Step():
            return False
        case Sequence(parts):
            return all(map(_may_stay, parts))
        case Alternative(parts):
            return any(map(_may_stay, parts))
        case Repeat(part, times):
            return times != "+" or _may_stay(part)
        case Inverse(part):
            return _may_stay(part)


def _predicates(path: Path) -> Iterator[ox.NamedNode]:
    match path:
        case Step(predicate):
            yield predicate
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from _predicates(part)
        case Repeat(part) | Inverse(part):
            yield from _predicates(part)

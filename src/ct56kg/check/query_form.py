"""The form of a SELECT query: its groups, patterns and filters, as far as rules need to know it.

Two questions need it: may a rule's query be asked for all targets at once (`query_rules`), and which
triples can change its answer (`query_reads`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.check.paths import Path


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, or a blank node of a pattern, which is one that cannot be named."""

    name: str


End = Variable | ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; `path` is nothing where the predicate is a variable (`free`) or a set is negated in it."""

    subject: End
    path: Path | None
    object: End
    free: bool = False


@dataclass(slots=True)
class Group:
    """A group graph pattern: what stands in it, and the kinds of clauses that are not looked into."""

    patterns: list[Pattern] = field(default_factory=list)
    optionals: list[Group] = field(default_factory=list)
    exists: list[Group] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    filtered: set[str] = field(default_factory=set)
    bound: dict[str, set[str]] = field(default_factory=dict)
    selects: list[tuple[str, ...]] = field(default_factory=list)

    def every(self) -> Iterator[Group]:
        """Give this group and all within it."""
        yield self
        for inner in (*self.optionals, *self.exists, *self.groups):
            yield from inner.every()

    def variables(self) -> set[str]:
        """Give every variable that is mentioned in this group or within it."""
        found: set[str] = set()
        for group in self.every():
            found |= group.filtered | set(group.bound) | set().union(*group.bound.values(), set())
            found |= {end.name for p in group.patterns for end in (p.subject, p.object) if isinstance(end, Variable)}
        return found


@dataclass(frozen=True, slots=True)
class SelectForm:
    """A SELECT: what it projects (`*` for everything), its group, words of its head and tail, where `{` ends."""

    projected: tuple[str, ...]
    group: Group
    words: frozenset[str]
    opened: int
    defined: frozenset[str]

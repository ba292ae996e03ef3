"""The form of a SELECT query: its groups, patterns and filters, as far as rules need to know it.

Two questions need it: may a rule's query be asked for all targets at once (`query_rules`), and which
triples can change its answer (`query_reads`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.check.paths import Path, may_stay, needed


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
    free: Variable | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of its variables, as often as they stand in it."""
        return tuple(end.name for end in (self.subject, self.free, self.object) if isinstance(end, Variable))

    @property
    def ends(self) -> tuple[tuple[End, End], ...]:
        """Give each end with the one across."""
        return (self.subject, self.object), (self.object, self.subject)

    @property
    def may_stay(self) -> bool:
        """Say whether its ends can be one node without any triple; of a path with a negated set it is not known."""
        return self.free is None and (self.path is None or may_stay(self.path))


@dataclass(slots=True)
class Group:
    """A group graph pattern: what stands in it, and the kinds of clauses that are not looked into.

    `after` counts the patterns of the group around it that stand before it: an option is met before the rest.
    """

    patterns: list[Pattern] = field(default_factory=list)
    optionals: list[Group] = field(default_factory=list)
    exists: list[Group] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    filtered: set[str] = field(default_factory=set)
    bound: dict[str, set[str]] = field(default_factory=dict)
    selects: list[tuple[str, ...]] = field(default_factory=list)
    after: int = 0

    def every(self) -> Iterator[Group]:
        """Give this group and all within it."""
        yield self
        for inner in (*self.optionals, *self.exists, *self.groups):
            yield from inner.every()

    def certain(self) -> set[str]:
        """Give the variables that a triple of this very group binds, in every row and before any option."""
        return {name for pattern in self._walked() for name in pattern.names}

    def standing(self) -> set[str]:
        """Give those of them that are a subject or an object of the triple, so that the graph knows them as nodes."""
        return {end.name for pattern in self._walked() for end, _ in pattern.ends if isinstance(end, Variable)}

    def _walked(self) -> list[Pattern]:
        first = min((optional.after for optional in self.optionals), default=len(self.patterns))
        return [pattern for pattern in self.patterns[:first] if not pattern.may_stay]

    def staying(self) -> Iterator[End]:
        """Give the ends that a path without a step leads to from themselves, where nothing says that they are known.

        Such a path leads from a node that is joined only if the graph knows it, from one that is substituted always.
        """
        standing = {"this", *self.standing()}
        for pattern in (pattern for pattern in self.patterns if pattern.may_stay):
            for end, across in pattern.ends:
                if isinstance(across, Variable) and across.name in standing:
                    continue
                if isinstance(end, Variable) and end.name in standing:
                    continue
                if isinstance(end, Variable) or isinstance(across, Variable) or end == across:
                    yield end

    def needed(self) -> tuple[frozenset[ox.NamedNode], ...]:
        """Give sets of predicates: of each, a triple must fit for the group to have any row."""
        return tuple(some for pattern in self.patterns if pattern.path is not None for some in needed(pattern.path))

    def variables(self) -> set[str]:
        """Give every variable that is mentioned in this group or within it."""
        found: set[str] = set()
        for group in self.every():
            found |= group.filtered | set(group.bound) | set().union(*group.bound.values(), set())
            found |= {name for pattern in group.patterns for name in pattern.names}
        return found


@dataclass(frozen=True, slots=True)
class SelectForm:
    """A SELECT: what it projects (`*` for everything), its group, words of its head and tail, where `{` ends.

    `defined` are the projected names that stand for expressions, `used` the variables in those.
    """

    projected: tuple[str, ...]
    group: Group
    words: frozenset[str]
    opened: int
    defined: frozenset[str]
    used: frozenset[str] = frozenset()

    def asks_for_presence(self) -> bool:
        """Say whether `$this` need not stand in any triple but for a path without a step; see `Group.staying`."""
        patterns = (pattern for group in self.group.every() for pattern in group.patterns)
        return "this" not in self.group.standing() and any("this" in p.names for p in patterns if p.may_stay)

    def staying(self) -> frozenset[End]:
        """Give the ends of patterns that a path without a step leads to from themselves; see `Group.staying`."""
        return frozenset(end for group in self.group.every() for end in group.staying())

    def lone(self) -> frozenset[str]:
        """Give the variables that stand in one pattern, once, and nowhere else: what they are does not matter."""
        if "*" in self.projected:
            return frozenset()
        often: dict[str, int] = {}
        elsewhere = {*self.projected, *self.used}
        for group in self.group.every():
            elsewhere |= group.filtered | set(group.bound) | set().union(*group.bound.values(), set())
            for name in (name for pattern in group.patterns for name in pattern.names):
                often[name] = often.get(name, 0) + 1
        return frozenset(name for name, times in often.items() if times == 1) - elsewhere

"""Values at the end of a path, as a SPARQL condition: one `EXISTS` a step, each around a single pattern.

Several patterns in one `EXISTS` are joined anew for every row; patterns within one another are looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from ct56kg.check.paths import Alternative, Path, Sequence, Step, pushed, sparql
from ct56kg.check.sieve.doubt import FALSE, TRUE, both

Condition = Callable[[str], str]
"""A condition on the node that a variable stands for."""

_MANY = 4


class Variables:
    """Names of variables, each given once."""

    def __init__(self) -> None:
        self._numbers = count()

    def new(self) -> str:
        """Give the next name."""
        return f"?v{next(self._numbers)}"


def reaches(path: Path, start: str, condition: Condition, names: Variables) -> str:
    """Say that a path leads from a node to one that fulfils a condition."""
    return _reaches(pushed(path), start, condition, names)


def reaches_two(path: Path, start: str, condition: Condition, names: Variables) -> str:
    """Say that a path leads from a node to two different ones that fulfil a condition."""

    def another(first: str) -> Condition:
        return lambda second: both((f"!sameTerm({first}, {second})", condition(second)))

    return reaches(path, start, lambda one: both((condition(one), reaches(path, start, another(one), names))), names)


def _reaches(path: Path, start: str, condition: Condition, names: Variables) -> str:
    if isinstance(path, Sequence):
        if not path.parts:
            return condition(start)
        first, rest = path.parts[0], Sequence(path.parts[1:])
        return _reaches(first, start, lambda middle: _reaches(rest, middle, condition, names), names)
    end = names.new()
    wanted = condition(end)
    if wanted == FALSE:
        return FALSE
    pattern = _pattern(path, start, end, names)
    return f"EXISTS {{ {pattern} }}" if wanted == TRUE else f"EXISTS {{ {pattern} FILTER({wanted}) }}"


def _pattern(path: Path, start: str, end: str, names: Variables) -> str:
    if isinstance(path, Step) and path.back:
        return f"{end} {path.predicate} {start}"
    if isinstance(path, Alternative) and len(path.parts) >= _MANY:
        steps = [part for part in path.parts if isinstance(part, Step) and not part.back]
        if len(steps) == len(path.parts):  # one look at all that is said, instead of one for each predicate
            predicate = names.new()
            listed = ", ".join(str(step.predicate) for step in steps)
            return f"{start} {predicate} {end} FILTER({predicate} IN ({listed}))"
    return f"{start} ({sparql(path)}) {end}"

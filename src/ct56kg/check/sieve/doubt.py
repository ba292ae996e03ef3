"""What is known of a violation beforehand: when it may be there, and when it surely is.

Both are SPARQL expressions without errors. A negation turns one into the other's opposite, so conditions of shapes
within shapes stay right: `sh:not` a shape is violated for sure only by what surely conforms to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A violation: `may` holds wherever it is (perhaps elsewhere too), `surely` only where it is."""

    may: str
    surely: str

    def __invert__(self) -> Doubt:
        """Give the doubt that there is no violation."""
        return Doubt(negated(self.surely), negated(self.may))

    @property
    def hopeless(self) -> bool:
        """Say whether nothing is known, so that everything is suspect."""
        return self.may == TRUE


Test = Callable[[str], Doubt]
"""A doubt about the node that a variable stands for."""

UNKNOWN = Doubt(TRUE, FALSE)
NEVER = Doubt(FALSE, FALSE)


def exactly(condition: str) -> Doubt:
    """Make a doubt that is none."""
    return Doubt(condition, condition)


def maybe(condition: str) -> Doubt:
    """Make a doubt of which only the innocent are known."""
    return Doubt(condition, FALSE)


def any_of(doubts: Iterable[Doubt]) -> Doubt:
    """Doubt that one of several violations is there."""
    doubts = list(doubts)
    return Doubt(either(d.may for d in doubts), either(d.surely for d in doubts))


def all_of(doubts: Iterable[Doubt]) -> Doubt:
    """Doubt that all of several violations are there."""
    doubts = list(doubts)
    return Doubt(both(d.may for d in doubts), both(d.surely for d in doubts))


def either(conditions: Iterable[str]) -> str:
    """Join conditions of which one must hold."""
    kept = [c for c in dict.fromkeys(conditions) if c != FALSE]
    return TRUE if TRUE in kept else _joined(kept, " || ", FALSE)


def both(conditions: Iterable[str]) -> str:
    """Join conditions that must all hold."""
    kept = [c for c in dict.fromkeys(conditions) if c != TRUE]
    return FALSE if FALSE in kept else _joined(kept, " && ", TRUE)


def negated(condition: str) -> str:
    """Turn a condition round."""
    return {TRUE: FALSE, FALSE: TRUE}.get(condition, f"!({condition})")


def known(expression: str) -> str:
    """Take an expression that may have no value for one that does not hold."""
    return f"COALESCE({expression}, false)"


def _joined(conditions: list[str], sign: str, nothing: str) -> str:
    if not conditions:
        return nothing
    return conditions[0] if len(conditions) == 1 else "(" + sign.join(conditions) + ")"

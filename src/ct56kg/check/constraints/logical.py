"""Logic: `sh:not`, `sh:and`, `sh:or`, `sh:xone`.

SHACL 4.6, https://www.w3.org/TR/shacl/#core-components-logical
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ct56kg.check.judging import Check, Judge, Report, Rules, conforms, ill_formed
from ct56kg.check.shapes import Shape

_HOLDS: dict[str, Callable[[Iterator[bool]], bool]] = {
    "and": all,
    "or": any,
    "xone": lambda answers: sum(answers) == 1,
}


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    for node in rules.shapes.values(shape.node, "not"):
        yield _listed((rules.judge(node),), lambda answers: not any(answers), Report(shape, "Not"))
    for parameter, holds in _HOLDS.items():
        for head in rules.shapes.values(shape.node, parameter):
            judges = tuple(rules.judge(node) for node in rules.shapes.members(head))
            if not judges:
                raise ill_formed(rules.shapes, shape, parameter)
            yield _listed(judges, holds, Report(shape, parameter.capitalize()))


def _listed(judges: tuple[Judge, ...], holds: Callable[[Iterator[bool]], bool], report: Report) -> Check:
    """Make a check of how many of some shapes each value conforms to."""
    return lambda run, focus, values: [
        report(run, focus, value) for value in values if not holds(conforms(judge, run, value) for judge in judges)
    ]

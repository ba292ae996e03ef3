"""Other shapes: `sh:node`, `sh:property`, `sh:qualifiedValueShape`.

SHACL 4.7, https://www.w3.org/TR/shacl/#core-components-shape
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from ct56kg.check.constraints.cardinality import count
from ct56kg.check.judging import Check, Judge, Report, Rules, Run, conforms, ill_formed
from ct56kg.check.results import Result
from ct56kg.check.shapes import Shape
from ct56kg.check.view import Node


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    shapes = rules.shapes
    for node in shapes.values(shape.node, "property"):
        if shapes.shape(node).path is None:
            raise ill_formed(shapes, shape, "property")
        yield _properties(rules.judge(node))
    for node in shapes.values(shape.node, "node"):
        if shapes.shape(node).path is not None:
            raise ill_formed(shapes, shape, "node")
        yield _nodes(rules.judge(node), Report(shape, "Node"))
    if shape.path is not None:  # on a node shape it means nothing (4.7.3)
        yield from _qualified(rules, shape)


def _properties(judge: Judge) -> Check:
    """4.7.2: the results are those of the property shape."""
    return lambda run, focus, values: (result for value in values for result in judge(run, value))


def _nodes(judge: Judge, report: Report) -> Check:
    """4.7.1: one result for each value that does not conform."""
    return lambda run, focus, values: [report(run, focus, v) for v in values if not conforms(judge, run, v)]


def _qualified(rules: Rules, shape: Shape) -> Iterator[Check]:
    """4.7.3: how many values conform to a shape, and to none of its siblings if they must be disjoint."""
    shapes = rules.shapes
    least, most = count(rules, shape, "qualifiedMinCount"), count(rules, shape, "qualifiedMaxCount")
    wanted = shapes.values(shape.node, "qualifiedValueShape")
    if not wanted and least is None and most is None:
        return
    if not wanted or (least is None and most is None):
        raise ill_formed(shapes, shape, "qualifiedValueShape")
    few, many = Report(shape, "QualifiedMinCount"), Report(shape, "QualifiedMaxCount")
    for node in wanted:
        siblings = tuple(map(rules.judge, shapes.siblings(shape.node, node)))
        yield _counted(_counter(rules.judge(node), siblings), (least, most), few, many)


def _counter(judge: Judge, siblings: tuple[Judge, ...]) -> Callable[[Run, Collection[Node]], int]:
    return lambda run, values: sum(
        conforms(judge, run, value) and not any(conforms(sibling, run, value) for sibling in siblings)
        for value in values
    )


def _counted(
    counter: Callable[[Run, Collection[Node]], int], bounds: tuple[int | None, int | None], few: Report, many: Report
) -> Check:
    least, most = bounds

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        number = counter(run, values)
        if most is not None and number > most:
            yield many(run, focus)
        if least is not None and number < least:
            yield few(run, focus)

    return check

"""Queries: `sh:sparql`.

SHACL 5, https://www.w3.org/TR/shacl/#sparql-constraints
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from ct56kg.check.judging import Check, Report, Rules, Run
from ct56kg.check.literals import UnsureError
from ct56kg.check.query_asking import rows_of
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.results import Result
from ct56kg.check.shapes import Shape
from ct56kg.check.view import Node


def checks(rules: Rules, shape: Shape) -> Iterator[Check]:
    """Compile the constraints of this family."""
    for query in rules.queries(shape.node):
        yield asked(query, shape)


def asked(query: RuleQuery, shape: Shape) -> Check:
    """Make the check of one query (5.3.2).

    One result for each solution, its focus, path and value taken from it where they are bound.
    """
    key, report, is_node_shape = (query.shape, query.node), Report(shape, "SPARQL"), shape.path is None

    def check(run: Run, focus: Node, values: Collection[Node]) -> Iterator[Result]:
        rows = run.rows.get((*key, focus))
        if rows is None:
            rows = rows_of(query, run.view, (focus,))[focus]
        for row in rows:
            path = row.get("path")
            if path is not None and not isinstance(path, ox.NamedNode):
                raise UnsureError
            value = row.get("value", focus if is_node_shape else None)
            said = None if path is None else str(path)
            known = row if value is None else {**row, "value": value}
            bindings = tuple(sorted(known.items(), key=lambda item: item[0]))
            yield report(run, focus, value, path=said, constraint=query.node, bindings=bindings)

    return check

"""The rows of a rule's query for many targets, asked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ct56kg.check.literals import UnsureError
from ct56kg.check.query_rules import RuleQuery
from ct56kg.check.query_store import store_for
from ct56kg.check.view import Node, Row, View


def rows_of(query: RuleQuery, view: View, nodes: Iterable[Node], values: Iterable[Node] = ()) -> dict[Node, list[Row]]:
    """Ask for some nodes at once and give each one's rows, each row once; only those with some values if given.

    Raises:
        UnsureError: one of the nodes or values, a literal of the data or the engine stands in the way.
    """
    nodes, values = list(nodes), sorted(values, key=str)
    known = all(isinstance(node, ox.NamedNode) for node in (*nodes, *values))
    if query.form is None or query.reason or not known:
        raise UnsureError(query.reason)
    store = store_for(query, view, nodes, values)
    if store is None:
        return {node: [] for node in nodes}
    if not all(occurs(node, view) for node in (*query.fixed, *(nodes if query.asks_for_presence else ()))):
        raise UnsureError
    bound = f" VALUES ?value {{ {' '.join(map(str, values))} }} " if values else ""
    bound += f" VALUES ?this {{ {' '.join(map(str, nodes))} }} "
    head, tail = query.parts
    try:
        answer = store.query(f"{head}{bound}{tail}")
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise UnsureError(str(error)) from error
    found: dict[Node, list[Row]] = {node: [] for node in nodes}
    for row in _distinct(answer):
        found[row["this"]].append(row)
    return found


def occurs(node: Node, view: View) -> bool:
    """Say whether a graph knows a node: a path of no steps leads to it from itself, in a query, only then."""
    return any(next(iter(found), None) for found in (view.match(node, None, None), view.match(None, None, node)))


def _distinct(answer: object) -> Iterator[dict[str, Node]]:
    if not isinstance(answer, ox.QuerySolutions):
        raise UnsureError
    names = [variable.value for variable in answer.variables]
    seen: set[tuple[Node | None, ...]] = set()
    for solution in answer:
        values = tuple(solution)
        if values not in seen:
            seen.add(values)
            yield {name: value for name, value in zip(names, values, strict=True) if value is not None}

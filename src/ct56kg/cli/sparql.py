"""A SPARQL query of one's own: guarded, answered, written in the form that is asked for."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ct56kg.base.encoding import read_text
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.graph.guard import guard
from ct56kg.graph.turtle import graph_answer
from ct56kg.view import table

if TYPE_CHECKING:
    from ct56kg.graph.turtle import Triple

_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


def run_sparql(args: argparse.Namespace, style: str | None) -> int:
    """Answer the query in the file that `--sparql` names, in a style or in that which suits the answer.

    Raises:
        UsageError: parameters beside it (USAGE-03), or a form that does not fit the answer (QUERY-11).
        InputError: the file or the query cannot be read.
        LimitError: the query reaches out or runs wild; see `guard`.
    """
    if args.values:
        raise UsageError("USAGE-03", what=" ".join(args.values), usage="ct56kg ask --sparql FILE|-")
    asked = context(args)
    text = _read_query(args.sparql)
    graphs = frozenset(row[0].value for row in asked.store.select(_GRAPHS) if row[0])
    guard(text, graphs=graphs)
    write_out(_written(asked, asked.store.answer(text), style), args.output)
    return 0


def _written(asked: Context, answer: Rows | bool | list[Triple], style: str | None) -> str | bytes:
    if isinstance(answer, bool):
        return json.dumps({"head": {}, "boolean": answer}) if style == "json" else str(answer).lower()
    if isinstance(answer, Rows):
        return _table(asked, answer, style)
    return graph_answer(answer, style or "ttl", asked.prefixes)


def _table(asked: Context, rows: Rows, style: str | None) -> str | bytes:
    mark = say("cli.synthetic", asked.lang) if asked.synthetic else None
    head = f"{mark}\n\n" if mark else ""
    match style:
        case "json":
            return table.to_json(rows)
        case "csv":
            return table.to_csv(rows)
        case "tsv":
            return table.to_tsv(rows)
        case "md":
            return head + table.to_markdown(rows, {}, label=asked.label)
        case "xlsx":
            from ct56kg.view.table_sheet import to_xlsx

            return to_xlsx(rows, {}, label=asked.label, title="SPARQL", mark=mark)
        case "table" | None:
            return head + table.to_text(rows, {}, label=asked.labels.curie_or_text)
        case other:
            raise UsageError("QUERY-11", style=other)


def _read_query(place: str) -> str:
    if place == "-":
        return sys.stdin.read()
    return read_text(Path(place))[0].removeprefix("\ufeff")

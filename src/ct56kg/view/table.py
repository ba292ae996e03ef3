"""Answers as tables: for a terminal, Markdown, CSV, TSV and SPARQL JSON; the workbook is in `table_sheet`.

Formats for machines carry whole terms and ISO dates; those for people carry labels and `dd/mm/yyyy`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from ct56kg.base.formula import escape_formula
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.base.text import columns, wrap

Label = Callable[[Term], str]
NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "nonNegativeInteger", "positiveInteger", "int"))
_GAP = "  "
_WIDTH = 100
_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\|*_`[]~#"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def shared(rows: Rows) -> tuple[list[tuple[str, Term]], Rows]:
    """Split what is the same in every row from what differs, so that a table need not repeat it.

    Columns without any value are left out. Of several rows one column stays in any case; of a single
    row none does, for a list of what it says is easier to read.
    """
    if not rows.rows:
        return [], rows
    first = rows.rows[0]
    same = {
        place: value
        for place, value in enumerate(first)
        if value is not None and all(row[place] == value for row in rows)
    }
    if len(same) == len(first) and len(rows) > 1:
        same.popitem()
    empty = {place for place in range(len(first)) if all(row[place] is None for row in rows)}
    kept = [place for place in range(len(first)) if place not in same and place not in empty]
    rest = Rows(
        tuple(rows.variables[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows)
    )
    return [(rows.variables[place], value) for place, value in same.items()], rest


def to_text(rows: Rows, titles: Mapping[str, str], *, label: Label, width: int | None = None) -> str:
    """Set a table that fits the terminal, broken by words; a record per row where columns cannot stand side by side.

    Args:
        rows: the answer.
        titles: heading by variable; a variable without one is its own heading.
        label: what a person calls a term.
        width: columns of the terminal; by default those of the real one, 100 where there is none.
    """
    room = width or _terminal()
    heads = [titles.get(name, name) for name in rows.variables]
    cells = [[label(term) if term else "" for term in row] for row in rows.rows]
    right = [_numeric(rows, place) for place in range(len(heads))]
    widths = _widths(heads, cells, room - len(_GAP) * (len(heads) - 1))
    if widths is None:
        return _records(heads, cells, room)
    rule = _GAP.join("─" * width for width in widths)
    broken = cache(wrap)  # the same quotation often stands in many rows
    lines = [*_line(heads, widths, right, broken), rule]
    for row in cells:
        lines += _line(row, widths, right, broken)
    return "\n".join(lines)


def _terminal() -> int:
    try:
        return os.get_terminal_size().columns or _WIDTH
    except (OSError, ValueError):
        return int(os.environ.get("COLUMNS") or _WIDTH)


def _numeric(rows: Rows, place: int) -> bool:
    terms = [row[place] for row in rows.rows if row[place]]
    return bool(terms) and all(term is not None and term.datatype in NUMBERS for term in terms)


def _widths(heads: list[str], cells: list[list[str]], room: int) -> list[int] | None:
    """Share out the room: columns shrink from the widest, never below their longest word; `None` if they cannot."""
    table = [set(column) for column in zip(heads, *cells, strict=True)]
    natural = [_widest({line for text in column for line in text.splitlines()}) for column in table]
    least = [_widest({word for text in column for word in text.split()}) for column in table]
    if sum(least) > room:
        return None
    cap = min(max(natural, default=0), room)
    while sum(max(low, min(wide, cap)) for low, wide in zip(least, natural, strict=True)) > room:
        cap -= 1
    widths = [max(low, min(wide, cap)) for low, wide in zip(least, natural, strict=True)]
    spare = room - sum(widths)
    for place in sorted(range(len(widths)), key=lambda i: natural[i] - widths[i]):
        more = min(spare, natural[place] - widths[place])
        widths[place] += more
        spare -= more
    return widths


def _widest(texts: Iterable[str]) -> int:
    return max(map(columns, texts), default=0)


def _line(row: list[str], widths: list[int], right: list[bool], broken: Callable[[str, int], list[str]]) -> list[str]:
    wrapped = [broken(text, width) for text, width in zip(row, widths, strict=True)]
    height = max(map(len, wrapped), default=1)
    if height == 1:
        return [_GAP.join(map(_padded, (part for (part,) in wrapped), widths, right)).rstrip()]
    cells = [
        [*(_padded(part, width, flush) for part in parts), *[" " * width] * (height - len(parts))]
        for parts, width, flush in zip(wrapped, widths, right, strict=True)
    ]
    return [_GAP.join(line).rstrip() for line in zip(*cells, strict=True)] or [""]


def _padded(part: str, width: int, flush: bool) -> str:
    gap = " " * (width - columns(part))
    return gap + part if flush else part + gap


def _records(heads: list[str], cells: list[list[str]], room: int) -> str:
    blocks = [] if cells else [_GAP.join(heads)]
    for row in cells:
        lines: list[str] = []
        for head, text in zip(heads, row, strict=True):
            first, *rest = wrap(f"{head}: {text or '–'}", room - 2)
            lines += [first, *(f"  {line}" for line in rest)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def to_markdown(rows: Rows, titles: Mapping[str, str], *, label: Label) -> str:
    """Write a table in GitHub's Markdown; markup in the text is escaped."""
    aligned = ["--:" if _numeric(rows, place) else "---" for place in range(len(rows.variables))]
    lines = [_cells([titles.get(name, name) for name in rows.variables]), f"| {' | '.join(aligned)} |"]
    lines += [_cells([label(term) if term else "" for term in row]) for row in rows.rows]
    return "\n".join(lines) + "\n"


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(markdown(text) for text in texts)} |"


def markdown(text: str) -> str:
    """Escape text for one cell of a Markdown table."""
    return "<br>".join(line.strip().translate(_MARKDOWN) for line in text.splitlines()) if text else ""


def to_csv(rows: Rows, *, bom: bool = False) -> str:
    """Write SPARQL 1.1 Query Results CSV: names, then IRIs and lexical forms, CRLF.

    Two departures, both for spreadsheets: text that would run as a formula has an apostrophe before it
    (`base.formula`), and `bom` puts a byte order mark first, so that Excel reads UTF-8.
    """
    out = io.StringIO(newline="")
    import csv

    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.variables)
    for row in rows.rows:
        writer.writerow([_plain(term) for term in row])
    return ("\ufeff" if bom else "") + out.getvalue()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    if term.kind == "blank":
        return f"_:{term.value}"
    return term.value if term.kind == "iri" or term.datatype in NUMBERS else escape_formula(term.value)


def to_tsv(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results TSV: variables with `?`, terms as in Turtle, nothing lost."""
    lines = ["\t".join(f"?{name}" for name in rows.variables)]
    lines += ["\t".join(term.n3() if term else "" for term in row) for row in rows.rows]
    return "\n".join(lines) + "\n"


def to_json(rows: Rows) -> str:
    """Write SPARQL 1.1 Query Results JSON; unbound variables are left out of their solution."""
    bindings = [
        {name: _binding(term) for name, term in zip(rows.variables, row, strict=True) if term} for row in rows.rows
    ]
    import json

    head = json.dumps({"vars": list(rows.variables)}, ensure_ascii=False)
    listed = ",\n".join(json.dumps(binding, ensure_ascii=False) for binding in bindings)
    return f'{{"head": {head},\n"results": {{"bindings": [\n{listed}\n]}}}}\n'


def _binding(term: Term) -> dict[str, str]:
    if term.kind != "literal":
        return {"type": "uri" if term.kind == "iri" else "bnode", "value": term.value}
    out = {"type": "literal", "value": term.value}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype:
        out["datatype"] = term.datatype
    return out

"""`ct56kg ask`: a named question or a SPARQL query, answered as a table, a sheet or JSON."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.questions import Question, catalogue, fill, question_named
from ct56kg.view.asking import parameters

TABLES = ("table", "json", "csv", "tsv", "md", "xlsx")
GRAPHS = ("ttl", "nt", "jsonld", "trig")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("name", nargs="?", help=say("ask.opt-name", lang))
    parser.add_argument("values", nargs="*", metavar="key=value", help=say("ask.opt-values", lang))
    parser.add_argument("--sparql", metavar="FILE", help=say("ask.opt-sparql", lang))
    parser.add_argument("--format", choices=(*TABLES, *GRAPHS), help=say("cli.opt-format", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Answer, or list what can be asked."""
    if args.sparql:
        if args.name:
            args.values.insert(0, args.name)
        from ct56kg.cli.sparql import run_sparql

        return run_sparql(args, args.format or _by_suffix(args.output))
    if args.name is None:
        return _list(args)
    asked = context(args)
    question = question_named(asked.dossier.queries, args.name)
    values = parameters(asked, question, args.values)
    query = fill(question, values)
    rows = asked.select(query)
    return _show(asked, args, rows, question, values)


def _show(asked: Context, args: argparse.Namespace, rows: Rows, question: Question, values: dict[str, Term]) -> int:
    from ct56kg.view import table

    style = args.format or _by_suffix(args.output) or "table"
    if style in GRAPHS:
        raise UsageError("QUERY-11", style=style)
    if style == "xlsx" and not args.output:
        raise UsageError("USAGE-02", what="-o FILE.xlsx", usage="ct56kg ask … --format xlsx -o FILE.xlsx")
    if style in ("json", "csv", "tsv"):
        write = {"json": table.to_json, "csv": table.to_csv, "tsv": table.to_tsv}[style]
        write_out(write(rows), args.output)
    elif style == "xlsx":
        from ct56kg.view.table_sheet import to_xlsx

        said = question.in_words(rows, asked.lang)
        mark = say("cli.synthetic", asked.lang) if asked.synthetic else None
        title = question.title(asked.lang)
        write_out(to_xlsx(said, _titles(question, asked), label=asked.label, title=title, mark=mark), args.output)
    else:
        write_out(_for_people(asked, rows, question, values, style), args.output)
    if args.output and args.output != "-":
        asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def _for_people(asked: Context, rows: Rows, question: Question, values: dict[str, Term], style: str) -> str:
    """Write question, answer, and what the answer cannot know: an empty answer must not reassure falsely."""
    from ct56kg.view import table

    write = table.to_markdown if style == "md" else table.to_text
    day = next((v.value for p in question.params if p.kind == "date" and (v := values.get(p.name))), None)
    shown = format_date(date.fromisoformat(day) if day else asked.as_of, asked.lang)
    parts = [say("cli.synthetic", asked.lang)] if asked.synthetic else []
    parts.append(f"{question.title(asked.lang)} · {say('cli.as-of', asked.lang, day=shown)}")
    if rows.rows:
        titles, label = _titles(question, asked), asked.label_in(rows)
        same, rest = table.shared(question.in_words(rows, asked.lang))
        if same:
            parts.append("\n".join(f"{titles.get(name, name)}: {label(value)}" for name, value in same))
        if rest.variables:
            parts.append(write(rest, titles, label=label))
    companion = question.companion
    if companion is None:
        return "\n\n".join(parts if rows.rows else [*parts, say("ask.nothing", asked.lang)])
    wanted = {param.name for param in companion.params}
    query = fill(companion, {name: v for name, v in values.items() if name in wanted})
    known = asked.select(query)
    notes = [companion.note(row, len(rows), asked.lang) for row in known.dicts()]
    if not rows.rows and not any(notes):
        parts.append(say("ask.nothing", asked.lang))
    if any(notes):
        parts += [note for note in notes if note]
    elif known.rows:
        told = write(companion.in_words(known, asked.lang), _titles(companion, asked), label=asked.label_in(known))
        parts.append(f"{companion.title(asked.lang)}:\n{told}")
    return "\n\n".join(parts)


def _titles(question: Question, asked: Context) -> dict[str, str]:
    return {column.name: column.title(asked.lang) for column in question.columns}


def _by_suffix(output: str | None) -> str | None:
    suffix = Path(output).suffix[1:] if output and output != "-" else ""
    return suffix if suffix in (*TABLES, *GRAPHS) else None


def _list(args: argparse.Namespace) -> int:
    from ct56kg.view.terminal import hanging

    dossier = open_dossier(args.dossier)
    lang = args.lang or dossier.languages[0]
    found = catalogue(dossier.queries)
    questions = {name: question for name, question in found.items() if not name.endswith(".unknown")}
    if args.format == "json":
        import json

        listed = [_described(question, lang) for question in questions.values()]
        write_out(json.dumps(listed, ensure_ascii=False, indent=1), args.output)
        return 0
    lines: list[str] = []
    group = ""
    for name, question in questions.items():
        here = name.partition("/")[0]
        if here == "view":
            continue
        if here != group:
            group = here
            lines += ["", say(f"ask.group-{group}", lang) if group in _GROUPS else group]
        params = " ".join(f"{p.name}=…" if p.required else f"[{p.name}=…]" for p in question.params)
        lines += hanging(f"  {name:32} ", question.title(lang) + (f"  {params}" if params else ""))
    write_out("\n".join([*lines[1:], "", say("ask.list-end", lang)]), args.output)
    return 0


_GROUPS = ("document", "task", "body", "evidence", "amendment", "gap")


def _described(question: Question, lang: str) -> dict[str, object]:
    params = [
        {
            "name": p.name,
            "kind": p.kind,
            "required": p.required and p.kind != "date",
            "default": p.default,
            "title": p.title(lang),
        }
        for p in question.params
    ]
    columns = [{"name": c.name, "kind": c.kind, "title": c.title(lang)} for c in question.columns]
    return {"name": question.name, "title": question.title(lang), "params": params, "columns": columns}

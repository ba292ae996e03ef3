"""Named questions: a list by group, a form from the declared parameters, the answer as a table and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ct56kg.base.errors import CtError, UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.text import sort_key
from ct56kg.base.words import area
from ct56kg.graph.names import KINDS
from ct56kg.graph.questions import Question, fill, find_question
from ct56kg.view import table
from ct56kg.view.asking import parameters
from ct56kg.web.pages.visit import Download, Page, Visit

_GROUPS = ("document", "task", "body", "evidence", "amendment", "gap")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a question's form: `choices` are the things to choose from, `value` what is chosen."""

    name: str
    kind: str
    title: str
    required: bool
    value: str
    choices: list[tuple[str, str]]


def questions(visit: Visit) -> Page:
    """List the questions by group."""
    grouped: dict[str, list[Question]] = {}
    for question in listed(visit):
        grouped.setdefault(question.name.partition("/")[0], []).append(question)
    known = area("ask")
    names = {group: visit.say(f"ask.group-{group}") if f"group-{group}" in known else group for group in grouped}
    return Page("questions.html", visit.say("questions"), "questions", {"grouped": grouped, "names": names})


def listed(visit: Visit) -> list[Question]:
    """Give the questions that people ask; those of views and the companions are no questions of theirs."""
    known = visit.edition.questions.values()
    return [q for q in known if not q.name.endswith(".unknown") and not q.name.startswith("view/")]


def question(visit: Visit, name: str) -> Page:
    """Show one question: form, answer, what the answer cannot know, files, SPARQL.

    Raises:
        UsageError: no such question (QUERY-01).
    """
    asked = find_question(visit.edition.questions, name)
    values: dict[str, object] = {
        "question": asked,
        "fields": fields(visit, asked),
        "columns": _titles(asked, visit.lang),
    }
    missing = [p.name for p in asked.params if p.required and p.kind != "date" and not visit.params.get(p.name)]
    if missing:
        values["missing"] = True
    else:
        try:
            terms = read(visit, asked)
            rows = visit.answer(fill(asked, terms, visit.reader.as_of, visit.lang))
            same, rest = table.shared(asked.in_words(rows, visit.lang))
            values |= {
                "rows": rest,
                "same": same,
                "number": len(rows),
                "most": _most(asked, rows),
                "filled": fill(asked, terms, visit.reader.as_of),
            }
            values |= _companion(visit, asked, terms, len(rows))
        except CtError as error:
            values["error"] = error.say(visit.lang)
    return Page("question.html", asked.title(visit.lang), "questions", values)


def question_file(visit: Visit, name: str, style: str) -> Download:
    """Give the answer to a question as a file.

    Raises:
        UsageError: no such question or form, or parameters that make no sense.
    """
    asked = find_question(visit.edition.questions, name)
    plain = name.replace("/", "-")
    if style == "rq":
        return Download(asked.text.encode(), "application/sparql-query; charset=utf-8", f"{plain}.rq")
    terms = read(visit, asked)
    rows = visit.answer(fill(asked, terms, visit.reader.as_of, visit.lang))
    if style == "json":
        return Download(table.to_json(rows).encode(), "application/sparql-results+json", f"{plain}.json")
    if style == "csv":
        return Download(table.to_csv(rows, bom=True).encode(), "text/csv; charset=utf-8", f"{plain}.csv")
    if style != "xlsx":
        raise UsageError("WEB-02")
    from ct56kg.view.table_sheet import to_xlsx

    mark = visit.say("cli.synthetic") if visit.reader.synthetic else None
    content = to_xlsx(
        asked.in_words(rows, visit.lang),
        _titles(asked, visit.lang),
        label=visit.reader.label,
        title=asked.title(visit.lang),
        mark=mark,
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Download(content, kind, f"{plain}.xlsx")


def read(visit: Visit, asked: Question) -> dict[str, Term]:
    """Read the parameters of a question from the address; empty fields are left out."""
    names = {param.name for param in asked.params}
    given = [f"{name}={value}" for name, value in visit.params.items() if name in names and value.strip()]
    return parameters(visit.reader, asked, given)


def fields(visit: Visit, asked: Question) -> list[Field]:
    """Make the form of a question."""
    found = []
    for param in asked.params:
        if param.name == "lang":
            continue
        value = visit.params.get(param.name, "")
        if param.kind == "date" and not value:
            value = visit.reader.as_of.isoformat()
        known = choices(visit, param.kind)
        if value and known and value not in {iri for iri, _ in known}:
            value = _resolved(visit, value, param.kind)
        found.append(Field(param.name, param.kind, param.title(visit.lang), param.required, value, known))
    return found


def _resolved(visit: Visit, value: str, kind: str) -> str:
    try:
        return visit.reader.names.resolve(value, kind).value
    except CtError:
        return value


def choices(visit: Visit, kind: str) -> list[tuple[str, str]]:
    """Give the things of a kind by name; none of a huge dossier, where one is typed instead."""
    if kind not in KINDS or visit.huge:
        return []
    key = ("choices", kind, visit.lang, *visit.edition.key(visit.reader.as_of, visit.reader.statuses))
    return visit.edition.once(key, lambda: _things(visit, frozenset(KINDS[kind])))


def _things(visit: Visit, classes: frozenset[str]) -> list[tuple[str, str]]:
    things = {entry.thing for entry in visit.reader.names.entries if entry.kinds & classes}
    named = [(thing, visit.label(Term("iri", thing))) for thing in things]
    return sorted(named, key=lambda item: (sort_key(item[1]), item[0]))


def _companion(visit: Visit, asked: Question, terms: Mapping[str, Term], number: int) -> dict[str, object]:
    """Say what the answer cannot know: an empty answer must not reassure falsely."""
    other = asked.companion
    if other is None:
        return {"notes": [], "companion": None}
    wanted = {param.name for param in other.params}
    known = {name: value for name, value in terms.items() if name in wanted}
    rows = visit.answer(fill(other, known, visit.reader.as_of, visit.lang))
    notes = [note for row in rows.dicts() if (note := other.note(row, number, visit.lang))]
    told: Rows | None = None if notes or not rows.rows else other.in_words(rows, visit.lang)
    return {"notes": notes, "companion": told, "companion_title": other.title(visit.lang),
            "companion_columns": _titles(other, visit.lang)}  # fmt: skip


def _most(asked: Question, rows: Rows) -> dict[str, int]:
    """Give, for every column that counts something, the largest count of the table; one row is no chart."""
    counted = {column.name for column in asked.columns if column.kind == "count"} & set(rows.variables)
    numbers = [int(value.value) for row in rows.dicts() for name in counted if (value := row[name])]
    return dict.fromkeys(counted, max(numbers)) if len(rows) > 1 and max(numbers, default=0) > 0 else {}


def _titles(asked: Question, lang: str) -> dict[str, str]:
    return {column.name: column.title(lang) for column in asked.columns}

"""A named question as its reader asks it: what was typed becomes terms, and the answer is read on the reader's day."""

from __future__ import annotations

from ct56kg.base.dates import parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.graph.questions import Question, fill, question_named
from ct56kg.view.reader import Context


def answer(asked: Context, name: str) -> Rows:
    """Answer one of the views' questions: dates are the reader's, everything else its default."""
    question = question_named(asked.dossier.queries, name)
    day = Term("literal", asked.as_of.isoformat(), XSD + "date")
    return asked.store.select(fill(question, {p.name: day for p in question.params if p.kind == "date"}))


def parameters(asked: Context, question: Question, given: list[str]) -> dict[str, Term]:
    """Read `key=value` words as the terms that the question's parameters want.

    Names of bodies, tasks and documents are resolved, days may be typed day first, and a date that
    is not given is the date of the whole run.

    Raises:
        UsageError: a word without `=` (QUERY-10), an unknown or ambiguous name.
    """
    values: dict[str, Term] = {}
    kinds = {param.name: param.kind for param in question.params}
    for word in given:
        key, equals, text = word.partition("=")
        if not equals:
            raise UsageError("QUERY-10", word=word, params=", ".join(kinds) or "–")
        values[key] = _value(asked, kinds.get(key, "string"), text)
    for name, kind in kinds.items():
        if kind == "date" and name not in values:
            values[name] = Term("literal", asked.as_of.isoformat(), XSD + "date")
    return values


def _value(asked: Context, kind: str, text: str) -> Term:
    if kind == "date":
        return Term("literal", parse_date(text).isoformat(), XSD + "date")
    if kind == "integer":
        return Term("literal", text, XSD + "integer")
    if kind == "string":
        return Term("literal", text)
    return asked.names.resolve(text, kind)

"""The catalogue of questions: `queries/task/overdue.rq` is asked as `task/overdue`, with values in its declared rows.

`NAME.unknown.rq` is the companion of `NAME.rq`: it says what the answer cannot know, so that an empty
answer never reassures falsely. `NAME.all.rq` is `NAME.rq` of everything: the same answer, written to read each
property from end to end where `NAME.rq` looks up one thing after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.rows import Term
from ct56kg.base.terms import XSD
from ct56kg.graph.question_file import Column, Param, Question, read_file, row_of
from ct56kg.graph.sparql_text import masked

__all__ = ["Column", "Param", "Question", "catalogue", "fill", "find_question", "question_named", "read_question"]

GROUPS = ("document", "task", "body", "evidence", "amendment", "gap", "view")
"""The groups of the toolkit's own questions, in the order in which they are listed."""

AS_OF = "asOf"
LANG = "lang"
_UNKNOWN = ".unknown"
_ALL = ".all"
_BESIDE = {_UNKNOWN: (_ALL,), _ALL: ()}
"""What may lie beside a companion and beside a question of everything; beside any other question, both."""
_NAME = r"\w[\w.-]*(?:/\w[\w.-]*)*"
_IRI = r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*"
_LANGUAGE = r"[A-Za-z]+(?:-[A-Za-z0-9]+)*"
_INTEGER = r"[+-]?[0-9]+"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def catalogue(folders: Sequence[Path]) -> dict[str, Question]:
    """Read every question of some folders, companions included, in the order in which they are listed.

    A later folder's question stands for an earlier one of the same name.

    Raises:
        InputError: see `read_file`.
    """
    found: dict[str, Question] = {}
    for folder in folders:
        for path, name in _files(folder):
            found[name] = read_file(path, name)
    for name in sorted(found, key=len, reverse=True):  # a companion before its question, which takes it as it is then
        question, companion, everything = found[name], found.get(name + _UNKNOWN), found.get(name + _ALL)
        if everything is not None and everything.file.parent != question.file.parent:
            everything = None  # that of another question, which this one stands for
        if companion is not None or everything is not None:
            found[name] = question._replace(companion=companion, everything=everything)
    return {name: found[name] for name in sorted(found, key=_rank) if not name.endswith(_ALL)}


def question_named(folders: Sequence[Path], name: str) -> Question:
    """Read one question by its name and nothing else: quick, and no other file's mistake is in the way.

    Raises:
        UsageError: there is none (QUERY-01), with near names.
        InputError: see `read_file`.
    """
    for folder in reversed(folders) if re.fullmatch(_NAME, name) else ():
        path = folder if folder.is_file() and folder.stem == name else folder / f"{name}.rq"
        if path.is_file():
            return read_question(path, name)
    known = [known for folder in folders for _, known in _files(folder) if not known.endswith((_UNKNOWN, _ALL))]
    raise UsageError("QUERY-01", name=name, near=_near(name, known))


def find_question(questions: Mapping[str, Question], name: str) -> Question:
    """Find a question by its name.

    Raises:
        UsageError: there is none (QUERY-01), with near names.
    """
    if name not in questions:
        raise UsageError("QUERY-01", name=name, near=_near(name, list(questions)))
    return questions[name]


def read_question(path: Path, name: str) -> Question:
    """Read one question, its companion, and how it is asked of everything.

    Raises:
        InputError: see `read_file`.
    """
    beside: dict[str, Question] = {}
    for suffix in _BESIDE.get(path.with_suffix("").suffix, (_UNKNOWN, _ALL)):
        file = path.with_name(path.stem + suffix + path.suffix)
        if file.is_file():
            beside[suffix] = read_question(file, name + suffix)
    return read_file(path, name)._replace(companion=beside.get(_UNKNOWN), everything=beside.get(_ALL))


def fill(question: Question, values: Mapping[str, Term], as_of: date | None = None, lang: str | None = None) -> str:
    """Put values into a question's declared rows, as RDF terms and never as text.

    Args:
        question: which one.
        values: by parameter; what is not given keeps the row of the file.
        as_of: the date of the run, for parameters whose default is `asOf`.
        lang: the reader's language, for the parameter `lang`.

    Raises:
        UsageError: an unknown parameter (QUERY-02), a required one missing (QUERY-04), a value that does not fit its
            kind (QUERY-05).
        InputError: the row stands only in a comment or a string (QUERY-09).
    """
    known = {param.name: param for param in question.params}
    for name in values:
        if name not in known:
            near, listed = _near(name, list(known)), ", ".join(known) or "–"
            raise UsageError("QUERY-02", name=name, question=question.name, near=near, params=listed)
    question = _widest(question, values)
    text = question.text
    for param in question.params:
        value = values.get(param.name)
        if value is None and param.required:
            raise UsageError("QUERY-04", name=param.name, question=question.name, title=param.title("vi"))
        if value is None and param.default == AS_OF and as_of is not None:
            value = Term("literal", as_of.isoformat(), XSD + "date")
        if value is None and param.name == LANG and lang is not None:
            value = Term("literal", lang)
        if value is not None:
            text = _with_row(question, text, param, value)
    return text


def _widest(question: Question, values: Mapping[str, Term]) -> Question:
    """Give the question as it is asked of everything, unless a value narrows it."""
    everything = question.everything
    if everything is None or not {param.name for param in everything.params}.issuperset(values):
        return question
    return everything


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    if folder.is_file():
        yield folder, folder.stem
    for path in folder.rglob("*.rq"):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts):
            yield path, inside.with_suffix("").as_posix()


def _rank(name: str) -> tuple[int, str, str]:
    group, _, rest = name.rpartition("/")
    return (GROUPS.index(group) if group in GROUPS else len(GROUPS), group, rest)


def _near(name: str, candidates: list[str]) -> str:
    from ct56kg.base.text import near

    return " · ".join(near(name, candidates, 3)) or "–"


def _with_row(question: Question, text: str, param: Param, value: Term) -> str:
    term = _as_sparql(param, value)
    rows = list(row_of(param.name).finditer(masked(text)))
    if not rows:
        raise InputError("QUERY-09", file=question.file, name=param.name)
    for row in reversed(rows):
        text = f"{text[: row.start(1)]} {term} {text[row.end(1) :]}"
    return text


def _as_sparql(param: Param, value: Term) -> str:
    """Write a value as the term that a row takes, or refuse it."""
    fits = _FITS.get(param.kind, _is_thing)
    if not fits(value):
        raise UsageError("QUERY-05", name=param.name, kind=param.kind, value=value.value)
    return value.n3()


def _is_thing(value: Term) -> bool:
    return value.kind == "iri" and re.fullmatch(_IRI, value.value) is not None and _encodes(value.value)


def _is_date(value: Term) -> bool:
    if value.kind != "literal" or value.datatype != XSD + "date" or not re.fullmatch(_DATE, value.value):
        return False
    try:
        date.fromisoformat(value.value)
    except ValueError:
        return False
    return True


def _is_integer(value: Term) -> bool:
    return (
        value.kind == "literal"
        and value.datatype == XSD + "integer"
        and re.fullmatch(_INTEGER, value.value) is not None
    )


def _is_string(value: Term) -> bool:
    language = not value.language or re.fullmatch(_LANGUAGE, value.language) is not None
    return value.kind == "literal" and not value.datatype and language and _encodes(value.value)


def _encodes(text: str) -> bool:
    """Say whether text is Unicode that can be written: no half of a surrogate pair."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


_FITS = {"date": _is_date, "integer": _is_integer, "string": _is_string}

"""Questions are files: `task/overdue.rq` is asked as `task/overdue`, and its `#+` lines say the rest.

```
#+ title@vi: Nhiệm vụ của một cơ quan
#+ title@en: Tasks of a body
#+ param: body body optional "Cơ quan"@vi "Body"@en
#+ param: at date optional "Ngày"@vi "On"@en default asOf
#+ column: task iri "Nhiệm vụ"@vi "Task"@en
```

A parameter is a row that the query declares, `VALUES ?body { UNDEF }`, so that the file runs unchanged
in any SPARQL tool; the row in the file is the default. `NAME.unknown.rq` is the companion that says what
the answer cannot know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ct56kg.base.errors import InputError, UsageError
from ct56kg.base.rows import Term
from ct56kg.base.terms import XSD
from ct56kg.graph.sparql_text import masked

THINGS = ("iri", "body", "party", "task", "document")
PARAM_KINDS = (*THINGS, "date", "integer", "string")
COLUMN_KINDS = ("iri", "string", "date", "integer", "boolean")
GROUPS = ("document", "task", "body", "evidence", "amendment", "gap", "view")
"""The groups of the toolkit's own questions, in the order in which they are listed."""

AS_OF = "asOf"
_UNKNOWN = ".unknown"
_TEXTS = ("title", "about", "note", "note-empty", "note-complete")
_LINE = re.compile(r"#\+\s*([a-z-]+)(?:@([a-z]{2,3}))?\s*:\s*(.*?)\s*")
_PARAM = re.compile(
    r'([A-Za-z]\w*)\s+(\S+)\s+(required|optional)((?:\s+"[^"]*"@[a-z]{2,3})*)(?:\s+default\s+(\S+))?', re.ASCII
)
_COLUMN = re.compile(r'([A-Za-z]\w*)\s+(\S+)((?:\s+"[^"]*"@[a-z]{2,3})*)', re.ASCII)
_TITLE = re.compile(r'"([^"]*)"@([a-z]{2,3})')
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_LANGUAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_INTEGER = re.compile(r"[+-]?[0-9]+")


def _in(titles: Mapping[str, str], lang: str, name: str) -> str:
    return titles.get(lang) or titles.get("vi") or next(iter(titles.values()), name)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer: the variable, what it holds, and its heading per language."""

    name: str
    kind: str
    titles: Mapping[str, str]

    def title(self, lang: str) -> str:
        """Give the heading in a language, else in Vietnamese, else the bare name."""
        return _in(self.titles, lang, self.name)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: `default` is shown to people; the query's own row is what counts. `asOf` is the date of the run."""

    name: str
    kind: str
    required: bool
    titles: Mapping[str, str]
    default: str | None = None

    def title(self, lang: str) -> str:
        """Give its name in a language, else in Vietnamese, else the bare name."""
        return _in(self.titles, lang, self.name)


@dataclass(frozen=True, slots=True)
class Question:
    """One named question: its text is valid SPARQL as it stands; `texts` are its sentences per key and language."""

    name: str
    text: str
    file: Path
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    params: tuple[Param, ...] = ()
    columns: tuple[Column, ...] = ()
    companion: Question | None = None

    def title(self, lang: str) -> str:
        """Say the question in a language."""
        return _in(self.texts.get("title", {}), lang, self.name)

    def about(self, lang: str) -> str:
        """Say what the answer holds and what it does not; empty where the title says all."""
        return _in(self.texts.get("about", {}), lang, "")

    def note(self, row: Mapping[str, Term | None], found: int, lang: str) -> str:
        """Say in one sentence what a companion's row of counts means for an answer of `found` rows.

        `note` is said where something is unknown, `note-empty` where besides nothing was found, and
        `note-complete` where the column `unknown` counts nothing. `{rows}` and the columns are filled in.
        Empty where the question has no such sentence: then its rows are to be shown.
        """
        unknown = row.get("unknown")
        keys = ["note-empty", "note"] if found == 0 else ["note"]
        if unknown is not None and unknown.value == "0":
            keys = ["note-complete"]
        sentence = next((_in(self.texts[key], lang, "") for key in keys if key in self.texts), "")
        values = {name: "–" if value is None else value.value for name, value in row.items()}
        for name, value in {**values, "rows": str(found)}.items():
            sentence = sentence.replace("{" + name + "}", value)
        return sentence


def catalogue(folders: Sequence[Path]) -> dict[str, Question]:
    """Read every question of some folders, companions included, in the order in which they are listed.

    A later folder's question stands for an earlier one of the same name.

    Raises:
        InputError: a file that cannot be read or a header that makes no sense (FILE-01, QUERY-02 … 09).
    """
    found: dict[str, Question] = {}
    for folder in folders:
        for path, name in _files(folder):
            found[name] = _read(path, name)
    for name, question in found.items():
        companion = found.get(name + _UNKNOWN)
        if companion is not None:
            found[name] = replace(question, companion=companion)
    return {name: found[name] for name in sorted(found, key=_rank)}


def find_question(questions: Mapping[str, Question], name: str) -> Question:
    """Find a question by its name.

    Raises:
        UsageError: there is none (QUERY-01), with near names.
    """
    if name not in questions:
        raise UsageError("QUERY-01", name=name, near=_near(name, list(questions)))
    return questions[name]


def read_question(path: Path, name: str) -> Question:
    """Read one question and its companion.

    Raises:
        InputError: unreadable (FILE-01), or a header line that makes no sense (QUERY-02 … 09), with file and line.
    """
    question = _read(path, name)
    companion = path.with_name(path.stem + _UNKNOWN + path.suffix)
    if not path.stem.endswith(_UNKNOWN) and companion.is_file():
        return replace(question, companion=_read(companion, name + _UNKNOWN))
    return question


def fill(question: Question, values: Mapping[str, Term], as_of: date | None = None) -> str:
    """Put values into a question's declared rows, as RDF terms and never as text.

    Args:
        question: which one.
        values: by parameter; what is not given keeps the row of the file.
        as_of: the date of the run, for date parameters whose default is `asOf`.

    Raises:
        UsageError: an unknown parameter (QUERY-03), a required one missing (QUERY-04), a value of another kind (QUERY-05).
    """
    known = {param.name: param for param in question.params}
    for name in values:
        if name not in known:
            listed = ", ".join(known) or "–"
            raise UsageError("QUERY-03", name=name, question=question.name, near=_near(name, list(known)), params=listed)
    text = question.text
    for param in question.params:
        value = values.get(param.name)
        if value is None and param.required:
            raise UsageError("QUERY-04", name=param.name, question=question.name, title=param.title("vi"))
        if value is None and param.default == AS_OF and as_of is not None:
            value = Term("literal", as_of.isoformat(), XSD + "date")
        if value is not None:
            text = _with_row(text, param, value)
    return text


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


def _read(path: Path, name: str) -> Question:
    try:
        text = unicodedata.normalize("NFC", path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    texts: dict[str, dict[str, str]] = {}
    params: dict[str, Param] = {}
    columns: dict[str, Column] = {}
    for number, line in _header(text):
        match = _LINE.fullmatch(line)
        key = match[1] if match else ""
        if match is None or (key not in _TEXTS and key not in ("param", "column")):
            raise InputError("QUERY-02", file=path, line=number, text=line, known=", ".join((*_TEXTS, "param", "column")))
        if key == "param":
            param = _param(path, number, match[3])
            _once(param.name, params, path, number)
            params[param.name] = param
        elif key == "column":
            column = _column(path, number, match[3])
            _once(column.name, columns, path, number)
            columns[column.name] = column
        else:
            _once(match[2] or "vi", texts.setdefault(key, {}), path, number)
            texts[key][match[2] or "vi"] = match[3]
    syntax = masked(text) if params else ""
    for param in params.values():
        if not _row(param.name).search(syntax):
            raise InputError("QUERY-09", file=path, name=param.name)
    return Question(name, text, path, texts, tuple(params.values()), tuple(columns.values()))


def _header(text: str) -> Iterator[tuple[int, str]]:
    """Give the `#+` lines of the comment that opens a file."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#+"):
            yield number, line
        elif line.strip() and not line.startswith("#"):
            return


def _param(path: Path, number: int, text: str) -> Param:
    match = _PARAM.fullmatch(text)
    if match is None:
        raise InputError("QUERY-06", file=path, line=number, text=text)
    if match[2] not in PARAM_KINDS:
        raise InputError("QUERY-08", file=path, line=number, kind=match[2], known=", ".join(PARAM_KINDS))
    return Param(match[1], match[2], match[3] == "required", _titles(match[4]), match[5])


def _column(path: Path, number: int, text: str) -> Column:
    match = _COLUMN.fullmatch(text)
    if match is None:
        raise InputError("QUERY-07", file=path, line=number, text=text)
    if match[2] not in COLUMN_KINDS:
        raise InputError("QUERY-08", file=path, line=number, kind=match[2], known=", ".join(COLUMN_KINDS))
    return Column(match[1], match[2], _titles(match[3]))


def _titles(text: str) -> dict[str, str]:
    return {match[2]: match[1] for match in _TITLE.finditer(text)}


def _once(name: str, known: Mapping[str, object], path: Path, number: int) -> None:
    if name in known:
        raise InputError("QUERY-12", file=path, line=number, name=name)


def _row(name: str) -> re.Pattern[str]:
    return re.compile(rf"\bVALUES\s*[?$]{name}\s*\{{([^{{}}]*)\}}", re.IGNORECASE)


def _with_row(text: str, param: Param, value: Term) -> str:
    term = _as_sparql(param, value)
    for match in reversed(list(_row(param.name).finditer(masked(text)))):
        text = f"{text[: match.start(1)]} {term} {text[match.end(1) :]}"
    return text


def _as_sparql(param: Param, value: Term) -> str:
    """Write a value as the term that a row takes, or refuse it."""
    fits = _FITS.get(param.kind, _is_thing)
    if not fits(value):
        raise UsageError("QUERY-05", name=param.name, kind=param.kind, value=value.value)
    return value.n3()


def _is_thing(value: Term) -> bool:
    return value.kind == "iri" and _IRI.fullmatch(value.value) is not None and _encodes(value.value)


def _is_date(value: Term) -> bool:
    if value.kind != "literal" or value.datatype != XSD + "date" or len(value.value) != len("2026-01-01"):
        return False
    try:
        date.fromisoformat(value.value)
    except ValueError:
        return False
    return True


def _is_integer(value: Term) -> bool:
    return value.kind == "literal" and value.datatype == XSD + "integer" and _INTEGER.fullmatch(value.value) is not None


def _is_string(value: Term) -> bool:
    language = not value.language or _LANGUAGE.fullmatch(value.language) is not None
    return value.kind == "literal" and not value.datatype and language and _encodes(value.value)


def _encodes(text: str) -> bool:
    """Say whether text is Unicode that can be written: no half of a surrogate pair."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


_FITS = {"date": _is_date, "integer": _is_integer, "string": _is_string}

"""One question in one file: what its `#+` lines say, and the query itself.

```
#+ title@vi: Nhiệm vụ của một cơ quan
#+ title@en: Tasks of a body
#+ param: body body optional "Cơ quan"@vi "Body"@en
#+ param: at date optional "Ngày"@vi "On"@en default asOf
#+ column: task iri "Nhiệm vụ"@vi "Task"@en
#+ column: existence string "Tồn tại"@vi "Existence"@en
#+ value: existence undecided "chưa đủ căn cứ kết luận"@vi "cannot be decided"@en
```

A parameter is a row that the query declares, `VALUES ?body { UNDEF }`, so that the file runs unchanged
in any SPARQL tool; the row in the file is the default.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ct56kg.base.errors import InputError
from ct56kg.base.rows import Rows, Term

THINGS = ("iri", "body", "party", "task", "document")
PARAM_KINDS = (*THINGS, "date", "integer", "string")
COLUMN_KINDS = ("iri", "string", "date", "integer", "count", "boolean", "any")
"""A `count` is an integer of which more is more, so that it can be drawn as a bar; an order or a place is none."""
NOTE, NOTE_EMPTY = "note", "note-empty"
UNBOUND = "unbound"
"""The code of a column that says what an empty cell means, so that "not stated" is not left blank."""
_TEXTS = ("title", "about", NOTE, NOTE_EMPTY)
_NOTHING: Mapping[str, Mapping[str, str]] = {}
_KEYS = ("note-COLUMN", "param", "column", "value")
# Patterns are compiled when a line first needs them, and kept by `re`: a question has few kinds of lines.
_LINE = r"#\+\s*([A-Za-z-]+)(?:@([a-z]{2,3}))?\s*:\s*(.*?)\s*"
_PARAM = r'([A-Za-z]\w*)\s+(\S+)\s+(required|optional)((?:\s+"[^"]*"@[a-z]{2,3})*)(?:\s+default\s+(\S+))?'
_COLUMN = r'([A-Za-z]\w*)\s+(\S+)((?:\s+"[^"]*"@[a-z]{2,3})*)'
_VALUE = r'([A-Za-z]\w*)\s+(\S+)((?:\s+"[^"]*"@[a-z]{2,3})+)'
_TITLE = r'"([^"]*)"@([a-z]{2,3})'


def _in(titles: Mapping[str, str], lang: str, name: str) -> str:
    return titles.get(lang) or titles.get("vi") or next(iter(titles.values()), name)


class Column(NamedTuple):
    """One column of the answer: the variable, what it holds, its heading per language, and the words of its codes."""

    name: str
    kind: str
    titles: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = _NOTHING

    def title(self, lang: str) -> str:
        """Give the heading in a language, else in Vietnamese, else the bare name."""
        return _in(self.titles, lang, self.name)

    def words(self, code: str, lang: str) -> str | None:
        """Say a code of this column in a language, or nothing where it is no code."""
        return _in(self.values[code], lang, code) if code in self.values else None


class Param(NamedTuple):
    """One parameter.

    `default` is what people are told; what counts is the row of the file, or the date of the run for `asOf`.
    """

    name: str
    kind: str
    required: bool
    titles: Mapping[str, str]
    default: str | None = None

    def title(self, lang: str) -> str:
        """Give its name in a language, else in Vietnamese, else the bare name."""
        return _in(self.titles, lang, self.name)


class Question(NamedTuple):
    """One named question: its text is valid SPARQL as it stands; `texts` are its sentences per key and language."""

    name: str
    text: str
    file: Path
    texts: Mapping[str, Mapping[str, str]] = _NOTHING
    params: tuple[Param, ...] = ()
    columns: tuple[Column, ...] = ()
    companion: Question | None = None
    everything: Question | None = None
    """The same question without the parameters that narrow it, written for reading everything."""

    def title(self, lang: str) -> str:
        """Say the question in a language."""
        return _in(self.texts.get("title", {}), lang, self.name)

    def about(self, lang: str) -> str:
        """Say what the answer holds and what it does not; empty where the title says all."""
        return _in(self.texts.get("about", {}), lang, "")

    def in_words(self, rows: Rows, lang: str) -> Rows:
        """Give the answer with the codes of its columns in words, for people; machines get the codes."""
        coded = {column.name: column for column in self.columns if column.values}
        if not coded:
            return rows
        columns = [coded.get(name) for name in rows.variables]

        def said(column: Column | None, term: Term | None) -> Term | None:
            if column is None or (term is not None and term.kind != "literal"):
                return term
            words = column.words(UNBOUND if term is None else term.value, lang)
            return Term("literal", words, language=lang) if words else term

        return Rows(rows.variables, tuple(tuple(map(said, columns, row)) for row in rows.rows))

    def note(self, row: Mapping[str, Term | None], found: int, lang: str) -> str:
        """Say in one sentence what a companion's row of counts means for an answer of `found` rows.

        First `note`, or `note-empty` where nothing was found; then `note-COLUMN` for every column that
        counts something. `{rows}` and `{COLUMN}` are filled in. Empty where the question has no such
        sentence: then its rows are to be shown.
        """
        counts = {"rows": str(found), **{name: "–" if value is None else value.value for name, value in row.items()}}
        first = NOTE_EMPTY if found == 0 and NOTE_EMPTY in self.texts else NOTE
        keys = [first, *(f"note-{name}" for name, count in counts.items() if count not in ("0", "–"))]
        parts = [_in(self.texts[key], lang, "") for key in keys if key in self.texts]
        sentence = "; ".join(part for part in parts if part)
        for name, count in counts.items():
            sentence = sentence.replace("{" + name + "}", count)
        return sentence + "." if sentence else ""


def read_file(path: Path, name: str) -> Question:
    """Read one question, without its companion.

    Raises:
        InputError: unreadable (FILE-01); a line that is no header line (QUERY-03), parameter (QUERY-06) or column
            (QUERY-07), an unknown kind (QUERY-08), a parameter without its row (QUERY-09), something said twice
            (QUERY-12), words for a code of no column (QUERY-13); with file and line.
    """
    try:
        text = unicodedata.normalize("NFC", path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    except UnicodeDecodeError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    texts: dict[str, dict[str, str]] = {}
    params: dict[str, Param] = {}
    columns: dict[str, Column] = {}
    for number, line in _header(text):
        match = re.fullmatch(_LINE, line)
        key = match[1] if match else ""
        if match is None or not (key in _KEYS or key in _TEXTS or key.startswith("note-")):
            raise InputError("QUERY-03", file=path, line=number, text=line, known=", ".join((*_TEXTS, *_KEYS)))
        if key == "param":
            param = _param(path, number, match[3])
            _once(param.name, params, path, number)
            params[param.name] = param
        elif key == "column":
            column = _column(path, number, match[3])
            _once(column.name, columns, path, number)
            columns[column.name] = column
        elif key == "value":
            coded, code, words = _value(path, number, match[3], columns)
            columns[coded] = columns[coded]._replace(values={**columns[coded].values, code: words})
        else:
            _once(match[2] or "vi", texts.setdefault(key, {}), path, number)
            texts[key][match[2] or "vi"] = match[3]
    for param in params.values():
        if not row_of(param.name).search(text):
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
    match = re.fullmatch(_PARAM, text, re.ASCII)
    if match is None:
        raise InputError("QUERY-06", file=path, line=number, text=text)
    if match[2] not in PARAM_KINDS:
        raise InputError("QUERY-08", file=path, line=number, kind=match[2], known=", ".join(PARAM_KINDS))
    return Param(match[1], match[2], match[3] == "required", _titles(match[4]), match[5])


def _column(path: Path, number: int, text: str) -> Column:
    match = re.fullmatch(_COLUMN, text, re.ASCII)
    if match is None:
        raise InputError("QUERY-07", file=path, line=number, text=text)
    if match[2] not in COLUMN_KINDS:
        raise InputError("QUERY-08", file=path, line=number, kind=match[2], known=", ".join(COLUMN_KINDS))
    return Column(match[1], match[2], _titles(match[3]))


def _value(path: Path, number: int, text: str, columns: Mapping[str, Column]) -> tuple[str, str, dict[str, str]]:
    match = re.fullmatch(_VALUE, text, re.ASCII)
    if match is None or match[1] not in columns:
        raise InputError("QUERY-13", file=path, line=number, text=text, known=", ".join(columns) or "–")
    return match[1], match[2], _titles(match[3])


def _titles(text: str) -> dict[str, str]:
    return {match[2]: match[1] for match in re.finditer(_TITLE, text)}


def _once(name: str, known: Mapping[str, object], path: Path, number: int) -> None:
    if name in known:
        raise InputError("QUERY-12", file=path, line=number, name=name)


def row_of(name: str) -> re.Pattern[str]:
    """Give the pattern of a parameter's row; group 1 is its value. Strings and comments are not told apart here."""
    return re.compile(rf"\bVALUES\s*[?$]{name}\s*\{{([^{{}}]*)\}}", re.IGNORECASE)

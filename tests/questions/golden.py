"""Expected answers: one JSON file per question and case, terms short enough to be read and judged by a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import XSD
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.prefixes import builtin_prefixes
from ct56kg.graph.questions import Question, catalogue, fill
from ct56kg.graph.store import Store
from ct56kg.graph.workspace import load

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
QUERIES = ROOT / "queries"
DEFAULT_CASE: dict[str, Any] = {"as_of": "2026-03-01"}


@dataclass(frozen=True)
class Case:
    """One asking of one question: parameters, date, statuses loaded, and which dossier."""

    question: str
    name: str
    file: Path

    def read(self) -> dict[str, Any]:
        return json.loads(self.file.read_text("utf-8")) if self.file.is_file() else dict(DEFAULT_CASE)


@cache
def questions() -> dict[str, Question]:
    return catalogue([QUERIES])


def asked() -> dict[str, Question]:
    """Every question but the companions, which are answered together with theirs."""
    return {name: question for name, question in questions().items() if not name.endswith(".unknown")}


def cases() -> list[Case]:
    """Every expected answer on disk; a question that needs no value and has none gets the case `default`."""
    found: list[Case] = []
    for name, question in asked().items():
        files = sorted((HERE / name).glob("*.json"))
        if not files and not any(param.required for param in question.params):
            files = [HERE / name / "default.json"]
        found += [Case(name, file.stem, file) for file in files]
    return found


@cache
def store(dossier: str, as_of: str, statuses: frozenset[str]) -> Store:
    place = ROOT if dossier == "builtin" else HERE / dossier
    return load(open_dossier(place), date.fromisoformat(as_of), statuses).store


def answer(case: Case) -> dict[str, Any]:
    """Ask, and give the case with the answer it has now."""
    about = case.read()
    question = asked()[case.question]
    values = {name: term(question, name, text) for name, text in about.get("params", {}).items()}
    place = store(about.get("dossier", "builtin"), about["as_of"], frozenset(about.get("with", ())))
    day = date.fromisoformat(about["as_of"])
    rows = place.select(fill(question, values, day))
    now = {key: about[key] for key in ("dossier", "as_of", "with", "params") if key in about}
    now["columns"] = list(rows.variables)
    now["rows"] = [[short(value) for value in row] for row in rows.rows]
    if question.companion is not None:
        now |= unknown(question.companion, values, place, day, rows)
    return now


def unknown(companion: Question, values: Mapping[str, Term], place: Store, day: date, rows: Rows) -> dict[str, Any]:
    wanted = {param.name for param in companion.params}
    told = place.select(fill(companion, {name: value for name, value in values.items() if name in wanted}, day))
    counts = told.dicts()[0]
    return {
        "unknown": {name: short(value) for name, value in counts.items()},
        "note": {lang: companion.note(counts, len(rows), lang) for lang in ("vi", "en")},
    }


def term(question: Question, name: str, text: str) -> Term:
    kind = next(param.kind for param in question.params if param.name == name)
    if kind in ("date", "integer"):
        return Term("literal", text, XSD + kind)
    if kind == "string":
        return Term("literal", text)
    prefix, _, local = text.partition(":")
    return Term("iri", builtin_prefixes()[prefix] + local)


def short(value: Term | None) -> str | int | None:
    """Write a term with prefixes; `None` is unbound."""
    if value is None:
        return None
    if value.kind == "iri":
        return curie(value.value)
    if value.datatype == XSD + "integer":
        return int(value.value)
    text = Term("literal", value.value, language=value.language).n3()
    return f"{text}^^{curie(value.datatype)}" if value.datatype else text


def curie(iri: str) -> str:
    known = [(space, prefix) for prefix, space in builtin_prefixes().items() if iri.startswith(space)]
    space, prefix = max(known, key=lambda item: len(item[0]), default=("", ""))
    return f"{prefix}:{iri[len(space) :]}" if space else f"<{iri}>"


def write(case: Case, now: dict[str, Any]) -> None:
    """Write one row per line, so that a difference is read as rows."""
    lines = []
    for key, value in now.items():
        if key == "rows":
            rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in value)
            written = f"[\n{rows}\n  ]" if value else "[]"
        elif key == "note":
            written = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        else:
            written = json.dumps(value, ensure_ascii=False)
        lines.append(f"  {json.dumps(key)}: {written}")
    case.file.parent.mkdir(parents=True, exist_ok=True)
    case.file.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")

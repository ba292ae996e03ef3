"""The four diagrams of the built-in dossier, as a user sees them, and made-up rows for what no dossier has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ct56kg.base.rows import Rows, Term
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.labels import read_labels
from ct56kg.graph.questions import catalogue, fill
from ct56kg.graph.workspace import load
from ct56kg.view.diagram import NAMES, Picture, draw, questions_of

ROOT = Path(__file__).resolve().parents[2]
CT = "https://w3id.org/ct56kg/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
VIEWS = [
    (name, day, lang, statuses)
    for name in NAMES
    for day, lang, statuses in (
        ("2023-03-07", "vi", ()),
        ("2025-06-01", "vi", ()),
        ("2026-03-01", "vi", ()),
        ("2026-03-01", "en", ()),
        ("2023-03-07", "vi", ("synthetic",)),
    )
]
IDS = ["-".join((name, day, lang, *statuses)) for name, day, lang, statuses in VIEWS]


@cache
def view(name: str, day: str, lang: str = "vi", statuses: tuple[str, ...] = ()) -> Picture:
    dossier = open_dossier(None)
    as_of = date.fromisoformat(day)
    state = load(dossier, as_of, frozenset(statuses))
    questions = catalogue(dossier.queries)
    rows = {q: state.store.select(fill(questions[q], {}, as_of)) for q in questions_of(name)}
    labels = read_labels(state.merged, {})
    return draw(
        name,
        rows,
        lang=lang,
        as_of=as_of,
        label=lambda term: labels.of(term, lang),
        href=lambda term: "#" + term.value.rsplit("/id/", 1)[-1],
        source="Nguồn: bài báo 07/03/2023 (không phải toàn văn Chương trình)",
        synthetic=bool(statuses),
    )


@pytest.fixture(params=VIEWS, ids=IDS)
def picture(request: pytest.FixtureRequest) -> Picture:
    return view(*request.param)


def iri(name: str) -> Term:
    return Term("iri", name if ":" in name else f"https://example.org/{name}")


def rows(columns: Sequence[str], *values: Mapping[str, Term]) -> Rows:
    return Rows(tuple(columns), tuple(tuple(row.get(column) for column in columns) for row in values))


BODY = ("body", "class", "bodyType", "membersStated", "central", "beginEarliest", "beginLatest", "endEarliest",
        "endLatest", "quote", "start", "end", "says", "source")  # fmt: skip
LINK = ("from", "relation", "to", "sinceEarliest", "sinceLatest", "event", "quote", "start", "end", "says", "source")


def organisation(
    links: Sequence[tuple[str, str, str]],
    label: Callable[[Term], str] = lambda term: term.value.rsplit("/", 1)[-1],
    href: Callable[[Term], str] = lambda term: "#" + term.value.rsplit("/", 1)[-1],
    alone: Sequence[str] = (),
) -> Picture:
    """A made-up net of bodies; the first is the committee."""
    names = list(dict.fromkeys([end for one, _, other in links for end in (one, other)] + list(alone)))
    committee = Term("iri", "https://w3id.org/ct56kg/scheme/bodytype/committee")
    bodies = [
        {"body": iri(name), "class": Term("iri", CT + "Body")} | ({"bodyType": committee} if name == names[0] else {})
        for name in names
    ]
    pairs = [{"from": iri(a), "relation": Term("iri", CT + how), "to": iri(b)} for a, how, b in links]
    answer = {"view/structure": rows(BODY, *bodies), "view/structure-links": rows(LINK, *pairs)}
    return draw(
        "structure",
        answer,
        lang="vi",
        as_of=date(2023, 3, 7),
        label=label,
        href=href,
        source="Nguồn: thử",
        synthetic=True,
    )

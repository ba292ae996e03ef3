"""What every question file owes to whoever opens it: standard SPARQL, titles, honest columns, a settled order."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from ct56kg.graph.prefixes import builtin_prefixes
from ct56kg.graph.question_file import UNBOUND
from ct56kg.graph.questions import catalogue, question_named
from ct56kg.graph.sparql_text import masked, tokens
from questions import golden

WIDE = {wide.name: wide for question in golden.questions().values() if (wide := question.everything)}
QUESTIONS = golden.questions() | WIDE
COMPANIONS = {name: question for name, question in QUESTIONS.items() if name.endswith(".unknown")}
each = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))


@pytest.fixture(scope="module")
def empty():
    return ox.Store()


@each
def test_the_file_runs_unchanged_in_oxigraph(question, empty):
    assert isinstance(empty.query(question.text), ox.QuerySolutions)


@each
def test_the_file_is_valid_for_rdflib_too(question):
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(question.text)


@each
def test_the_answer_has_exactly_the_columns_that_the_header_declares(question, empty):
    assert [v.value for v in empty.query(question.text).variables] == [column.name for column in question.columns]
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", question.text)


@each
def test_titles_parameters_and_columns_are_said_in_both_languages(question):
    said = [*question.texts.values(), *(p.titles for p in question.params), *(c.titles for c in question.columns)]
    said += [words for column in question.columns for words in column.values.values()]
    assert all(set(texts) == {"vi", "en"} and all(texts.values()) for texts in said)
    assert "title" in question.texts


@each
def test_prefixes_are_those_of_the_one_list_and_all_are_used(question):
    declared = dict(re.findall(r"^PREFIX\s+([\w.-]*):\s*<([^>]*)>", question.text, re.MULTILINE))
    known = builtin_prefixes()
    assert declared == {prefix: known[prefix] for prefix in declared}
    used = {t.text.partition(":")[0] for t in tokens(question.text) if t.kind == "word" and not t.text.endswith(":")}
    used |= {
        prefix
        for prefix in declared
        if re.search(rf"\b{prefix}:[\s;.,)}}]", masked(question.text).split("SELECT", 1)[-1])
    }
    assert set(declared) <= used


@each
def test_the_default_that_people_are_told_is_the_row_in_the_file(question):
    for param in question.params:
        rows = {row.strip() for row in re.findall(rf"VALUES \?{param.name} \{{([^}}]*)\}}", question.text)}
        assert len(rows) == 1
        (row,) = rows
        if param.default == "asOf":
            assert re.fullmatch(r'"\d{4}-\d\d-\d\d"\^\^xsd:date', row)
        elif param.default is not None:
            assert row.strip('"') == param.default
        elif not param.required:
            assert row == "UNDEF"
        else:
            assert row != "UNDEF" or param.kind == "iri"


@each
def test_every_code_of_a_column_can_be_answered(question):
    body = question.text.split("SELECT", 1)[1]
    for column in question.columns:
        for code in column.values:
            assert f'"{code}"' in body or code in ("true", "false", UNBOUND)


@each
def test_not_exists_never_holds_several_patterns(question):
    for inside in re.findall(r"NOT\s+EXISTS\s*\{([^}]*)\}", masked(question.text)):
        assert inside.strip().rstrip(".").count(".") + inside.count(";") == 0


@each
def test_no_word_is_used_that_offices_read_as_something_else(question):
    header = question.text.split("PREFIX", 1)[0].casefold()
    assert not [word for word in ("vi phạm", "quá tải", "điểm chết", "cập nhật") if word in header]


def order_of(text):
    last = re.split(r"ORDER BY", masked(text))[-1] if "ORDER BY" in masked(text) else ""
    return re.findall(r"\?(\w+)", last)


@pytest.mark.parametrize("case", golden.cases(), ids=lambda case: f"{case.question}/{case.name}")
def test_the_order_of_rows_is_settled_by_the_question(case):
    question = golden.asked()[case.question]
    about = case.read()
    keys = order_of(question.text)
    assert keys or len(about["rows"]) <= 1
    places = [about["columns"].index(key) for key in keys if key in about["columns"]]
    rows = [tuple(str(row[place]) for place in places) for row in about["rows"]]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("question", COMPANIONS.values(), ids=list(COMPANIONS))
def test_a_companion_counts_in_one_row_and_says_it_in_a_sentence(question, empty):
    rows = list(empty.query(question.text))
    names = {column.name for column in question.columns}
    assert len(rows) == 1
    assert all(column.kind == "integer" for column in question.columns)
    assert "unknown" in names
    assert {"note", "note-unknown"} <= set(question.texts)
    for key, texts in question.texts.items():
        if key.startswith("note"):
            assert key in ("note", "note-empty") or key.removeprefix("note-") in names
            for text in texts.values():
                assert set(re.findall(r"\{(\w+)\}", text)) <= names | {"rows"}


@pytest.mark.parametrize("question", COMPANIONS.values(), ids=list(COMPANIONS))
def test_a_companion_takes_no_parameter_that_its_question_lacks(question):
    asked = golden.asked()[question.name.removesuffix(".unknown")]
    assert {param.name for param in question.params} <= {param.name for param in asked.params}


@pytest.mark.parametrize("wide", WIDE.values(), ids=list(WIDE))
def test_a_question_of_everything_says_what_its_question_says_but_for_what_narrows_it(wide):
    question = golden.questions()[wide.name.removesuffix(".all")]
    assert (wide.texts, wide.columns) == (question.texts, question.columns)
    assert [param for param in question.params if param in wide.params] == list(wide.params) != list(question.params)


def test_a_question_of_ones_own_is_not_asked_of_everything_as_the_one_it_stands_for(tmp_path):
    (tmp_path / "body").mkdir()
    (tmp_path / "body" / "load.rq").write_text("SELECT ?body WHERE { VALUES ?body { UNDEF } }", "utf-8")
    folders = [golden.QUERIES, tmp_path]
    assert question_named(folders, "body/load").everything is None
    assert catalogue(folders)["body/load"].everything is None

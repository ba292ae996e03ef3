"""Every question has an expected answer, and gives it."""

from __future__ import annotations

import json

import pytest

from ct56kg.base.rows import Term
from ct56kg.graph.questions import fill
from questions import golden

CASES = golden.cases()
WIDE = [case for case in CASES if golden.asked()[case.question].everything is not None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question}/{case.name}")
def test_a_question_gives_its_expected_answer(case, update_golden):
    now = golden.answer(case)
    if update_golden:
        golden.write(case, now)
    assert case.file.is_file(), "no expected answer: run with --update-golden, then read what was written"
    assert now == json.loads(case.file.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(golden.asked()))
def test_a_question_without_an_expected_answer_is_no_question(name):
    assert any(case.question == name and case.file.is_file() for case in CASES)


def test_an_expected_answer_without_a_question_is_none():
    found = {path.parent.relative_to(golden.HERE).as_posix() for path in golden.HERE.rglob("*.json")}
    assert found <= set(golden.asked())


@pytest.mark.parametrize("name", sorted(name for name, question in golden.asked().items() if question.params))
def test_every_parameter_of_a_question_is_used_by_a_case_or_defaults_to_the_run(name):
    used = {key for case in CASES if case.question == name for key in case.read().get("params", {})}
    left = {param.name for param in golden.asked()[name].params if param.default is None} - used
    assert not left


@pytest.mark.parametrize("case", WIDE, ids=lambda case: f"{case.question}/{case.name}")
def test_a_question_of_everything_is_answered_alike_row_by_row_and_end_to_end(case, monkeypatch):
    wide = golden.answer(case)
    monkeypatch.setattr(golden, "fill", lambda question, *rest: fill(question._replace(everything=None), *rest))
    assert golden.answer(case) == wide


def test_a_question_of_everything_is_read_end_to_end_and_one_body_is_looked_up():
    question = golden.asked()["body/load"]
    body = Term("iri", "https://w3id.org/ct56kg/id/body/x")
    assert "SELECT ?participation ?body" in fill(question, {})
    assert "SELECT ?participation ?body" not in fill(question, {"body": body})


def test_some_answer_of_every_question_has_rows():
    answered = {case.question for case in CASES if case.file.is_file() and case.read()["rows"]}
    assert set(golden.asked()) - answered == set()

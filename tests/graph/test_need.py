"""What a query needs of its store is told from its text, and every store that may answer it answers alike."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ct56kg.cli import main
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.need import ANY, PLAIN, SET, able_to_answer
from ct56kg.graph.questions import catalogue, fill
from ct56kg.graph.quick import quick_store
from ct56kg.graph.workspace import load
from ct56kg.view import reader
from graph.test_workspace import dossier

ROOT = Path(__file__).resolve().parents[2]
DAYS = (date(2023, 3, 7), date(2026, 3, 1))
QUESTIONS = catalogue([ROOT / "queries"])


@cache
def built_in(kind, day=None):
    """Load the built-in dossier with its fiction, in one of the quick stores or in full."""
    dossier, fiction = open_dossier(ROOT), frozenset({"synthetic"})
    return load(dossier, day, fiction).store if day else quick_store(dossier, fiction, kind)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_quick_store_that_may_answer_a_question_answers_like_the_full_one(name, day):
    question = QUESTIONS[name]
    query = fill(question._replace(params=tuple(p._replace(required=False) for p in question.params)), {}, day)
    expected = built_in(ANY, day).select(query)
    for kind in able_to_answer(query):
        assert built_in(kind).select(query) == expected, kind


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT ?s WHERE { ?s ?p ?o }", [PLAIN, ANY]),
        ("SELECT DISTINCT ?s WHERE { ?s ?p ?o }", [PLAIN, SET, ANY]),
        ("PREFIX a: <http://x#> # first\nselect distinct ?s { graph ?g { ?s ?p ?o } }", [SET, ANY]),
        ("# GRAPH\nSELECT ?graph ?from WHERE { ?graph x:graph ?from }", [PLAIN, ANY]),
        ("SELECT DISTINCT ?limit WHERE { GRAPH ?g { ?s ?limit ?o } }", [SET, ANY]),
        ("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }", [ANY]),
        ("PREFIX a: <http://x> # SELECT DISTINCT\nSELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }", [ANY]),
        ("SELECT ?s { { SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } } } }", [ANY]),
        ("SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1", [ANY]),
        ("SELECT DISTINCT ?n { GRAPH ?g { { SELECT (COUNT(?s) AS ?n) { ?s ?p ?o } } } }", [ANY]),
        ("SELECT DISTINCT ?n { GRAPH ?g { { SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } } } }", [SET, ANY]),
        ("SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { GRAPH ?g { ?s ?p ?o } }", [SET, ANY]),
        ("SELECT (COUNT(DISTINCT ?s) AS ?n) (SUM(?o) AS ?m) { GRAPH ?g { ?s ?p ?o } }", [ANY]),
        ("SELECT (COUNT(DISTINCT ?s) AS ?n) ?p { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p ?o", [ANY]),
        ("SELECT DISTINCT ?s FROM <http://x/g> { ?s ?p ?o }", [ANY]),
    ],
)
def test_what_a_query_needs_is_never_less_than_it_does(query, kinds):
    assert list(able_to_answer(query)) == kinds


def test_a_fact_of_two_graphs_and_a_way_through_both_are_found_alike_in_the_union(tmp_path):
    first = "<http://x/a> <http://x/p> <http://x/b> ."
    second = "<http://x/b> <http://x/p> <http://x/c> ."
    here = dossier(tmp_path, {"stated/a.ttl": first, "external/b.ttl": f"{first}\n{second}"})
    full, united = load(here, DAYS[0]).store, quick_store(here, frozenset(), SET)
    for query in (
        "SELECT DISTINCT ?g ?end { GRAPH ?g { <http://x/a> <http://x/p> ?o } ?o <http://x/p>* ?end } ORDER BY ?g ?end",
        "SELECT (COUNT(DISTINCT ?o) AS ?n) { GRAPH ?g { ?s ?p ?o } <http://x/a> <http://x/p>+ ?o }",
    ):
        assert SET in able_to_answer(query)
        assert united.select(query) == full.select(query)
        assert len(full.select(query)) > 0


@pytest.mark.parametrize("name", ["gap/unknown", "amendment/competence", "body/directed"])
def test_one_quick_store_is_enough_for_a_whole_answer(name, capsys, monkeypatch):
    made = []
    monkeypatch.setattr(reader, "quick_store", lambda *how: made.append(how) or quick_store(*how))
    assert main(["ask", name, "--dossier", str(ROOT)]) == 0
    assert len(made) == 1
    assert capsys.readouterr().out

"""Queries of rules: their form, whether they can be asked for all targets at once, and what they read."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.check.paths import HERE, sparql
from ct56kg.check.query_reader import select_form
from ct56kg.check.query_reads import query_reads
from ct56kg.check.query_rules import RuleQuery, not_set_based
from ct56kg.check.query_tokens import QueryFormError, tokens
from ct56kg.check.reads import Reads

SHAPE = ox.NamedNode("http://x/S")
X = {"x": "http://x/"}


def reason(text):
    return not_set_based(select_form(text, X), SHAPE)


def test_words_are_split_as_sparql_does():
    text = 'SELECT $this { ?a<?b FILTER(?a < <http://x/>) x:b.c 1.5 """a"b"""@en # no } here\n }'
    assert [t.text for t in tokens(text)] == [
        *("SELECT", "$this", "{", "?a", "<", "?b", "FILTER", "(", "?a", "<", "<http://x/>", ")"),
        *("x:b.c", "1.5", '"""a"b"""', "@en", "}"),
    ]


SET_BASED = [
    "SELECT $this WHERE { $this x:p ?o }",
    "SELECT DISTINCT $this ?value { $this x:p/^x:q*|x:r ?value ; a x:C , x:D . FILTER(?value > 1) } ORDER BY ?value",
    "SELECT $this (str(?o) AS ?value) WHERE { $this x:p ?o . FILTER NOT EXISTS { ?o x:q [ x:r $this ] } }",
    "SELECT $this WHERE { $this x:p ?o . OPTIONAL { ?o x:q ?n FILTER(?n != $this) } FILTER(!bound(?n)) }",
    "PREFIX y: <http://y/> SELECT $this WHERE { $this y:p ?o BIND(?o AS ?value) }",
    "SELECT $this WHERE { $this x:p ?o . FILTER(EXISTS { ?o x:q ?n } || ?o IN (1, 2)) }",
]


@pytest.mark.parametrize("text", SET_BASED)
def test_these_are_asked_for_all_targets_at_once(text):
    assert reason(text) == ""


ONE_BY_ONE = {
    "SELECT ?value WHERE { $this x:p ?value }": "$this is not projected",
    "SELECT $this WHERE { { $this x:p ?o } UNION { ?o x:p $this } }": "UNION",
    "SELECT $this WHERE { { $this x:p ?o } }": "nested group",
    "SELECT $this (COUNT(?o) AS ?n) WHERE { $this x:p ?o } GROUP BY $this": "COUNT",
    "SELECT $this WHERE { $this x:p ?o } LIMIT 1": "LIMIT",
    "SELECT $this WHERE { $this x:p ?o } HAVING (?o > 1)": "HAVING",
    "SELECT $this WHERE { GRAPH ?g { $this x:p ?o } }": "GRAPH",
    "SELECT $this WHERE { $this x:p ?o { SELECT $this ?o WHERE { $this x:q ?o } } }": "nested group",
    "SELECT $this WHERE { $this x:p ?o FILTER(?o < NOW()) }": "NOW",
    "SELECT $this ?failure WHERE { $this x:p ?failure }": "?failure",
    "SELECT $this WHERE { $shapesGraph x:p $this }": "$shapesGraph",
    "SELECT $this WHERE { $this x:p ?o OPTIONAL { ?o x:q ?n BIND($this AS ?t) } }": "BIND in OPTIONAL",
    "SELECT $this WHERE { $this x:p ?o OPTIONAL { ?o x:q ?n OPTIONAL { $this x:r ?n } } }": "OPTIONAL in OPTIONAL",
    "SELECT $this WHERE { $this x:p ?o FILTER EXISTS { ?o x:q ?n BIND(?n AS ?m) } }": "OPTIONAL or BIND in EXISTS",
}


@pytest.mark.parametrize(("text", "why"), ONE_BY_ONE.items(), ids=ONE_BY_ONE.values())
def test_these_are_judged_target_by_target(text, why):
    assert reason(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "ASK { $this x:p ?o }",
        "SELECT $this WHERE { $this y:p ?o }",
        "SELECT $this WHERE { $this x:p ( 1 2 ) }",
        "SELECT $this WHERE { $this x:p ?o",
        "SELECT $this " + "{" * 5000 + "}" * 5000,
    ],
)
def test_what_is_not_understood_is_said_so(text):
    with pytest.raises(QueryFormError):
        select_form(text, X)


def reads(text):
    found = Reads()
    query_reads(RuleQuery(SHAPE, SHAPE, text, (), select_form(text, X), ""), HERE, found)
    near = {
        f"{sparql(r.prefix)} {'^' if r.back else ''}{r.predicate} {r.other or ''}".replace("http://x/", "x:").strip()
        for r in found.near
    }
    return near, {str(p and p.value).replace("http://x/", "x:") for p in found.everywhere}, found.full


def test_a_pattern_is_read_where_a_chain_of_patterns_leads():
    text = "SELECT $this WHERE { $this x:p ?a . ?b x:q ?a . FILTER NOT EXISTS { ?b x:r x:c } }"
    assert reads(text) == ({"<x:p>", "<x:p> ^<x:q>", "<x:p>/^<x:q> <x:r> <x:c>"}, set(), [])


def test_what_no_chain_reaches_is_read_everywhere():
    assert reads("SELECT $this WHERE { $this x:p ?d . x:now x:on ?day FILTER(?d < ?day) }") == ({"<x:p>"}, {"x:on"}, [])


def test_a_variable_of_an_option_has_no_place_outside_it():
    text = "SELECT $this WHERE { $this x:p ?a . OPTIONAL { ?a x:q ?b } OPTIONAL { ?b x:r ?c } }"
    assert reads(text) == ({"<x:p>", "<x:p> <x:q>"}, {"x:r"}, [])


def test_a_variable_predicate_reads_any_triple_of_its_place():
    assert reads("SELECT $this WHERE { $this x:p ?a . ?a ?any ?b }") == ({"<x:p>", "<x:p> None"}, set(), [])


def test_a_path_of_no_steps_between_two_unplaced_variables_reads_any_triple():
    assert reads("SELECT $this WHERE { $this x:p ?a . ?b x:q* ?c }")[1] == {"None", "x:q"}


def test_the_clock_is_a_reason_to_judge_in_full():
    assert reads("SELECT $this WHERE { $this x:p ?a FILTER(?a < NOW()) }")[2] == ["NOW"]


WORDS = ["SELECT", "$this", "?v", "{", "}", "(", ")", "x:p", "a", "FILTER", "OPTIONAL", "EXISTS", "NOT", "BIND", "AS"]
MORE = [
    "[",
    "]",
    ".",
    ";",
    ",",
    "1",
    '"t"',
    "@en",
    "UNION",
    "VALUES",
    "*",
    "/",
    "|",
    "^",
    "!",
    "<http://x/>",
    "MINUS",
    "_:b",
]


@given(st.lists(st.sampled_from(WORDS + MORE), max_size=40).map(lambda words: "SELECT $this { " + " ".join(words)))
def test_no_query_crashes_the_reader(text):
    with suppress(QueryFormError):
        select_form(text, X)


@given(st.text(max_size=80))
def test_no_text_crashes_the_reader(text):
    with suppress(QueryFormError):
        select_form(text, X)

"""Queries of rules: their form, whether they can be asked for all targets at once, and what they read."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.check.paths import sparql
from ct56kg.check.query_reader import select_form
from ct56kg.check.query_reads import query_reads
from ct56kg.check.query_rules import RuleQuery, not_set_based
from ct56kg.check.query_tokens import QueryFormError, tokens
from ct56kg.check.reads import Place, Reads, Start

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


def shown(read):
    start = "" if read.at.start is Start.TARGET else f"{read.at.start} ".replace("Start.VALUE", "?value")
    ends = " ".join(filter(None, [sparql(read.at.path), f"{'^' if read.back else ''}{read.predicate}"]))
    other = f" {read.other.start}" if read.other and isinstance(read.other.start, ox.NamedNode) else ""
    marks = (" any" if read.lone else "") + (" through" if read.through else "")
    return f"{start}{ends}{other}{marks}".replace("http://x/", "x:")


def reads(text, by_value=False):
    found = Reads()
    query_reads(RuleQuery(SHAPE, SHAPE, text, (), select_form(text, X), ""), Place(), found, by_value)
    near = {shown(read) for read in (*found.near, *found.rows.get(SHAPE, ()))}
    return near, {str(p and p.value).replace("http://x/", "x:") for p in found.everywhere}, found.full


def test_a_pattern_is_read_where_a_chain_of_patterns_leads():
    text = "SELECT $this WHERE { $this x:p ?a . ?b x:q ?a . FILTER NOT EXISTS { ?b x:r x:c } }"
    assert reads(text) == ({"<x:p>", "<x:p> ^<x:q>", "<x:p>/^<x:q> <x:r> <x:c>"}, set(), [])


def test_what_hangs_on_a_fixed_node_is_read_there():
    text = "SELECT $this WHERE { $this x:p ?d . x:now x:on ?day FILTER(?d < ?day) }"
    assert reads(text) == ({"<x:p>", "<x:now> <x:on>"}, set(), [])


def test_what_no_chain_reaches_is_read_everywhere():
    text = "SELECT $this WHERE { $this x:p ?d . ?now x:on ?day FILTER(?d < ?day) }"
    assert reads(text) == ({"<x:p>"}, {"x:on"}, [])


def test_what_only_a_value_leads_to_is_read_from_the_rows_of_that_value():
    text = "SELECT $this ?value WHERE { $this x:p x:c . ?s a ?value . FILTER NOT EXISTS { ?value x:q ?by } }"
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert reads(text, by_value=True)[0] == {"<x:p> <x:c>", f"?value ^{type_} any", "?value <x:q> any"}
    assert reads(text)[1] == {type_[1:-1], "x:q"}


def test_a_value_that_is_a_predicate_is_read_through_it():
    text = "SELECT $this ?value WHERE { ?s ?value ?o }"
    assert reads(text, by_value=True) == ({"?value None any through"}, set(), [])


def test_a_value_that_only_an_option_binds_is_no_place_to_begin_at():
    text = "SELECT $this ?value WHERE { $this x:p ?a . OPTIONAL { ?b x:q ?value } ?value x:r ?c }"
    assert reads(text, by_value=True) == ({"<x:p> any"}, {"x:q", "x:r"}, [])


def test_an_option_sees_nothing_of_what_comes_after_it():
    text = "SELECT $this WHERE { $this x:p x:c . OPTIONAL { ?a x:q ?b } FILTER(!bound(?b)) $this x:r ?a }"
    assert reads(text) == ({"<x:p> <x:c>", "<x:r>"}, {"x:q"}, [])


def test_a_joined_group_is_read_where_its_own_patterns_lead():
    text = "SELECT $this WHERE { $this x:p ?a { ?a x:q ?b FILTER(?b > 1) } UNION { ?c x:r ?a } }"
    assert reads(text)[0] == {"<x:p>", "<x:p> <x:q>", "<x:p> ^<x:r> any"}


def test_a_variable_of_an_option_has_no_place_outside_it():
    text = "SELECT $this WHERE { $this x:p ?a . OPTIONAL { ?a x:q ?b } OPTIONAL { ?b x:r ?c } }"
    assert reads(text) == ({"<x:p>", "<x:p> <x:q>"}, {"x:r"}, [])


def test_a_variable_predicate_reads_any_triple_of_its_place():
    assert reads("SELECT $this ?b WHERE { $this x:p ?a . ?a ?any ?b }") == ({"<x:p>", "<x:p> None"}, set(), [])


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

"""What a stranger's query may not do, told from its text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ct56kg.base.errors import CtError, LimitError, UsageError
from ct56kg.graph.guard import MAX_BYTES, MAX_NESTING, MAX_OPERATORS, guard
from ct56kg.graph.sparql_text import masked, tokens

GRAPHS = frozenset({"http://x/g", "http://x/h"})


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s WHERE { ?s ?p ?o }",
        "ASK { ?s ?p ?o }",
        "PREFIX x: <http://x/#>\nBASE <http://b/>\nCONSTRUCT { ?s x:p ?o } WHERE { ?s x:p ?o }",
        "DESCRIBE <http://x/insert>",
        "# INSERT DATA\nSELECT ?s { ?s ?p 'DELETE' }",
        "PREFIX insert: <http://x/> SELECT ?s { ?s insert:data ?o }",
        "SELECT ?s FROM <http://x/g> FROM NAMED <http://x/h> { ?s ?p ?o }",
        "PREFIX x: <http://x/> SELECT ?s FROM x:g { ?s ?p ?o }",
        "SELECT ?from { ?s <http://x/from> ?from }",
        "SELECT ?s { ?s ?p '" + "(" * 500 + "' }",
        "SELECT ?s { ?s <http://x/" + "(" * 500 + "> ?o } #" + "{" * 500,
        "SELECT ?s { ?s ?p ?o FILTER(" + "(" * 90 + "1" + ")" * 90 + ") }",
        "SELECT ?s { " + "{ ?s <http://x/a#b> ?o } UNION " * 200 + "{} }",
        "SELECT ?s { VALUES ?s { " + "<http://x/a-b-c/d+e> " * 600 + "} }",
        "PREFIX d: <http://x/> SELECT ?s { VALUES ?s { " + "d:56-ctr-tu-can-tho " * 600 + "} }",
        "SELECT ?s { ?s ?p 'service' } # a Service",
        "PREFIX service: <http://x/> SELECT ?s { ?s service:p ?o }",
    ],
)
def test_an_honest_query_passes(text):
    guard(text, GRAPHS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SELECT ?s { ?s ?p '" + "x" * MAX_BYTES + "' }", "QUERY-30"),
        ("SELECT ?s { ?s ?p '" + "ủ" * (MAX_BYTES // 3) + "' }", "QUERY-30"),
        ("SELECT ?s " + "{" * (MAX_NESTING + 1) + "}" * (MAX_NESTING + 1), "QUERY-31"),
        ("SELECT ?s { FILTER(" + "(" * MAX_NESTING + "1" + ")" * MAX_NESTING + ") }", "QUERY-31"),
        ("SELECT ?s { ?s ?p " + "[ ?p " * MAX_NESTING + "1" + "]" * MAX_NESTING + " }", "QUERY-31"),
        ("SELECT ?s { FILTER(?a<'x>y'" + "(" * 101 + "'z')", "QUERY-31"),
        ("SELECT ?s { FILTER(?a<x:b#>))))\n" + "(" * 101 + "1", "QUERY-31"),
        ("SELECT ?s { FILTER(" + "||".join(["1"] * 600) + ") }", "QUERY-32"),
        ("SELECT ?s { FILTER(" + "1-" * 600 + "1) }", "QUERY-32"),
        ("SELECT ?s { FILTER(" + "!" * 600 + "1) }", "QUERY-32"),
        ("SELECT ?s { ?s ?p ?o " + "MINUS{} " * 600 + "}", "QUERY-32"),
        ("INSERT DATA { <http://x/a> <http://x/b> 1 }", "QUERY-33"),
        ("PREFIX x: <http://x/> BASE <http://b/> # why\n delete WHERE { ?s ?p ?o }", "QUERY-33"),
        ("WITH <http://x/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "QUERY-33"),
        ("LOAD <http://x/>", "QUERY-33"),
        ("DROP ALL", "QUERY-33"),
        ("SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }", "QUERY-35"),
        ("SELECT ?s FROM NAMED <http://x/other> { ?s ?p ?o }", "QUERY-35"),
        ("PREFIX x: <http://y/> SELECT ?s from x:g { ?s ?p ?o }", "QUERY-35"),
        ("SELECT ?s FROM<http://x/g#> { ?s ?p ?o }", "QUERY-35"),
        ("SELECT ?s { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "QUERY-34"),
        ("SELECT ?s { service silent ?x { ?s ?p ?o } }", "QUERY-34"),
        ("SELECT ?s { ?s ?p ?o FILTER EXISTS { Service <http://x/> { ?s ?p ?o } } }", "QUERY-34"),
        ("SELECT ?s { { SELECT ?s { GRAPH ?g { SERVICE <http://x/> {} } } } }", "QUERY-34"),
        ("SELECT ?s { ?s ?p 'service' ", "QUERY-34"),
        ('SELECT ?s { BIND("\\u0022" AS ?a) SERVICE <http://x/> {} BIND("\\u0022" AS ?b) }', "QUERY-34"),
        ("SELECT ?s { FILTER(?a<x:b#>\nSERVICE <http://x/> {} }", "QUERY-34"),
        ("SELECT ?s { ?s ?p '\ud800' }", "QUERY-20"),
    ],
)
def test_what_may_not_run_is_refused_with_its_code(text, code):
    with pytest.raises((LimitError, UsageError)) as caught:
        guard(text, GRAPHS)
    assert caught.value.code == code
    assert caught.value.say("vi") != caught.value.say("en")


def test_from_is_left_alone_where_the_graphs_are_not_known():
    guard("SELECT ?s FROM <http://anywhere/> { ?s ?p ?o }")


def test_a_query_without_the_word_is_judged_without_any_parser():
    code = (
        "import sys; from ct56kg.graph.guard import guard; guard('SELECT ?s { ?s ?p ?o }', ()); "
        "print('rdflib' in sys.modules, 'pyoxigraph' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


PIECES = [
    *"{}()[]<>'\"#\\?:;.,/|&!+-*^@ \n",
    *('"""', "'''", "SELECT ", "WHERE ", "FROM ", "NAMED ", "service ", "INSERT ", "PREFIX "),
    *("x:", "<http://x/>", "?a", "MINUS", "\\u0028"),
]


@settings(deadline=None)
@given(text=st.text() | st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_whatever_is_typed_passes_or_is_refused_in_words(text):
    try:
        guard(text, GRAPHS)
    except CtError as error:
        assert error.say("vi")
        assert error.say("en")


@settings(deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_masking_keeps_every_place_and_every_token_its_text(text):
    assert len(masked(text)) == len(text)
    assert all(text[token.start : token.start + len(token.text)] == token.text for token in tokens(text))


@given(
    depth=st.integers(1, 300),
    pair=st.sampled_from(["{}", "()", "[]"]),
    noise=st.sampled_from(["", "'('", "#(\n", "<http://x/(>"]),
)
def test_nesting_is_counted_whatever_stands_between(depth, pair, noise):
    text = "SELECT ?s " + (pair[0] + noise) * depth + pair[1] * depth
    if depth > MAX_NESTING:
        with pytest.raises(LimitError, match="QUERY-31"):
            guard(text)
    else:
        guard(text)


def test_operators_up_to_the_limit_pass_and_one_more_does_not():
    chain = "SELECT ?s {{ FILTER({}) }}"
    guard(chain.format("+".join(["1"] * (MAX_OPERATORS + 1))))
    with pytest.raises(LimitError, match="QUERY-32"):
        guard(chain.format("+".join(["1"] * (MAX_OPERATORS + 2))))

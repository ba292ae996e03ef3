"""What a server says near a change: who states what, and literals as the server spells them."""

import pyoxigraph as ox
import pytest

from ct56kg.graph.remote.content import RemoteContent
from ct56kg.graph.remote.near import respelled, settled_near
from laws.random_rules import typed, x

GRAPHS = [ox.NamedNode("https://kho.example/a"), ox.NamedNode("https://kho.example/b")]


def quad(s, p, o, graph=None):
    return ox.Quad(x(s), x(p), o, graph or ox.DefaultGraph())


@pytest.fixture
def content(server, endpoint):
    """Two graphs, one statement in both, and the merge of them."""
    held = [
        quad("s", "p", x("o"), GRAPHS[0]),
        quad("s", "p", x("o"), GRAPHS[1]),
        quad("s", "q", typed("1.10", "decimal"), GRAPHS[1]),
    ]
    server.store.extend([*held, *(ox.Quad(q.subject, q.predicate, q.object) for q in held)])
    return RemoteContent(endpoint, "https://kho.example/data")


def test_the_graphs_that_state_a_triple_are_told_with_the_rest_in_one_request(server, content):
    asked = [quad("s", "p", x("o")).triple, quad("s", "p", x("none")).triple]

    def compute(near):
        return near.stated(asked), near.said_of([x("s")]), list(near.view.objects(x("s"), x("p")))

    stated, said, objects = settled_near(content, (), compute)
    assert {q.graph_name for q in stated} == set(GRAPHS)
    assert len(said) == 3
    assert objects == [x("o")]
    assert sum("VALUES" in query for query in server.queries) == 1


def test_a_statement_is_there_in_the_graph_it_names_or_in_any_if_it_names_none(content):
    def compute(near):
        wanted = quad("s", "q", typed("1.1", "decimal"))
        return [near.has(ox.Quad(*wanted.triple, graph)) for graph in (ox.DefaultGraph(), *GRAPHS)]

    assert settled_near(content, (), compute) == [True, False, True]


def test_whoever_reads_on_from_the_outcome_is_not_told_less(server, content):
    near = settled_near(content, (), lambda near: near)
    assert list(near.view.objects(x("s"), x("p"))) == [x("o")]
    assert near.has(quad("s", "p", x("o")))


def test_literals_are_looked_for_as_the_server_spells_them(server, content):
    change = [quad("s", "q", typed("1.10", "decimal")), quad("s", "q", typed("2.0", "decimal")), quad("s", "p", x("o"))]
    there = respelled(content, change)
    assert [str(q.object) for q in there[:2]] == [str(typed("1.1", "decimal")), str(typed("2", "decimal"))]
    assert there[2] == change[2]
    assert settled_near(content, (), lambda near: [near.has(q) for q in there]) == [True, False, True]


def test_a_server_that_says_true_and_false_in_digits_is_read_in_words(server, content):
    answer = server.answered

    def digits(query):
        status, kind, body = answer(query)
        for word, digit in ((b"true", b"1"), (b"false", b"0")):
            body = body.replace(b'"value":"' + word + b'"', b'"value":"' + digit + b'"')
        return status, kind, body

    server.answered = digits
    server.store.add(quad("s", "yes", typed("true", "boolean")))
    near = settled_near(content, (), lambda near: near)
    assert list(near.view.objects(x("s"), x("yes"))) == [typed("true", "boolean")]
    assert respelled(content, [quad("s", "yes", typed("1", "boolean"))])[0].object == typed("true", "boolean")

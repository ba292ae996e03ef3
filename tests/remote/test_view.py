"""The neighbourhood of a change over the protocol: the same as with the graph at hand, in few requests."""

from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ct56kg.amend.judged import compiled
from ct56kg.base.errors import CtError, RemoteError, UsageError
from ct56kg.check.preview import evaluate_before, impact
from ct56kg.check.view import MemoryView, Overlay
from ct56kg.graph.remote.address import read_address
from ct56kg.graph.remote.batches import Lookup, fetch
from ct56kg.graph.remote.endpoint import Endpoint
from ct56kg.graph.remote.exchange import Exchange, Limits
from ct56kg.graph.remote.view import Fetched, settled
from laws.random_rules import TYPE, Graphs, Shapes, x
from remote.fake import Server

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def kept():
    """One server for many examples."""
    server = Server()
    exchange = Exchange(read_address(server.url), limits=Limits(seconds=10))
    yield server, Endpoint(exchange)
    exchange.close()
    server.http.shutdown()
    server.http.server_close()


def fill(server, triples):
    server.store.clear()
    server.store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    server.queries.clear()


def chain(length, breadth=1):
    """A tree of bodies: each under the next."""
    up = x("under")
    return {
        ox.Triple(x(f"b{level}-{place}"), up, x(f"b{level + 1}-{place}"))
        for level in range(length)
        for place in range(breadth)
    }


def up(view, start, steps):
    """Walk up from some nodes, one step at a time."""
    nodes = [x(f"b0-{place}") for place in range(start)]
    for _ in range(steps):
        nodes = [end for node in nodes for end in view.objects(node, x("under"))]
    return nodes


def test_a_walk_of_many_takes_as_many_requests_as_it_has_steps(kept):
    server, endpoint = kept
    fill(server, chain(4, breadth=300))
    fetched = Fetched(endpoint)
    found = settled(fetched, lambda view: up(view, 300, 4))
    assert found == [x(f"b4-{place}") for place in range(300)]
    assert sum("VALUES" in query and "COUNT" not in query for query in server.queries) == 4


def test_what_is_known_is_not_asked_for_again(kept):
    server, endpoint = kept
    fill(server, chain(2))
    fetched = Fetched(endpoint)
    settled(fetched, lambda view: up(view, 1, 2))
    asked = len(server.queries)
    assert settled(fetched, lambda view: up(view, 1, 2)) == [x("b2-0")]
    assert settled(fetched, lambda view: list(view.match(x("b0-0"), None, None))) == [
        (x("b0-0"), x("under"), x("b1-0"))
    ]
    assert len(server.queries) == asked


def test_what_a_computation_raises_counts_only_when_it_has_seen_all(kept):
    server, endpoint = kept
    fill(server, chain(1))
    fetched = Fetched(endpoint)

    def strict(view):
        if not view.objects(x("b0-0"), x("under")):
            raise UsageError("STATUS-01", name="a", known="b")
        return "found"

    assert settled(fetched, strict) == "found"
    fill(server, ())
    fetched = Fetched(endpoint)
    with pytest.raises(UsageError):
        settled(fetched, strict)


def with_a_blank_node(kept, cap=None):
    server, endpoint = kept
    some = ox.BlankNode()
    fill(server, {ox.Triple(x("s"), x("p"), some), ox.Triple(some, x("q"), x("end")), *chain(1, breadth=200)})
    server.cap = cap
    fetched = Fetched(Endpoint(endpoint.exchange))
    try:
        return settled(
            fetched, lambda view: [e for node in view.objects(x("s"), x("p")) for e in view.objects(node, x("q"))]
        )
    finally:
        server.cap = None


def test_where_blank_nodes_turn_up_everything_is_fetched_in_one_answer(kept):
    assert with_a_blank_node(kept) == [x("end")]


def test_blank_nodes_on_a_server_that_gives_only_parts_cannot_be_told_apart(kept):
    with pytest.raises(RemoteError) as caught:
        with_a_blank_node(kept, cap=100)
    assert caught.value.code == "REMOTE-15"


def test_more_than_the_limit_is_not_fetched(kept):
    server, endpoint = kept
    fill(server, chain(1, breadth=20))
    fetched = Fetched(endpoint, limit=10)
    with pytest.raises(RemoteError) as caught:
        settled(fetched, lambda view: list(view.match(None, x("under"), None)))
    assert caught.value.code == "REMOTE-16"


def under_a_cap(kept, cap, size):
    """Fetch the instances of a class from a server that gives so many rows and says nothing."""
    server, endpoint = kept
    data = {ox.Triple(x(f"n{place}"), TYPE, x("A")) for place in range(size)}
    fill(server, data)
    server.cap = cap
    try:
        found = fetch(Endpoint(endpoint.exchange), [Lookup(None, TYPE, x("A"))])
        return {quad.triple for quad in found} == data
    finally:
        server.cap = None


@pytest.mark.parametrize(("cap", "size"), [(50, 150), (77, 150), (100, 250), (1000, 1500)])
def test_a_server_that_cuts_long_answers_is_asked_in_smaller_parts(kept, cap, size):
    assert under_a_cap(kept, cap, size)


def test_a_server_that_takes_only_short_queries_is_asked_in_smaller_parts(kept):
    server, endpoint = kept
    fill(server, chain(1, breadth=300))
    server.longest = 2000
    try:
        found = {quad.triple for quad in fetch(endpoint, [Lookup(x(f"b0-{place}")) for place in range(300)])}
    finally:
        server.longest = None
    assert found == chain(1, breadth=300)


def test_a_server_that_takes_no_query_is_given_up(kept):
    server, endpoint = kept
    server.longest = 10
    try:
        with pytest.raises(RemoteError, match="413 query too long") as caught:
            list(fetch(endpoint, [Lookup(x("a")), Lookup(x("b"))]))
    finally:
        server.longest = None
    assert caught.value.code == "REMOTE-14"


def counted(caused):
    return Counter((*one.result.key, str(one.result.shape), one.triples) for one in caused)


def holds(rng, server, endpoint):
    """Judge a random change by random rules, over the graph at hand and over the server's."""
    graphs = Graphs(rng, plain=True)
    data = graphs.graph()
    added, removed = graphs.change(data)
    try:
        rules = compiled(Shapes(rng, plain=True).graph())
        here = MemoryView(data)
        expected = impact(here, Overlay(here, added, removed), rules)
        everything = evaluate_before(rules, here)
    except CtError:
        assume(False)
    fill(server, data)
    fetched = Fetched(endpoint)
    seen = settled(fetched, lambda view: impact(view, Overlay(view, added, removed), rules))
    assert counted(seen.new) == counted(expected.new)
    assert counted(seen.fixed) == counted(expected.fixed)
    assert Counter(str(one) for one in seen.updated) == Counter(str(one) for one in expected.updated)
    fetched = Fetched(endpoint)
    full = settled(fetched, lambda view: evaluate_before(rules, view))
    assert Counter(full) == Counter(everything)


@settings(max_examples=40, **RELAXED)
@given(rng=st.randoms(use_true_random=False))
def test_a_change_over_the_protocol_is_judged_as_at_home(kept, rng):
    holds(rng, *kept)


@pytest.mark.long
@settings(max_examples=2000, **RELAXED)
@given(rng=st.randoms(use_true_random=False))
def test_a_change_over_the_protocol_is_judged_as_at_home_in_thousands_of_cases(kept, rng):
    holds(rng, *kept)

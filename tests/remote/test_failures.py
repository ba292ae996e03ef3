"""A server that is down, slow, cut short, or something else than an endpoint: said with its remedy, never an answer."""

import socket

import pytest

from ct56kg.base.errors import CtError, InputError, RemoteError
from ct56kg.graph.remote.address import read_address
from ct56kg.graph.remote.endpoint import Endpoint, RefusedError
from ct56kg.graph.remote.exchange import Exchange, Limits
from ct56kg.graph.remote.store import RemoteStore
from remote.fake import JSON, dribble, hang, hang_up, saying

ONE = "SELECT ?s { ?s ?p ?o }"
PAGE = b"<!doctype html><html><head><title>Log in &middot; Intranet</title></head></html>"


def failure(endpoint, query=ONE):
    with pytest.raises(CtError) as caught:
        endpoint.select(query)
    for lang in ("vi", "en"):
        assert "→" in caught.value.say(lang)
    return caught.value.code


def test_a_server_that_is_down_is_said_to_be_down():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = read_address(f"http://127.0.0.1:{free.getsockname()[1]}/query")
    exchange = Exchange(address, wait=lambda seconds: None)
    assert failure(Endpoint(exchange)) == "REMOTE-04"


def test_a_server_without_a_name_is_not_connected_to():
    assert failure(Endpoint(Exchange(read_address("http://kho.invalid/"), wait=lambda s: None))) == "REMOTE-04"


def test_a_server_that_says_nothing_in_time_is_asked_once_and_given_up(server, endpoint):
    server.habits = [hang(3)]
    assert failure(endpoint) == "REMOTE-05"
    assert len(server.queries) == 1


def test_a_server_that_dribbles_is_as_slow_as_a_silent_one(server, endpoint):
    server.habits = [dribble]
    assert failure(endpoint) == "REMOTE-05"


def test_an_answer_that_breaks_off_is_asked_for_again(server, endpoint):
    server.habits = [hang_up, hang_up]
    assert endpoint.select(ONE).rows == []
    assert len(server.queries) == 3


def test_an_answer_that_breaks_off_each_time_is_no_answer(server, endpoint):
    server.habits = [hang_up] * 3
    assert failure(endpoint) == "REMOTE-06"


def test_a_busy_server_is_asked_again_after_as_long_as_it_says(server):
    waited = []
    exchange = Exchange(read_address(server.url), limits=Limits(seconds=1), wait=waited.append)
    server.habits = [saying(503, "text/plain", b"", ("Retry-After", "2")), saying(429, "text/plain")]
    assert Endpoint(exchange).select(ONE).rows == []
    assert waited == [2.0, pytest.approx(0.8)]


def test_a_server_that_stays_busy_is_given_up(server, endpoint):
    server.habits = [saying(503, "text/plain", b"maintenance")] * 3
    with pytest.raises(RefusedError, match="503 maintenance"):
        endpoint.select(ONE)
    assert len(server.queries) == 3


def test_a_web_page_is_no_answer(server, endpoint):
    server.habits = [saying(200, "text/html", PAGE)]
    assert failure(endpoint) == "REMOTE-11"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/csv", b"s\r\n"),
        ("", b"{}"),
        (JSON, b""),
        (JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri"'),
        (JSON, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "not an iri"}}]}}'),
        (JSON, b"[1, 2]"),
        ("application/sparql-results+xml", b"<sparql>"),
    ],
)
def test_what_cannot_be_read_is_no_answer(server, endpoint, kind, body):
    server.habits = [saying(200, kind, body)]
    assert failure(endpoint) == "REMOTE-12"


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_wants_credentials_says_where_to_put_them(server, endpoint, status):
    server.habits = [saying(status, "text/plain")]
    with pytest.raises(RemoteError, match=r"CT56KG_STORE_FOR=http://127\.0\.0\.1:\d+ ") as caught:
        endpoint.select(ONE)
    assert caught.value.code == "REMOTE-09"


def test_a_wrong_path_is_said_to_be_one(server, endpoint):
    server.habits = [saying(404, "text/html", PAGE)]
    assert failure(endpoint) == "REMOTE-10"


def test_a_redirection_within_the_server_is_followed(server, endpoint):
    server.habits = [saying(307, "", b"", ("Location", "/sparql"))]
    assert endpoint.select(ONE).rows == []
    assert [path for path, _ in server.seen] == ["/query", "/sparql"]


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/query", "https://example.org/query", "ftp://x/", "//other/"])
def test_a_redirection_elsewhere_is_not_followed(server, endpoint, place):
    server.habits = [saying(302, "", b"", ("Location", place))]
    assert failure(endpoint) == "REMOTE-07"


def test_a_redirection_in_a_circle_ends(server, endpoint):
    server.habits = [saying(302, "", b"", ("Location", "/query"))] * 9
    assert failure(endpoint) == "REMOTE-07"


@pytest.mark.parametrize("habit", [saying(206, JSON, b""), saying(200, JSON, b"", ("X-SQL-State", "S1TAT"))])
def test_what_was_found_before_the_time_was_up_is_no_answer(server, endpoint, habit):
    server.habits = [habit]
    assert failure(endpoint) == "REMOTE-13"


def test_an_answer_longer_than_the_limit_is_not_read_to_its_end(server):
    exchange = Exchange(read_address(server.url), limits=Limits(size=1000))
    server.habits = [saying(200, JSON, b" " * 5000)]
    assert failure(Endpoint(exchange)) == "REMOTE-08"


def test_a_query_that_the_server_refuses_is_refused_in_its_words(server, endpoint):
    server.habits = [saying(400, "text/plain", b"SP030: syntax error\nSPARQL query: x")]
    with pytest.raises(RemoteError, match="400 SP030: syntax error") as caught:
        RemoteStore(endpoint, None).select(ONE)
    assert caught.value.code == "REMOTE-14"


def test_a_question_for_rows_answered_by_yes_is_no_answer(endpoint):
    with pytest.raises(InputError):
        RemoteStore(endpoint, None).select("ASK { ?s ?p ?o }")

"""Where, and as whom: no secret in an address, none to a stranger, none in clear text."""

import sys
from types import SimpleNamespace

import pytest

from ct56kg.base.errors import UsageError
from ct56kg.graph.remote.address import read_address
from ct56kg.graph.remote.credentials import authorization
from ct56kg.graph.remote.endpoint import Endpoint
from ct56kg.graph.remote.exchange import Exchange
from remote.fake import Server

HOME = "https://kho.example"
USER = {"CT56KG_STORE_FOR": HOME, "CT56KG_STORE_USER": "an", "CT56KG_STORE_PASSWORD": "mật:khẩu"}


@pytest.mark.parametrize(
    "text",
    ["ftp://x/", "http://", "http:///query", "http://x:99999/", "https://máy/", "http://x/a b", "http://x/\n", "x"],
)
def test_what_is_no_address_of_an_endpoint_is_refused(text):
    with pytest.raises(UsageError) as caught:
        read_address(text)
    assert caught.value.code == "REMOTE-01"


@pytest.mark.parametrize("text", ["https://an:secret@kho.example/sparql", "http://secret@kho.example/"])
def test_an_address_with_a_password_is_refused_without_repeating_it(text):
    with pytest.raises(UsageError) as caught:
        read_address(text)
    assert caught.value.code == "REMOTE-02"
    assert "kho.example" in caught.value.say("en")
    assert "secret" not in caught.value.say("en") + caught.value.say("vi") + repr(caught.value)


def test_an_address_keeps_its_query():
    address = read_address("http://127.0.0.1:7878/query?union-default-graph")
    assert (address.origin, address.target) == ("http://127.0.0.1:7878", "/query?union-default-graph")


def test_credentials_come_from_the_environment_for_the_origin_they_are_meant_for():
    basic = authorization(read_address(f"{HOME}:443/sparql"), USER)
    assert basic == "Basic YW46beG6rXQ6a2jhuql1"
    token = {"CT56KG_STORE_FOR": HOME + "/", "CT56KG_STORE_TOKEN": "t0ken\n"}
    assert authorization(read_address(HOME), token) == "Bearer t0ken"


@pytest.mark.parametrize("other", ["https://kho.example.org/", "https://kho.example:8443/", "http://kho.example/"])
def test_another_server_never_learns_them(other):
    assert authorization(read_address(other), USER) is None


def test_they_do_not_travel_in_clear_text():
    plain = {**USER, "CT56KG_STORE_FOR": "http://kho.example"}
    with pytest.raises(UsageError) as caught:
        authorization(read_address("http://kho.example/query"), plain)
    assert caught.value.code == "REMOTE-03"


@pytest.mark.parametrize("here", ["http://127.0.0.1:8890", "http://localhost", "http://[::1]:7878"])
def test_to_this_machine_they_may(here):
    assert authorization(read_address(here), {**USER, "CT56KG_STORE_FOR": here}).startswith("Basic ")


def keyring(monkeypatch, credential):
    kept = SimpleNamespace(get_credential=credential, errors=SimpleNamespace(KeyringError=OSError), __spec__=object())
    monkeypatch.setitem(sys.modules, "keyring", kept)


def test_a_keyring_is_asked_for_the_origin(monkeypatch):
    asked = []
    keyring(monkeypatch, lambda service, user: asked.append(service) or SimpleNamespace(username="an", password="x"))
    assert authorization(read_address(f"{HOME}/sparql"), {}) == "Basic YW46eA=="
    assert asked == ["ct56kg https://kho.example"]


def test_a_keyring_that_stays_locked_is_no_obstacle(monkeypatch):
    def locked(service, user):
        raise OSError

    keyring(monkeypatch, locked)
    assert authorization(read_address(HOME), {}) is None


def test_they_are_sent_with_every_request():
    server = Server()
    Endpoint(Exchange(read_address(server.url), "Bearer x")).select("SELECT ?s { ?s ?p ?o }")
    assert server.seen[0][1]["Authorization"] == "Bearer x"
    server.http.shutdown()

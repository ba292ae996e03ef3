"""The server that the tests of this folder ask, and a client of it."""

import pytest

from ct56kg.graph.remote.address import read_address
from ct56kg.graph.remote.endpoint import Endpoint
from ct56kg.graph.remote.exchange import Exchange, Limits
from remote.fake import Server


@pytest.fixture
def server():
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def endpoint(server):
    """The server as a client sees it that waits for nothing and has little patience."""
    exchange = Exchange(read_address(server.url), limits=Limits(seconds=1), wait=lambda seconds: None)
    yield Endpoint(exchange)
    exchange.close()

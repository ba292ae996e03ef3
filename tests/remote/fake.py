"""A SPARQL endpoint of our own on this machine, well-behaved until a test gives it a bad habit."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

JSON = "application/sparql-results+json"
NT = "application/n-triples"


class Server:
    """A server that answers from a store; `habits` are tried in turn before it does what it should."""

    def __init__(self):
        self.store = ox.Store()
        self.habits = []
        self.queries = []
        self.seen = []
        self.cap = None
        self.longest = None
        self.union = False
        self.wrong = lambda query: False
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                query = parse_qs(body.decode())["query"][0]
                server.queries.append(query)
                server.seen.append((self.path, dict(self.headers)))
                if server.habits:
                    habit = server.habits.pop(0)
                    with suppress(ConnectionError):
                        habit(self)
                elif server.longest is not None and len(query) > server.longest:
                    say(self, 413, "text/plain", b"query too long")
                else:
                    say(self, *server.answered(query))

            def log_message(self, *words):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.http.server_port}/query"

    def answered(self, query):
        if self.wrong(query):
            return 200, JSON, b'{"head": {"vars": ["nothing"]}, "results": {"bindings": []}}'
        try:
            found = self.store.query(query, use_default_graph_as_union=self.union)
        except (SyntaxError, ValueError) as error:
            return 400, "text/plain", str(error).encode()
        if isinstance(found, ox.QueryTriples):
            return 200, NT, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
        body = found.serialize(format=ox.QueryResultsFormat.JSON)
        if self.cap is not None and isinstance(found, ox.QuerySolutions):
            body = cut(body, self.cap)
        return 200, JSON, body


def cut(body, rows):
    """Give the first rows only, as a server does that has a limit and does not say so."""
    table = json.loads(body)
    table["results"]["bindings"] = table["results"]["bindings"][:rows]
    return json.dumps(table).encode()


def say(handler, status, kind, body, headers=()):
    handler.send_response(status)
    if kind:
        handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers:
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def saying(status, kind, body=b"", *headers):
    """A habit: always the same answer."""
    return lambda handler: say(handler, status, kind, body, headers)


def hang(seconds):
    """A habit: say nothing for a while."""

    def habit(handler):
        time.sleep(seconds)
        handler.close_connection = True

    return habit


def dribble(handler):
    """A habit: one byte at a time, never done."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def hang_up(handler):
    """A habit: half of the answer that was promised."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": ["s"]}, "results": {"bindings": [')
    handler.close_connection = True

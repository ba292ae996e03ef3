"""Outbound connections: none from any command, and with a remote store none but to that server."""

import re
import shutil
import subprocess
import sys

import pyoxigraph as ox
import pytest

from ct56kg.cli import main
from remote.fake import Server

WATCHED = """
import socket, sys
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        sys.stderr.write(f"CONNECTION {args[1] if event != 'socket.getaddrinfo' else args[:2]}\\n")
sys.addaudithook(watch)
from ct56kg.cli import main
sys.exit(main(sys.argv[1:]))
"""
COMMANDS = {
    "ask": ["ask", "task/list"],
    "sparql": ["ask", "--sparql", "query.rq"],
    "check": ["check", "--as-of", "2026-03-01"],
    "reference": ["check", "--as-of", "2023-03-07", "--engine", "pyshacl", "--dossier", "foreign"],
    "draw": ["draw", "structure", "-o", "x.svg"],
    "export": ["export", "graph", "-o", "x.jsonld"],
    "amend": ["amend", "check", "--add", "add.nt"],
    "doctor": ["doctor"],
    "intake": ["intake", "letter.html", "-o", "review.xlsx"],
}


@pytest.fixture
def folder(tmp_path):
    """Files that name other machines wherever a file can."""
    (tmp_path / "query.rq").write_text("SELECT ?s FROM <http://127.0.0.1:9/g> { ?s ?p ?o }")
    (tmp_path / "add.nt").write_text("<http://x/s> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/o> .\n")
    (tmp_path / "letter.html").write_text('<html><img src="http://127.0.0.1:9/i.png"><p>56-CTr/TU</p></html>')
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "ct56kg.toml").write_text(
        '[dossier]\nextends = "none"\ndata = ["d.ttl"]\nshapes = ["s.ttl"]\n'
    )
    (tmp_path / "foreign" / "d.ttl").write_text("<http://x/s> a <http://x/C> .\n")
    (tmp_path / "foreign" / "s.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<http://x/o> <http://www.w3.org/2002/07/owl#imports> "
        "<http://127.0.0.1:9/o> .\n<http://x/S> a sh:NodeShape ; sh:targetClass <http://x/C> ; sh:nodeKind sh:IRI .\n"
    )
    return tmp_path


def connections(folder, words):
    command = [sys.executable, "-c", WATCHED, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1) or "QUERY-35" in done.stderr, done.stderr
    return re.findall(r"CONNECTION (.*)", done.stderr)


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_no_command_opens_a_connection(folder, words):
    assert connections(folder, words) == []


def test_with_a_remote_store_there_are_none_but_to_it(folder):
    file = folder / "store.nq"
    assert main(["export", "store", "-o", str(file)]) == 0
    server = Server()
    server.store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    found = connections(folder, [*COMMANDS["check"], "--store", server.url])
    assert set(found) == {str(("127.0.0.1", server.http.server_port))}
    server.http.shutdown()


STRACE = shutil.which("strace")


@pytest.mark.long
@pytest.mark.skipif(not STRACE, reason="strace is not installed: what the engines themselves connect to is not seen")
@pytest.mark.parametrize("words", [["tour", "--out", "tour"], *COMMANDS.values()], ids=["tour", *COMMANDS])
def test_no_command_opens_a_connection_below_python_either(folder, words):
    command = [STRACE, "-f", "-qq", "-e", "trace=connect,sendto", "-o", "calls", sys.executable, "-m", "ct56kg", *words]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert [line for line in (folder / "calls").read_text().splitlines() if "AF_INET" in line] == []

"""What strangers, accidents and kills cannot do: reach the server from outside, make it call out, lose a dossier."""

import os
import re
import signal
import socket
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

from ct56kg.web.server import _listen
from web.conftest import ROOT, multipart

VIEW = "2026-03-01"
SOCKETS = Path("/proc/net/tcp")
ABOUT = b"""PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/ct56kg/id/change/thu> a ct:ChangeSet ;
  ct:verb <https://w3id.org/ct56kg/scheme/verb/amend> ; ct:effectDate "2026-02-01"^^xsd:date .
"""
ADD = b'<https://w3id.org/ct56kg/id/item/k1> <https://w3id.org/ct56kg/ns#note> "x"@vi .\n'
WATCH = """
import os, sys
def tell(words):
    with open(os.environ["CT56KG_WATCHED"], "a") as file:
        file.write(words + "\\n")
def watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "urllib.Request"):
        tell(f"{event} {args[1:]}")
tell("watching")
sys.addaudithook(watch)
"""


@pytest.mark.skipif(not SOCKETS.exists(), reason="this system lists its sockets elsewhere")
def test_it_listens_on_this_machine_only(server):
    port = int(server.address.rpartition(":")[2])
    sockets = [line.split() for line in SOCKETS.read_text("ascii").splitlines()[1:]]
    listening = [fields[1].split(":") for fields in sockets if fields[3] == "0A"]
    assert [address for address, number in listening if int(number, 16) == port] == ["0100007F"]


def test_nothing_is_asked_of_any_other_machine(start, tmp_path):
    """Python tells of every connection it opens, in the server and in its workers; there is none."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, "utf-8")
    log = tmp_path / "watched.txt"
    env = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT / 'src'}", "CT56KG_WATCHED": str(log)}
    with start(env=env) as server:
        for path in ("", "thing/body/b07", "diagrams/structure", "consistency", "sparql", "questions/body/directed"):
            assert server(f"/vi/{VIEW}/{path}").status == 200
        event = urllib.parse.quote("https://w3id.org/ct56kg/id/evt/b07-b10", safe="")
        assert server(f"/vi/{VIEW}/what-if?kind=event&event={event}").status == 200
        assert server.sparql("SELECT * WHERE { ?s ?p ?o } LIMIT 1").status == 200
        assert server.sparql("SELECT * WHERE { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }").status == 400
    told = log.read_text("utf-8").split("\n")[:-1]
    assert len(told) >= 3 and set(told) == {"watching"}  # server, worker, look


def test_a_kill_while_recording_leaves_the_old_state_or_the_new(start, tmp_path, ct56kg):
    """Whenever the server dies, `doctor` finds the dossier whole."""
    mine = tmp_path / "mine"
    assert ct56kg("init", mine).code == 0
    for delay in (0.2, 0.9):
        with start("--dossier", mine, "--write") as server:
            text = ADD.replace(b'"x"', f'"{delay}"'.encode())
            reply = server(
                f"/vi/{VIEW}/what-if", follow=False, **multipart(about=("a.ttl", ABOUT), add=("b.ttl", text))
            )
            assert reply.status == 303, reply.text
            body = urllib.parse.urlencode({"token": server.token, "what": "thu", "because": "thu"}).encode()

            def send(body=body, address=reply.headers["location"], server=server):
                with pytest.raises(OSError):
                    server(address + "/record", data=body, kind="application/x-www-form-urlencoded")
                    raise ConnectionError  # it was quicker than the kill

            sending = threading.Thread(target=send)
            sending.start()
            time.sleep(delay)
            os.kill(server.pid, signal.SIGKILL)
            sending.join()
        said = ct56kg("doctor", "--dossier", mine)
        assert said.code == 0, said.out + said.err
        assert not re.search(r"Traceback", said.err)


def test_one_slow_sender_keeps_nobody_waiting(server):
    """Half a request, and then nothing: others are answered meanwhile."""
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nquery=")
        begun = time.monotonic()
        assert server("/health").status == 200
        assert time.monotonic() - begun < 20


def test_what_is_sent_in_pieces_leaves_at_once():
    """The event loop turns off Nagle's algorithm only where the socket names its protocol."""
    with _listen("127.0.0.1", 0) as taken, socket.create_connection(taken.getsockname()):
        opened, _ = taken.accept()
        with opened:
            assert opened.proto == socket.IPPROTO_TCP

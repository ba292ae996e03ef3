"""The web application over a server that keeps the data: the same pages, and a plain one when the server goes away."""

import subprocess
from contextlib import ExitStack

import pytest

from ct56kg.cli import main
from remote import real
from web.conftest import serving

pytestmark = pytest.mark.long
DAY = "2026-03-01"
PAGES = ("tasks", "bodies", "documents", "matrix", "diagrams/structure", "thing/body/b07")


def shown(text):
    """Leave out the names of the state and of the files, which differ with where the data are kept."""
    return text.partition('<main id="main"')[2].partition("</main>")[0]


def test_pages_over_a_server_are_those_of_the_files_and_say_plainly_when_it_is_gone(tmp_path, monkeypatch):
    if not real.OXIGRAPH:
        pytest.skip("the server of Oxigraph is not installed: pip install oxigraph")
    started = []
    plain = subprocess.Popen
    monkeypatch.setattr(real.subprocess, "Popen", lambda *a, **k: started.append(plain(*a, **k)) or started[-1])
    assert main(["export", "store", "--as-of", DAY, "-o", str(tmp_path / "s.nq")]) == 0
    with ExitStack() as stack:
        address = stack.enter_context(real.oxigraph(tmp_path, tmp_path / "s.nq"))
        keeper = started[-1]
        over, files = stack.enter_context(serving("--store", address)), stack.enter_context(serving())
        for path in PAGES:
            reply = over(f"/vi/{DAY}/{path}")
            assert reply.status == 200, path
            assert shown(reply.text) == shown(files(f"/vi/{DAY}/{path}").text), path
        keeper.terminate()
        keeper.wait()
        for path in ("", "matrix.csv", "thing/body/b09", "questions/body/directed"):
            reply = over(f"/vi/2024-02-02/{path}")
            assert reply.status == 503 and reply.headers["x-ct56kg-error"].startswith("REMOTE-"), path
            assert "Không kết nối được" in reply.text and "Traceback" not in reply.text
        assert over(f"/vi/{DAY}/tasks").status == 200  # seen before, so still there

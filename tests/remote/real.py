"""Two servers as others run them, on this machine only: Oxigraph's own, and Virtuoso."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

OXIGRAPH = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
VIRTUOSO, ISQL = shutil.which("virtuoso-t"), shutil.which("isql-vt")

_SETTINGS = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


@contextmanager
def _process(command, folder):
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url, process):
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {url}")


@contextmanager
def oxigraph(folder: Path, quads: Path, *options: str):
    """Start `oxigraph serve` on a store of some N-Quads and give the address of its endpoint."""
    store = folder / "store"
    subprocess.run([OXIGRAPH, "load", "-l", store, "-f", quads], check=True, capture_output=True)
    port = free_port()
    command = [OXIGRAPH, "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}", *options]
    with _process(command, folder) as process:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(folder: Path, quads: Path, rows: int = 10_000):
    """Start Virtuoso on an empty database, load some N-Quads, and give the address of its endpoint."""
    sql, http = free_port(), free_port()
    (folder / "v.ini").write_text(_SETTINGS.format(sql=sql, http=http, rows=rows))
    shutil.copy(quads, folder / "store.nq")
    with _process([VIRTUOSO, "+foreground", "+configfile", "v.ini"], folder) as process:
        _wait_for(f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", process)
        load = "DB.DBA.TTLP(file_to_string_output('store.nq'), '', 'urn:merged', 512);\ncheckpoint;\n"
        command = [ISQL, f"127.0.0.1:{sql}", "dba", "dba"]
        done = subprocess.run(command, input=load, text=True, capture_output=True, cwd=folder, check=True)
        assert "Error" not in done.stdout + done.stderr, done.stdout
        yield f"http://127.0.0.1:{http}/sparql"

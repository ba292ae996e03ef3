"""A server of our own for every test module that wants one, on a free port, killed at its end."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: dict

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def kind(self):
        return self.headers.get("content-type", "").partition(";")[0]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@dataclass(frozen=True)
class Server:
    address: str
    pid: int
    token: str = ""

    def __call__(self, path, accept="*/*", data=None, kind=None, method=None, follow=True, timeout=60, **headers):
        named = {"Accept": accept, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if kind:
            named["Content-Type"] = kind
        asked = urllib.request.Request(self.address + path, data=data, headers=named, method=method)
        opener = urllib.request.build_opener() if follow else urllib.request.build_opener(_Stay)
        try:
            with opener.open(asked, timeout=timeout) as answer:
                return Reply(answer.status, answer.read(), {k.lower(): v for k, v in answer.headers.items()})
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.read(), {k.lower(): v for k, v in error.headers.items()})

    def sparql(self, query, accept="application/sparql-results+json", **params):
        asked = urllib.parse.urlencode({"query": query, **params})
        return self("/sparql?" + asked, accept)


@contextlib.contextmanager
def serving(*words, env=None):
    """Run `ct56kg serve` until the block ends."""
    command = [sys.executable, "-m", "ct56kg", "serve", "--port", "0", *map(str, words)]
    told = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", **(env or {})}
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        env=told,
        encoding="utf-8",
    )
    said, address, token = [], None, ""
    for line in process.stderr:
        said.append(line)
        token = (re.findall(r"token[ =:]+(\S+)", line) or [token])[0]
        found = re.search(r"http://\S+?/(?=[\s?])", line)
        if found:
            address = found[0]
            break
    assert address, "".join(said)
    threading.Thread(target=process.stderr.read, daemon=True).start()
    server = Server(address.rstrip("/"), process.pid, token)
    try:
        yield server
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def start():
    return serving


def multipart(**files):
    """Write files as a form sends them."""
    parts = []
    for name, (filename, content) in files.items():
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
        parts += [head.encode(), content, b"\r\n"]
    return {"data": b"".join(parts) + b"--b--\r\n", "kind": "multipart/form-data; boundary=b"}

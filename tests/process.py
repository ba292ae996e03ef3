"""The product as a user runs it: a process of its own, from a folder that is not the repository."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def ct56kg(tmp_path):
    def run(*words, stdin="", cwd=tmp_path, env=None, timeout=120):
        done = subprocess.run(
            [sys.executable, "-m", "ct56kg", *map(str, words)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env={**os.environ, **(env or {})},
            timeout=timeout,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return run

"""Figures of a process are its own, not those of whoever started it."""

import sys

import pytest

from bench.timing import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the benchmarks run on POSIX")
HELD = 500 * 2**20


def python(code):
    return [sys.executable, "-I", "-S", "-c", code]


def test_a_small_command_is_reported_small_though_its_parent_holds_half_a_gigabyte():
    held = bytearray(b"x") * HELD
    done = run(python("print('done')"))
    assert (done.code, done.out) == (0, "done\n")
    assert 1 < done.megabytes < 100
    assert len(held) == HELD


def test_what_a_command_says_of_its_own_peak_is_not_that_of_its_parent_either():
    held = bytearray(b"x") * HELD
    done = run(python("import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"))
    assert int(done.out) / 1024 < 100
    assert len(held) == HELD


def test_a_command_that_uses_much_is_reported_large():
    assert run(python("held = bytearray(b'x') * (200 * 2**20)")).megabytes > 200


def test_a_command_that_fails_is_reported_with_its_code_and_what_it_said():
    done = run(python("import sys; sys.exit('no')"))
    assert (done.code, done.err) == (1, "no\n")


def test_a_command_that_takes_too_long_is_stopped_with_all_it_started():
    sleeper = "import subprocess; subprocess.run(['sleep', '60'])"
    done = run(python(sleeper), limit=0.5)
    assert done.code is None


def test_a_command_with_a_limit_of_memory_gets_no_more():
    done = run(python("held = bytearray(b'x') * (3 * 2**30)"), gigabytes=1)
    assert done.code == 1
    assert "MemoryError" in done.err

"""Start a command from a process that holds next to nothing, and report what it took.

The system counts as a process's peak what its parent held when it was started (POSIX: `ru_maxrss` outlives `exec`).
Whoever holds much and wants to know about another process therefore starts this script, and this script the command.

Run: `python -I -S launch.py FD GIGABYTES WORD …`; a report goes to the descriptor as JSON, `GIGABYTES` limits memory if
it is not 0. What it imports is kept small on purpose: this process's own peak is the least that it can report.
"""

import os
import resource
import sys
import time


def main(report: int, gigabytes: float, words: list[str]) -> None:
    """Run the command to its end and report."""
    if gigabytes:
        most = int(gigabytes * 2**30)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    start = time.perf_counter()
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_CLOSE, report)])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    os.write(report, f'{{"code": {code}, "seconds": {seconds!r}, "megabytes": {usage.ru_maxrss / 1024!r}}}'.encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])

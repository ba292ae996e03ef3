"""Our evaluator and its peers, one process each, on the same graph and the same rules, round by round."""

import json
import statistics
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from bench.commands import Nation
from bench.contestant import CONTESTANTS
from bench.ledger import Ledger
from bench.table import Measured
from bench.timing import ROOT, run

MEMORY = 14
"""Gigabytes that a contestant may take; more would stop the machine."""
VALIDATION, RDFLIB = "validation", "rdflib"
_HERE = frozenset({"ours", "pyshacl"})
"""Contestants that every installation of ours has."""
_SCRIPT = ROOT / "tests" / "bench" / "contestant.py"


def peers(nations: Iterable[Nation], python: Path | None, rounds: int, limit: int, ledger: Ledger) -> None:
    """Measure every contestant on every nation; one that failed or was too slow is not asked for a larger one."""
    given_up: dict[str, str] = {} if python else dict.fromkeys({*CONTESTANTS} - _HERE, "not here: no --peers")
    for nation in sorted(nations, key=lambda nation: nation.triples):
        files = nation.judged(), nation.shapes()
        for name in CONTESTANTS:
            if name in given_up:
                if python:
                    note = Measured(name, nation.triples, None, note=given_up[name])
                    ledger.measure(VALIDATION, name, nation.triples, lambda note=note: note)
                continue
            runner = python if python and name not in _HERE else Path(sys.executable)
            work = partial(_measured, name, runner, files, rounds, limit, nation.triples)
            one = ledger.measure(VALIDATION, name, nation.triples, work)
            if one.seconds is None or one.seconds > limit / 5:
                given_up[name] = one.note or f"not tried: {one.seconds:.0f} s on the size before"


def _measured(name: str, python: Path, files: Sequence[Path], rounds: int, limit: int, triples: int) -> Measured:
    said = []
    for _ in range(rounds):
        java = name == "topbraid"  # reserves more address space than it uses
        done = run([python, _SCRIPT, name, *files], limit, 0 if java else MEMORY)
        if done.code is None:
            return Measured(name, triples, None, note=f"stopped after {limit} s")
        if done.code:
            return Measured(name, triples, None, note=_why(done.err))
        said.append(json.loads(done.out.splitlines()[-1]))
        if said[-1]["seconds"] > 60:
            break
    middle = statistics.median(one["seconds"] for one in said)
    label = name if name == "ours" else f"{name} {said[0]['version']}"
    return Measured(label, triples, middle, max(one["megabytes"] for one in said), said[0]["results"])


def _why(text: str) -> str:
    last = next((line for line in reversed(text.strip().splitlines()) if line.strip()), "failed")
    return f"failed: {last.strip()[:90]}".replace("|", "/")


def questions(nations: Iterable[Nation], ledger: Ledger) -> None:
    """Ask rdflib one question over everything, which is enough to know."""
    for nation in nations:
        ledger.measure(RDFLIB, "rdflib: body/load", nation.triples, partial(_asked, nation))


def _asked(nation: Nation) -> Measured:
    code = (
        "import rdflib,sys,time;g=rdflib.Graph().parse(sys.argv[1],format='nt');"
        "t=time.perf_counter();n=len(list(g.query(open(sys.argv[2],encoding='utf-8').read())));"
        "print(time.perf_counter()-t,n)"
    )
    done = run([sys.executable, "-c", code, nation.judged(), ROOT / "queries" / "body" / "load.rq"], 400)
    if done.code is None:
        return Measured("rdflib: body/load", nation.triples, None, note="stopped after 400 s")
    seconds, rows = done.out.split()
    return Measured("rdflib: body/load", nation.triples, float(seconds), results=int(rows))

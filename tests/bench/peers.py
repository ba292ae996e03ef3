"""Our evaluator and its peers, one process each, on the same graph and the same rules, round by round."""

import json
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.commands import Nation
from bench.contestant import CONTESTANTS
from bench.table import Measured
from bench.timing import ROOT, run

MEMORY = 14
"""Gigabytes that a contestant may take; more would stop the machine."""
_SCRIPT = ROOT / "tests" / "bench" / "contestant.py"


def peers(nations: Iterable[Nation], python: Path | None, rounds: int, limit: int) -> list[Measured]:
    """Measure every contestant on every nation; one that failed or was too slow is not asked for a larger one."""
    found: list[Measured] = []
    given_up: dict[str, str] = {}
    for nation in sorted(nations, key=lambda nation: nation.triples):
        data, shapes = nation.judged(), nation.shapes()
        for name in CONTESTANTS:
            if name in given_up:
                found.append(Measured(name, nation.triples, None, note=given_up[name]))
                continue
            if python is None and name not in ("ours", "pyshacl"):
                found.append(Measured(name, nation.triples, None, note="not here: no --peers"))
                continue
            runner = Path(sys.executable) if name in ("ours", "pyshacl") or python is None else python
            one = _measured(name, runner, (data, shapes), rounds, limit, nation.triples)
            if one.seconds is None or one.seconds > limit / 5:
                given_up[name] = one.note or f"not tried: {one.seconds:.0f} s on the size before"
            found.append(one)
            print(one, file=sys.stderr, flush=True)
    return found


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


def questions(nation: Nation) -> Iterator[Measured]:
    """Ask rdflib one question over everything, which is enough to know."""
    data = nation.judged()
    text = ROOT / "queries" / "body" / "load.rq"
    code = (
        "import rdflib,sys,time;g=rdflib.Graph().parse(sys.argv[1],format='nt');"
        "t=time.perf_counter();n=len(list(g.query(open(sys.argv[2],encoding='utf-8').read())));"
        "print(time.perf_counter()-t,n)"
    )
    done = run([sys.executable, "-c", code, data, text], 300)
    if done.code is None:
        yield Measured("rdflib: body/load", nation.triples, None, note="stopped after 300 s")
    else:
        seconds, rows = done.out.split()
        yield Measured("rdflib: body/load", nation.triples, float(seconds), results=int(rows))

"""Amendments of one nation judged in process, on its store on the disk: medians and minima in seconds, as JSON.

Run: `python tests/bench/amendments.py DIR [ROUNDS]`, `DIR` as `generate.py` writes it. The store is open and the rules
are ready, as in a server; what is measured is from a change in hand to what it brings.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ct56kg.amend.change import read_change
from ct56kg.amend.judged import compiled
from ct56kg.amend.timeline import afterwards, fitted
from ct56kg.check.preview import impact
from ct56kg.check.seeing import view_of
from ct56kg.check.view import Overlay
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load

CHANGES = ("ten-triples", "drop-lead", "dissolve-body", "root-deadline")
DAY = date(2026, 3, 1)


def judged(folder: Path, rounds: int) -> Iterator[dict[str, object]]:
    """Judge each change some times, each time in a view that has read nothing yet."""
    state = load(open_dossier(folder)._replace(store="disk"), DAY)
    rules = compiled(state.shapes)
    for name in CHANGES:
        change = read_change(folder / "changes" / name)
        seconds, new = [], 0
        for _ in range(rounds):
            view = view_of(state)
            start = time.perf_counter()
            fitted(change, state)
            after = afterwards(change, state)
            new = len(impact(view, Overlay(view, *after.content.effect), rules).new)
            seconds.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        middle = statistics.median(seconds)
        yield {"what": name, "seconds": middle, "least": min(seconds), "megabytes": peak, "new": new}


if __name__ == "__main__":
    for said in judged(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 15):
        print(json.dumps(said), flush=True)

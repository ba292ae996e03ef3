"""What a check costs, full and after a change, beside stock pySHACL in the same run.

Run: `PYTHONPATH=tests python tests/bench/checking.py [changes]` in an environment with ct56kg installed.
Prints Markdown. Times are seconds of processor time, imports and reading of files excluded.
"""

import logging
import random
import statistics
import sys
import time
import warnings
from datetime import date

from ct56kg.check.affected import Positions
from ct56kg.check.checking import engine_of
from ct56kg.check.preview import Rules, evaluate_before, impact
from ct56kg.check.shapes import Shapes
from ct56kg.check.targets import targets
from ct56kg.check.view import MemoryView, Overlay
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load
from laws.stock import stock


def timed(work):
    """Give what some work gives, and its processor time."""
    start = time.process_time()
    answer = work()
    return answer, time.process_time() - start


def main(changes):
    """Measure on the built-in dossier with everything loaded, and print."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    state = load(open_dossier(None), date(2026, 3, 1), frozenset({"synthetic", "hypothesis"}))
    shapes, reading = timed(lambda: Shapes(state.shapes))
    engine, compiling = timed(lambda: engine_of(shapes))
    positions, placing = timed(lambda: Positions(shapes))
    rules, view = Rules(shapes, engine, positions), MemoryView(state.judged)
    found, full = timed(lambda: evaluate_before(rules, view))
    pairs = sum(len(targets(shapes, shape.node, view)) for shape in shapes.roots())
    rng, times, shares = random.Random(56), [], []
    for triple in rng.sample(sorted(state.judged, key=str), changes):
        preview, took = timed(lambda triple=triple: impact(view, Overlay(view, (), (triple,)), rules))
        times.append(took)
        shares.append(preview.pairs / pairs)
    reference, slow = timed(lambda: stock(state.judged, state.shapes))
    print(
        f"{len(state.judged)} triples, {len(shapes.roots())} rules, {pairs} (rule, target) pairs, {len(found)} findings"
    )
    print(f"equal in number to stock pySHACL: {len(found) == sum(reference.values())}\n")
    print("| step | s | × full check |\n|---|---:|---:|")
    for name, seconds in (
        ("read the rules", reading),
        ("compile them", compiling),
        ("find their read positions", placing),
        ("full check", full),
        ("check of one removed triple, median", statistics.median(times)),
        ("stock pySHACL, full", slow),
    ):
        print(f"| {name} | {seconds:.4f} | {seconds / full:.2f} |")
    print(f"\nshare of pairs judged again: median {statistics.median(shares):.4f}, largest {max(shares):.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)

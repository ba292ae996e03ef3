"""A process that judges rules over a store; started by `crew` as `python -m ct56kg.check.stored.worker`.

It reads pickles from standard input (first where the store is and the rules, then one root shape after the other) and
writes for each shape a pickle of its results, or of the error that the person is to be told. Both ends are ours.
"""

from __future__ import annotations

import os
import pickle
import sys

from ct56kg.base.errors import CtError
from ct56kg.check.stored.bench import Bench


def main() -> None:
    """Judge until standard input ends."""
    source = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as sink:
        os.dup2(2, 1)  # whatever prints, never into the answers
        place, rules = pickle.load(source)
        bench = Bench(place, rules)
        while True:
            try:
                root = pickle.load(source)
            except EOFError:
                return
            try:
                said: object = list(bench.results(root))
            except CtError as error:
                said = error
            pickle.dump(said, sink)
            sink.flush()


if __name__ == "__main__":
    main()

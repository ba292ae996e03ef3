"""The process that checks a huge dossier in full on a date, says how far it has come, and writes what it found.

It reads one line of JSON from standard input and ends when that closes, so that it never outlives who started it.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Thread

from ct56kg.base.writing import write_atomic
from ct56kg.check.full import full_check
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.judging import beside, worded
from ct56kg.view.reader import Context


def main() -> None:
    """Check once."""
    asked = json.loads(sys.stdin.readline())
    Thread(target=_end_with_starter, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
    dossier = open_dossier(asked["dossier"])._replace(store=asked["store"])
    reader = Context(dossier, "vi", date.fromisoformat(asked["day"]), frozenset(asked["statuses"]))
    results = full_check(reader.state, reader.view, told=_told)
    found = {}
    for lang in ("vi", "en"):
        own = reader.replace(lang=lang)
        vars(own).update(state=reader.state, view=reader.view)
        found[lang] = [asdict(finding) for finding in worded(own, results, beside(own))]
    write_atomic(Path(asked["target"]), json.dumps(found, ensure_ascii=False).encode())


def _told(done: int, total: int) -> None:
    print(done, total, flush=True)


def _end_with_starter() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()

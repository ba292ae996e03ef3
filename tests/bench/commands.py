"""The commands as a person runs them, on nations kept in a store on the disk; whole processes."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from bench.generate import generate
from bench.ledger import Ledger
from bench.ntriples import about, ct, day
from bench.table import Measured
from bench.timing import ROOT, measured, run

COMMANDS, AMENDMENTS = "commands", "amendments"
DAY = "2026-03-01"
ROWS = 100
"""Programmes from which a nation is large enough for a store on the disk."""
BODY = "https://w3id.org/ct56kg/example/national/id/body/60-front"
_QUESTIONS = (
    ("one body", ("body/tasks-of", f"body={BODY}", f"at={DAY}"), "≤ 0.2 s at 2M"),
    ("workload of all bodies", ("body/load", f"at={DAY}"), "≤ 2 s at 2M, 30 s at 20M"),
    ("overdue", ("task/overdue", f"at={DAY}"), "≤ 2 s at 2M, 30 s at 20M"),
    ("gaps", ("gap/unknown",), "≤ 2 s at 2M, 30 s at 20M"),
)
_IN_PROCESS = {
    "ten-triples": "≤ 15 ms; 20M ≤ 2 × 200k",
    "drop-lead": "≤ 15 ms",
    "dissolve-body": "≤ 50 ms at 20M",
    "root-deadline": "≤ 150 ms at 20M",
}
"""The standard amendments, and what judging them in process was to take."""


@dataclass(frozen=True, slots=True)
class Nation:
    """A dossier written by `generate.py`."""

    folder: Path
    programmes: int
    triples: int

    @classmethod
    def made(cls, work: Path, programmes: int) -> "Nation":
        """Write it, unless it is there."""
        folder = work / f"n{programmes}"
        written = folder / "written.json"
        if not written.is_file():
            triples = generate(folder, programmes, 5)
            written.write_text(json.dumps({"triples": triples}), "utf-8")
        return cls(folder, programmes, json.loads(written.read_text("utf-8"))["triples"])

    def judged(self) -> Path:
        """Give the graph that a check judges as N-Triples: the nation, the vocabulary, the date."""
        path = self.folder / "judged.nt"
        if not path.is_file():
            with path.open("wb") as file:
                for vocabulary in sorted((ROOT / "ontology").glob("*.ttl")):
                    triples = (quad.triple for quad in ox.parse(path=vocabulary, format=ox.RdfFormat.TURTLE))
                    file.write(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
                file.write(about(ct("thisCheck"), [("asOf", day(date.fromisoformat(DAY)))]).encode())
                with (self.folder / "data" / "synthetic" / "nation.nt").open("rb") as nation:
                    shutil.copyfileobj(nation, file)
        return path

    def shapes(self) -> Path:
        """Give the rules as one Turtle file."""
        path = self.folder / "shapes.ttl"
        path.write_text("".join(p.read_text("utf-8") for p in sorted((ROOT / "shapes").glob("*.ttl"))), "utf-8")
        return path


def commands(nations: Iterable[Nation], rounds: int, largest: int, ledger: Ledger) -> None:
    """Measure every command on every nation; the full check up to a number of programmes only."""
    for nation in sorted(nations, key=lambda nation: nation.triples):
        for what, words, times, target in _each(nation, rounds):
            if what != "check" or nation.programmes <= largest:
                work = partial(_timed, nation, what, words, times, target)
                ledger.measure(COMMANDS, what, nation.triples, work)


def amendments(nations: Iterable[Nation], rounds: int, ledger: Ledger) -> None:
    """Judge the standard amendments of every nation in process, all of one nation in one process."""
    for nation in sorted(nations, key=lambda nation: nation.triples):
        said: dict[str, dict[str, Any]] = {}

        def judged(name: str, nation: Nation = nation, said: dict[str, dict[str, Any]] = said) -> Measured:
            if not said:
                done = run([sys.executable, ROOT / "tests" / "bench" / "amendments.py", nation.folder, str(rounds)])
                if done.code:
                    raise RuntimeError(done.err.strip().splitlines()[-1])
                said.update((one["what"], one) for one in map(json.loads, done.out.splitlines()))
            one, target = said[name], _IN_PROCESS[name]
            return Measured(name, nation.triples, one["seconds"], one["megabytes"], one["new"], target=target)

        for name in _IN_PROCESS:
            ledger.measure(AMENDMENTS, name, nation.triples, partial(judged, name))


def _each(nation: Nation, rounds: int) -> Iterator[tuple[str, Sequence[str | Path], int, str]]:
    yield "first question (builds the store if there is none)", ("ask", "gap/documents"), 1, ""
    for what, words, target in _QUESTIONS:
        yield what, ("ask", *words, "--format", "json"), rounds, target
    for name in _IN_PROCESS:
        folder = nation.folder / "changes" / name
        words = ("amend", "check", folder, "--as-of", DAY, "--format", "json")
        yield f"amend check: {name}", words, rounds, "≤ 0.35 s, ≤ 300 MB at 20M"
    yield "check", ("check", "--as-of", DAY, "--format", "json"), 1, "finishes at 20M; half pyshifty's memory at 2M"


def _timed(nation: Nation, what: str, words: Sequence[str | Path], times: int, target: str) -> Measured:
    start = ("--dossier", str(nation.folder), "--store", "disk")
    seconds, peak, out = measured([*start, *words], times)
    return Measured(what, nation.triples, seconds, peak, _count(out), target=target)


def _count(out: str) -> int | None:
    """Give how many rows, findings or new findings a command told."""
    try:
        said = json.loads(out)
    except ValueError:
        return None
    for key in ("findings", "new"):
        if key in said:
            return len(said[key])
    return len(said["results"]["bindings"]) if "results" in said else None

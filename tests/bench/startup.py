"""What starting costs, in multiples of a bare Python, side by side in one run.

Every question that needs no value is asked; the quickest, the middle and the slowest are shown.

Run: `python tests/bench/startup.py [rounds]` in an environment with ct56kg installed, from a folder outside the
repository. Prints Markdown.
"""

import json
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import rdflib": ["-c", "import rdflib"],
    "import pyshacl": ["-c", "import pyshacl"],
    "ct56kg --help": ["-m", "ct56kg", "--help"],
    "ct56kg ask": ["-m", "ct56kg", "ask"],
    "ct56kg find tuyen giao": ["-m", "ct56kg", "find", "tuyen giao"],
    "ct56kg check": ["-m", "ct56kg", "check", "--as-of", "2023-03-07"],
}


def questions():
    """List the commands that ask a question of the built-in dossier, by name."""
    command = [sys.executable, "-m", "ct56kg", "ask", "--format", "json"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    asked = (q["name"] for q in listed if not any(p["required"] for p in q["params"]))
    return {f"ct56kg ask {name}": ["-m", "ct56kg", "ask", name] for name in asked}


def measure(words):
    """Give the wall-clock seconds of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main(rounds):
    """Interleave the commands, so that a drifting machine drifts for all alike."""
    asked = questions()
    commands = {**COMMANDS, **asked}
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            times[name].append(measure(words))
    middle = {name: statistics.median(seconds) for name, seconds in times.items()}
    ranked = sorted(asked, key=middle.get)
    print("| command | median ms | × bare Python |\n|---|---:|---:|")
    for name in (*COMMANDS, ranked[0], ranked[len(ranked) // 2], ranked[-1]):
        print(f"| `{name}` | {middle[name] * 1000:.0f} | {middle[name] / middle['python -c pass']:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)

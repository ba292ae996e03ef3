"""What starting costs, in multiples of a bare Python, side by side in one run.

Run: `python tests/bench/startup.py [rounds]` in an environment with ct56kg installed. Prints Markdown.
"""

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
    "ct56kg ask body/directed": ["-m", "ct56kg", "ask", "body/directed"],
    "ct56kg find tuyen giao": ["-m", "ct56kg", "find", "tuyen giao"],
    "ct56kg check": ["-m", "ct56kg", "check", "--as-of", "2023-03-07"],
}


def measure(words):
    """Give the wall-clock seconds of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main(rounds):
    """Interleave the commands, so that a drifting machine drifts for all alike."""
    times = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, words in COMMANDS.items():
            times[name].append(measure(words))
    bare = statistics.median(times["python -c pass"])
    print("| command | median ms | × bare Python |\n|---|---:|---:|")
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"| `{name}` | {middle * 1000:.0f} | {middle / bare:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)

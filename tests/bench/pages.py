"""How long the server takes for its pages: the first page once it is up, again, and on a date nobody asked for yet.

Run: `python tests/bench/pages.py [--dossier DIR] [--store disk]`. Times are of a whole request over the loopback, in
milliseconds; compare them inside one run only.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script, it finds what stands beside it

from web.conftest import serving

TODAY, OTHER = "2026-03-01", "2024-05-{:02}"
PAGES = ("", "tasks", "matrix", "consistency", "amendments", "questions/body/directed", "thing/body/b07")


def took(server, path):
    """Give the milliseconds of one request, and what it was answered with."""
    begun = time.perf_counter()
    reply = server(path)
    return (time.perf_counter() - begun) * 1000, reply


def middle(values):
    return sorted(values)[len(values) // 2]


def main(words):
    """Measure and print."""
    with serving("--as-of", TODAY, *words) as server:
        begun = time.perf_counter()
        server("/health")
        print(f"first answer           {(time.perf_counter() - begun) * 1000:8.1f} ms")
        time.sleep(3)  # the first page is made before anybody asks
        first, reply = took(server, f"/vi/{TODAY}/")
        print(f"first page             {first:8.1f} ms  {len(reply.body) / 1000:.0f} kB")
        again = middle([took(server, f"/vi/{TODAY}/")[0] for _ in range(30)])
        print(f"first page, again      {again:8.1f} ms")
        new = middle([took(server, f"/vi/{OTHER.format(day)}/")[0] for day in range(1, 8)])
        print(f"first page, a new date {new:8.1f} ms")
        for path in PAGES[1:]:
            once, reply = took(server, f"/vi/{TODAY}/{path}")
            kept = middle([took(server, f"/vi/{TODAY}/{path}")[0] for _ in range(10)])
            print(f"{path:22} {once:8.1f} ms  then {kept:6.1f} ms  {len(reply.body) / 1000:.0f} kB  {reply.status}")


if __name__ == "__main__":
    main(sys.argv[1:])

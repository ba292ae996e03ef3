"""The process that draws: DOT on standard input, the picture on standard output.

Graphviz in process can neither be stopped nor used by two threads, so it lives here; started by `render` as
`python -I -S worker.py FORMAT DPI FOLDER`, with the folder that holds pygraphviz: nothing else is searched.
"""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Draw once. Whatever the libraries print goes to standard error, never into the picture."""
    form, dpi, site = sys.argv[1:4]
    sys.path.append(site)
    out = os.dup(1)
    os.dup2(2, 1)
    import pygraphviz

    graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
    if form == "png":
        graph.graph_attr["dpi"] = dpi
    picture = graph.draw(format=form, prog="nop2")
    with os.fdopen(out, "wb") as stream:
        stream.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

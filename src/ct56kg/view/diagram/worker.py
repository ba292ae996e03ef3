"""The process that draws: what to draw on standard input, the picture on standard output.

Graphviz in process can neither be stopped nor used by two threads, so it lives here; started as
`python -I -S worker.py FOLDER`, with the folder that holds pygraphviz: nothing else is searched. It makes itself ready,
then reads a line `FORMAT DPI` and DOT, draws once and ends; it ends too when whoever started it is gone.
"""

from __future__ import annotations

import os
import sys

_FIRST = 'digraph { layout=nop2; node [fontname=Roboto label="a"]; a [pos="0,0"] }'
"""Loads the drawing library's parts and the font, while nobody waits."""


def main() -> int:
    """Draw once. Whatever the libraries print goes to standard error, never into the picture."""
    sys.path.append(sys.argv[1])
    out = os.dup(1)
    os.dup2(2, 1)
    import pygraphviz

    if sys.argv[2:] == ["ready"]:
        pygraphviz.AGraph(string=_FIRST).draw(format="svg", prog="nop2")
    head, _, dot = sys.stdin.buffer.read().partition(b"\n")
    if not head:
        return 0
    form, dpi = head.decode("ascii").split()
    graph = pygraphviz.AGraph(string=dot.decode("utf-8"))
    if form == "png":
        graph.graph_attr["dpi"] = dpi
    picture = graph.draw(format=form, prog="nop2")
    with os.fdopen(out, "wb") as stream:
        stream.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Canonical Turtle: one order, one list of prefixes, nothing rewritten.

pyoxigraph writes; its parser reads back what it wrote, and only if every triple is the same term by
term does a file replace its predecessor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.graph.prefixes import builtin_prefixes, prefixes_in
from ct56kg.graph.reading import parse_quads

Triple = ox.Triple

_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^>\s]*>"
    r"|\\.",
    re.DOTALL,
)
"""Strings, IRIs and escaped characters, inside which `#` begins no comment."""


def write_turtle(triples: Iterable[ox.Triple], prefixes: dict[str, str]) -> str:
    """Write triples as Turtle in the order of their N-Triples form, with the prefixes that are used."""
    ordered = sorted(set(triples), key=str)
    text = " ".join(str(triple) for triple in ordered)
    used = {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}" in text}
    written = BytesIO()
    blocks = Blocks(written)
    blocks.write(serialized(ordered, ox.RdfFormat.TURTLE, used))
    blocks.end()
    return written.getvalue().decode("utf-8")


def serialized(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad], syntax: ox.RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    """Write statements in the order given; nothing is rewritten."""
    content = ox.serialize(statements, format=syntax, prefixes=prefixes)
    assert content is not None, "without a file to write to, the content comes back"
    return content


def graph_answer(triples: Iterable[ox.Triple], style: str, prefixes: dict[str, str]) -> str:
    """Write triples as `ttl`, `nt`, `trig` or `jsonld`, in one order."""
    if style in ("ttl", "trig"):
        return write_turtle(triples, prefixes)
    ordered = sorted(set(triples), key=str)
    syntax = ox.RdfFormat.N_TRIPLES if style == "nt" else ox.RdfFormat.JSON_LD
    return serialized(ordered, syntax).decode("utf-8")


class Blocks:
    """A file that Turtle is written through: an empty line comes between the blocks of subjects, and before the first.

    Args:
        file: where it goes.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._rest = b""
        self._begun = False

    def write(self, content: bytes) -> int:
        """Write on; a piece may end within a line."""
        *lines, self._rest = (self._rest + content).split(b"\n")
        for line in lines:
            if self._begun and line[:1] not in (b"\t", b" ", b"") and not line.startswith(b"@prefix"):
                self._file.write(b"\n")
            self._file.write(line + b"\n")
            self._begun = True
        return len(content)

    def flush(self) -> None:
        """Do nothing: the file itself is flushed by whoever opened it."""

    def end(self) -> None:
        """End the last line; what has no statement is an empty one."""
        if self._rest or not self._begun:
            self.write(b"\n")


def formatted(content: bytes, path: Path) -> bytes:
    """Give the canonical form of a Turtle file; its leading comment block stays.

    Raises:
        InputError: unreadable (TURTLE-01), comments elsewhere that would be lost (FORMAT-01), or blank
            nodes, which have no stable order (FORMAT-02).
    """
    text = content.decode("utf-8")
    header, body = _header(text)
    line = _comment_line(body)
    if line is not None:
        raise InputError("FORMAT-01", file=path, line=line + text.count("\n") - body.count("\n"))
    quads = parse_quads(content, ox.RdfFormat.TURTLE, path, path.resolve().as_uri())
    if any(isinstance(node, ox.BlankNode) for q in quads for node in (q.subject, q.object)):
        raise InputError("FORMAT-02", file=path)
    triples = {q.triple for q in quads}
    result = (header + write_turtle(triples, {**builtin_prefixes(), **prefixes_in(text)})).encode()
    again = {q.triple for q in parse_quads(result, ox.RdfFormat.TURTLE, path, path.resolve().as_uri())}
    if again != triples:
        raise InputError("FORMAT-03", file=path)
    return result


def _header(text: str) -> tuple[str, str]:
    """Split the comment lines at the top from the rest."""
    lines = text.replace("\r\n", "\n").split("\n")
    count = 0
    while count < len(lines) and (lines[count].startswith("#") or not lines[count].strip()):
        count += 1
    head = "\n".join(lines[:count])
    comment = head.rstrip() + "\n\n" if head.strip() else ""
    return comment, "\n".join(lines[count:])


def _comment_line(body: str) -> int | None:
    """Find the first line with a comment outside strings and IRIs."""
    bare = _OPAQUE.sub(lambda match: "\n" * match[0].count("\n"), body)
    for number, line in enumerate(bare.split("\n"), 1):
        if "#" in line:
            return number
    return None

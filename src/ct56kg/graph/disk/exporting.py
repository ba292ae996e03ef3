"""A large dossier as files for other tools, in little memory: the same bytes as `graph.exporting` writes.

Its files are read statement by statement and the lines of N-Triples that they make are sorted piece by piece. In order
they are N-Triples or N-Quads already, and what Turtle and TriG are written from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from ct56kg.base.sorting import SortedLines
from ct56kg.base.words import say
from ct56kg.graph.content import says
from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.disk.progress import CountedFile, Progress
from ct56kg.graph.disk.statements import statements
from ct56kg.graph.exporting import comment
from ct56kg.graph.files import catalogue_graph
from ct56kg.graph.history import change_files, folded
from ct56kg.graph.turtle import Blocks
from ct56kg.graph.workspace import State, as_of_statement

STREAMED = (".nt", ".ttl", ".nq", ".trig")
_DEFAULT = str(ox.DefaultGraph())
_BATCH = 4096


class Exporter:
    """Writes what a state says whose content is a store on the disk.

    Args:
        state: what is written.
        content: its content.
        folder: where there is room for what is being sorted: as much as the file will take, or twice that.
    """

    def __init__(self, state: State, content: StoredContent, folder: Path) -> None:
        self._state = state
        self._content = content
        self._folder = folder
        recorded = len(list(change_files(state.changes, with_status=False)))
        self._files = state.files[: len(state.files) - recorded]
        self._progress = Progress("")

    def graph(self, file: IO[bytes], suffix: str, prefixes: Mapping[str, str], remark: Sequence[str]) -> None:
        """Write the graph that a check judges as `.nt` or `.ttl`; see `exporting.write_graph`."""
        self._begin(2 if suffix == ".nt" else 3)
        lines = SortedLines(self._folder)
        for triple in self._state.dated:
            lines.write(f"{triple} .\n".encode())
        for quad in self._quads():
            lines.write(f"{quad.triple} .\n".encode())
        self._write(file, suffix, lines, prefixes, remark)

    def quads(self, file: IO[bytes], suffix: str, prefixes: Mapping[str, str], remark: Sequence[str]) -> None:
        """Write the named graphs and the date of judgement as `.nq` or `.trig`; see `exporting.write_quads`."""
        self._begin(2 if suffix == ".nq" else 3)
        ours = self._state.dossier.extends == "builtin"
        unnamed = frozenset() if ours else frozenset(f"<{file.graph}>" for file in self._state.files)
        lines = SortedLines(self._folder)
        day = as_of_statement(self._state.as_of)
        if self._state.dated or says(self._content, day):
            lines.write(_named(day, _DEFAULT))
        for quad in self._quads():
            graph = str(quad.graph_name)
            lines.write(_named(quad.triple, _DEFAULT if graph in unnamed else graph))
        self._write(file, suffix, map(_with_name, lines), prefixes, remark)

    def store(self, file: IO[bytes]) -> None:
        """Write what a server is loaded with; see `exporting.write_store`."""
        self._begin(3)
        merged, named = SortedLines(self._folder), SortedLines(self._folder)
        for quad in chain(self._quads(), catalogue_graph(self._state.dossier, self._state.files)):
            merged.write(f"{quad.triple} .\n".encode())
            named.write(_named(quad.triple, str(quad.graph_name)))
        self._write(file, ".nq", chain(merged, map(_with_name, named)), {}, ())

    def merged(self) -> Iterator[bytes]:
        """Give what all graphs say together as lines of N-Triples, in order; see `State.merged`."""
        self._begin(2)
        lines = SortedLines(self._folder)
        for quad in self._quads():
            lines.write(f"{quad.triple} .\n".encode())
        yield from self._pieces(lines)
        self._progress.end()

    def _begin(self, passes: int) -> None:
        """Count from here on; `passes` is how often everything goes through."""
        size = sum(file.path.stat().st_size for file in self._files)
        self._progress = Progress(say("store.writing", "vi"), passes * size)

    def _quads(self) -> Iterator[ox.Quad]:
        """Give the data after the change sets in effect, and the vocabulary; as written, and some more than once."""
        state = self._state
        read = (
            quad
            for number, file in enumerate(self._files)
            for quad in statements(state.dossier, file, number, self._progress, [])
        )
        data = folded(read, state.changes, state.as_of)
        yield from (quad for quad in data if self._content.is_data(quad.graph_name))
        yield from self._content.ontology

    def _write(
        self,
        file: IO[bytes],
        suffix: str,
        lines: Iterable[bytes],
        prefixes: Mapping[str, str],
        remark: Sequence[str],
    ) -> None:
        file.write(comment(remark))
        if suffix in (".nt", ".nq"):
            for piece in self._pieces(lines):
                file.write(piece)
        else:
            self._shortened(file, suffix, lines, prefixes)
        self._progress.end()

    def _shortened(self, file: IO[bytes], suffix: str, lines: Iterable[bytes], prefixes: Mapping[str, str]) -> None:
        """Write lines as Turtle or TriG, with the prefixes that are used: that is known when all of them were seen."""
        marks = {name: f"<{iri}".encode() for name, iri in prefixes.items()}
        used: set[str] = set()
        with tempfile.TemporaryFile(dir=self._folder) as ordered:
            for piece in self._pieces(lines):
                ordered.write(piece)
                used |= {name for name in marks.keys() - used if marks[name] in piece}
            ordered.seek(0)
            short = {name: iri for name, iri in prefixes.items() if name in used}
            source = CountedFile(ordered, self._progress)
            quads = ox.parse(source, format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
            if suffix == ".trig":
                ox.serialize(quads, output=file, format=ox.RdfFormat.TRIG, prefixes=short)
            else:
                blocks, triples = Blocks(file), (quad.triple for quad in quads)
                ox.serialize(triples, output=blocks, format=ox.RdfFormat.TURTLE, prefixes=short)  # type: ignore[arg-type]
                blocks.end()

    def _pieces(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        found = iter(lines)
        while piece := b"".join(islice(found, _BATCH)):
            yield piece
            self._progress.add(len(piece))


def _named(triple: ox.Triple, graph: str) -> bytes:
    """Write a line that sorts by graph first: a zero, which no name has, comes before all else."""
    return f"{graph}\0{triple} .\n".encode()


def _with_name(line: bytes) -> bytes:
    """Put the name of the graph where N-Quads has it; the default graph has none."""
    graph, _, statement = line.partition(b"\0")
    return statement if graph == _DEFAULT.encode() else statement[:-2] + graph + b" .\n"

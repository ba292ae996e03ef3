"""The statements of a data file one by one, however large the file is; and which of them a store rewrites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.notice import Notice
from ct56kg.base.terms import RDF, XSD
from ct56kg.graph.disk.progress import CountedFile, Progress
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import base_iri, read_data
from ct56kg.graph.history import in_graph
from ct56kg.graph.reading import DataFile, suspicious, syntax_of, too_deep

_STREAMED = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)
_CHUNK = 1 << 24
_PLAIN = frozenset({XSD + "string", RDF + "langString", RDF + "dirLangString"})


def statements(
    dossier: Dossier, file: DataFile, number: int, progress: Progress, notices: list[Notice]
) -> Iterator[ox.Quad]:
    """Read a data file exactly as `read_data` does, in little memory where that can be.

    Text that has to be looked at with care, or in a syntax that nests, is read whole.

    Raises:
        InputError: see `read_quads` and `careful_text`.
    """
    syntax = syntax_of(file.path)
    if syntax not in _STREAMED or _needs_care(file.path, dossier.extends == "builtin"):
        progress.add(file.path.stat().st_size)
        quads = iter(read_data(dossier, file, number, notices))
    else:
        quads = _streamed(dossier, file, number, progress)
    for quad in quads:
        yield in_graph(quad, file.graph)


def _streamed(dossier: Dossier, file: DataFile, number: int, progress: Progress) -> Iterator[ox.Quad]:
    names: dict[str, ox.BlankNode] = {}

    def named(node: object) -> object:
        if isinstance(node, ox.BlankNode):
            return names.setdefault(node.value, ox.BlankNode(f"f{number}b{len(names)}"))
        return node

    source = CountedFile(file.path.open("rb"), progress)
    try:
        for quad in ox.parse(source, format=syntax_of(file.path), base_iri=base_iri(dossier, file)):  # type: ignore[arg-type]
            parts = (quad.subject, quad.object, quad.graph_name)
            if any(isinstance(node, ox.BlankNode) for node in parts):
                subject, value, graph = map(named, parts)
                yield ox.Quad(subject, quad.predicate, value, graph)  # type: ignore[arg-type]
            else:
                yield quad
    except SyntaxError as error:
        raise InputError("TURTLE-01", file=file.path, line=error.lineno, reason=error.msg) from error
    except ValueError as error:
        raise InputError("TURTLE-01", file=file.path, reason=error) from error
    finally:
        source.close()


def _needs_care(path: Path, ours: bool) -> bool:
    """Look through a file piece by piece for what `careful_text` mends or refuses, and for brackets in brackets."""
    flat = syntax_of(path) in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if (ours and suspicious(chunk)) or (not flat and too_deep(chunk)):
                return True
    return False


class Rewritten:
    """Finds the literals that a store does not keep as written, such as `"01"^^xsd:integer`."""

    def __init__(self) -> None:
        self.quads: list[ox.Quad] = []

    def look(self, quad: ox.Quad) -> None:
        """Look at one statement."""
        value = quad.object
        if isinstance(value, ox.Literal) and not keeps(value):
            self.quads.append(quad)


def keeps(value: ox.Literal) -> bool:
    """Say whether a store gives a literal back as it was written."""
    return value.datatype.value in _PLAIN or _is_kept(value)


@lru_cache(maxsize=20_000)
def _is_kept(value: ox.Literal) -> bool:
    probe = ox.NamedNode("urn:x")
    store = ox.Store()
    store.add(ox.Quad(probe, probe, value))
    return bool(next(iter(store)).object == value)


def rewritten_as(line: str) -> tuple[ox.Quad, ox.Quad]:
    """Read a statement in N-Quads and give it as a store keeps it, and as it was written."""
    written = next(iter(ox.parse(f"{line} .".encode(), format=ox.RdfFormat.N_QUADS)))
    store = ox.Store()
    store.add(written)
    return next(iter(store)), written

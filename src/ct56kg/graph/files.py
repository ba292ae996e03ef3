"""Which files of a dossier speak, in which named graph and with which status; nothing is read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from ct56kg.base.terms import CT, RDF, SCHEME, STATUSES, VOCABULARY
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.reading import DataFile, careful_text, parse_quads, rdf_files, read_bytes, syntax_of

if TYPE_CHECKING:
    from ct56kg.base.notice import Notice


def data_files(dossier: Dossier, statuses: frozenset[str]) -> Iterator[DataFile]:
    """List the files that speak, with their graph and status.

    Within a data folder the folder's name is the status; a folder without any such folder is loaded
    whole. `source/` holds metadata. Amendment folders are never data.
    """
    for place in dossier.data:
        if place.is_dir() and any((place / name).is_dir() for name in STATUSES):
            for name in STATUSES:
                if name in statuses:
                    for path in rdf_files(place / name):
                        yield DataFile(path, _graph(dossier, path), name)
            for path in rdf_files(place / "source"):
                yield DataFile(path, _graph(dossier, path), "stated")
        else:
            for path in rdf_files(place):
                if not any(path.is_relative_to(folder) for folder in dossier.amendments):
                    ours = dossier.extends == "builtin" or dossier.looked_at
                    yield DataFile(path, _graph(dossier, path), "stated" if ours else "")


def unread_files(dossier: Dossier) -> Iterator[Path]:
    """List RDF files within data folders that no status takes in, so that their silence is not taken for consent.

    Paths are as seen from the dossier. A folder with `amendment.ttl` is a proposal, not data.
    """
    for place in dossier.data:
        if not any((place / name).is_dir() for name in STATUSES):
            continue
        for path in rdf_files(place):
            taken = path.relative_to(place).parts[0] in (*STATUSES, "source") and path.parent != place
            kept = any(path.is_relative_to(folder) for folder in dossier.amendments)
            if not taken and not kept and not (path.parent / "amendment.ttl").exists():
                yield path.relative_to(dossier.root) if path.is_relative_to(dossier.root) else path


def read_data(dossier: Dossier, file: DataFile, number: int, notices: list[Notice] | None = None) -> list[ox.Quad]:
    """Read one data file of a dossier.

    Text of our own dossiers is taken with care for its encoding, and what was done is told in `notices`;
    foreign data stay exactly as they are.

    Raises:
        InputError: see `read_quads` and `careful_text`.
    """
    content = read_bytes(file.path)
    if dossier.extends == "builtin":
        content, told = careful_text(content, file.path)
        if notices is not None:
            notices += told
    return parse_quads(content, syntax_of(file.path), file.path, base_iri(dossier, file), number)


def ontology_files(dossier: Dossier) -> Iterator[DataFile]:
    """List the files of the vocabulary."""
    for place in dossier.ontology:
        for path in rdf_files(place):
            yield DataFile(path, VOCABULARY + path.stem)


def catalogue_graph(dossier: Dossier, files: Iterable[DataFile]) -> list[ox.Quad]:
    """Say of every file's graph which status its knowledge has, in a graph of its own."""
    catalogue = ox.NamedNode(dossier.iri + "catalogue")
    quads: list[ox.Quad] = []
    for file in files:
        if file.status:
            graph, status = ox.NamedNode(file.graph), ox.NamedNode(f"{SCHEME}status/{file.status}")
            quads.append(ox.Quad(graph, ox.NamedNode(RDF + "type"), ox.NamedNode(CT + "Graph"), catalogue))
            quads.append(ox.Quad(graph, ox.NamedNode(CT + "status"), status, catalogue))
    return quads


def base_iri(dossier: Dossier, file: DataFile) -> str:
    """Give the base of relative IRIs: the file's own for foreign data, the named graph's for a dossier of ours."""
    return file.path.as_uri() if dossier.extends == "none" else file.graph


def _graph(dossier: Dossier, path: Path) -> str:
    """Name the graph of a file: dossier IRI and path without extension, never the machine's path."""
    inside = path.relative_to(dossier.root) if path.is_relative_to(dossier.root) else Path(path.name)
    return dossier.iri + quote(inside.with_suffix("").as_posix())

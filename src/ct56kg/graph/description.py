"""A dossier says what it is, in the words of DCAT and VoID: title, licence, version, dates, counts, graphs, sources.

The counts are asked by `alignment/description.rq`; the rest stands in `ct56kg.toml`. What the settings do not say is
left out: a licence is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import iri
from ct56kg.base.terms import ALWAYS_LOADED, RDF, XSD
from ct56kg.base.words import say
from ct56kg.graph.disk.progress import Progress
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import data_files
from ct56kg.graph.question_file import read_file
from ct56kg.graph.questions import fill
from ct56kg.graph.reading import rdf_files
from ct56kg.graph.store import Store

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"
_PIECE = 1 << 20


def describe(dossier: Dossier, store: Store, as_of: date, statuses: frozenset[str]) -> frozenset[ox.Triple]:
    """Describe a dossier as it is loaded on a date.

    Args:
        dossier: its settings.
        store: what answers questions about it.
        as_of: the date.
        statuses: optional statuses of knowledge that are loaded.
    """
    question = read_file(builtin_root() / "alignment" / "description.rq", "description")
    counted = store.triples(fill(question, {"dataset": iri(dossier.iri)}))
    return frozenset(counted) | frozenset(_settings(dossier, as_of, statuses))


def brief(description: frozenset[ox.Triple]) -> frozenset[ox.Triple]:
    """Leave out how many things there are of each class: the classes are the dossier's own terms."""
    partition = ox.NamedNode(VOID + "classPartition")
    parts = {triple.object for triple in description if triple.predicate == partition}
    return frozenset(t for t in description if t.predicate != partition and t.subject not in parts)


def content_hash(dossier: Dossier, statuses: frozenset[str]) -> str:
    """Give the SHA-256 of the names and bytes of all files that speak: one content, one value on every machine."""
    total = sha256()
    spoken = {file.path for file in data_files(dossier, ALWAYS_LOADED | statuses | dossier.statuses)}
    spoken.update(path for folder in dossier.amendments for path in rdf_files(folder))
    named = {
        (path.relative_to(dossier.root) if path.is_relative_to(dossier.root) else path).as_posix(): path
        for path in spoken
    }
    progress = Progress(say("store.reading", "vi"), sum(path.stat().st_size for path in spoken))
    for name, path in sorted(named.items()):
        total.update(name.encode() + b"\0" + _digest(path, progress))
    progress.end()
    return total.hexdigest()


def _digest(path: Path, progress: Progress) -> bytes:
    """Hash the bytes of a file, however large it is.

    Raises:
        InputError: it cannot be read (FILE-01).
    """
    found = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
                progress.add(len(piece))
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error
    return found.digest()


def _settings(dossier: Dossier, as_of: date, statuses: frozenset[str]) -> Iterator[ox.Triple]:
    dataset = ox.NamedNode(dossier.iri)

    def said(name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(dataset, ox.NamedNode(name), value)

    yield said(RDF + "type", ox.NamedNode(DCAT + "Dataset"))
    yield said(RDF + "type", ox.NamedNode(VOID + "Dataset"))
    lang = dossier.languages[0] if dossier.languages else "vi"
    for language, title in dossier.titles or ((lang, dossier.title),):
        yield said(DCTERMS + "title", ox.Literal(title, language=language))
    for language in dossier.languages:
        yield said(DCTERMS + "language", ox.Literal(language))
    if dossier.license:
        yield said(DCTERMS + "license", ox.NamedNode(dossier.license))
    if dossier.publisher:
        yield said(DCTERMS + "publisher", ox.Literal(dossier.publisher, language=lang))
    if dossier.version:
        yield said(DCAT + "version", ox.Literal(dossier.version))
    yield said(DCTERMS + "identifier", ox.Literal("sha256:" + content_hash(dossier, statuses)))
    yield said(DCTERMS + "valid", ox.Literal(as_of.isoformat(), datatype=ox.NamedNode(XSD + "date")))
    if dossier.extends == "builtin":
        yield said(DCTERMS + "conformsTo", ox.NamedNode("https://w3id.org/ct56kg/ns"))
        yield said(VOID + "vocabulary", ox.NamedNode("https://w3id.org/ct56kg/ns"))

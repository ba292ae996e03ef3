"""A dossier says what it is, in the words of DCAT and VoID: title, licence, version, dates, counts, graphs, sources.

The counts are asked by `alignment/description.rq`; the rest stands in `ct56kg.toml`. What the settings do not say is
left out: a licence is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import pyoxigraph as ox

from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import iri
from ct56kg.base.terms import ALWAYS_LOADED, RDF, XSD
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import data_files
from ct56kg.graph.question_file import read_file
from ct56kg.graph.questions import fill
from ct56kg.graph.reading import rdf_files, read_bytes
from ct56kg.graph.store import Store

DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"


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
    for name, path in sorted(named.items()):
        total.update(name.encode() + b"\0" + sha256(read_bytes(path)).digest())
    return total.hexdigest()


def _settings(dossier: Dossier, as_of: date, statuses: frozenset[str]) -> Iterator[ox.Triple]:
    dataset = ox.NamedNode(dossier.iri)

    def say(name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(dataset, ox.NamedNode(name), value)

    yield say(RDF + "type", ox.NamedNode(DCAT + "Dataset"))
    yield say(RDF + "type", ox.NamedNode(VOID + "Dataset"))
    lang = dossier.languages[0] if dossier.languages else "vi"
    for language, title in dossier.titles or ((lang, dossier.title),):
        yield say(DCTERMS + "title", ox.Literal(title, language=language))
    for language in dossier.languages:
        yield say(DCTERMS + "language", ox.Literal(language))
    if dossier.license:
        yield say(DCTERMS + "license", ox.NamedNode(dossier.license))
    if dossier.publisher:
        yield say(DCTERMS + "publisher", ox.Literal(dossier.publisher, language=lang))
    if dossier.version:
        yield say(DCAT + "version", ox.Literal(dossier.version))
    yield say(DCTERMS + "identifier", ox.Literal("sha256:" + content_hash(dossier, statuses)))
    yield say(DCTERMS + "valid", ox.Literal(as_of.isoformat(), datatype=ox.NamedNode(XSD + "date")))
    if dossier.extends == "builtin":
        yield say(DCTERMS + "conformsTo", ox.NamedNode("https://w3id.org/ct56kg/ns"))
        yield say(VOID + "vocabulary", ox.NamedNode("https://w3id.org/ct56kg/ns"))

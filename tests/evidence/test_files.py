"""How the files are written: text, literals, names, and words that stand in the vocabulary."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest

from .conftest import ROOT, Ask, read, turtle_files

CT = "https://w3id.org/ct56kg/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEME = "https://w3id.org/ct56kg/scheme/"
ALLOWED = {XSD + name for name in ("date", "integer", "boolean", "string", "gYearMonth")} | {RDF + "langString"}
SHACL = "http://www.w3.org/ns/shacl#"
SPACES = {"ct": CT} | {
    name: f"{SCHEME}{name}/" for name in ("role", "doctype", "level", "verb", "status", "bodytype", "sourcekind")
}
NAME = re.compile(rf"\b({'|'.join(SPACES)}):([A-Za-z][A-Za-z0-9-]*)")
IRI = re.compile(r"<(https://w3id\.org/ct56kg/(?:ns#|scheme/)[^>]+)>")
STRING = re.compile(r'"[^"\n]*"')


def test_no_blank_node_stands_in_data_or_ontology() -> None:
    found = [
        (path.name, str(quad))
        for path, quad in read("data", "ontology")
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    ]
    assert found == []


def test_literals_are_of_the_few_kinds_of_the_model() -> None:
    found = {
        (path.name, quad.object.datatype.value)
        for path, quad in read("data", "ontology")
        if isinstance(quad.object, ox.Literal)
        and quad.object.datatype.value not in ALLOWED | ({XSD + "anyURI"} if path.name == "prefixes.ttl" else set())
    }
    assert found == set()


def test_all_text_is_nfc() -> None:
    paths = [*turtle_files("data", "ontology"), ROOT / "ct56kg.toml"]
    assert [p.name for p in paths if not unicodedata.is_normalized("NFC", p.read_text("utf-8"))] == []


def test_things_are_named_in_plain_ascii() -> None:
    subjects = {quad.subject.value for _, quad in read("data", "ontology")}
    assert [iri for iri in subjects if not iri.isascii()] == []


def test_every_file_begins_with_what_it_says_and_does_not_say() -> None:
    for path in turtle_files("data", "ontology"):
        head = path.read_text("utf-8").split("\n\n")[0].splitlines()
        assert all(line.startswith("#") for line in head), path.name
        assert any("Nói:" in line for line in head), path.name
        assert any("Không nói:" in line for line in head), path.name


def used_words(path: Path) -> set[str]:
    """Give the IRIs that a file uses: every name in Turtle, and what its queries say; examples in words are no use."""
    queries = []
    iris = set()
    if path.suffix == ".ttl":
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri="https://example.org/"):
            iris |= {t.value for t in (quad.subject, quad.predicate, quad.object) if isinstance(t, ox.NamedNode)}
            if quad.predicate.value in {SHACL + name for name in ("select", "ask", "construct")}:
                queries.append(quad.object.value)
    else:
        queries.append(re.sub(r"^\s*#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE))
    for query in queries:
        bare = STRING.sub('""', query)
        iris |= {SPACES[prefix] + name for prefix, name in NAME.findall(bare)} | set(IRI.findall(bare))
    return iris


@pytest.mark.parametrize("place", ["data", "shapes", "queries"])
def test_every_word_of_ours_is_in_the_vocabulary(ontology: Ask, place: str) -> None:
    known = {iri for (iri,) in ontology("SELECT DISTINCT ?t WHERE { ?t rdfs:isDefinedBy ?o }")}
    for path in sorted((ROOT / place).rglob("*")):
        if path.suffix in (".ttl", ".rq"):
            used = {iri for iri in used_words(path) if iri.startswith((CT, SCHEME)) and iri != CT}
            assert used <= known, f"{path.relative_to(ROOT)}: {sorted(used - known)}"


def test_a_subject_is_described_in_one_file_of_its_status() -> None:
    homes: dict[tuple[str, str], set[str]] = {}
    for path, quad in read("data/stated", "data/synthetic", "data/hypothesis"):
        homes.setdefault((path.parent.name, quad.subject.value), set()).add(path.name)
    assert {thing: files for thing, files in homes.items() if len(files) > 1} == {}

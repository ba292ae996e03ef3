"""How the files are written: text, literals, names, and words that stand in the vocabulary."""

from __future__ import annotations

import re
import unicodedata

import pyoxigraph as ox
import pytest

from .conftest import ROOT, Ask, read, turtle_files

CT = "https://w3id.org/ct56kg/ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEME = "https://w3id.org/ct56kg/scheme/"
ALLOWED = {XSD + name for name in ("date", "integer", "boolean", "string", "gYearMonth")} | {RDF + "langString"}
WORD = re.compile(r"\bct:([A-Za-z][A-Za-z0-9]*)|https://w3id\.org/ct56kg/ns#([A-Za-z][A-Za-z0-9]*)")
VALUE = re.compile(r"\b(role|doctype|level|verb|status|bodytype|sourcekind):([A-Za-z][A-Za-z-]*)")


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


@pytest.mark.parametrize("place", ["data", "shapes", "queries", "src"])
def test_every_word_of_ours_is_in_the_vocabulary(ontology: Ask, place: str) -> None:
    known = {iri.removeprefix(CT) for (iri,) in ontology("SELECT DISTINCT ?t WHERE { ?t rdfs:isDefinedBy ?o }")}
    for path in sorted((ROOT / place).rglob("*")):
        if path.suffix in (".ttl", ".rq"):
            text = re.sub(r"^\s*#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
            used = {one or two for one, two in WORD.findall(text)}
            assert used <= known, f"{path.relative_to(ROOT)}: {sorted(used - known)}"


@pytest.mark.parametrize("place", ["data", "shapes", "queries"])
def test_every_value_of_a_closed_list_is_on_it(ontology: Ask, place: str) -> None:
    known = {iri for (iri,) in ontology("SELECT ?t WHERE { ?t a skos:Concept }")}
    for path in sorted((ROOT / place).rglob("*")):
        if path.suffix in (".ttl", ".rq"):
            text = re.sub(r"^\s*#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
            used = {f"{SCHEME}{scheme}/{name}" for scheme, name in VALUE.findall(text)}
            assert used <= known, f"{path.relative_to(ROOT)}: {sorted(used - known)}"


def test_a_subject_is_described_in_one_file_of_its_status() -> None:
    homes: dict[tuple[str, str], set[str]] = {}
    for path, quad in read("data/stated", "data/synthetic", "data/hypothesis"):
        homes.setdefault((path.parent.name, quad.subject.value), set()).add(path.name)
    assert {thing: files for thing, files in homes.items() if len(files) > 1} == {}

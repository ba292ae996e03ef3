"""Every word of the vocabulary is named and defined in Vietnamese and English."""

from __future__ import annotations

import re

import pytest

from .conftest import ROOT, Ask

FILES = {"prefixes", "document", "programme", "body", "assignment", "evidence", "amendment", "scheme", "borrowed"}
PREFIX = re.compile(r"^@prefix (\w+): <([^>]+)> \.", re.MULTILINE)


def test_the_vocabulary_has_these_files() -> None:
    assert {path.stem for path in (ROOT / "ontology").glob("*.ttl")} == FILES


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("property_", ["rdfs:label", "skos:definition"])
def test_every_term_has_one(ontology: Ask, property_: str, language: str) -> None:
    rows = ontology(
        f"SELECT ?t (COUNT(?v) AS ?n) WHERE {{ ?t rdfs:isDefinedBy ?o "
        f"OPTIONAL {{ ?t {property_} ?v FILTER(lang(?v) = '{language}') }} }} GROUP BY ?t HAVING(COUNT(?v) != 1)"
    )
    assert rows == []


def test_a_definition_is_one_sentence(ontology: Ask) -> None:
    rows = ontology("SELECT ?t ?v WHERE { ?t skos:definition ?v ; rdfs:isDefinedBy ?o }")
    assert [t for t, v in rows if not v.endswith(".") or ". " in v] == []


def test_terms_of_one_kind_never_share_a_name(ontology: Ask) -> None:
    rows = ontology(
        "SELECT ?label ?kind (COUNT(DISTINCT ?t) AS ?n) WHERE { ?t rdfs:isDefinedBy ?o ; rdfs:label ?label ; a ?kind "
        "FILTER(?kind != skos:Concept) } GROUP BY ?label ?kind HAVING(COUNT(DISTINCT ?t) > 1)"
    )
    assert rows == []


def test_every_class_reaches_a_class_of_a_known_vocabulary(ontology: Ask) -> None:
    rows = ontology(
        "SELECT ?c WHERE { ?c a owl:Class FILTER NOT EXISTS { ?c rdfs:subClassOf+ ?d "
        "FILTER(!STRSTARTS(STR(?d), STR(ct:))) } }"
    )
    assert rows == []


def test_a_property_of_ours_names_only_our_classes_and_known_ranges(ontology: Ask) -> None:
    rows = ontology(
        "SELECT ?p ?c WHERE { ?p rdfs:domain|rdfs:range ?c FILTER(STRSTARTS(STR(?c), STR(ct:))) "
        "FILTER NOT EXISTS { ?c a owl:Class } }"
    )
    assert rows == []


def test_every_concept_belongs_to_a_declared_scheme_and_is_called_the_same_twice(ontology: Ask) -> None:
    assert (
        ontology("SELECT ?c WHERE { ?c a skos:Concept FILTER NOT EXISTS { ?c skos:inScheme/a skos:ConceptScheme } }")
        == []
    )
    assert ontology("SELECT ?c WHERE { ?c skos:prefLabel ?a FILTER NOT EXISTS { ?c rdfs:label ?a } }") == []


def test_letters_of_the_matrix_are_told_apart(ontology: Ask) -> None:
    rows = ontology("SELECT ?n ?r WHERE { ?r skos:inScheme <https://w3id.org/ct56kg/scheme/role/> ; skos:notation ?n }")
    assert len(rows) == len({n for n, _ in rows}) == 8
    assert {len(n) for n, _ in rows} == {1}


def test_one_abbreviation_stands_for_two_types_of_document(ontology: Ask) -> None:
    rows = ontology(
        "SELECT ?n (COUNT(?t) AS ?k) WHERE { ?t skos:inScheme <https://w3id.org/ct56kg/scheme/doctype/> ; "
        "skos:notation ?n } GROUP BY ?n HAVING(COUNT(?t) > 1)"
    )
    assert rows == [("QĐ", "2")]


def test_prefixes_are_declared_once_and_for_shacl_alike(ontology: Ask) -> None:
    rows = ontology(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?p ?n WHERE "
        "{ <https://w3id.org/ct56kg/ns> sh:declare ?d . ?d sh:prefix ?p ; sh:namespace ?n }"
    )
    written = PREFIX.findall((ROOT / "ontology" / "prefixes.ttl").read_text("utf-8"))
    assert sorted(written) == rows
    assert len({p for p, _ in rows}) == len({n for _, n in rows}) == len(rows)


def test_every_file_uses_the_prefixes_of_the_one_list() -> None:
    one = dict(PREFIX.findall((ROOT / "ontology" / "prefixes.ttl").read_text("utf-8")))
    for folder in ("data", "ontology", "shapes"):
        for path in (ROOT / folder).rglob("*.ttl"):
            for prefix, namespace in PREFIX.findall(path.read_text("utf-8")):
                assert one.get(prefix) == namespace, f"{path.relative_to(ROOT)}: {prefix}"

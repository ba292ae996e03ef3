"""Organisation data of others, in W3C ORG or CPOV, load, show, draw and check; the data stay as they are."""

import json
import re
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib

from ct56kg.graph.alignment import in_our_words, mappings, plain
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load

CHART = """
@prefix ex: <http://example.org/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix m8g: <http://data.europa.eu/m8g/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:sea a m8g:PublicOrganisation ; skos:prefLabel "Ministry of the Sea"@en , "Bộ Biển (MẪU – HƯ CẤU)"@vi ;
  org:hasUnit ex:fleet ; org:hasSubOrganization ex:isles .
ex:fleet a org:OrganizationalUnit ; foaf:name "Fleet" ; org:classification ex:unit .
ex:unit skos:prefLabel "unit"@en .
ex:crew org:unitOf ex:fleet ; skos:prefLabel "Crew"@en .
ex:ports a org:FormalOrganization ; skos:prefLabel "Ports"@en ; org:subOrganizationOf ex:sea ; org:changedBy ex:merger .
ex:docks a org:FormalOrganization ; skos:prefLabel "Docks"@en ; org:subOrganizationOf ex:sea .
ex:harbours a org:FormalOrganization ; skos:prefLabel "Harbours"@en ; org:subOrganizationOf ex:sea .
ex:merger a org:ChangeEvent ; dcterms:date "2021-05-01T00:00:00Z"^^xsd:dateTime ;
  org:originalOrganization ex:docks ; org:resultingOrganization ex:harbours .
ex:end a org:ChangeEvent ; org:originalOrganization ex:crew .
ex:start a org:ChangeEvent ; org:resultingOrganization ex:isles ; dcterms:date "2020"^^xsd:gYear .
ex:swallow a org:ChangeEvent ; org:originalOrganization ex:fleet , ex:raft ; org:resultingOrganization ex:fleet ;
  dcterms:date "2022-02-02"^^xsd:date .
ex:chief a org:Post ; skos:prefLabel "Chief"@en ; org:postIn ex:fleet ; org:heldBy [ a foaf:Person ] .
ex:deputy a org:Post ; org:role [ skos:prefLabel "Deputy"@en ] ; org:postIn ex:fleet ; org:reportsTo ex:chief .
[] a org:Organization ; skos:prefLabel "Nameless"@en .
"""
EX, CT = "http://example.org/", "https://w3id.org/ct56kg/ns#"


@pytest.fixture(scope="module")
def inferred():
    given = [q.triple for q in ox.parse(CHART, format=ox.RdfFormat.TURTLE)]
    found = {}
    for triple in in_our_words(given):
        key = (triple.subject.value.removeprefix(EX), triple.predicate.value.rsplit("#", 1)[-1])
        found.setdefault(key, set()).add(triple.object.value.removeprefix(EX).removeprefix(CT))
    return found


@pytest.fixture(params=["none", "builtin"])
def dossier(request, tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "org.ttl").write_text(CHART, "utf-8")
    (folder / "ct56kg.toml").write_text(
        f'[dossier]\ntitle = "MẪU"\niri = "urn:theirs:"\nextends = "{request.param}"\ndata = ["org.ttl"]\n', "utf-8"
    )
    return folder


def test_bodies_and_what_they_belong_to_are_read_whichever_way_it_is_said(inferred):
    bodies = {name for (name, prop), values in inferred.items() if prop == "type" and "Body" in values}
    assert bodies == {"sea", "fleet", "crew", "ports", "docks", "harbours", "isles", "raft", "chief", "deputy"}
    parents = {name: values for (name, prop), values in inferred.items() if prop == "subordinateTo"}
    assert parents == {
        "fleet": {"sea"}, "isles": {"sea"}, "crew": {"fleet"}, "ports": {"sea"}, "docks": {"sea"}, "harbours": {"sea"},
        "chief": {"fleet"}, "deputy": {"chief"},
    }  # fmt: skip


def test_names_are_taken_from_where_they_stand(inferred):
    assert inferred["sea", "label"] == {"Ministry of the Sea", "Bộ Biển (MẪU – HƯ CẤU)"}
    assert inferred["fleet", "label"] == {"Fleet"}
    assert inferred["deputy", "label"] == {"Deputy"}
    assert inferred["fleet", "bodyType"] == {"unit"}
    assert inferred["chief", "bodyType"] == {"https://w3id.org/ct56kg/scheme/bodytype/post"}


def test_an_event_has_the_kind_that_its_numbers_of_bodies_say(inferred):
    kinds = {name: inferred[name, "type"] for name in ("merger", "end", "start", "swallow")}
    assert kinds == {"merger": {"Merger"}, "end": {"Cessation"}, "start": {"Establishment"}, "swallow": {"Absorption"}}
    assert inferred["merger", "original"] == {"docks", "ports"}
    assert (inferred["swallow", "original"], inferred["swallow", "resulting"]) == ({"raft"}, {"fleet"})


def test_bodies_end_and_begin_with_their_event_where_its_day_is_certain(inferred):
    ends = {name: values for (name, prop), values in inferred.items() if prop == "endLatest"}
    begins = {name: values for (name, prop), values in inferred.items() if prop == "beginLatest"}
    assert ends == {"docks": {"2021-05-01"}, "ports": {"2021-05-01"}, "raft": {"2022-02-02"}}
    assert begins == {"harbours": {"2021-05-01"}}


def test_it_shows(ct56kg, dossier):
    said = ct56kg("--dossier", dossier, "show", "Ports").out
    assert "trực thuộc: " in said
    assert "Bộ Biển" in said
    assert "[suy ra]" in said
    assert "01/05/2021: hợp nhất: Docks + Ports → Harbours" in said


def test_it_is_found_by_a_name_of_another_vocabulary(ct56kg, dossier):
    assert "ex:fleet" in ct56kg("--dossier", dossier, "find", "fleet").out


def test_it_draws(ct56kg, dossier, tmp_path):
    for name in ("structure", "reorganisation"):
        assert ct56kg("--dossier", dossier, "draw", name, "--as-of", "2024-01-01", "-o", f"{name}.svg").code == 0
    text = (tmp_path / "structure.svg").read_text("utf-8")
    assert all(name in text for name in ("Bộ Biển", "Fleet", "Crew", "Harbours", "Chief", "Deputy", "chức danh"))
    assert "Hợp nhất" in (tmp_path / "reorganisation.svg").read_text("utf-8")


def test_it_checks_by_the_rules_it_has(ct56kg, dossier):
    done = ct56kg("--dossier", dossier, "check", "--as-of", "2024-01-01", "--format", "json")
    codes = {finding["code"] for finding in json.loads(done.out)["findings"]}
    said = ct56kg("--dossier", dossier, "check", "--as-of", "2024-01-01").err
    if 'extends = "none"' in (dossier / "ct56kg.toml").read_text("utf-8"):
        assert codes == set()
        assert "không có quy tắc nào" in said
    else:
        assert {"BDY-01", "QUAD-02"} <= codes
        found = {(f["code"], f["focus"]) for f in json.loads(done.out)["findings"] if f["severity"] == "violation"}
        undated = {("BDY-03", f"<{EX}end>"), ("BDY-12", f"<{EX}end>"), ("BDY-12", f"<{EX}start>")}
        assert found == undated  # events without a day of their own
        assert "[ALIGN-01]" in said
        assert "10 cơ quan" in said


def test_foreign_data_are_judged_and_asked_as_they_came(ct56kg, tmp_path):
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "org.ttl").write_text(CHART, "utf-8")
    (folder / "ct56kg.toml").write_text('[dossier]\ntitle = "x"\nextends = "none"\ndata = ["org.ttl"]\n', "utf-8")
    state = load(open_dossier(folder), date(2024, 1, 1))
    assert len(state.judged) == len(list(ox.parse(CHART, format=ox.RdfFormat.TURTLE)))
    query = "SELECT ?s WHERE { ?s a <https://w3id.org/ct56kg/ns#Body> }"
    asked = ct56kg("--dossier", folder, "ask", "--sparql", "-", "--format", "csv", stdin=query)
    assert asked.out.strip().splitlines() == ["s"]


def test_a_question_of_ours_answers_about_theirs(ct56kg, dossier):
    if 'extends = "builtin"' in (dossier / "ct56kg.toml").read_text("utf-8"):
        said = ct56kg("--dossier", dossier, "ask", "body/existing-on", "at=2024-01-01", "--format", "csv").out
        assert EX + "harbours" in said
        assert EX + "docks" not in said


def test_what_we_write_for_others_we_read_from_others():
    """The two mappings agree: bodies, wholes and mergers go out in ORG and come back."""
    state = load(open_dossier(None), date(2026, 3, 1), frozenset({"synthetic"}))
    back = {str(triple) for triple in in_our_words(plain(state.store).triples)}
    ours = {str(triple) for triple in state.merged}
    for name in ("subordinateTo", "original", "resulting"):
        said = {line for line in ours if f"ns#{name}>" in line and "/id/body/" in line and "ontology" not in line}
        lost = {line for line in said - back if "/id/evt/" in line or name == "subordinateTo"}
        assert said
        assert lost == set(), name
    assert (
        "<https://w3id.org/ct56kg/id/evt/b07-b10> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/ct56kg/ns#Merger>"
        in back
    )


def test_the_mapping_says_what_it_does_not_take_over():
    (question,) = mappings("in")
    assert all("org:linkedTo" in question.texts["note"][lang] for lang in ("vi", "en"))


def test_every_public_term_of_the_mappings_is_one_that_exists():
    """ORG and PROV are closed namespaces in rdflib: a misspelt term raises."""
    closed = (rdflib.ORG, rdflib.PROV, rdflib.FOAF, rdflib.DCTERMS, rdflib.TIME, rdflib.SKOS, rdflib.VOID)
    spaces = dict(zip(("org", "prov", "foaf", "dcterms", "time", "skos", "void"), closed, strict=True))
    seen = 0
    for way in ("in", "out"):
        for question in mappings(way):
            for prefix, name in re.findall(r"\b(org|prov|foaf|dcterms|time|skos|void):([A-Za-z]\w*)", question.text):
                assert spaces[prefix][name]
                seen += 1
    assert seen > 100

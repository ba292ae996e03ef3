"""What is not from the article says where it is from, how sure it is, and invents nothing."""

from __future__ import annotations

import pytest

from .conftest import Ask, asker, read


def test_every_source_has_an_address_and_the_month_it_was_seen() -> None:
    ask = asker("data/external")
    sources = ask("SELECT ?s WHERE { ?s a ct:Source }")
    seen = ask("SELECT ?s ?a ?m WHERE { ?s a ct:Source ; ct:address ?a ; ct:seen ?m }")
    assert len(sources) == len(seen) == 19
    assert {m for _, _, m in seen} == {"2026-11"}


def test_every_source_backs_a_citation_and_every_citation_backs_something(loaded: Ask) -> None:
    assert loaded("SELECT ?s WHERE { ?s ct:seen ?m FILTER NOT EXISTS { ?c ct:source ?s } }") == []
    assert loaded("SELECT ?c WHERE { ?c a ct:Citation FILTER NOT EXISTS { ?x ct:evidence|ct:premise ?c } }") == []


def test_every_event_document_body_and_rule_of_other_sources_shows_its_evidence() -> None:
    ask = asker("data/external", "data/inferred", "ontology")
    rows = ask(
        "SELECT DISTINCT ?s WHERE { ?s a ?k . FILTER(STRSTARTS(STR(?s), 'https://w3id.org/ct56kg/id/')) "
        "FILTER NOT EXISTS { ?s ct:evidence|ct:source|ct:silentSource|ct:premise|ct:address ?e } }"
    )
    assert rows == []


def test_a_plain_statement_about_a_stated_thing_has_its_own_claim(loaded: Ask) -> None:
    claimed = set(loaded("SELECT ?s ?p ?o WHERE { ?c a ct:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"))
    stated = {quad.subject for _, quad in read("data/stated")}
    bare = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for path, quad in read("data/external", "data/inferred")
        if quad.subject in stated and path.name != "name.ttl"
    }
    assert bare - claimed == set()
    assert len(bare) > 30


def test_every_inferred_claim_has_premises_and_a_reason_in_both_languages(loaded: Ask) -> None:
    rows = loaded(
        "SELECT ?c (COUNT(DISTINCT ?p) AS ?n) (COUNT(DISTINCT ?r) AS ?m) WHERE { ?c a ct:Claim ; "
        "ct:status status:inferred OPTIONAL { ?c ct:premise ?p } OPTIONAL { ?c ct:reason ?r } } GROUP BY ?c"
    )
    assert len(rows) == 20
    assert [c for c, n, m in rows if int(n) < 1 or int(m) != 2] == []


def test_premises_and_evidence_exist(loaded: Ask) -> None:
    rows = loaded(
        "SELECT DISTINCT ?x WHERE { ?s ct:evidence|ct:premise|ct:source|ct:silentSource ?x "
        "FILTER NOT EXISTS { ?x a ?k } }"
    )
    assert rows == []


def test_the_issue_date_of_the_programme_is_known_only_within_bounds(loaded: Ask) -> None:
    rows = loaded(
        "SELECT ?a ?b WHERE { doc:56-ctr-tu-can-tho ct:issuedEarliest ?a ; ct:issuedLatest ?b "
        "FILTER NOT EXISTS { doc:56-ctr-tu-can-tho ct:issueDate ?d } }"
    )
    assert rows == [("2022-11-18", "2023-03-07")]


@pytest.mark.parametrize(
    ("body", "earliest", "latest"),
    [
        ("b01", "2024-12-01", "2025-07-01"),
        ("b02", "2024-12-01", "2025-07-01"),
        ("b07", "2025-01-25", "2026-01-28"),
        ("b10", "2025-01-25", "2026-01-28"),
        *((name, "2025-07-01", "") for name in ("b06", "b08", "b09", "b11", "thanh-uy-can-tho")),
        ("b03", "", ""),
        ("b04", "", ""),
        ("b05", "", ""),
    ],
)
def test_the_end_of_a_body_is_known_within_these_bounds(loaded: Ask, body: str, earliest: str, latest: str) -> None:
    rows = loaded(
        "SELECT ?a ?b WHERE { "
        f"OPTIONAL {{ body:{body} ct:endEarliest ?a }} OPTIONAL {{ body:{body} ct:endLatest ?b }} }}"
    )
    assert rows == [(earliest, latest)]


def test_the_latest_end_of_the_ended_party_organisations_is_only_inferred() -> None:
    external = asker("data/external")
    assert external("SELECT ?d WHERE { VALUES ?b { body:b01 body:b02 } ?b ct:endLatest ?d }") == []


def test_earliest_is_never_after_latest(everything: Ask) -> None:
    pairs = ("begin", "end", "effect", "issued")
    for pair in pairs:
        query = f"SELECT ?s WHERE {{ ?s ct:{pair}Earliest ?a ; ct:{pair}Latest ?b FILTER(?a > ?b) }}"
        assert everything(query) == []


def test_an_event_agrees_with_the_bounds_of_the_bodies_that_end_in_it(loaded: Ask) -> None:
    rows = loaded(
        "SELECT ?e ?b WHERE { ?e ct:original ?b ; ct:effectEarliest ?a ; ct:effectLatest ?z . "
        "?b ct:endEarliest ?x ; ct:endLatest ?y FILTER(?a != ?x || ?z != ?y) }"
    )
    assert rows == []


def test_no_successor_is_given_to_the_party_group_of_the_council(loaded: Ask) -> None:
    assert loaded("SELECT ?r WHERE { ?e ct:original body:b01 ; ct:resulting ?r }") == []
    assert len(loaded("SELECT ?u WHERE { ?u ct:about ?e ; ct:property ct:resulting . ?e ct:original body:b01 }")) == 1


def test_the_merged_commission_is_not_tied_to_either_committee(loaded: Ask) -> None:
    assert loaded("SELECT ?c WHERE { body:ban-tuyen-giao-dan-van ct:assists|ct:subordinateTo ?c }") == []


def test_the_inspection_commission_is_not_on_the_list_of_advisory_bodies(loaded: Ask) -> None:
    rows = loaded("SELECT ?b WHERE { ?b ct:assists body:thanh-uy-can-tho }")
    assert [b.rsplit("/")[-1] for (b,) in rows] == ["b06", "b07", "b09", "b10", "b11"]


def test_two_committees_of_one_name_are_two_bodies(loaded: Ask) -> None:
    rows = loaded("SELECT ?b WHERE { ?b a ct:Body ; rdfs:label 'Thành ủy Cần Thơ'@vi }")
    assert [b.rsplit("/")[-1] for (b,) in rows] == ["thanh-uy-can-tho", "thanh-uy-can-tho-2025"]


def test_contradicting_numbers_are_claims_and_not_facts(loaded: Ask) -> None:
    rows = loaded("SELECT ?n WHERE { ?c rdf:predicate ct:subordinateCount ; rdf:object ?n ; ct:evidence/ct:source ?s }")
    assert rows == [("109",), ("110",)]
    assert loaded("SELECT ?n WHERE { ?b ct:subordinateCount ?n }") == []


def test_nobody_is_the_competent_superior_of_the_old_committee_without_evidence(loaded: Ask) -> None:
    assert loaded("SELECT ?h WHERE { ?h ct:higherThan body:thanh-uy-can-tho }") == []


def test_rules_of_competence_follow_each_other_without_gap(loaded: Ask) -> None:
    rows = loaded(
        "SELECT ?r ?a ?b WHERE { ?c ct:issuerRelation ?r ; ct:inForceFrom ?a OPTIONAL { ?c ct:inForceUntil ?b } }"
    )
    for relation in ("sameIssuer", "higherBody"):
        periods = [(a, b) for r, a, b in rows if r.endswith(relation)]
        assert periods == [("2017-02-06", "2026-01-09"), ("2026-01-09", "")]

"""What the article supports is there, with evidence, and nothing else."""

from __future__ import annotations

import pytest

from .conftest import Ask

COUNTS = {
    "Programme": 1,
    "Resolution": 1,
    "Viewpoint": 4,
    "Clause": 4,
    "Objective": 4,
    "KeyTask": 6,
    "Directive": 1,
    "Participation": 11,
    "Body": 11,
    "Group": 2,
    "Span": 35,
    "ExcusedSpan": 5,
}


@pytest.mark.parametrize(("kind", "count"), COUNTS.items())
def test_the_article_gives_so_many(stated: Ask, kind: str, count: int) -> None:
    assert len(stated(f"SELECT ?s WHERE {{ ?s a ct:{kind} }}")) == count


def test_nine_bodies_and_two_groups_are_directed(stated: Ask) -> None:
    rows = stated(
        "SELECT ?kind (COUNT(?p) AS ?n) WHERE { item:d0 ct:participation/ct:party ?p . ?p a ?kind } GROUP BY ?kind"
    )
    assert [(kind.rsplit("#")[-1], n) for kind, n in rows] == [("Body", "9"), ("Group", "2")]


def test_groups_say_that_their_members_are_not_stated(stated: Ask) -> None:
    assert {n for _, n in stated("SELECT ?g ?s WHERE { ?g a ct:Group ; ct:membersStated ?s }")} == {"false"}


def test_the_addressees_are_directed_by_the_committee_to_advise(stated: Ask) -> None:
    rows = stated(
        "SELECT DISTINCT ?by ?r ?w WHERE { item:d0 ct:directedBy ?by ; ct:participation ?p . "
        "?p ct:role ?r ; ct:words ?w }"
    )
    assert rows == [
        (
            "https://w3id.org/ct56kg/id/body/thanh-uy-can-tho",
            "https://w3id.org/ct56kg/scheme/role/advise",
            "tham mưu thực hiện",
        )
    ]


def test_every_stated_node_shows_its_source(stated: Ask) -> None:
    rows = stated(
        "SELECT DISTINCT ?s WHERE { ?s a ?k FILTER NOT EXISTS { ?s ct:evidence|ct:source|ct:silentSource ?e } }"
    )
    assert rows == [("https://w3id.org/ct56kg/id/src/article-2023-03-07",)]


def test_stated_evidence_is_a_span_of_the_article_only(stated: Ask) -> None:
    rows = stated("SELECT ?s WHERE { ?s ct:evidence ?e FILTER NOT EXISTS { ?e oa:exact ?x ; ct:source ?a } }")
    assert rows == []


def test_the_article_is_known_by_its_hash(stated: Ask) -> None:
    ((sha, day, length),) = stated("SELECT ?h ?d ?n WHERE { ?s ct:sha256 ?h ; ct:publishedOn ?d ; ct:codePoints ?n }")
    assert len(sha) == 64
    assert (day, length) == ("2023-03-07", "2993")


@pytest.mark.parametrize(
    "pattern",
    [
        "?x ct:role role:lead",
        "?x ct:role role:coordinate",
        "?x ct:dueBy|ct:dueWords|ct:dueFrom ?d",
        "?x ct:product ?p",
        "?x a ct:Assignment",
        "?x ct:member ?m",
        "?x ct:task ?t",
        "?x ct:subordinateTo|ct:assists|ct:leads|ct:establishedIn ?y",
        "?x ct:endEarliest|ct:endLatest|ct:beginEarliest|ct:beginLatest ?d",
        "doc:56-ctr-tu-can-tho ct:issueDate|ct:effectDate|ct:signer|ct:issuingOrgan ?d",
        "body:b04 ct:level ?l",
    ],
)
def test_nothing_is_stated_that_the_article_does_not_say(stated: Ask, pattern: str) -> None:
    assert stated(f"SELECT * WHERE {{ {pattern} }}") == []


def test_what_the_article_does_not_say_about_each_key_task_is_explicit(stated: Ask) -> None:
    rows = stated(
        "SELECT ?t ?p ?r WHERE { ?u ct:about ?t ; ct:property ?p . ?t a ct:KeyTask OPTIONAL { ?u ct:aboutRole ?r } }"
    )
    silent: dict[str, set[str]] = {}
    for task, prop, role in rows:
        silent.setdefault(task, set()).add((role or prop).rsplit("/", 1)[-1].removeprefix("ns#"))
    assert len(silent) == 6
    assert set(map(frozenset, silent.values())) == {
        frozenset({"lead", "coordinate", "product", "dueWords", "serves", "guidedBy"})
    }


def test_what_the_article_does_not_say_about_the_programme_is_explicit(stated: Ask) -> None:
    rows = stated("SELECT ?p WHERE { ?u ct:about doc:56-ctr-tu-can-tho ; ct:property ?p }")
    assert [prop.rsplit("#")[-1] for (prop,) in rows] == [
        "effectDate",
        "indicator",
        "issueDate",
        "issuingOrgan",
        "participation",
        "signer",
        "specificTask",
    ]


def test_a_stated_unknown_has_no_stated_value(stated: Ask) -> None:
    rows = stated(
        "SELECT ?about ?p WHERE { ?u ct:about ?about ; ct:property ?p . ?about ?p ?v "
        "FILTER NOT EXISTS { ?u ct:aboutRole ?r } }"
    )
    assert rows == []


def test_labels_are_never_the_bare_internal_number(stated: Ask) -> None:
    labels = [
        label for (label,) in stated("SELECT ?l WHERE { ?s a ct:KeyTask ; rdfs:label ?l FILTER(lang(?l) = 'vi') }")
    ]
    assert labels == [f"Nhiệm vụ trọng tâm thứ {n} (theo thứ tự bài báo)" for n in range(1, 7)]

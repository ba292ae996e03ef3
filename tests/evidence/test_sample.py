"""The fictitious annex and change set: marked, consistent when issued, and able to break."""

from __future__ import annotations

from ct56kg.base.deadline import read_deadline

from .conftest import Ask, read

MARK = "MẪU – HƯ CẤU"
LOADED = ("data/source", "data/stated", "data/external", "data/inferred", "data/synthetic")
CHANGE = "data/proposed/2025-07-01-mau-hop-nhat-hai-ban"


def test_everything_fictitious_carries_the_mark() -> None:
    named = {
        quad.subject.value: quad.object.value
        for _, quad in read("data/synthetic", "data/proposed")
        if quad.predicate.value.endswith("label") and quad.object.language == "vi"
    }
    described = {
        quad.subject.value
        for path, quad in read("data/synthetic", "data/proposed")
        if path.stem not in ("add", "remove")
    }
    assert described == set(named)
    assert [iri for iri, label in named.items() if not label.startswith(MARK)] == []


def test_every_key_task_has_a_row_and_every_row_one_lead_who_is_nobody_else_in_it(everything: Ask) -> None:
    rows = everything(
        "SELECT ?a ?t ?r ?b WHERE { ?a a ct:Assignment ; ct:task ?t ; ct:participation [ ct:role ?r ; ct:party ?b ] }"
    )
    assert len({t for _, t, _, _ in rows}) == 6
    assert len({a for a, _, _, _ in rows}) == 12
    for assignment in {a for a, _, _, _ in rows}:
        parts = [(r.rsplit("/")[-1], b) for a, _, r, b in rows if a == assignment]
        leads = [b for r, b in parts if r == "lead"]
        assert len(leads) == 1
        assert len({b for _, b in parts}) == len(parts)
    assert everything("SELECT ?g WHERE { ?p ct:role role:lead ; ct:party ?g . ?g a ct:Group }") == []


def test_every_row_is_complete(everything: Ask) -> None:
    rows = everything(
        "SELECT ?a WHERE { ?a a ct:Assignment ; ct:product ?p ; ct:dueWords ?d ; ct:inAnnex ?x ; "
        "ct:order ?o ; ct:note ?n ; ct:basisWords ?b }"
    )
    assert len(rows) == 12


def test_no_deadline_is_before_the_annex(everything: Ask) -> None:
    rows = everything("SELECT ?a WHERE { ?a ct:dueFrom|ct:dueBy ?d ; ct:inAnnex/ct:issueDate ?i FILTER(?d < ?i) }")
    assert rows == []


def test_an_extension_keeps_the_deadline_of_the_row_as_the_old_one(everything: Ask) -> None:
    rows = everything(
        "SELECT ?old ?new WHERE { ?e a ct:Extension ; ct:ofAssignment ?a ; ct:oldDueBy ?old ; ct:oldDueWords ?w ; "
        "ct:newDueBy ?new . ?a ct:dueBy ?old ; ct:dueWords ?w }"
    )
    assert rows == [("2023-11-30", "2024-03-31")]


def test_the_closed_row_has_its_proof(everything: Ask) -> None:
    rows = everything("SELECT ?day ?p WHERE { ?a ct:closedOn ?day ; ct:proof ?p . ?p a ct:PartyDocument }")
    assert rows == [("2023-09-25", "https://w3id.org/ct56kg/id/doc/mau-bao-cao")]


def test_one_row_is_led_and_coordinated_by_the_two_commissions_that_merge(everything: Ask) -> None:
    rows = everything(
        "SELECT ?a WHERE { ?a ct:participation [ ct:role role:lead ; ct:party body:b07 ] , "
        "[ ct:role role:coordinate ; ct:party body:b10 ] }"
    )
    assert len(rows) == 1


def test_dates_of_deadlines_are_those_their_words_allow(everything: Ask) -> None:
    rows = everything(
        "SELECT ?w ?a ?b WHERE { ?s a ct:Assignment ; ct:dueWords ?w "
        "OPTIONAL { ?s ct:dueFrom ?a } OPTIONAL { ?s ct:dueBy ?b } }"
    )
    for words, first, last in rows:
        deadline = read_deadline(words)
        assert (first, last) == (str(deadline.due_from or ""), str(deadline.due_by or "")), words
    assert len({words for words, _, _ in rows}) == 12


def test_the_proposed_change_removes_only_what_is_there_and_adds_only_what_is_not() -> None:
    present = {quad.triple for _, quad in read(*LOADED)}
    removed = {quad.triple for path, quad in read(CHANGE) if path.stem == "remove"}
    added = {quad.triple for path, quad in read(CHANGE) if path.stem == "add"}
    assert len(removed) == len(added) == 6
    assert removed <= present
    assert not added & present
    assert {t.subject for t in removed} == {t.subject for t in added}


def test_the_proposed_change_touches_nothing_that_is_stated() -> None:
    stated = {quad.triple for _, quad in read("data/stated", "data/external")}
    assert not stated & {quad.triple for path, quad in read(CHANGE) if path.stem == "remove"}


def test_what_the_proposed_change_names_exists() -> None:
    known = {quad.subject for _, quad in read(*LOADED, "data/proposed", "ontology")}
    named = {
        quad.object for _, quad in read("data/proposed") if str(quad.object).startswith("<https://w3id.org/ct56kg/id/")
    }
    assert named <= known


def test_the_hypothesis_pairs_only_what_it_may() -> None:
    pairs = {}
    for _, quad in read("data/hypothesis"):
        key = quad.predicate.value.rsplit("#")[-1]
        if key in ("task", "party"):
            pairs.setdefault(quad.subject.value, {})[key] = quad.object.value.rsplit("/")[-1]
    assert sorted((pair["task"], pair["party"]) for pair in pairs.values()) == [
        ("k2", "b07"),
        ("k2", "b10"),
        ("k3", "b06"),
        ("k4", "b08"),
        ("k6", "b11"),
    ]

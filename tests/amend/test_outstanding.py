"""What a change leaves open is said: effects not carried out, changes not announced, quotations of replaced words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ct56kg.amend.facts import Facts
from ct56kg.amend.outstanding import outstanding
from ct56kg.amend.reach import reached
from ct56kg.base.rows import iri

PREFIXES = """PREFIX : <https://example.org/> PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
"""
BASE = """
:program a ct:Programme .
:task a ct:KeyTask ; ct:partOf :program ; ct:wording "cũ"@vi ; ct:evidence :span .
:span a ct:Span ; oa:exact "cũ" .
:row a ct:Assignment ; ct:inAnnex :annex ; ct:task :task ; ct:participation :part .
:other a ct:Assignment ; ct:inAnnex :annex ; ct:task :task ; ct:participation :otherpart .
:part a ct:Participation ; ct:party :body . :otherpart a ct:Participation ; ct:party :body2 .
:annex a ct:PartyDocument . :body a ct:Body . :body2 a ct:Body .
"""


def triples(text):
    return {q.triple for q in ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)}


def left(add="", remove="", change_set="https://example.org/set"):
    base, added, removed = triples(BASE), triples(add), triples(remove)
    before, after = Facts.of(base), Facts.of((base - removed) | added)
    found = outstanding(before, after, added, removed, change_set)
    return [(one.kind, one.thing.value.rpartition("/")[2]) for one in found]


SAY_NEW = ':task ct:wording "mới"@vi .'
SAY_OLD = ':task ct:wording "cũ"@vi .'
SET = ":set a ct:ChangeSet ; ct:changes {} ."


@pytest.mark.parametrize("declared", [":task", ":program"])
def test_a_change_that_its_document_announces_leaves_only_the_stale_quotation(declared):
    assert left(SAY_NEW + SET.format(declared), SAY_OLD) == [("quotation", "task")]


def test_data_that_change_without_a_word_in_the_document_are_named():
    assert left(SAY_NEW + SET.format(":annex"), SAY_OLD) == [("quotation", "task"), ("undeclared", "task")]


def test_a_new_quotation_of_the_new_words_leaves_nothing():
    add = SAY_NEW + SET.format(":task") + ':task ct:evidence :span2 . :span2 a ct:Span ; oa:exact "mới" .'
    assert left(add, SAY_OLD + ":task ct:evidence :span .") == []


def test_a_participation_is_announced_by_its_row_its_annex_or_its_task():
    for declared in (":row", ":annex", ":task", ":part"):
        assert left(":part ct:party :body2 ." + SET.format(declared), ":part ct:party :body .") == []


def test_an_effect_that_nothing_realises_is_outstanding():
    effect = ":e a ct:Effect ; ct:byDocument :d ; ct:target :annex ."
    assert left(SET.format(":row") + effect) == [("effect", "annex")]


def test_an_effect_said_to_be_realised_by_a_set_that_does_not_touch_its_target_is_named():
    effect = ":e a ct:Effect ; ct:byDocument :d ; ct:target :program ; ct:realisedBy :set ."
    assert left(":part ct:from '2025-01-01' ." + SET.format(":row") + effect) == []
    elsewhere = ":e a ct:Effect ; ct:byDocument :d ; ct:target :elsewhere ; ct:realisedBy :set ."
    assert left(":part ct:from '2025-01-01' ." + SET.format(":row") + elsewhere) == [("untouched", "elsewhere")]


def test_a_what_if_announces_nothing_and_is_asked_nothing():
    assert left(SAY_NEW, SAY_OLD, None) == [("quotation", "task")]


def test_one_changed_row_does_not_reach_the_other_rows_of_its_annex():
    found = {
        one.thing.value.rpartition("/")[2]
        for one in reached((Facts.of(triples(BASE)),), [iri("https://example.org/part")])
    }
    assert found == {"row", "task", "body", "annex"}


def test_a_changed_body_reaches_its_duties_their_tasks_and_annexes_with_every_hop():
    found = {
        one.thing.value.rpartition("/")[2]: [hop.property.rpartition("#")[2] for hop in one.hops]
        for one in reached((Facts.of(triples(BASE)),), [iri("https://example.org/body")])
    }
    assert found == {
        "row": ["party", "participation"],
        "task": ["party", "participation", "task"],
        "annex": ["party", "participation", "inAnnex"],
    }

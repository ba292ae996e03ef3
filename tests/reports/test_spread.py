"""The analysis finds what the questions find, and what hand-made graphs make plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.base.rows import iri
from ct56kg.base.text import sort_key
from ct56kg.graph.analysis import Share, chains, groups, isolated, on_one_party, per_role, without_lead_if_ended
from ct56kg.view.asking import answer
from ct56kg.view.report.held import LEAD
from ct56kg.view.report.spread import shares
from ct56kg.view.report.spread_picture import spread_picture
from diagrams.test_arrangement import check_page

names = st.sampled_from("ABCD")
some_shares = st.lists(
    st.builds(Share, names, st.sampled_from("123"), st.sampled_from(["lead", "coordinate"]), st.booleans())
)


def test_counts_per_role_are_those_of_the_question(material):
    m = material()
    asked = {
        (row["body"].value, row["role"].value): int(row["assignments"].value)
        for row in answer(m.asked, "body/roles").dicts()
    }
    counted = {
        (body, role): len(duties) for body, roles in per_role(shares(m)).items() for role, duties in roles.items()
    }
    assert counted == asked


def test_only_leads_are_those_of_the_question(material):
    m = material()
    asked = {(row["body"].value, row["assignment"].value) for row in answer(m.asked, "body/only-lead").dicts()}
    found = {(body, duty) for body, duties in without_lead_if_ended(shares(m), LEAD).items() for duty in duties}
    assert found == asked


def test_what_hangs_on_one_body_is_what_the_question_says(material):
    m = material()
    asked = {(row["assignment"].value, row["body"].value) for row in answer(m.asked, "task/one-body").dicts()}
    assert set(on_one_party(shares(m)).items()) == asked


def test_tasks_of_the_article_are_linked_to_no_body(material):
    m = material(statuses=frozenset())
    assert len(m.tasks) == len(m.isolated) == 6
    assert isolated([task.value for task in m.tasks], []) == tuple(task.value for task in m.tasks)


def test_groups_that_share_nobody_stay_apart():
    found = groups(["t1", "t2", "t3"], [("A", "t1"), ("A", "t2"), ("B", "t3")])
    assert found == (frozenset({"A", "t1", "t2"}), frozenset({"B", "t3"}))


def test_chains_branch_and_circles_are_cut():
    assert chains({"b": ["a"], "c": ["b"], "d": ["b"]}) == (("a", "b", "c"), ("a", "b", "d"))
    assert chains({"a": ["b"], "b": ["a"]}) == ()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_picture_counts_what_the_question_counts_and_nothing_overlaps(material, lang):
    m = material("2024-06-30", lang=lang)
    drawn = spread_picture(m)
    columns = ("leads", "coordinates", "others")
    asked = {
        row["body"].n3(): tuple((name, int(row[name].value)) for name in columns if row[name].value != "0")
        for row in answer(m.asked, "body/load").dicts()
    }
    assert dict(drawn.sketch.parts[0].rows) == asked
    assert [node.title for node in drawn.sketch.nodes] == sorted((m.name(iri(b[1:-1])) for b in asked), key=sort_key)
    check_page(drawn.page)
    assert drawn.svg().count('class="node ') == len(asked)


def test_where_no_duty_is_open_nothing_is_drawn(material):
    assert spread_picture(material(statuses=frozenset())) is None


@given(some_shares)
def test_ending_a_body_leaves_without_lead_exactly_what_it_leads_alone(known):
    before = {share.duty for share in known if share.role == "lead"}
    for party, duties in without_lead_if_ended(known, "lead").items():
        left = {share.duty for share in known if share.role == "lead" and share.party != party}
        assert before - left == set(duties)


@given(some_shares, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(known, random):
    mixed = list(known)
    random.shuffle(mixed)
    assert on_one_party(mixed) == on_one_party(known)
    assert without_lead_if_ended(mixed, "lead") == without_lead_if_ended(known, "lead")

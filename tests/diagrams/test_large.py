"""Many things: drawn as few, said in full, and fast."""

from __future__ import annotations

import os

import pytest

from ct56kg.view.diagram.condense import LIMIT
from diagrams.conftest import organisation


def test_more_than_a_hundred_things_are_drawn_as_fewer_and_listed_in_full():
    picture = organisation([("A", "leads", f"Ban thứ {n}") for n in range(300)])
    assert len(picture.sketch.nodes) <= LIMIT
    assert any(node.kind == "more" and "277" in node.title for node in picture.sketch.nodes)
    assert any("gộp" in note for note in picture.sketch.notes)
    assert all(f"- Ban thứ {n} " in picture.text() for n in range(300))


def test_a_deep_net_of_many_is_cut_by_depth():
    links = [(f"n{n}", "leads", f"n{5 * n + k}") for n in range(160) for k in range(1, 6)]
    picture = organisation(links)
    assert len(picture.sketch.nodes) <= LIMIT
    assert picture.text().count("\n- n") == 801 + 800
    page = picture.page
    assert len(page.plate.boxes) == len(picture.sketch.nodes)


def test_many_trees_become_a_few_and_one_for_the_rest():
    picture = organisation([(f"đầu {n}", "leads", f"dưới {n}") for n in range(150)])
    assert len(picture.sketch.nodes) <= LIMIT


def test_up_to_a_hundred_things_are_all_drawn():
    picture = organisation([("A", "leads", f"Ban thứ {n}") for n in range(99)])
    assert len(picture.sketch.nodes) == 100 and not picture.sketch.notes


@pytest.mark.long
def test_a_hundred_things_are_arranged_and_drawn_in_half_a_second_of_processor_time():
    links = [("A", "leads", f"Ban {n}") for n in range(9)]
    links += [(f"Ban có tên dài thứ {n} {k}", "subordinateTo", f"Ban {n}") for n in range(9) for k in range(10)]
    picture = organisation(links)
    assert len(picture.sketch.nodes) == 100
    organisation([("A", "leads", "B")]).svg()  # fonts are read
    start = _processor_time()
    picture.svg()
    assert _processor_time() - start < 0.5


def _processor_time():
    """Give what this process and the ones that drew for it have used, in seconds."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def annex(rows_, bodies, parts=4):
    from datetime import date

    from ct56kg.base.rows import Term
    from ct56kg.view.diagram import draw
    from diagrams.conftest import CT, iri, rows

    columns = ("duty", "dutyKind", "order", "product", "dueWords", "participation", "party", "class", "role", "words")
    roles = [("lead", "chủ trì"), ("coordinate", "phối hợp"), ("coordinate", "phối hợp"), ("monitor", "theo dõi")]
    answer = [
        {
            "duty": iri(f"việc {n}"), "dutyKind": Term("iri", CT + "Assignment"), "order": Term("literal", str(n + 1)),
            "product": Term("literal", f"Báo cáo thứ {n}"), "participation": iri(f"phần {n} {k}"),
            "party": iri(f"Ban {(n * 7 + k * 5) % bodies}"), "class": Term("iri", CT + "Body"),
            "role": Term("iri", f"https://w3id.org/ct56kg/scheme/role/{roles[k][0]}"),
            "words": Term("literal", roles[k][1]),
        }
        for n in range(rows_)
        for k in range(parts)
    ]  # fmt: skip
    return draw(
        "responsibility", {"view/responsibility": rows(columns, *answer)}, lang="vi", as_of=date(2023, 3, 7),
        label=lambda term: term.value.rsplit("/", 1)[-1], href=lambda _: "", source="Nguồn: thử", synthetic=True,
    )  # fmt: skip


def test_a_long_annex_is_arranged_by_lead_and_its_other_roles_are_words_in_the_rows():
    picture = annex(40, 12)
    assert {edge.kind for edge in picture.sketch.edges} == {"lead"} and len(picture.sketch.edges) == 40
    row = next(node for node in picture.sketch.nodes if node.title == "Báo cáo thứ 0")
    assert {detail.text for detail in row.details} >= {"phối hợp: Ban 5; Ban 10", "theo dõi: Ban 3"}
    assert any("Phụ lục dài" in note for note in picture.sketch.notes)
    assert picture.text().count(" – phối hợp – ") == 80


def test_a_short_annex_has_a_line_for_every_part():
    picture = annex(8, 6)
    assert len(picture.sketch.edges) == 32


def test_in_a_long_annex_nothing_overlaps():
    from diagrams.test_arrangement import check_page, check_wires

    picture = annex(60, 9)
    check_page(picture.page)
    check_wires(picture.page)

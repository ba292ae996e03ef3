"""One thing and what surrounds it."""

from __future__ import annotations

from functools import cache

import pytest

from ct56kg.base.errors import UsageError
from ct56kg.view.pictures import picture
from diagrams.test_arrangement import check_page, check_wires
from diagrams.test_comparing import asked

CASES = [
    ("structure", "ban tuyen giao thanh uy", "2026-03-01"),
    ("structure", "body:thanh-uy-can-tho", "2023-03-07"),
    ("responsibility", "body:b07", "2023-03-07"),
    ("responsibility", "item:k1", "2023-03-07"),
    ("cascade", "item:k2", "2023-03-07"),
    ("reorganisation", "body:b07", "2026-03-01"),
]


@cache
def around(name, thing, day):
    return picture(asked(day), name, focus=thing)


@pytest.mark.parametrize(("name", "thing", "day"), CASES)
def test_it_stands_out_nothing_overlaps_and_the_picture_says_how_much_is_left_out(name, thing, day):
    made = around(name, thing, day)
    whole = picture(asked(day), name)
    assert [node.central for node in made.sketch.nodes].count(True) == 1
    assert len(made.sketch.nodes) < len(whole.sketch.nodes)
    left = len(whole.sketch.nodes) - len(made.sketch.nodes)
    assert any(note.startswith(f"{left} đối tượng khác") for note in made.sketch.notes)
    check_page(made.page)
    check_wires(made.page)


def test_a_body_stands_with_all_its_relations():
    made = around("structure", "body:thanh-uy-can-tho", "2023-03-07")
    whole = picture(asked("2023-03-07"), "structure")
    centre = next(node.id for node in made.sketch.nodes if node.central)
    assert {e for e in made.sketch.edges if centre in (e.source, e.target)} == {
        e for e in whole.sketch.edges if centre in (e.source, e.target)
    }


def test_an_addressee_stands_below_its_directive_and_who_directs():
    made = around("responsibility", "body:b07", "2023-03-07")
    assert [node.kind for node in made.sketch.nodes] == ["committee", "directive", "body"]


def test_a_task_stands_with_the_documents_above_it():
    made = around("cascade", "item:k2", "2023-03-07")
    assert [node.kind for node in made.sketch.nodes] == ["document", "document", "task"]


def test_an_event_is_drawn_whole_because_half_of_it_would_mislead():
    made = around("reorganisation", "body:b07", "2026-03-01")
    assert {node.title for node in made.sketch.nodes} == {
        "Ban Tuyên giáo Thành ủy", "Ban Dân vận Thành ủy", "Hợp nhất", "Ban Tuyên giáo và Dân vận Thành ủy",
    }  # fmt: skip


def test_a_thing_is_found_by_what_a_drawn_thing_is_about():
    made = around("reorganisation", "doc:203-2025-qh15", "2026-03-01")
    assert [node.title for node in made.sketch.nodes if node.central] == ["Chuyển về trực thuộc"]


def test_a_body_leads_to_the_provision_that_charges_it_and_to_the_events_that_concern_it():
    charged = around("cascade", "body:b07", "2023-03-07").sketch
    assert [node.kind for node in charged.nodes if node.central] == ["directive"]
    dated = around("timeline", "body:b07", "2026-03-01").sketch
    assert [node.title for node in dated.nodes] == ["Hợp nhất Ban Tuyên giáo Thành ủy và Ban Dân vận Thành ủy"]
    assert charged.title.endswith("Ban Tuyên giáo Thành ủy") and dated.title.endswith("Ban Tuyên giáo Thành ủy")


def test_what_is_not_in_the_picture_is_said_with_its_name():
    with pytest.raises(UsageError) as caught:
        around("cascade", "body:cong-doan", "2026-03-01")
    assert caught.value.code == "DRAW-05" and "Công đoàn" in str(caught.value)


def test_a_comparison_can_be_about_one_thing():
    made = picture(asked("2026-03-01"), "structure", compare="2023-03-07", focus="body:thanh-uy-can-tho-2025")
    assert made.sketch.differences and all(
        "Thành ủy Cần Thơ (từ" in d.text or "Trung ương" in d.text for d in made.sketch.differences
    )

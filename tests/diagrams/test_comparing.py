"""Differences drawn in one picture: told apart by line, sign and word, complete, and listed in the same words."""

from __future__ import annotations

from datetime import date
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from ct56kg.base.errors import UsageError
from ct56kg.base.resources import builtin_root
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.diagram import NAMES, style
from ct56kg.view.diagram.comparing import gathered
from ct56kg.view.diagram.merging import ids_in
from ct56kg.view.diagram.model import SIGNS, Difference
from ct56kg.view.pictures import picture
from ct56kg.view.reader import Context
from diagrams.conftest import organisation
from diagrams.test_arrangement import check_page, check_wires
from diagrams.test_style import contrast
from diagrams.test_svg import S, by_class

SAMPLE = "2025-07-01-mau-hop-nhat-hai-ban"
MERGED = "Ban Tuyên giáo và Dân vận Thành ủy"
FIRST = date(2023, 3, 7)


@cache
def asked(day="2026-03-01", lang="vi"):
    return Context(open_dossier(builtin_root()), lang, date.fromisoformat(day), frozenset())


@cache
def between(name, day="2026-03-01", lang="vi", compare="2023-03-07"):
    return picture(asked(day, lang), name, compare=compare)


@cache
def sample():
    return picture(asked("2025-07-01"), "responsibility", compare=str(builtin_root() / "data" / "proposed" / SAMPLE))


@pytest.fixture(
    scope="module", params=[*((n, lang) for n in NAMES for lang in ("vi", "en")), ("sample", "vi")], ids=str
)
def compared(request):
    name, lang = request.param
    return sample() if name == "sample" else between(name, lang=lang)


def test_the_sample_amendment_re_assigns_six_parts_and_the_list_says_so_in_words():
    said = [(SIGNS[one.change], one.text) for one in sample().sketch.differences]
    assert said[0] == (
        "→",
        f"Dòng 1: Quy chế phối hợp ban hành văn bản – phối hợp: Ban Tuyên giáo Thành ủy → {MERGED}",
    )
    assert [sign for sign, _ in said] == ["→"] * 6 + ["+"] + ["−"] * 2
    assert ("+", f"{MERGED}: chỉ có trong sơ đồ sau") in said


def test_a_part_that_changed_hands_is_drawn_twice_as_left_and_as_received():
    edges = [edge for edge in sample().sketch.edges if edge.change in SIGNS]
    names = {node.id: node.title for node in sample().sketch.nodes}
    assert sorted({names[e.target] for e in edges if e.change == "removed"}) == [
        "Ban Dân vận Thành ủy", "Ban Tuyên giáo Thành ủy",
    ]  # fmt: skip
    assert {names[e.target] for e in edges if e.change == "altered"} == {MERGED}
    assert sum(e.change == "removed" for e in edges) == sum(e.change == "altered" for e in edges) == 6


def test_rows_that_nothing_happened_to_are_left_out_of_a_large_comparison_and_the_picture_says_how_many():
    rows = [node.kicker for node in sample().sketch.nodes if node.kind == "task"]
    assert rows == ["Dòng 1", "Dòng 3", "Dòng 4", "Dòng 5", "Dòng 10"]
    assert any(note.startswith("11 đối tượng khác") for note in sample().sketch.notes)


def test_between_2023_and_2026_bodies_end_and_no_duty_is_said_to_have_passed_on():
    made = between("responsibility")
    assert not [edge for edge in made.sketch.edges if edge.change != "same"]
    told = {one.text for one in made.sketch.differences}
    assert len(told) == 9
    assert (
        "Ban Dân vận Thành ủy: + (đã kết thúc, trong khoảng từ 25/01/2025 đến 28/01/2026); "
        f"+ Hợp nhất → {MERGED}" in told
    )
    assert any("nguồn không nêu tổ chức kế thừa" in text for text in told)


def test_the_earlier_day_comes_first_whichever_is_asked():
    one = picture(asked("2023-03-07"), "structure", compare="2026-03-01")
    assert one.sketch == between("structure").sketch


def test_nothing_changed_is_said_and_drawn_as_such():
    made = between("structure", compare="2026-03-01")
    assert made.sketch.differences == ()
    assert "không có khác biệt" in made.sketch.subtitle
    assert {node.change for node in made.sketch.nodes} == {"same"}


def test_everything_of_both_states_stands_in_it_once_and_nothing_overlaps(compared):
    sketch = compared.sketch
    placed = [id_ for part in sketch.parts for id_ in ids_in(part)]
    assert sorted(placed) == sorted(node.id for node in sketch.nodes)
    check_page(compared.page)
    check_wires(compared.page)
    wires = [(w.edge.source, w.edge.kind, w.edge.target) for w in compared.page.plate.wires]
    assert sorted(wires) == sorted((e.source, e.kind, e.target) for e in sketch.edges)


def test_every_change_has_its_sign_beside_the_line_and_its_word_in_the_box(compared):
    root = ET.fromstring(compared.svg())
    shown = [text.text for text in root.iter(f"{S}text")]
    for change, vi, en in (("added", "thêm", "added"), ("removed", "bỏ", "removed"), ("altered", "đổi", "changed")):
        word = en if compared.sketch.lang == "en" else vi
        sign = SIGNS[change].replace("→", "»")
        boxes = sum(node.change == change for node in compared.sketch.nodes)
        assert shown.count(f"{sign} {word}") == boxes
        lines = sum(edge.change == change for edge in compared.sketch.edges)
        beside = [text for text in shown if text == sign or text.startswith(f"{sign} ")]
        assert len(beside) >= lines + boxes
    for group in by_class(root, "edge") + by_class(root, "node"):
        change = group.get("class").split(" ")[-1]
        label = group.get("aria-label") or group.find(f"{S}a").get("aria-label")
        assert (label[0] in "+−→") == (change in SIGNS)


def test_the_list_of_differences_stands_in_the_picture_and_in_its_words(compared):
    for one in compared.sketch.differences:
        assert f"{SIGNS[one.change]} {one.text}\n" in compared.text()
    shown = " ".join(text.text for text in ET.fromstring(compared.svg()).iter(f"{S}text"))
    listed = gathered(compared.sketch.differences, compared.sketch.lang)
    assert all(one.text.replace("→", "»") in shown for one in listed[:30])
    assert frozenset().union(*(one.things for one in listed)) == frozenset().union(
        *(one.things for one in compared.sketch.differences)
    )
    assert compared.text_html().count("<li>") == sum(
        (len(compared.sketch.differences), len(compared.sketch.nodes), len(compared.sketch.edges))
    )


def test_what_is_the_same_of_several_things_is_said_once_for_all_of_them():
    found = [
        Difference("altered", "A: + x", frozenset("a"), "A", "+ x"),
        Difference("added", "A – r – B", frozenset("ab")),
        Difference("altered", "B: + x", frozenset("b"), "B", "+ x"),
        Difference("added", "C: + x", frozenset("c"), "C", "+ x"),
    ]
    assert [(one.change, one.text, one.things) for one in gathered(found, "vi")] == [
        ("altered", "A; B: + x", frozenset("ab")),
        ("added", "A – r – B", frozenset("ab")),
        ("added", "C: + x", frozenset("c")),
    ]


def test_what_became_of_a_link_is_seen_without_colour():
    looks = {change: style.stroke("lead", change) for change in ("same", *SIGNS)}
    shapes = {(look.style, round(look.pen), ":" in look.colour) for look in looks.values()}
    assert len(shapes) == len(looks)
    boxes = {change: style.look("body", "present", change) for change in ("same", *SIGNS)}
    assert len({(look.style, round(look.pen)) for look in boxes.values()}) == len(boxes)


@pytest.mark.parametrize("change", ["same", *SIGNS])
def test_lines_and_words_of_a_comparison_stand_out(change):
    line = style.stroke("lead", change).colour.split(":")[0]
    assert contrast(line, style.PAPER) >= 3
    for kind in style.LOOKS:
        for standing in style.STANDINGS:
            look = style.look(kind, standing, change)
            assert contrast(look.line, look.fill) >= 3
            assert contrast(style.CHANGED.get(change, style.INK), look.fill) >= 4.5
            assert contrast(style.ink("lead", change), look.fill) >= 4.5


def test_a_comparison_is_the_same_to_the_byte():
    again = picture(asked("2026-03-01"), "structure", compare="2023-03-07")
    assert again.svg() == between("structure").svg()


def test_what_is_no_date_and_no_change_is_refused():
    with pytest.raises(UsageError) as caught:
        picture(asked(), "structure", compare="hôm qua")
    assert caught.value.code == "DRAW-06"


def test_a_hostile_label_in_a_difference_is_only_text():
    from ct56kg.view.diagram.comparing import compared as lay_over
    from ct56kg.view.diagram.picture import Picture
    from ct56kg.view.diagram.reading import Reader

    names = {"A": "Thành ủy", "B": "<b>Ban</b> & \\N → x\\", "C": "x" * 200}
    before = organisation([("A", "leads", "B")], label=lambda term: names[term.value[-1]]).sketch
    after = organisation([("A", "leads", "C")], label=lambda term: names[term.value[-1]]).sketch
    reader = Reader("vi", FIRST, lambda term: term.value, lambda term: "")
    made = Picture(lay_over(before, after, "a → b", reader))
    assert [one.change for one in made.sketch.differences] == ["added", "added", "removed", "removed"]
    check_page(made.page)
    assert made.png(1.0).startswith(b"\x89PNG")

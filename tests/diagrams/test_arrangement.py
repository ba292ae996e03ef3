"""What is placed on the page: nothing overlaps, nothing leaves its box or the page, no link runs through a box."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from ct56kg.view.diagram.card import PAD_X
from ct56kg.view.diagram.page import PAPERS
from diagrams.conftest import organisation

NET = [
    *(("A", "leads", f"dẫn {n}") for n in range(9)),
    *((f"giúp {n}", "assists", "A") for n in range(7)),
    *((f"thuộc {n}", "subordinateTo", "giúp 2") for n in range(6)),
    *((f"dẫn {n}", "establishedIn", f"nơi {n}") for n in range(9)),
    *((f"dẫn {n}", "leads", f"nơi {n}") for n in range(9)),
    ("giúp 1", "leads", "nơi 3"),
    ("ngoài", "leads", "nơi 4"),
]


@pytest.fixture(scope="module", params=["net", "circle", "chain", "wide", "one"])
def made_up(request):
    nets = {
        "net": NET,
        "circle": [("a", "subordinateTo", "b"), ("b", "subordinateTo", "c"), ("c", "subordinateTo", "a")],
        "chain": [(f"n{n}", "leads", f"n{n + 1}") for n in range(12)],
        "wide": [("A", "leads", f"Ban có một cái tên khá dài thứ {n} của thành phố") for n in range(60)],
        "one": [],
    }
    return organisation(nets[request.param], alone=["một mình"])


def rectangle(box):
    return box.x, box.y, box.x + box.width, box.y + box.height


def overlap(one, other, room=0.0):
    (a, b, c, d), (e, f, g, h) = one, other
    return a < g - room and e < c - room and b < h - room and f < d - room


def text_area(words):
    left = words.x - {"left": 0, "center": words.width / 2, "right": words.width}[words.align]
    return left, words.y, left + words.width, words.y + words.height


def check_page(page):
    boxes = page.plate.boxes
    for one, other in combinations(boxes, 2):
        assert not overlap(rectangle(one), rectangle(other)), (one.card.node.title, other.card.node.title)
    areas = [(words.lines[0].text, text_area(words)) for words in page.plate.captions if words.lines]
    for (said, one), (other_said, other) in combinations(areas, 2):
        assert not overlap(one, other, 0.5), (said, other_said)
    for said, area in areas:
        assert area[0] >= 0 and area[2] <= page.width and area[1] >= 0 and area[3] <= page.height, said
        for box in boxes:
            assert not overlap(area, rectangle(box), 0.5), (said, box.card.node.title)
    for box in boxes:
        left, top, right, bottom = rectangle(box)
        assert left >= 20 and right <= page.width - 20 and top >= 20 and bottom <= page.height - 20
        assert all(line.width <= box.width - 2 * PAD_X + 1 for line in box.card.lines)
        assert sum(line.height for line in box.card.lines) <= box.height


def test_nothing_overlaps_or_leaves_the_page(picture):
    check_page(picture.page)


def test_nothing_overlaps_in_made_up_nets(made_up):
    check_page(made_up.page)


def check_wires(page):
    boxes = page.plate.boxes
    for wire in page.plate.wires:
        ends = {wire.edge.source, wire.edge.target}
        if wire.curve or not wire.points:
            continue
        for (x0, y0), (x1, y1) in pairwise(wire.points):
            stretch = (min(x0, x1), min(y0, y1), max(x0, x1) + 0.01, max(y0, y1) + 0.01)
            for box in boxes:
                assert not overlap(stretch, rectangle(box), 0.4), (wire.edge.words, ends, box.card.node.title)
        x, y = wire.points[-1]
        assert any(
            box.x - 0.1 <= x <= box.x + box.width + 0.1 and box.y - 0.1 <= y <= box.y + box.height + 0.1
            for box in boxes
            if box.card.node.id in ends and box.card.node.id != wire.start
        )


def test_no_link_runs_through_a_box(picture):
    check_wires(picture.page)


def test_no_link_runs_through_a_box_in_made_up_nets(made_up):
    check_wires(made_up.page)


def test_curves_run_only_between_the_columns(picture):
    boxes = picture.page.plate.boxes
    for wire in picture.page.plate.wires:
        if wire.curve:
            left, right = wire.points[0][0], wire.points[-1][0]
            assert left < right
            assert not any(left < box.x + box.width - 0.1 and box.x < right - 0.1 for box in boxes if _level(wire, box))


def _level(wire, box):
    heights = [y for _, y in wire.points]
    return (
        box.y < max(heights)
        and min(heights) < box.y + box.height
        and box.card.node.id
        not in (
            wire.edge.source,
            wire.edge.target,
        )
    )


def test_every_thing_and_every_link_is_placed_exactly_once(picture):
    page = picture.page
    assert sorted(box.card.node.id for box in page.plate.boxes) == sorted(node.id for node in picture.sketch.nodes)
    placed = [(wire.edge.source, wire.edge.kind, wire.edge.target) for wire in page.plate.wires]
    assert sorted(placed) == sorted((edge.source, edge.kind, edge.target) for edge in picture.sketch.edges)


def test_every_thing_and_link_of_a_made_up_net_is_placed_exactly_once(made_up):
    placed = [(wire.edge.source, wire.edge.kind, wire.edge.target) for wire in made_up.page.plate.wires]
    assert sorted(placed) == sorted((edge.source, edge.kind, edge.target) for edge in made_up.sketch.edges)
    assert len(made_up.page.plate.boxes) == len(made_up.sketch.nodes)


def test_the_page_is_a_sheet_of_paper_and_its_text_is_legible(picture):
    page = picture.page
    short, long = PAPERS[page.paper]
    assert page.width / page.height == pytest.approx(long / short if page.landscape else short / long, rel=1e-3)
    smallest = min(line.size for box in page.plate.boxes for line in box.card.lines)
    assert smallest * page.scale >= 6.0


def test_a_long_list_becomes_columns_and_not_a_strip(made_up):
    assert 0.6 < made_up.page.width / made_up.page.height < 1.6

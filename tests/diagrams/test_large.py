"""Many things: drawn as few, said in full, and fast."""

from __future__ import annotations

import time

from ct56kg.view.diagram.condense import LIMIT
from ct56kg.view.diagram.dot import dot
from ct56kg.view.diagram.page import compose
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


def test_a_hundred_things_are_arranged_and_written_in_half_a_second_of_processor_time():
    organisation([("A", "leads", "B")]).dot()
    links = [("A", "leads", f"Ban {n}") for n in range(9)]
    links += [(f"Ban có tên dài thứ {n} {k}", "subordinateTo", f"Ban {n}") for n in range(9) for k in range(10)]
    sketch = organisation(links).sketch
    assert len(sketch.nodes) == 100
    start = time.process_time()
    dot(compose(sketch))
    assert time.process_time() - start < 0.5

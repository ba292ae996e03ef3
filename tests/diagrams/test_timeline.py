"""Days on an axis: what is certain is a point, what is not is the stretch it lies in."""

from __future__ import annotations

import pytest

from ct56kg.view.diagram import style
from ct56kg.view.diagram.axis import STRETCHES
from ct56kg.view.diagram.model import COUNTED
from diagrams.conftest import view


def marks(picture):
    names = {node.id: node.title for node in picture.sketch.nodes}
    return {names[id_]: found for part in picture.sketch.parts for lane in part.lanes for id_, found in lane.rows}


def of(picture, start):
    return next(
        [(m.kind, str(m.start), str(m.end)) for m in found] for name, found in marks(picture).items() if start in name
    )


def words(picture, start):
    return next([d.text for d in node.details] for node in picture.sketch.nodes if start in node.title)


@pytest.fixture(scope="module")
def real():
    return view("timeline", "2026-03-01")


@pytest.fixture(scope="module")
def sample():
    return view("timeline", "2023-03-07", "vi", ("synthetic",))


def test_a_certain_day_is_a_point_and_an_uncertain_one_a_stretch_between_its_bounds(real):
    assert of(real, "28-NQ/TW") == [("issued", "2022-11-17", "2022-11-17")]
    assert of(real, "56-CTr/TU") == [("uncertain", "2022-11-18", "2023-03-07")]
    assert of(real, "Hợp nhất Ban Tuyên giáo Thành ủy") == [("uncertain", "2025-01-25", "2026-01-28")]
    assert of(real, "Thành lập Đảng bộ") == [("event", "2025-07-01", "2025-07-01")]


def test_the_words_stand_beside_the_marks(real):
    assert words(real, "56-CTr/TU") == ["ban hành trong khoảng từ 18/11/2022 đến 07/03/2023"]
    shown = " ".join(line.text for caption in real.page.plate.captions for line in caption.lines)
    assert all("; ".join(d.text for d in node.details) in shown for node in real.sketch.nodes)


def test_events_elsewhere_stand_apart_and_earlier_documents_are_named_not_drawn(real):
    lanes = {lane.id: lane for part in real.sketch.parts for lane in part.lanes}
    assert [len(lanes[name].rows) for name in ("document", "event", "elsewhere")] == [10, 5, 2]
    assert any("66-QĐ/TW" in note and "04-QĐi/TW" in note for note in real.sketch.notes)


def test_words_that_name_no_day_put_no_mark_on_the_axis(sample):
    assert of(sample, "Dòng 2:") == [] and words(sample, "Dòng 2:") == ["Thời hạn: Thường xuyên"]
    assert of(sample, "Dòng 5:") == [("stretch", "2025-04-01", "2025-06-30"), ("due", "2025-06-30", "2025-06-30")]


def test_an_extension_counts_from_the_day_it_was_made():
    before, after = (view("timeline", day, "vi", ("synthetic",)) for day in ("2023-11-19", "2023-11-20"))
    assert [kind for kind, _, _ in of(before, "Dòng 9:")] == ["due"]
    assert of(after, "Dòng 9:") == [("was", "2023-11-30", "2023-11-30"), ("due", "2024-03-31", "2024-03-31")]


def test_the_real_timeline_is_one_legible_a4_sheet_in_landscape(real):
    assert real.page.paper == "A4" and real.page.landscape and real.page.scale >= 0.8


def test_the_day_of_view_is_marked(real):
    assert any("Ngày xem 01/03/2026" in line.text for c in real.page.plate.captions for line in c.lines)


def test_no_two_marks_differ_by_colour_alone():
    marks = {kind: look for kind, look in style.MARKS.items() if kind not in COUNTED}
    looks = {kind: (look.shape, look.fill == style.PAPER, "dashed" in look.style) for kind, look in marks.items()}
    assert len(set(looks.values())) == len(looks)
    counts = [style.MARKS[kind] for kind in COUNTED]
    assert len({(look.fill == look.line, look.fill == style.PAPER, "dashed" in look.style) for look in counts}) == 3
    assert {kind for kind, look in style.MARKS.items() if look.shape in ("box", "rarrow", "larrow")} == STRETCHES


def test_marks_stay_on_the_axis(real):
    page = real.page
    right = max(bar.x + bar.width for bar in page.plate.bars)
    left = max(box.x + box.width for box in page.plate.boxes)
    assert all(left <= bar.x and bar.x + bar.width <= right for bar in page.plate.bars)
    assert right <= page.width - 20


@pytest.mark.parametrize("day", ["2023-03-07", "2025-06-01", "2026-03-01"])
def test_no_words_hide_a_mark(day):
    from ct56kg.view.pictures import picture
    from diagrams.test_comparing import asked

    for made in (view("timeline", day, "vi", ("synthetic",)), picture(asked(day), "timeline", compare="2022-11-17")):
        signs = {look.shape for look in style.MARKS.values()} - {"box", "rarrow", "larrow"}
        for bar in made.page.plate.bars:
            for words in made.page.plate.captions if bar.look.shape in signs else ():
                left = words.x - {"left": 0, "center": words.width / 2, "right": words.width}[words.align]
                beside = bar.x + bar.width <= left or left + words.width <= bar.x
                assert beside or bar.y + bar.height <= words.y or words.y + words.height <= bar.y, words.lines[0].text

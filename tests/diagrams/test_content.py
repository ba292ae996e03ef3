"""What the diagrams of the real dossier say, and do not say."""

from __future__ import annotations

import pytest

from ct56kg.view.diagram.legend import samples
from diagrams.conftest import organisation, view


def titles(picture):
    return {node.id: node.title for node in picture.sketch.nodes}


def links(picture, kind=None):
    names = titles(picture)
    return {(names[e.source], e.words, names[e.target]) for e in picture.sketch.edges if kind in (None, e.kind)}


def standing(picture, title):
    return next(node.standing for node in picture.sketch.nodes if node.title.startswith(title))


def details(picture, title):
    node = next(node for node in picture.sketch.nodes if node.title.startswith(title))
    return [detail.text for detail in node.details]


ADDRESSEES = [
    "Đảng đoàn Hội đồng nhân dân thành phố",
    "Ban cán sự đảng Ủy ban nhân dân thành phố",
    "các cơ quan tư pháp",
    "Mặt trận Tổ quốc Việt Nam",
    "các tổ chức chính trị - xã hội thành phố",
    "Ban Tổ chức Thành ủy",
    "Ban Tuyên giáo Thành ủy",
    "Ủy ban Kiểm tra Thành ủy",
    "Ban Nội chính Thành ủy",
    "Ban Dân vận Thành ủy",
    "Văn phòng Thành ủy",
]


def test_the_committee_directs_and_eleven_parties_are_addressed_in_the_words_of_the_source():
    picture = view("responsibility", "2023-03-07")
    directive = next(node for node in picture.sketch.nodes if node.kind == "directive")
    assert directive.title.startswith("Nội dung chỉ đạo")
    assert links(picture, "advise") == {(directive.title, "tham mưu thực hiện", name) for name in ADDRESSEES}
    assert [(words, target) for _, words, target in links(picture, "directs")] == [("chỉ đạo", directive.title)]
    assert len(picture.sketch.edges) == 12


def test_no_task_is_paired_with_a_body_and_each_says_that_its_lead_is_not_stated():
    picture = view("responsibility", "2023-03-07")
    tasks = [node for node in picture.sketch.nodes if node.kind == "task"]
    assert len(tasks) == 6
    assert not {node.id for node in tasks} & {end for e in picture.sketch.edges for end in (e.source, e.target)}
    assert all([d.text for d in node.details] == ["Nguồn không nêu cơ quan chủ trì"] for node in tasks)
    assert tasks[0].kicker == "Nhiệm vụ trọng tâm thứ 1 (theo thứ tự bài báo)"


def test_a_group_whose_members_are_not_named_says_so():
    picture = view("responsibility", "2023-03-07")
    groups = [node for node in picture.sketch.nodes if node.kind == "group"]
    assert [node.title for node in groups] == ["các cơ quan tư pháp", "các tổ chức chính trị - xã hội thành phố"]
    assert all("nhóm, nguồn không nêu tên thành viên" in [d.text for d in node.details] for node in groups)


def test_the_tooltip_of_an_addressee_quotes_the_source_with_its_place():
    picture = view("responsibility", "2023-03-07")
    node = next(node for node in picture.sketch.nodes if node.title == "Ban Tuyên giáo Thành ủy")
    assert "“Ban Tuyên giáo Thành ủy” [ký tự 2669–2692]" in node.tooltip


def test_in_2026_ended_bodies_are_ended_and_the_others_cannot_be_decided():
    picture = view("responsibility", "2026-03-01")
    assert standing(picture, "Ban Tuyên giáo") == "ended"
    assert details(picture, "Ban Tuyên giáo") == [
        "(đã kết thúc, trong khoảng từ 25/01/2025 đến 28/01/2026)",
        "Hợp nhất → Ban Tuyên giáo và Dân vận Thành ủy",
    ]
    assert standing(picture, "Đảng đoàn") == "ended"
    for name in ("Ban Tổ chức", "Ủy ban Kiểm tra", "Ban Nội chính", "Văn phòng", "Thành ủy Cần Thơ"):
        assert standing(picture, name) == "undecided"
        assert details(picture, name)[0] == "Chưa đủ căn cứ kết luận"
    assert standing(picture, "Mặt trận") == "present"


def test_between_the_bounds_of_a_merger_its_bodies_cannot_be_decided():
    picture = view("responsibility", "2025-06-01")
    assert standing(picture, "Ban Dân vận") == standing(picture, "Đảng đoàn") == "undecided"
    assert standing(picture, "Ban Tổ chức") == "present"


def test_the_four_relations_are_all_there_and_look_different():
    picture = view("structure", "2026-03-01")
    kinds = {edge.kind for edge in picture.sketch.edges}
    assert kinds == {"subordinateTo", "assists", "leads", "establishedIn"}
    words = [sample.words for sample in samples(picture.sketch) if sample.link]
    assert [word.split(" (")[0] for word in words] == ["lãnh đạo", "tham mưu, giúp việc", "lập tại", "trực thuộc"]


def test_led_is_not_part_of():
    picture = view("structure", "2026-03-01")
    assert ("Đảng Cộng sản Việt Nam", "lãnh đạo", "Mặt trận Tổ quốc Việt Nam") in links(picture)
    assert ("Hội Nông dân", "trực thuộc", "Mặt trận Tổ quốc Việt Nam") in links(picture)
    assert not {t for s, w, t in links(picture, "subordinateTo") if s == "Mặt trận Tổ quốc Việt Nam"}


def test_what_becomes_subordinate_later_is_not_yet_so():
    assert not links(view("structure", "2023-03-07"), "subordinateTo")


def test_the_old_and_the_new_committee_are_two_things_told_apart_by_their_dates():
    names = titles(view("structure", "2026-03-01")).values()
    assert {"Thành ủy Cần Thơ (đến 30/06/2025)", "Thành ủy Cần Thơ (từ 01/07/2025)"} <= set(names)


def test_a_body_that_begins_later_is_named_in_a_note_and_not_drawn():
    picture = view("structure", "2023-03-07")
    assert "Ban Tuyên giáo và Dân vận Thành ủy" not in titles(picture).values()
    assert any("Ban Tuyên giáo và Dân vận Thành ủy" in note for note in picture.sketch.notes)


def test_bodies_without_a_stated_relation_stand_in_a_frame_that_says_so():
    picture = view("structure", "2023-03-07")
    linked = {end for edge in picture.sketch.edges for end in (edge.source, edge.target)}
    alone = {node.title for node in picture.sketch.nodes if node.id not in linked}
    assert {"các cơ quan tư pháp", "Ủy ban Kiểm tra Thành ủy"} <= alone
    assert any("Nguồn không nêu quan hệ" in words.lines[0].text for words in picture.page.plate.captions)


def test_the_cascade_leads_from_the_resolution_to_every_item_and_joins_no_others():
    picture = view("cascade", "2023-03-07")
    names = titles(picture)
    programme = next(name for name in names.values() if name.startswith("Chương trình số 56-CTr/TU"))
    assert links(picture, "implements") == {(programme, "thực hiện", "Nghị quyết số 28-NQ/TW ngày 17/11/2022")}
    assert sum(source == programme for source, _, _ in links(picture, "partOf")) == 4 + 4 + 6 + 1
    assert len(picture.sketch.edges) == 1 + 15 + 4
    assert any(
        note.startswith("Nguồn không nêu quan điểm, mục tiêu, nhiệm vụ nào ứng với") for note in picture.sketch.notes
    )
    assert any("trong khoảng từ 18/11/2022 đến 07/03/2023" in text for text in details(picture, "Chương trình"))


def test_a_reorganisation_names_what_became_what_and_never_guesses_a_successor():
    picture = view("reorganisation", "2026-03-01")
    names = titles(picture)
    pairs = {(names[e.source], names[e.target]) for e in picture.sketch.edges}
    assert ("Hợp nhất", "Ban Tuyên giáo và Dân vận Thành ủy") in pairs
    assert ("Chuyển giao chức năng, nhiệm vụ", "Đảng ủy Ủy ban nhân dân thành phố") in pairs
    assert ("Kết thúc hoạt động", "Nguồn không nêu tổ chức kế thừa") in pairs
    assert not {target for source, target in pairs if source == "Kết thúc hoạt động"} - {
        "Nguồn không nêu tổ chức kế thừa"
    }
    assert any("Theo Nghị quyết số 203/2025/QH15" in d.text for n in picture.sketch.nodes for d in n.details)


def test_events_of_later_days_are_marked_as_not_in_effect():
    picture = view("reorganisation", "2023-03-07")
    assert {node.standing for node in picture.sketch.nodes if node.kind == "event"} == {"future"}


def test_an_annex_says_the_role_at_the_link_and_the_deadline_in_the_row():
    picture = view("responsibility", "2023-03-07", "vi", ("synthetic",))
    assert {"chủ trì", "phối hợp", "theo dõi"} <= {words for _, words, _ in links(picture)}
    rows = [node for node in picture.sketch.nodes if node.kind == "task"]
    assert len(rows) == 12 and all(any(d.text.startswith("Thời hạn: ") for d in node.details) for node in rows)
    ports = [port.line.text for box in picture.page.plate.boxes for port in box.ports]
    assert sorted(ports) == sorted(edge.words for edge in picture.sketch.edges)


def test_the_legend_explains_exactly_what_occurs(picture):
    entries = samples(picture.sketch)
    assert {s.link for s in entries if s.link} == {edge.kind for edge in picture.sketch.edges}
    assert {s.kind for s in entries if s.kind and s.standing == "present"} == {n.kind for n in picture.sketch.nodes}
    shown = {s.standing for s in entries} - {"present"}
    assert shown == {node.standing for node in picture.sketch.nodes} - {"present"}
    assert [key.sample for key in picture.page.keys] == list(entries)


def test_english_pictures_have_english_words_and_say_that_they_are_unofficial():
    picture = view("cascade", "2026-03-01", "en")
    assert "Key task no. 1 (in the article's order)" in [node.kicker for node in picture.sketch.nodes]
    assert any("English unofficial" in line.text for words in picture.page.plate.captions for line in words.lines)


@pytest.mark.parametrize("name", ["structure", "responsibility", "cascade", "reorganisation"])
def test_a_dossier_without_data_gives_a_picture_that_says_so(name):
    from datetime import date

    from ct56kg.view.diagram import draw

    day, nothing = date(2023, 3, 7), lambda _: ""
    picture = draw(name, {}, lang="vi", as_of=day, label=nothing, href=nothing, source="Nguồn: –", synthetic=False)
    assert any(note.startswith("Hồ sơ không có dữ liệu") for note in picture.sketch.notes)
    assert "<svg" in picture.svg()


def test_a_circle_of_superiors_is_drawn_and_nothing_is_lost():
    picture = organisation([("a", "subordinateTo", "b"), ("b", "subordinateTo", "c"), ("c", "subordinateTo", "a")])
    assert len(picture.page.plate.wires) == 3

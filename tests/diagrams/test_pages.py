"""Several pages: each legible A4, numbered, nothing lost, nothing twice but heads that go on."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from ct56kg.view.diagram.binding import bound
from ct56kg.view.diagram.picture import Picture
from ct56kg.view.pictures import picture
from diagrams.conftest import organisation
from diagrams.test_arrangement import check_page, check_wires
from diagrams.test_comparing import asked
from diagrams.test_large import annex

NET = [("A", "leads", f"Ban thứ {n}") for n in range(60)]
NET += [(f"Ban thứ {n}", "leads", f"Phòng {n}-{k}") for n in range(5) for k in range(12)]
NET += [("Phòng 0-1", "assists", "Phòng 4-11"), ("Ban thứ 40", "establishedIn", "Phòng 1-1")]


@pytest.fixture(scope="module", params=["annex", "net", "timeline", "many apart"])
def split(request):
    if request.param == "annex":
        return Picture(annex(50, 14).sketch.whole, split=True)
    if request.param == "timeline":
        fiction = asked("2025-03-01").replace(statuses=frozenset({"synthetic"}))
        return picture(fiction, "timeline", compare="2023-03-07", split=True)
    made = organisation(NET) if request.param == "net" else organisation([], alone=[f"Ban {n}" for n in range(90)])
    return Picture(made.sketch.whole or made.sketch, split=True)


def test_every_page_is_a_legible_a4_sheet_with_its_number(split):
    assert len(split.pages) > 1
    for number, page in enumerate(split.pages, 1):
        assert page.paper == "A4" and page.scale >= 0.8
        said = [line.text for caption in page.plate.captions for line in caption.lines]
        assert f"ct56kg · trang {number}/{len(split.pages)}" in said
        check_page(page)
        check_wires(page)


def test_everything_stands_on_a_page_and_only_heads_that_go_on_stand_on_two(split):
    places = [box.card.node for page in split.pages for box in page.plate.boxes]
    assert {node.id for node in places} == {node.id for node in split.sketch.nodes}
    parties = {edge.target for edge in split.sketch.edges if split.sketch.name == "responsibility"}
    for node in split.sketch.nodes:
        found = [place for place in places if place.id == node.id]
        again = [place for place in found if any("vẽ lại để nối tiếp" in d.text for d in place.details)]
        assert len(found) - len(again) == 1 or node.id in parties


def test_every_link_is_drawn_or_said_in_words_with_the_page_it_leads_to(split):
    wires = {w.edge for page in split.pages for w in page.plate.wires}
    for edge in split.sketch.edges:
        if edge not in wires:
            told = [
                d.text
                for page in split.pages
                for b in page.plate.boxes
                if b.card.node.id == edge.source
                for d in b.card.node.details
            ]
            assert any(re.match(rf"{edge.words}: .+ \(trang \d+\)", text) for text in told)


def test_the_differences_of_a_split_comparison_are_listed_on_the_last_page():
    made = picture(asked("2026-03-01"), "structure", compare="2023-03-07", split=True)
    last = " ".join(line.text for c in made.pages[-1].plate.captions for line in c.lines)
    assert "Khác biệt (25)" in last and not made.pages[-1].plate.boxes
    assert made.text().count("\n+ ") + made.text().count("\n→ ") == 25


def test_files_are_numbered_and_a_pdf_is_one_file(tmp_path):
    made = Picture(annex(20, 6).sketch.whole, split=True)
    assert [path.name for path in made.save_all(tmp_path / "a.svg")] == ["a-1.svg", "a-2.svg", "a-3.svg"]
    assert made.save(tmp_path / "a.pdf") == tmp_path / "a.pdf"
    content = (tmp_path / "a.pdf").read_bytes()
    assert content == made.pdf() and len(re.findall(rb"/Type /Page\b(?!s)", content)) == 3
    if shutil.which("pdfinfo"):
        told = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, check=True)
        assert b"Pages:           3" in told.stdout and not told.stderr


def test_every_reference_of_a_bound_pdf_leads_to_an_object():
    content = Picture(annex(20, 6).sketch.whole, split=True).pdf()
    table = int(re.search(rb"startxref\n(\d+)", content).group(1))
    numbers = {int(n) for n in re.findall(rb"(?:^|\n)(\d+) 0 obj", content[:table])}
    plain = re.sub(rb"stream\n.*?endstream", b"", content[:table], flags=re.DOTALL)
    assert {int(n) for n in re.findall(rb"\b(\d+) 0 R\b", plain)} <= numbers
    rows = content[table:].split(b"\n")[3:]
    for number in numbers:
        place = int(rows[number - 1][:10])
        assert content[place:].startswith(b"%d 0 obj" % number)


def test_what_is_no_plain_pdf_is_not_bound():
    assert bound([b"%PDF-1.7 nothing", b"%PDF-1.7 nothing"]) is None


def test_a_small_picture_stays_one_page(tmp_path):
    made = picture(asked("2023-03-07"), "cascade", focus="item:k2", split=True)
    assert [path.name for path in made.save_all(tmp_path / "k.svg")] == ["k.svg"]

"""The common page: self-contained, escaped, marked on every sheet of paper."""

import re

import pytest

from ct56kg.view.page import esc, page

HOSTILE = ["<script>alert(1)</script>", "</style><b>", '"', "' onload='x", "&amp;", "x\\", "\n} body { display: none }"]


def test_a_page_is_one_file_with_language_title_and_nothing_remote():
    made = page("Báo cáo", "<p>Nội dung</p>", lang="vi", footer=("Nguồn: A", "Lập bằng B"), subtitle="07/03/2023")
    assert made.startswith('<!doctype html>\n<html lang="vi">')
    assert "<title>Báo cáo</title>" in made
    assert "default-src 'none'" in made
    assert "<p>Nguồn: A</p><p>Lập bằng B</p>" in made
    assert not re.search(r"<script|https?:|@import|url\(", made)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text):
    made = page(text, "", lang="vi", footer=text, subtitle=text, mark=text)
    assert "<script" not in made
    assert made.count("</style>") == 1
    assert f"<h1>{esc(text)}</h1>" in made
    rule = re.search(r'@top-center \{ content: "([^"]*)"', made)
    assert rule
    assert not set(rule[1]) & set("<>\"'\n{}")


def test_the_mark_is_on_the_screen_in_the_title_and_on_every_sheet_of_paper():
    made = page("Ma trận", "", lang="vi", mark="MẪU – HƯ CẤU")
    assert "<title>MẪU – HƯ CẤU · Ma trận</title>" in made
    assert '<p class="mark" role="note">MẪU – HƯ CẤU</p>' in made
    assert '@top-center { content: "MẪU \\2013  HƯ CẤU"' in made
    assert "MẪU" not in page("Ma trận", "", lang="vi")


@pytest.mark.parametrize(("landscape", "paper"), [(True, "A4 landscape"), (False, "A4 portrait")])
def test_paper_is_a4_and_pages_are_numbered(landscape, paper):
    made = page("x", "", lang="vi", landscape=landscape)
    assert f"size: {paper}" in made
    assert 'content: "Trang " counter(page) "/" counter(pages)' in made
    assert 'content: "Page "' in page("x", "", lang="en")

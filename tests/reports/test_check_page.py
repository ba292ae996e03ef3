"""The report on findings: a paragraph, what to do first, by thing and by rule, with the words quoted."""

import re

import pytest


@pytest.fixture(scope="module")
def written(material):
    from ct56kg.cli.check import written
    from ct56kg.view.judging import judge

    def write(style, lang="vi", day="2026-03-01", statuses=frozenset()):
        asked = material(day=day, lang=lang, statuses=statuses).asked
        return written(asked, judge(asked), style, "auto")

    return write


@pytest.mark.parametrize(("style", "quote"), [("html", "“Ban Dân vận Thành ủy”"), ("md", "> “Ban Dân vận Thành ủy”")])
def test_a_finding_about_a_body_quotes_the_words_that_charged_it(written, style, quote):
    said = written(style)
    assert quote in said
    for heading in ("Việc cần làm trước", "Theo đối tượng", "Theo quy tắc"):
        assert heading in said
    assert re.search(r"Mã nội dung dữ liệu \(sha256\): [0-9a-f]{64}", said)


def test_every_step_leads_to_a_rule_on_the_same_page(written):
    page = written("html")
    targets = re.findall(r"class='steps'>.*?</ol>", page, re.DOTALL)[0]
    links = re.findall(r'href="#([^"]+)"', targets)
    assert len(links) == len(set(links)) == 5
    assert all(f'id="{link}"' in page for link in links)


def test_the_page_carries_its_picture_and_asks_nothing_of_the_network(written):
    page = written("html")
    assert page.count("<figure>") == 1 and "<svg" in page
    assert "<script" not in page and "default-src 'none'" in page


def test_a_clean_day_has_nothing_to_do_first_and_no_picture(written):
    page = written("html", day="2023-03-07")
    assert "Việc cần làm trước" not in page and "<figure>" not in page
    assert "Không có việc cần xử lý." in page


def test_it_is_said_in_english_too(written):
    said = written("md", lang="en")
    assert "## What to do first" in said and "Cannot be decided" in said


@pytest.fixture(scope="module")
def unsupported(tmp_path_factory):
    """Make a dossier with one body (MẪU – HƯ CẤU) that is called stated and rests on nothing."""
    from ct56kg.cli import main

    folder = tmp_path_factory.mktemp("own") / "mine"
    assert main(["init", str(folder)]) == 0
    body = '<urn:ct56kg:dossier:mine/id/x> a ct:Body ; rdfs:label "Ban X (MẪU – HƯ CẤU)"@vi .'
    prefixes = "PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    (folder / "data" / "stated" / "x.ttl").write_text(prefixes + body, "utf-8")
    return folder


@pytest.mark.parametrize(("lang", "title"), [("vi", "Điều được nêu có bằng chứng"), ("en", "rests on evidence")])
@pytest.mark.parametrize("style", ["text", "html", "md", "sarif"])
def test_what_named_graphs_show_stands_under_its_title(unsupported, ct56kg, style, lang, title):
    said = ct56kg("check", "--dossier", unsupported, "--format", style, "--lang", lang).out
    assert "QUAD-02" in said and title in said
    assert "rule:QUAD" not in said

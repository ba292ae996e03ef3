"""Reports as files: what stands in them, in every form and both languages; same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from ct56kg.view.report.body_report import body_report
from ct56kg.view.report.document import Cell, Document, Heading, Items, Para, Part, Table
from ct56kg.view.report.forms import written
from ct56kg.view.report.progress_report import progress_report, urge_report
from ct56kg.view.report.spread import analysis_report

docx = pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "x\\",
    "<b>&amp;",
    "javascript:alert(1)",
    "a" * 300,
    "😀 tiê\u0301ng",
    "| a | b",
    "=1+1",
    "\x00\x0b\ud800",
    "{x}",
]


def opened(content):
    return docx.Document(io.BytesIO(content))


def texts(content):
    paragraphs = opened(content).element.body.iter(W + "p")
    return ["".join(node.text or "" for node in p.iter(W + "t")) for p in paragraphs]


def hostile(lang="vi"):
    rows = [tuple(Cell(text) for text in (word, word, word)) for word in HOSTILE]
    blocks = [*(Heading(word) for word in HOSTILE), *(Para(word) for word in HOSTILE)]
    blocks += [Items([(word, [word]) for word in HOSTILE]), Table(HOSTILE[:3], (1, 2, 3), rows, HOSTILE[0])]
    return Document("KIND", HOSTILE[1], HOSTILE[2], [Part(blocks), Part(blocks, landscape=True)], "stamp", ["p"], lang)


REPORTS = {
    "progress": progress_report,
    "urge": urge_report,
    "analysis": analysis_report,
    "bodies": lambda m: body_report(m, None),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_a_report_is_the_same_bytes_each_time(material, name, suffix, lang):
    first = written(REPORTS[name](material(lang=lang)), suffix)
    assert first == written(REPORTS[name](material(lang=lang)), suffix)


def test_word_files_carry_no_date_of_the_clock_and_no_picture_of_a_template(material):
    with zipfile.ZipFile(io.BytesIO(written(urge_report(material()), ".docx"))) as packed:
        assert {part.date_time for part in packed.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "thumbnail" in name]
        assert b"2026-03-01T00:00:00Z" in packed.read("docProps/core.xml")


def test_pages_are_a4_in_times_new_roman_14_and_heads_of_tables_repeat(material):
    word = opened(written(progress_report(material()), ".docx"))
    normal = word.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    for section in word.sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
    grids = [table for table in word.tables if table.style.name == "Table Grid"]
    assert len(grids) == 5
    for table in grids:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)


def test_the_mark_stands_on_every_page_of_fiction_and_on_none_without(material):
    def heads(m):
        parts = opened(written(progress_report(m), ".docx")).sections
        return [" ".join(p.text for p in head.paragraphs) for s in parts for head in (s.header, s.first_page_header)]

    marked = heads(material())
    assert marked[0].endswith("MẪU – HƯ CẤU") and marked[1] == "MẪU – HƯ CẤU"
    assert all("MẪU – HƯ CẤU" in text for text in marked[0::2])
    assert not any("MẪU" in text for text in heads(material(statuses=frozenset())))


def test_pages_are_numbered_from_the_second_on(material):
    section = opened(written(progress_report(material()), ".docx")).sections[0]
    assert section.different_first_page_header_footer
    assert section.header._element.find(f".//{W}fldSimple").get(W + "instr") == "PAGE"
    assert section.first_page_header._element.find(f".//{W}fldSimple") is None


def test_dates_are_day_first_and_never_iso_in_what_people_read(material):
    for make in REPORTS.values():
        document = make(material())
        said = "\n".join(texts(written(document, ".docx")))
        assert "01/03/2026" in said
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b", said)


def test_words_that_offices_do_not_use_stand_in_no_report(material):
    for make in REPORTS.values():
        said = written(make(material()), ".md").casefold()
        assert not [word for word in ("vi phạm", "quá tải", "điểm chết", "đứng đầu") if word in said]


def test_the_real_dossier_says_what_its_source_does_not_state(material):
    said = written(progress_report(material(statuses=frozenset())), ".md")
    assert "6/6 nhiệm vụ chưa có phân công trong nguồn: chưa đủ căn cứ kết luận về tiến độ" in said
    assert said.count("Nguồn không nêu |") == 12
    assert "MẪU" not in said


def test_who_is_urged_is_not_a_body_that_is_gone_without_a_word(material):
    said = written(urge_report(material()), ".md")
    gone = (
        "Ban Tuyên giáo Thành ủy<br>Đã kết thúc vào ngày xét. Theo nguồn: hợp nhất → Ban Tuyên giáo và Dân vận Thành ủy"
    )
    assert gone in said
    assert "3 việc có thời hạn bằng lời (số 2, 4, 10)" in said


def test_the_extract_for_a_body_quotes_the_source(material):
    m = material(statuses=frozenset())
    said = written(body_report(m, m.asked.names.resolve("van phong thanh uy")), ".md")
    assert '> Nguyên văn: "Văn phòng Thành ủy" (Bài báo ngày 07/03/2023 về Chương trình 56-CTr/TU)' in said
    assert "chưa đủ căn cứ kết luận còn tồn tại hay không" in said


def test_the_extract_for_a_body_shows_what_it_took_over_and_from_whom(material, root):
    m = material(day="2024-11-01", statuses=frozenset(), place=root / "tests" / "questions" / "_sample")
    said = written(body_report(m, m.asked.names.resolve("body:x-c")), ".md")
    assert "(nhận từ MẪU – HƯ CẤU: ban A theo MẪU – HƯ CẤU: quyết định sửa đổi)" in said


def test_english_says_that_it_is_unofficial_and_shows_no_vietnamese_letterhead(material):
    document = progress_report(material(lang="en"))
    assert document.letterhead == "none"
    assert "Unofficial English version" in written(document, ".md")
    assert material().letterhead == "party"


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_hostile_texts_come_out_as_texts(suffix):
    made = written(hostile(), suffix)
    if suffix == ".docx":
        said = texts(made)
        assert "<b>&amp;" in said and "a" * 300 in said and "" in said
    else:
        assert "<b>&amp;" not in made and "<script" not in made
        assert "\n" + HOSTILE[5] not in made


def test_a_page_asks_nothing_of_the_network_and_runs_nothing(material):
    page = written(progress_report(material()), ".html")
    assert "<script" not in page and "default-src 'none'" in page
    assert not re.findall(r"(?:src|href|url\()\s*=?\s*[\"']?https?://(?!w3id\.org/ct56kg)", page)


def test_markdown_tables_keep_their_columns(material):
    said = written(progress_report(material()), ".md")
    for block in re.findall(r"(?:^\|.*\n)+", said, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1


def test_a_document_without_letterhead_has_no_place_to_sign():
    plain = replace(hostile(), letterhead="none")
    assert "(CHỨC VỤ NGƯỜI KÝ)" not in texts(written(plain, ".docx"))
    assert "(CHỨC VỤ NGƯỜI KÝ)" in texts(written(replace(plain, letterhead="state"), ".docx"))

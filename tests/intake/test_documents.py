"""Documents become proposals with their words and places, precision first; nothing is stated without a yes."""

import io
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ct56kg.base.errors import InputError, UsageError
from ct56kg.graph.statements import statements_about
from ct56kg.intake.charges import charges_of, directives_of
from ct56kg.intake.extracting import read_source
from ct56kg.intake.identity import cited_in, identity_of
from ct56kg.intake.proposing import proposals_of
from ct56kg.intake.sections import items_of

TEXTS = Path(__file__).parent / "texts"
CHARGES = [line.split("\t") for line in (TEXTS / "charges.tsv").read_text("utf-8").splitlines()]
PLAN, NEWS = ((TEXTS / name).read_text("utf-8") for name in ("ke-hoach.txt", "tin-tuc.txt"))


def quoted(text, span):
    return text[span.start : span.end]


@pytest.fixture
def types(home):
    from ct56kg.cli.annex import material_of

    return material_of(home.context()).document_types


# Sections


def test_marked_items_under_headings_are_items(types):
    found = [(item.kind, quoted(PLAN, item)) for item in items_of(PLAN)]
    assert found == [
        ("viewpoint", "Giữ vững nguyên tắc tập trung dân chủ trong mọi hoạt động của cấp ủy."),
        ("viewpoint", "Làm đến đâu chắc đến đó; không hình thức."),
        ("objective", "Mọi văn bản của cấp ủy được xử lý trên môi trường điện tử."),
        ("objective", "Giảm một phần ba số cuộc họp so với năm\n2023 ở các cơ quan Đảng."),
        ("task", "Rà soát chức năng, nhiệm vụ của các cơ quan tham mưu, giúp việc."),
        ("task", "Sửa quy chế bổ nhiệm, luân chuyển cán bộ."),
        ("task", "Đẩy mạnh cải cách hành chính trong các cơ quan Đảng; cắt giảm giấy tờ không cần thiết."),
        ("task", "Tăng cường kiểm tra, giám sát việc thực hiện."),
    ]
    assert {item.group for item in items_of(PLAN) if item.kind == "task"} == {"1. Về công tác tổ chức, cán bộ", ""}


def test_lists_in_a_summary_are_items_sentence_by_sentence_and_tasks_by_semicolons():
    found = [(item.kind, quoted(NEWS, item)) for item in items_of(NEWS)]
    assert found == [
        ("viewpoint", "Kiên trì, kiên quyết đổi mới; giữ đúng nguyên tắc tổ chức của Đảng."),
        ("viewpoint", "Thực hiện đồng bộ các đề án... của tỉnh đã ban hành."),
        ("objective", "Nâng cao chất lượng ban hành nghị quyết của cấp ủy các cấp."),
        ("objective", "Rút ngắn thời gian xử lý công việc ở TP. Trường Giang và các huyện."),
        ("task", "đổi mới công tác ban hành nghị quyết"),
        ("task", "đổi mới công tác tuyên truyền, vận động"),
        ("task", "cải cách hành chính trong Đảng"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nhiệm vụ này rất nặng nề, cần nhiều thời gian và công sức của cả hệ thống chính trị.",
        "Đồng chí cho biết: nhiệm vụ sắp tới còn nhiều khó khăn, cần sự chung tay của mọi cấp, mọi ngành.",
        "I. ĐẶC ĐIỂM, TÌNH HÌNH\n1. Tỉnh có 12 huyện.\n2. Dân số tăng.",
        "I. QUAN ĐIỂM, MỤC TIÊU\nKiên định chủ trương đã đề ra.\nPhấn đấu đạt kết quả cao.",
        "NHIỆM VỤ\nNơi nhận:\n- Các cơ quan tham mưu;\n- Lưu.",
        "Mục đích, yêu cầu: quán triệt sâu sắc và thực hiện nghiêm túc trong toàn đảng bộ tỉnh.",
    ],
)
def test_where_it_is_not_clear_nothing_is_proposed(text):
    assert items_of(text) == []


def test_every_item_stands_at_its_place():
    for text in (PLAN, NEWS):
        for item in items_of(text):
            assert quoted(text, item) == quoted(text, item).strip()
            assert item.start < item.end


# Charges


def test_a_charge_names_who_leads_with_whom_what_and_until_when():
    found = list(charges_of(PLAN))
    assert [(quoted(PLAN, one.lead), [quoted(PLAN, other) for other in one.others]) for one in found] == [
        ("Ban Tổ chức Tỉnh ủy", ["Văn phòng Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy"]),
        ("Văn phòng Tỉnh ủy", ["các cơ quan liên quan"]),
    ]
    assert quoted(PLAN, found[0].task) == "tham mưu xây dựng đề án sắp xếp, hoàn thành trước ngày 31/12/2024"
    assert quoted(PLAN, found[0].due) == "trước ngày 31/12/2024"
    assert found[1].due is None


@pytest.mark.parametrize(("text", "lead", "others", "task"), CHARGES)
def test_charges_in_other_words(text, lead, others, task):
    (one,) = charges_of(text)
    assert quoted(text, one.lead) == lead
    assert "; ".join(quoted(text, other) for other in one.others) == others
    assert quoted(text, one.task) == task


@pytest.mark.parametrize(
    "text",
    [
        "Đồng chí Bí thư Tỉnh ủy chủ trì hội nghị.",
        "Ban Thường vụ Tỉnh ủy chủ trì buổi làm việc với các sở, ngành.",
        "Chủ trì, phối hợp với các cơ quan liên quan thực hiện.",
        "Không giao Ban Tổ chức Tỉnh ủy chủ trì việc này.",
        "Ban Tổ chức Tỉnh ủy hướng dẫn thực hiện.",
        "Cơ quan chủ trì chịu trách nhiệm báo cáo.",
    ],
)
def test_what_only_looks_like_a_charge_is_none(text):
    assert list(charges_of(text)) == []


def test_a_directive_names_whom_it_is_for():
    (one,) = directives_of(NEWS)
    assert quoted(NEWS, one.by) == "Tỉnh ủy"
    assert [quoted(NEWS, name) for name in one.names] == [
        "Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "các tổ chức chính trị - xã hội tỉnh",
    ]  # fmt: skip


# Identity and citations


def test_the_head_of_a_document_is_read(types):
    head = identity_of(PLAN, types)
    assert head.number.symbol == "9112-KH/TU"
    assert (head.date, head.type_name) == ("2024-02-20", "KẾ HOẠCH")
    assert quoted(PLAN, head.issuer_at) == "TỈNH ỦY TRƯỜNG GIANG"
    assert quoted(PLAN, head.title_at).startswith("thực hiện Chương trình số 9007-CTr/TU")


def test_two_columns_of_a_head_are_two_parts(types):
    text = "TỈNH ỦY TRƯỜNG GIANG\t\tĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-TB/TU\tTrường Giang, ngày 05/6/2024\n"
    text += "\nTHÔNG BÁO\nvề gia hạn\n"
    head = identity_of(text, types)
    assert (head.number.symbol, head.date) == ("12-TB/TU", "2024-06-05")
    assert quoted(text, head.issuer_at) == "TỈNH ỦY TRƯỜNG GIANG"


def test_an_article_has_no_head_of_its_own(types):
    assert identity_of(NEWS, types).number is None
    assert [(one.words, one.number.symbol, one.date) for one in cited_in(NEWS)] == [
        ("Chương trình", "9007-CTr/TU", "2024-01-15"), ("Nghị quyết", "9021-NQ/TU", ""),
    ]  # fmt: skip


def test_a_citation_that_had_to_be_repaired_says_so():
    (one,) = cited_in("theo Kết luận số 65 – KL/TW của Bộ Chính trị")
    assert one.number.symbol == "65-KL/TW"
    assert one.repairs


# Files


def docx(body, *more):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        for name, content in more:
            packed.writestr(name, content)
    return out.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_same_words_in_three_forms_are_the_same_text(tmp_path):
    lines = [line for line in PLAN.split("\n") if line.strip()]
    (tmp_path / "a.docx").write_bytes(docx("".join(paragraph(line) for line in lines)))
    page = "<html><head><title>x</title><style>p{}</style></head><body>" + "".join(f"<p>{line}</p>" for line in lines)
    (tmp_path / "a.html").write_text(page + "<script>alert(1)</script></body></html>", "utf-8")
    (tmp_path / "a.txt").write_bytes(unicodedata.normalize("NFD", "\r\n".join(lines) + "\r\n").encode("utf-8-sig"))
    texts = {read_source(tmp_path / f"a.{form}").text for form in ("docx", "html", "txt")}
    assert len(texts) == 1


def test_what_a_document_holds_besides_its_words_is_said(tmp_path):
    body = paragraph("I. NHIỆM VỤ") + "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Việc</w:t></w:r>"
    body += "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t> mới</w:t></w:r></w:ins></w:p>"
    (tmp_path / "a.docx").write_bytes(docx(body, ("word/footnotes.xml", "<x><w:t>chú thích</w:t></x>")))
    source = read_source(tmp_path / "a.docx")
    assert source.text == "I. NHIỆM VỤ\nViệc mới\n"
    assert [remark.code for remark in source.remarks] == ["INTAKE-11", "INTAKE-12", "INTAKE-13"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"PK broken", "SHEET-02"),
        ("a.docx", docx("").replace(b"word/document.xml", b"word/documenu.xml"), "INTAKE-01"),
        ("a.docx", docx(""), "INTAKE-02"),
        ("a.txt", b"  \n ", "INTAKE-02"),
        ("a.txt", "Uû ban nh©n d©n tØnh".encode("latin-1"), "ENCODING-0"),
        ("a.pdf", b"%PDF", "INTAKE-04"),
        ("a.rtf", b"{}", "FILE-07"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises((InputError, UsageError), match=code):
        read_source(tmp_path / name)


# Review


@pytest.fixture
def review(ct56kg, home, tmp_path):
    """Propose from a text, mark what a person agrees to, and bring the sheet back."""

    def run(text, edit=None, *words):
        (tmp_path / "van-ban.txt").write_text(text, "utf-8")
        made = ct56kg("--dossier", home.folder, "intake", tmp_path / "van-ban.txt", "-o", tmp_path / "r.xlsx")
        assert made.code == 0, made.err
        book = openpyxl.load_workbook(tmp_path / "r.xlsx")
        if edit:
            edit(book.active)
        book.save(tmp_path / "r.xlsx")
        return ct56kg("--dossier", home.folder, "intake", tmp_path / "r.xlsx", *words)

    return run


def agree(sheet, kinds=("văn bản này", "quan điểm", "mục tiêu", "nhiệm vụ", "phân công")):
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 2).value in kinds:
            sheet.cell(row, 1).value = "x"
        if sheet.cell(row, 7).value == "TỈNH ỦY TRƯỜNG GIANG":
            sheet.cell(row, 7).value = "Tỉnh ủy Trường Giang"


def test_nothing_is_recorded_without_a_yes(review, home):
    before = sorted(home.folder.rglob("*"))
    done = review(PLAN)
    assert done.code == 0
    assert "chưa dòng nào" in done.out
    assert sorted(home.folder.rglob("*")) == before


def test_what_is_agreed_to_is_recorded_with_its_spans(review, ct56kg, home):
    done = review(PLAN, agree, "--new-bodies", "--yes")
    assert done.code == 0, done.err
    assert "11 điều" in done.out
    checked = ct56kg("--dossier", home.folder, "check", "--as-of", "2026-01-15")
    assert checked.code == 0, checked.out
    doctor = ct56kg("--dossier", home.folder, "doctor")
    assert doctor.code == 0
    assert "21 câu trích đã đối chiếu, 0 câu sai" in doctor.out
    assert ct56kg("--dossier", home.folder, "format", "--check").code == 0
    asked = home.context()
    rows = asked.store.select("SELECT ?s ?c WHERE { ?s a ?c . FILTER(STRSTARTS(STR(?s), 'urn:test:home/id/')) }")
    kinds = [c.value.rsplit("#", 1)[-1] for s, c in rows if "mau" not in s.value]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "PartyDocument": 1, "Viewpoint": 2, "Objective": 2, "Task": 6, "Assignment": 2, "Participation": 5, "Body": 4,
        "Group": 1, "Span": 21, "Source": 1,
    }  # fmt: skip
    for thing in {s.value for s, c in rows if c.value.endswith("Task") and "mau" not in s.value}:
        properties = {p.value.rsplit("#", 1)[-1] for _, p, _ in statements_about(asked.store, [thing])}
        assert {"wording", "evidence", "partOf", "order"} <= properties


def test_an_unknown_body_is_refused_with_its_cell(review):
    done = review(PLAN, agree, "--yes")
    assert done.code == 2
    assert "[INTAKE-25] Rà soát!G5" in done.err


def test_a_quotation_cannot_be_edited(review):
    def edit(sheet):
        agree(sheet)
        sheet.cell(8, 3).value = "lời khác"

    done = review(PLAN, edit, "--new-bodies", "--yes")
    assert done.code == 2
    assert "[INTAKE-23] Rà soát!C8" in done.err


def test_items_need_their_document(review):
    done = review(NEWS, lambda sheet: agree(sheet, ("nhiệm vụ",)), "--yes")
    assert done.code == 2
    assert "[INTAKE-24]" in done.err


def test_a_second_time_is_refused(review):
    assert review(PLAN, agree, "--new-bodies", "--yes").code == 0
    assert "[INTAKE-03]" in review(PLAN, agree, "--new-bodies", "--yes").err


def test_a_look_writes_nothing(review, home):
    before = sorted(home.folder.rglob("*"))
    done = review(PLAN, agree, "--new-bodies", "--dry-run")
    assert done.code == 0
    assert "ĐIỀU THAY ĐỔI" in done.out
    assert sorted(home.folder.rglob("*")) == before


def test_a_directive_is_recorded_with_whom_it_is_for(review, home):
    def edit(sheet):
        agree(sheet, ("văn bản được dẫn", "nội dung chỉ đạo"))
        for row in range(5, sheet.max_row + 1):
            if sheet.cell(row, 2).value == "văn bản được dẫn":
                sheet.cell(row, 7).value = "Tỉnh ủy Trường Giang"
            sheet.cell(row, 8).value = "Tỉnh ủy Trường Giang" if sheet.cell(row, 8).value else None

    done = review(NEWS, edit, "--new-bodies", "--yes")
    assert done.code == 0, done.err
    rows = home.context().store.select(
        "PREFIX ct: <https://w3id.org/ct56kg/ns#> "
        "SELECT ?party WHERE { ?d a ct:Directive ; ct:participation/ct:party ?party }"
    )
    assert len(rows) == 3


def test_the_same_text_gives_the_same_proposals(types):
    assert proposals_of(PLAN, types) == proposals_of(PLAN, types)

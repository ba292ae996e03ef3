"""What a person sees and does, in a real browser: with the mouse, by keyboard, on a phone, without script.

Runs the browser that is on the machine; where there is none, the tests are skipped and say so. With
`CT56KG_SHOTS=DIR` the pictures of the pages are kept there to be looked at.
"""

import csv
import os
import re
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

VIEW = "2026-03-01"
PAGES = [
    "",
    "tasks",
    "bodies",
    "documents",
    "search?q=tuyen",
    "matrix",
    "diagrams",
    "diagrams/structure",
    "questions",
    "questions/body/tasks-of",
    "consistency",
    "consistency/things",
    "rule/BDY-05",
    "amendments",
    "sparql",
    "thing/body/b07",
    "thing/doc/56-ctr-tu-can-tho",
]
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture
def page(browser):
    """A page that fails the test when a script fails or anything is asked of another machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    problems = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda asked: problems.append(asked.url) if not _local(asked.url) else None)
    opened.problems = problems
    yield opened
    context.close()
    assert problems == []


def _local(url):
    return url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_is_accessible_and_fits_its_screen(browser, server, lang, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    context = browser.new_context(viewport=dict(zip(("width", "height"), SIZES[size], strict=True)), bypass_csp=True)
    page = context.new_page()
    problems = []
    for path in PAGES:
        page.goto(f"{server.address}/{lang}/{VIEW}/{path}")
        if path == "sparql":
            page.wait_for_selector(".yasqe_queryButton")
        for found in axe.run(page).response["violations"]:
            problems.append((path, found["impact"], found["id"], [node["html"][:90] for node in found["nodes"][:2]]))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append((path, "wider than the screen"))
        _keep(page, f"{size}-{lang}-{path.replace('/', '-').partition('?')[0] or 'home'}")
    context.close()
    assert problems == []


def _keep(page, name):
    folder = os.environ.get("CT56KG_SHOTS")
    if folder:
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)


def test_who_must_do_what_and_on_whose_word_with_the_mouse_alone(page, server):
    """One click from the first page to the matrix, one more to the quoted words."""
    page.goto(f"{server.address}/vi/{VIEW}/")
    page.click("text=Ai phải làm gì, theo lời nào?")
    page.click(".matrix a.r >> nth=6")
    proof = page.inner_text(".proof tr:target")
    assert "tham mưu thực hiện" in proof and "Ban Tuyên giáo Thành ủy" in proof


def test_what_breaks_if_two_commissions_merge_with_the_mouse_alone(page, server):
    """One click to the form, two choices, one click to look; one more proposes the transfers."""
    page.goto(f"{server.address}/vi/2024-06-01/")
    page.click("text=Nếu hợp nhất hai cơ quan thì sao?")
    page.select_option("#m-a", label="Ban Tuyên giáo Thành ủy")
    page.select_option("#m-b", label="Ban Dân vận Thành ủy")
    page.click("form:has(#m-a) button")
    page.wait_for_url("**/what-if?*")
    text = page.inner_text("main")
    assert "Phát hiện mới (5)" in text and "Phát hiện đã hết (0)" in text and "57 giữ nguyên" in text
    assert "Ban Tuyên giáo Thành ủy không còn tồn tại vào ngày xét nhưng vẫn đang được giao việc" in text
    assert page.locator(".picture svg").count() == 2
    _keep(page, "what-if")
    page.click("text=Đề xuất chuyển giao trách nhiệm")
    page.wait_for_url("**propose=1")
    text = page.inner_text("main")
    assert "không còn tồn tại vào ngày xét nhưng vẫn đang được giao việc" not in text
    assert "Điều cần người có trách nhiệm quyết định" in text
    _keep(page, "what-if-proposed")
    with page.expect_download() as taken:
        page.click("text=SARIF")
    assert "baselineState" in Path(taken.value.path()).read_text("utf-8")
    page.click(".tongue")
    assert "For those in charge to decide" in page.inner_text("main")
    page.go_back()
    page.locator(".picture svg a[href$='/thing/body/b09']").last.click()
    page.wait_for_url("**/thing/body/b09")


def test_a_composed_change_set_is_one_that_the_command_reads(page, server, ct56kg, tmp_path):
    page.goto(f"{server.address}/vi/{VIEW}/amendments")
    page.select_option("#e-e", label="Hợp nhất Ban Tuyên giáo Thành ủy và Ban Dân vận Thành ủy")
    page.click("form:has(#e-e) button")
    text = page.inner_text("main")
    assert "Phát hiện đã hết (4)" in text
    with page.expect_download() as taken:
        page.click("text=ZIP")
    with zipfile.ZipFile(taken.value.path()) as packed:
        packed.extractall(tmp_path)
    said = ct56kg("amend", "check", tmp_path / "xem-thu", "--as-of", VIEW)
    assert "3 mới · 4 hết" in said.out


def test_a_list_narrows_while_one_types_without_diacritics(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/bodies")
    every = page.locator("#list tbody tr:visible").count()
    page.fill("#q-list", "tuyen giao")
    shown = page.locator("#list tbody tr:visible")
    assert 0 < shown.count() < every
    assert all("Tuyên giáo" in text for text in shown.locator("th").all_inner_texts())
    page.fill("#q-list", "zzz")
    assert page.locator("#list tbody tr:visible").count() == 0
    assert page.locator(".none").is_visible()


def test_search_finds_whatever_the_spelling(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/")
    page.fill("#q-top", "dang uy uy ban")
    page.press("#q-top", "Enter")
    assert "Đảng ủy Ủy ban nhân dân" in page.inner_text("#found")


def test_a_query_is_typed_and_run(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/sparql")
    page.wait_for_selector(".CodeMirror")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('')")
    page.click(".CodeMirror")
    page.keyboard.insert_text("SELECT ?n WHERE { VALUES ?n { 42 } }")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr_results table, .yasr table")
    assert "42" in page.inner_text(".yasr")


def test_a_ready_question_opens_in_a_tab_and_runs(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/sparql?question=task/list")
    page.wait_for_selector(".tabsList .tab.active")
    page.click(".tabPanel.active .yasqe_queryButton")
    page.wait_for_selector(".tabPanel.active .yasr table")
    assert "item:k1" in page.inner_text(".tabPanel.active .yasr")


def test_a_wrong_query_is_told_in_plain_words(browser, server):
    page = browser.new_page()
    page.goto(f"{server.address}/vi/{VIEW}/sparql")
    page.wait_for_selector(".CodeMirror")
    page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { SERVICE <http://x/> { ?s ?p ?o } }')"
    )
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr .errorResult")
    assert "không được gọi máy khác" in page.inner_text(".yasr")
    page.close()


def test_a_query_that_takes_too_long_says_so(browser, start):
    page = browser.new_page()
    with start("--seconds", "1") as server:
        page.goto(f"{server.address}/vi/{VIEW}/sparql")
        page.wait_for_selector(".CodeMirror")
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        page.evaluate(f"document.querySelector('.CodeMirror').CodeMirror.setValue('{slow}')")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr .errorResult", timeout=8000)
        assert "quá 1 giây" in page.inner_text(".yasr")
    page.close()


def test_an_answer_is_downloaded(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/questions/task/list")
    with page.expect_download() as taken:
        page.click(".files >> text=CSV")
    rows = list(csv.reader(Path(taken.value.path()).read_text("utf-8-sig").splitlines()))
    assert len(rows) == 7 and rows[0][:3] == ["document", "order", "task"]


def test_a_link_shows_the_same_to_everyone(page, server, browser):
    page.goto(f"{server.address}/vi/{VIEW}/")
    page.fill("#day", "07/03/2023")
    page.click(".when button")
    address = page.url
    assert "/vi/2023-03-07/" in address
    other = browser.new_context(locale="en-US").new_page()
    other.goto(address)
    assert other.inner_text("main") == page.inner_text("main")
    assert other.input_value("#day") == "07/03/2023"
    other.context.close()


def test_the_language_is_remembered(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/tasks")
    page.click(".tongue")
    assert page.url.endswith(f"/en/{VIEW}/tasks")
    page.goto(server.address + "/")
    assert "/en/" in page.url


def test_a_diagram_is_zoomed_moved_and_clicked_through(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/diagrams/structure")
    box = "document.querySelector('.picture svg').getAttribute('viewBox')"
    whole = page.evaluate(box)
    page.click(".zoom button >> nth=0")
    zoomed = page.evaluate(box)
    assert zoomed != whole
    page.focus(".picture")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(box) != zoomed
    page.keyboard.press("0")
    assert [float(n) for n in page.evaluate(box).split()] == [float(n) for n in whole.split()]
    page.locator(".picture svg a", has_text="Ban Tuyên giáo").first.click()
    page.wait_for_url("**/thing/body/b07")


def test_everything_but_the_editor_works_without_script(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/vi/{VIEW}/bodies")
    page.fill("#q-list", "tuyen giao")
    page.click(".filter button")
    assert "Văn phòng Thành ủy" not in page.inner_text("#list")
    page.goto(f"{server.address}/vi/{VIEW}/questions/body/tasks-of")
    page.select_option("#p-body", label="Ban Tổ chức Thành ủy")
    page.click(".ask button")
    assert "tham mưu" in page.inner_text("main")
    page.goto(f"{server.address}/vi/{VIEW}/diagrams/cascade")
    assert page.locator(".picture svg").is_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first(page, server):
    page.goto(f"{server.address}/vi/{VIEW}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_pages_print_on_paper_the_matrix_lying(page, server, tmp_path):
    for path in ("", "thing/body/b07", "matrix", "diagrams/structure", "diagrams/cascade"):
        page.goto(f"{server.address}/vi/{VIEW}/{path}")
        page.emulate_media(media="print")
        assert not page.locator(".top nav").is_visible()
        content = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1 or not path.startswith("diagrams"), path
        lying = b"/MediaBox [0 0 841" in content
        assert lying == (path in ("matrix", "diagrams/cascade")), path
        folder = os.environ.get("CT56KG_SHOTS")
        if folder:
            Path(folder, f"print-{path.replace('/', '-') or 'home'}.pdf").write_bytes(content)


def test_the_static_site_opens_from_a_folder_searches_and_asks_nobody(page, ct56kg, tmp_path):
    said = ct56kg("site", "-o", tmp_path, "--as-of", VIEW, timeout=500)
    assert said.code == 0, said.err
    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_url("**/vi/2026-03-01/index.html")
    page.fill("#q-top", "tuyen giao")
    page.press("#q-top", "Enter")
    page.wait_for_selector("#found a")
    page.click("#found a >> text=Ban Tuyên giáo Thành ủy")
    assert "BDY-05" not in page.title() and "Ban Tuyên giáo Thành ủy" in page.inner_text("h1")
    page.goto((tmp_path / "vi" / VIEW / "diagrams" / "structure.html").as_uri())
    page.click(".zoom button >> nth=0")
    page.locator(".picture svg a", has_text="Ban Tuyên giáo").first.click()
    page.wait_for_url("**/thing/body/b07.html")

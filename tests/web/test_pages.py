"""Every page answers in both languages, works without script, names its date and state, and minds nothing hostile."""

import html
import json
import re
import threading
import time
import urllib.parse
from html.parser import HTMLParser

import html5lib
import pytest

from web.conftest import multipart

VIEW = "2026-03-01"
PAGES = [
    "",
    "tasks",
    "bodies",
    "documents",
    "search?q=tuyen+giao",
    "matrix",
    "diagrams",
    "diagrams/structure",
    "diagrams/responsibility",
    "diagrams/cascade",
    "diagrams/reorganisation",
    "questions",
    "questions/body/tasks-of",
    "questions/task/overdue",
    "consistency",
    "consistency/things",
    "rule/BDY-05",
    "amendments",
    "sparql",
    "thing/body/b07",
    "thing/item/k1",
    "thing/item/d0",
    "thing/doc/56-ctr-tu-can-tho",
    "thing/evt/b07-b10",
]
BODY = """PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://w3id.org/ct56kg/id/body/x9> a ct:Body ; rdfs:label %s .
"""
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "../../../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc/passwd",
    "javascript:alert(1)",
    "{{7*7}}",
    "\u202egnorw",
    "a" * 3000,
    "' OR 1=1 --",
    "} UNION { ?s ?p ?o",
    "\x00",
]


class Reader(HTMLParser):
    """Collects what matters of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.ids, self.handlers, self.inline, self.text = [], [], [], [], 0, []
        self._script = False

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        self.links += [named[name] for name in ("href", "src", "action", "xlink:href") if named.get(name) is not None]
        self.ids += [named["id"]] if "id" in named else []
        self.handlers += [name for name in named if name.startswith("on")]
        self._script = tag == "script"
        self.inline += tag == "script" and "src" not in named

    def handle_data(self, data):
        self.text.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages_without_inline_script(server, lang, path):
    reply = server(f"/{lang}/{VIEW}/{path}")
    assert reply.status == 200
    assert reply.headers["content-language"] == lang
    assert len(reply.headers["x-ct56kg-state"]) == 64
    page = read(reply.text)
    assert f'<html lang="{lang}">' in reply.text
    assert "01/03/2026" in reply.text
    assert page.inline == 0 and page.handlers == []
    assert page.tags.count("h1") == 1 and page.tags.count("main") == 1
    assert len(page.ids) == len(set(page.ids))
    assert not [link for link in page.links if link.startswith("javascript")]
    assert len(reply.body) < 200_000
    html5lib.HTMLParser(strict=True).parse(reply.text)


def test_no_link_of_a_page_leads_nowhere(server):
    links = set()
    for path in PAGES:
        page = read(server(f"/vi/{VIEW}/{path}").text)
        links |= {link for link in page.links if link.startswith("/") and "/thing/" not in link}
    broken = {link for link in links if server(link, accept="text/turtle").status != 200}
    posts = {f"/vi/{VIEW}/what-if", "/go"}
    assert broken <= posts


def test_every_link_carries_the_date(server):
    """So that whoever opens it sees the same; assets, the form that changes the date and the endpoint have none."""
    links = {link for path in PAGES for link in read(server(f"/vi/{VIEW}/{path}").text).links if link.startswith("/")}
    assert {link for link in links if VIEW not in link and not link.startswith("/static/")} == {"/go", "/sparql"}


def test_the_first_address_leads_to_today_in_the_language_of_the_reader(server):
    assert re.fullmatch(r"/vi/\d{4}-\d\d-\d\d/", server("/", follow=False).headers["location"])
    assert server("/", follow=False, Accept_Language="en-GB").headers["location"].startswith("/en/")
    assert server("/", follow=False, Cookie="lang=en").headers["location"].startswith("/en/")
    assert "lang=en" in server(f"/en/{VIEW}/").headers["set-cookie"]


def test_the_date_in_the_address_decides_what_is_shown(server):
    before, after = server("/vi/2023-03-07/consistency").text, server(f"/vi/{VIEW}/consistency").text
    assert "BDY-05" not in before and "BDY-05" in after
    moved = server("/go?lang=vi&page=consistency&day=07/03/2023", follow=False)
    assert moved.status == 303 and moved.headers["location"] == "/vi/2023-03-07/consistency"
    wrong = server("/go?lang=vi&page=consistency&day=31/31/2023")
    assert wrong.status == 400 and "[DATE-02]" in wrong.text


def test_fiction_is_shown_only_where_asked_for_and_marked(server):
    assert "HƯ CẤU" not in server(f"/vi/{VIEW}/tasks").text.replace("mẫu hư cấu", "")
    assert 'class="mark"' in server(f"/vi/{VIEW}+synthetic/tasks").text


@pytest.mark.parametrize("typed", ["tuyen giao", "Tuyên giáo", "TUYÊN GIÁO", "tuye\u0302n gia\u0301o"])
def test_search_minds_neither_diacritics_nor_case(server, typed):
    found = server(f"/vi/{VIEW}/search?" + urllib.parse.urlencode({"q": typed})).text
    assert "Ban Tuyên giáo Thành ủy" in found
    listed = server(f"/vi/{VIEW}/bodies?" + urllib.parse.urlencode({"q": typed})).text
    assert "Ban Tuyên giáo Thành ủy" in listed and "Văn phòng Thành ủy" not in listed


def test_a_thing_shows_its_evidence_in_its_sentence_with_the_status_of_each_fact(server):
    page = server(f"/vi/{VIEW}/thing/body/b07").text
    assert "<mark>Ban Tuyên giáo Thành ủy</mark>, Ủy ban Kiểm tra Thành ủy" in page
    assert "[ký tự 2669–2692]" not in page or "2669–2692" in page
    assert "nguồn khác" in page and "suy ra" in page and "nguồn nêu" in page
    assert "BDY-05" in page


def test_a_question_is_asked_by_its_form_and_answered_with_what_it_cannot_know(server):
    iri = "https://w3id.org/ct56kg/id/body/b07"
    page = server(
        f"/vi/{VIEW}/questions/body/tasks-of?" + urllib.parse.urlencode({"body": iri, "at": "07/03/2023"})
    ).text
    assert "tham mưu" in page and "selected" in page
    overdue = server(f"/vi/{VIEW}/questions/task/overdue").text
    assert "chưa đủ căn cứ kết luận" in overdue
    wrong = server(f"/vi/{VIEW}/questions/body/tasks-of?body=Ban").text
    assert "NAME-02" in wrong


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("csv", "text/csv"), ("json", "application/sparql-results+json"), ("rq", "application/sparql-query")],
)
def test_an_answer_is_taken_away_as_a_file(server, suffix, kind):
    reply = server(f"/vi/{VIEW}/questions/task/list.{suffix}")
    assert reply.kind == kind
    assert reply.headers["content-disposition"] == f'attachment; filename="task-list.{suffix}"'


def test_an_answer_is_taken_away_as_a_workbook(server):
    assert server(f"/vi/{VIEW}/questions/task/list.xlsx").body.startswith(b"PK")
    assert server(f"/vi/{VIEW}/matrix.xlsx").body.startswith(b"PK")


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_a_diagram_is_taken_away(server, suffix):
    content = server(f"/vi/{VIEW}/diagrams/cascade.{suffix}").body
    assert content.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[suffix])


def test_a_page_draws_its_thing_with_what_is_around_it(server):
    page = server(f"/vi/{VIEW}/thing/body/b07").text
    assert page.count("<svg") == 1 and "quanh Ban Tuyên giáo Thành ủy" in page
    more = re.search(r'href="(/vi/2026-03-01/diagrams/reorganisation\?focus=[^"]+)"', page)[1]
    assert "Ban Tuyên giáo và Dân vận Thành ủy" in server(more).text
    assert "<svg" not in server(f"/vi/{VIEW}/thing/src/article-2023-03-07").text


def test_a_diagram_is_compared_with_another_date_but_with_no_folder(server):
    page = server(f"/vi/{VIEW}/diagrams/structure?compare=07/03/2023")
    assert "So sánh: 07/03/2023" in page.text
    assert server(f"/vi/{VIEW}/diagrams/structure?compare=/etc").status == 400
    assert server(f"/vi/{VIEW}/diagrams/structure?focus=nobody").status == 400


def test_counts_are_drawn_as_bars_beside_their_numbers(server):
    page = server("/vi/2024-06-01+synthetic/questions/body/load").text
    assert '<td class="counted"><span class="length" style="--part: 100"></span> 4</td>' in page
    assert 'class="counted"' not in server(f"/vi/{VIEW}+synthetic/questions/task/of-document").text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_in_addresses_do_nothing(server, text):
    quoted = urllib.parse.quote(text)
    for path in (
        f"search?q={quoted}",
        f"tasks?q={quoted}",
        f"questions/body/tasks-of?body={quoted}",
        f"thing/{quoted}",
        quoted,
    ):
        reply = server(f"/vi/{VIEW}/{path}")
        assert reply.status in (200, 400, 404)
        page = read(reply.text) if "html" in reply.kind else read("")
        assert page.inline == 0 and page.handlers == []
        assert "49" not in "".join(page.text) or "{{" not in text
        assert "root:" not in reply.text
        assert "Traceback" not in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/vi/2026-02-30/",
        "/xx/2026-03-01/",
        "/vi/x/",
    ],
)
def test_what_is_not_there_is_not_found_and_said_in_words(server, path):
    reply = server(path)
    assert reply.status in (400, 404)
    assert "[WEB-02]" in reply.text or reply.status == 404


def test_an_unchanged_page_is_not_sent_twice(server):
    first = server(f"/vi/{VIEW}/tasks")
    again = server(f"/vi/{VIEW}/tasks", If_None_Match=first.headers["etag"])
    assert again.status == 304 and again.body == b""


def form(**fields):
    return {"data": urllib.parse.urlencode(fields).encode(), "kind": "application/x-www-form-urlencoded"}


def test_what_if_two_commissions_merge(server):
    b07, b10 = "https://w3id.org/ct56kg/id/body/b07", "https://w3id.org/ct56kg/id/body/b10"
    sent = form(kind="merger", first=b07, second=b10, effect="02/06/2024")
    reply = server("/vi/2024-06-01/what-if", **sent)
    assert reply.status == 200
    page = reply.text
    assert "BDY-05" in page and "Ban Tuyên giáo Thành ủy không còn tồn tại" in page
    assert "vì + Ban Tuyên giáo Thành ủy – kết thúc muộn nhất: 02/06/2024" in page
    assert "Đây là xem thử: hồ sơ không bị thay đổi." in page
    address = re.search(r'href="(/vi/2024-06-01/what-if/\w+\.json)"', page)[1]
    report = json.loads(server(address).body)
    assert len(report["new"]) == 5 and report["fixed"] == []


def test_a_look_at_an_event_can_be_passed_on_as_a_link(server):
    """The same address composes the same change again, in the language of whoever opens it."""
    event = "https://w3id.org/ct56kg/id/evt/b07-b10"
    reply = server("/vi/2026-03-01/what-if", follow=False, **form(kind="event", event=event))
    address = reply.headers["location"]
    assert reply.status == 303 and address.startswith("/vi/2026-03-01/what-if?kind=event&event=")
    page = server(address.replace("/vi/", "/en/")).text
    assert "New findings (3)" in page
    assert "<svg" in page and "For those in charge to decide" in page
    assert server("/vi/2026-03-01/what-if?kind=event&event=none").status == 400
    assert server("/vi/2026-03-01/what-if", follow=False).headers["location"].endswith("/amendments#what-if")


def test_what_if_from_files_says_what_is_wrong_with_them(server):
    good = b'PREFIX ct: <https://w3id.org/ct56kg/ns#>\n<https://w3id.org/ct56kg/id/item/k1> ct:product "x"@vi .\n'
    assert server(f"/vi/{VIEW}/what-if", **multipart(add=("a.ttl", good))).status == 200
    wrong = server(f"/vi/{VIEW}/what-if", **multipart(add=("a.ttl", b"this is no Turtle")))
    assert wrong.status == 400 and "[TURTLE-01] add.ttl:1" in wrong.text
    assert server(f"/vi/{VIEW}/what-if", **multipart(add=("a.exe", b"MZ"))).status == 400
    assert server(f"/vi/{VIEW}/what-if", **multipart(add=("a.ttl", b"#" * (2**20 + 1)))).status == 400
    assert server(f"/vi/{VIEW}/what-if", **multipart(add=("a.ttl", b"#" * (5 * 2**20)))).status == 413
    assert server(f"/vi/{VIEW}/what-if", **form(kind="files")).status == 400
    assert server(f"/vi/{VIEW}/what-if", data=b"\xff\xfe", kind="multipart/form-data").status == 400
    assert server(f"/vi/{VIEW}/what-if", Origin="http://evil.example", **form(kind="files")).status == 403


def test_the_api_is_described_and_answers_as_it_says(server):
    described = json.loads(server("/api/openapi.json").body)
    assert described["openapi"].startswith("3.1")
    listed = json.loads(server("/api/questions").body)
    assert {f"/api/questions/{q['name']}" for q in listed} <= set(described["paths"])
    for question in listed:
        if not any(param["required"] for param in question["params"]):
            reply = server(f"/api/questions/{question['name']}?as-of=2026-03-01")
            assert reply.status == 200, question["name"]
            assert json.loads(reply.body)["head"]["vars"]
    found = json.loads(server("/api/find?q=tuyen+giao").body)
    assert "https://w3id.org/ct56kg/id/body/b07" in {one["iri"] for one in found}
    assert json.loads(server("/api/check?as-of=2023-03-07").body)["findings"]
    assert server("/api/questions/none").status == 404
    assert server("/api/questions/task/list?nope=1").status == 400


@pytest.fixture
def mine(tmp_path, ct56kg):
    said = ct56kg("init", tmp_path / "mine")
    assert said.code == 0, said.err
    return tmp_path / "mine"


def test_a_dossier_of_ones_own_is_shown_and_read_again_when_it_changes(start, mine):
    with start("--dossier", mine) as server:
        first = server("/health").text
        assert server(f"/vi/{VIEW}/tasks").status == 200
        hostile = BODY % '"<script>alert(1)</script>"@vi , "javascript:alert(1)"@en'
        (mine / "data" / "stated" / "extra.ttl").write_text(hostile, "utf-8")
        time.sleep(0.3)
        assert server("/health").text != first
        page = server(f"/vi/{VIEW}/bodies")
        assert "&lt;script&gt;" in page.text and read(page.text).inline == 0
        (mine / "data" / "stated" / "extra.ttl").write_text("no turtle", "utf-8")
        time.sleep(0.3)
        assert server(f"/vi/{VIEW}/bodies").status == 200  # the last good reading stays


def test_what_named_graphs_show_has_a_title_and_a_page_of_its_own(start, mine):
    (mine / "data" / "stated" / "extra.ttl").write_text(BODY % '"Ban X (MẪU – HƯ CẤU)"@vi', "utf-8")
    with start("--dossier", mine) as server:
        for lang, title in (("vi", "Điều được nêu có bằng chứng"), ("en", "What is stated rests on evidence")):
            assert f'rule/QUAD-02">{title}</a>' in server(f"/{lang}/{VIEW}/consistency").text
            page = server(f"/{lang}/{VIEW}/rule/QUAD-02")
            assert page.status == 200 and title in page.text


def test_nothing_is_written_without_token(start, mine):
    about = b"""PREFIX ct: <https://w3id.org/ct56kg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://w3id.org/ct56kg/id/change/thu> a ct:ChangeSet ;
  ct:verb <https://w3id.org/ct56kg/scheme/verb/amend> ; ct:effectDate "2026-02-01"^^xsd:date .
"""
    add = b'<https://w3id.org/ct56kg/id/item/k1> <https://w3id.org/ct56kg/ns#note> "x"@vi .\n'
    sent = multipart(about=("amendment.ttl", about), add=("add.ttl", add))
    with start("--dossier", mine, "--write") as server:
        assert server.token
        before = server("/health").text
        reply = server(f"/vi/{VIEW}/what-if", follow=False, **sent)
        assert reply.status == 303, reply.text
        address = reply.headers["location"]
        assert "record" in server(address).text
        fields = {"what": "Thử ghi", "because": "thử"}
        assert server(address + "/record", **form(token="wrong", **fields)).status == 403
        assert server(address + "/record", **form(**fields)).status == 403
        foreign = server(address + "/record", Sec_Fetch_Site="cross-site", **form(token=server.token, **fields))
        assert foreign.status == 403
        time.sleep(0.3)
        assert server("/health").text == before
        done = server(address + "/record", follow=False, **form(token=server.token, **fields))
        assert done.status == 303, done.text
        assert done.headers["location"].endswith("0001-2026-02-01-thu-ghi")
        time.sleep(0.3)
        assert server("/health").text != before
        assert "thu-ghi" in server(f"/vi/{VIEW}/amendments").text
        assert server(done.headers["location"]).status == 200
    with start("--dossier", mine) as server:
        reply = server(f"/vi/{VIEW}/what-if", follow=False, **multipart(add=("add.ttl", add.replace(b"x", b"y"))))
        assert server(reply.headers["location"] + "/record", **form(token="", what="x")).status == 403


def test_the_builtin_dossier_is_never_opened_for_writing(ct56kg):
    said = ct56kg("serve", "--write", "--port", "0")
    assert said.code == 2 and "[AMEND-13]" in said.err


def test_pages_come_whole_from_one_reading_beside_a_writer(start, mine):
    """Every page names the state it was made from, and a state's page never changes."""
    seen, problems = {}, []
    with start("--dossier", mine) as server:
        stop = threading.Event()

        def write():
            number = 0
            while not stop.is_set():
                number += 1
                line = BODY % f'"Viết {number}"@vi'
                part = mine / "data" / "stated" / "w.part"
                part.write_text(line, "utf-8")
                part.replace(mine / "data" / "stated" / "w.ttl")
                time.sleep(0.15)

        def ask():
            while not stop.is_set():
                reply = server(f"/vi/{VIEW}/bodies")
                if reply.status != 200 or seen.setdefault(reply.headers["x-ct56kg-state"], reply.body) != reply.body:
                    problems.append(reply.status)

        threads = [threading.Thread(target=write), *(threading.Thread(target=ask) for _ in range(4))]
        for thread in threads:
            thread.start()
        until = time.monotonic() + 60
        time.sleep(4)
        while len(seen) < 2 and time.monotonic() < until:
            time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
    assert not problems
    assert len(seen) > 1


def test_the_application_opens_where_it_was_told(start):
    with start("--as-of", "01/03/2026", "--with", "synthetic") as server:
        assert server("/", follow=False).headers["location"] == f"/vi/{VIEW}+synthetic/"


def again(server, path, while_="Đang đọc"):
    """Open a page until it has been read."""
    for _ in range(300):
        reply = server(path)
        if while_ not in reply.text:
            return reply
        time.sleep(0.1)
    raise AssertionError(reply.text)


def test_a_dossier_that_is_kept_on_the_disk_is_listed_by_pages_and_shown_in_parts(start, mine):
    with start("--dossier", mine, "--store", "disk", "--with", "synthetic") as server:
        view = f"/vi/{VIEW}+synthetic"
        assert "Mẫu" in again(server, f"{view}/bodies").text
        assert "Văn phòng" in server(f"{view}/bodies?q=van+phong").text
        assert "Không tìm thấy" in server(f"{view}/bodies?q=zzz&page=99").text
        assert server(f"{view}/documents").status == 200
        choice = again(server, f"{view}/tasks").text
        assert "Chọn một văn bản" in choice
        part = re.search(r'href="[^"]*/tasks\?(part=[^"]+)"', choice)[1]
        tasks = server(f"{view}/tasks?{part}").text
        assert "chỉ xét phần thuộc" in tasks and 'id="list"' in tasks
        assert 'class="matrix' in server(f"{view}/matrix?{part}").text
        assert server(f"{view}/matrix.xlsx?{part}").body[:2] == b"PK"
        drawn = server(f"{view}/diagrams/responsibility?{part}").text
        assert "<svg" in drawn
        for link in re.findall(r'href="(/vi/[^"]*/thing/[^"]*)"', drawn)[:5]:
            assert server(html.unescape(link)).status == 200, link
        assert server(f"{view}/tasks?part=http%3A%2F%2Fnowhere%2F").status == 404


def test_a_dossier_that_is_kept_on_the_disk_is_checked_in_the_background_with_the_same_findings(start, mine, ct56kg):
    said = json.loads(ct56kg("check", "--dossier", mine, "--as-of", VIEW, "--format", "json").out)
    with start("--dossier", mine, "--store", "disk") as server:
        early = server(f"/api/check?as-of={VIEW}")
        assert early.status == 503 and "WEB-09" in early.text
        page = again(server, f"/vi/{VIEW}/consistency", "đang kiểm tra")
        assert "Kiểm tra tính nhất quán" in page.text
        found = json.loads(server(f"/vi/{VIEW}/consistency.json").body)["findings"]
        assert found == said["findings"]
        english = json.loads(server(f"/en/{VIEW}/consistency.json").body)["findings"]
        assert [one["fingerprint"] for one in english] == [one["fingerprint"] for one in found]
        assert [one["message"] for one in english] != [one["message"] for one in found] or not found


def test_a_dossier_that_is_kept_on_the_disk_is_searched_and_asked(start, mine):
    with start("--dossier", mine, "--store", "disk") as server:
        assert "SPARQL" in server(f"/vi/{VIEW}/").text
        one = "SELECT ?b WHERE { ?b a <https://w3id.org/ct56kg/ns#Body> } ORDER BY ?b LIMIT 1"
        body = json.loads(server.sparql(one).body)["results"]["bindings"][0]["b"]["value"]
        asked = urllib.parse.urlencode({"body": body})
        assert server(f"/vi/{VIEW}/thing/iri?" + urllib.parse.urlencode({"iri": body})).status == 200
        assert server(f"/vi/{VIEW}/questions/body/tasks-of?{asked}").status == 200
        hidden = server(f"/vi/{VIEW}/thing/iri?" + urllib.parse.urlencode({"iri": "<x> ?p ?o . ?a"}))
        assert hidden.status == 404
        count = server.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert int(json.loads(count.body)["results"]["bindings"][0]["n"]["value"]) > 300
        for _ in range(100):
            found = server(f"/vi/{VIEW}/search?q=tinh+uy").text
            if "Đang đọc" not in found:
                break
            time.sleep(0.1)
        assert "Văn phòng Tỉnh ủy Mẫu" in found

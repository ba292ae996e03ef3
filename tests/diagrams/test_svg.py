"""The SVG as a document: named, linked, described, self-contained, safe, and the same things as its text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from ct56kg.base.words import say
from ct56kg.view.diagram.dot import edge_id, node_id
from ct56kg.view.diagram.metrics import width
from diagrams.conftest import organisation, view

S = "{http://www.w3.org/2000/svg}"


def tree(picture):
    return ET.fromstring(picture.svg())


def by_class(root, name):
    return [g for g in root.iter(f"{S}g") if g.get("class", "").split(" ")[0] == name]


def test_the_document_has_a_role_a_name_and_a_description(picture):
    root = tree(picture)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert root.get("role") == "graphics-document"
    assert root.get("lang") == picture.sketch.lang
    assert picture.sketch.title in ids[root.get("aria-labelledby")].text
    assert picture.sketch.subtitle in ids[root.get("aria-describedby")].text
    assert root.find(f"{S}title") is ids[root.get("aria-labelledby")]


def test_every_thing_and_every_link_stands_in_it_exactly_once_with_its_words(picture):
    root = tree(picture)
    nodes, edges = by_class(root, "node"), by_class(root, "edge")
    assert sorted(g.get("id").rsplit("-", 1)[1] for g in nodes) == sorted(node_id(n.id) for n in picture.sketch.nodes)
    assert sorted(g.get("id").rsplit("-", 1)[1] for g in edges) == sorted(edge_id(e) for e in picture.sketch.edges)
    for g in edges:
        assert " – " in g.get("aria-label")
        assert g.find(f"{S}path") is not None


def test_names_are_complete_in_the_lines_of_their_box(picture):
    titles = {node_id(node.id): node.title for node in picture.sketch.nodes}
    for g in by_class(tree(picture), "node"):
        shown = " ".join(text.text for text in g.iter(f"{S}text"))
        assert titles[g.get("id").rsplit("-", 1)[1]] in shown


def test_things_with_an_entry_are_links_in_reading_order_with_evidence_as_tooltip(picture):
    root = tree(picture)
    links = list(root.iter(f"{S}a"))
    linked = [node for node in picture.sketch.nodes if node.href]
    assert sorted(a.get("href") for a in links) == sorted(node.href for node in linked)
    assert all(a.get("aria-label") and a.find(f"{S}title").text for a in links)
    word = say("diagram.evidence", picture.sketch.lang)
    assert all(f"\n{word}: " in a.find(f"{S}title").text for a in links)
    quoted = [a for a in links if "“" in a.find(f"{S}title").text]
    assert quoted or picture.sketch.name == "reorganisation" or picture.sketch.synthetic
    unit = "ký tự" if picture.sketch.lang == "vi" else "characters"
    assert all(re.search(rf"\[{unit} \d+–\d+\]", a.find(f"{S}title").text) for a in quoted)


def test_no_raw_id_is_a_title(picture):
    for title in tree(picture).iter(f"{S}title"):
        assert not re.match(r"(n|e)[0-9a-f]{10}$|cluster_|words-|key-|<?https?:", title.text)


def test_it_needs_nothing_from_outside_and_runs_nothing(picture):
    svg = picture.svg()
    root = ET.fromstring(svg)
    assert not {"script", "foreignObject", "image", "use"} & {element.tag.removeprefix(S) for element in root.iter()}
    assert not [key for element in root.iter() for key in element.attrib if key.lower().startswith("on")]
    addresses = re.findall(r"url\(([^)]{0,30})", svg)
    assert addresses and all(address.startswith("data:font/ttf;base64,") for address in addresses)
    assert not re.findall(r"(?:href|src)=\"(?:https?:)?//", svg)
    assert "<!DOCTYPE" not in svg and "@import" not in svg


def test_every_text_has_the_width_that_was_measured(picture):
    for text in tree(picture).iter(f"{S}text"):
        weight = "bold" if text.get("font-weight") == "bold" else "italic" if text.get("font-style") else "regular"
        assert float(text.get("textLength")) == pytest.approx(
            width(text.text, float(text.get("font-size")), weight), abs=0.01
        )


def test_the_text_alternative_says_the_same_things_and_links(picture):
    said = picture.text()
    assert ET.fromstring(picture.svg()).find(f"{S}metadata").text == said
    for node in picture.sketch.nodes:
        assert f"- {node.title}" in said and node.href in said
    titles = {node.id: node.title for node in picture.sketch.nodes}
    for edge in picture.sketch.edges:
        assert f"- {titles[edge.source]} – {edge.words} – {titles[edge.target]}\n" in said
    html = picture.text_html()
    assert html.count("<li>") == len(picture.sketch.nodes) + len(picture.sketch.edges)


def test_fictitious_content_is_marked_in_every_form():
    picture = view("responsibility", "2023-03-07", "vi", ("synthetic",))
    mark = say("diagram.synthetic", "vi")
    root = tree(picture)
    assert mark in root.find(f"{S}title").text
    assert mark in [text.text for text in root.iter(f"{S}text")]
    assert mark in picture.text() and mark in picture.text_html() and mark in picture.dot()
    assert mark not in view("responsibility", "2023-03-07").svg()


def test_dates_are_written_day_first(picture):
    shown = " ".join(text.text for text in tree(picture).iter(f"{S}text"))
    assert re.search(r"\d\d/\d\d/\d{4}", shown)
    assert not re.search(r"\d{4}-\d\d-\d\d", shown)


def test_two_pictures_on_a_page_do_not_share_an_id_or_a_font():
    one, other = view("structure", "2026-03-01").svg(), view("cascade", "2026-03-01").svg()
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, other)]
    fonts = [set(re.findall(r"@font-face\{font-family:'([^']+)'", svg)) for svg in (one, other)]
    assert not ids[0] & ids[1] and not fonts[0] & fonts[1]


HOSTILE = {
    "backslash": "Ban thử x\\",
    "escape": "Ban \\N \\G \\E \\l \\n",
    "markup": "<b>Ban</b> & <script>alert(1)</script> &amp; &lt;",
    "quotes": "\"Ban\" 'thử' “kiểm”",
    "port": "a:b:c -> d [label=x]; }",
    "emoji": "Ban 🙂 thử 👩‍👩‍👧",
    "direction": "Ban \u202ethử\u202c \u0000\u0007",
    "long": "Ban " + "rất " * 74,
    "unbroken": "x" * 300,
    "nfd": "Tha\u0300nh u\u0309y Ca\u0302\u0300n Thơ",
    "empty": " ",
    "html": "<Ban>",
}


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_label_is_only_text(label):
    names = {"A": "Thành ủy", "B": label}
    picture = organisation([("A", "leads", "B")], label=lambda term: names[term.value[-1]])
    root = tree(picture)
    node = next(node for node in picture.sketch.nodes if node.id.endswith("B>"))
    group = next(g for g in by_class(root, "node") if g.get("id").endswith(node_id(node.id)))
    shown = "".join(text.text for text in group.iter(f"{S}text")).replace(" ", "")
    assert shown == node.title.replace(" ", "")
    assert len(by_class(root, "node")) == 2 and len(by_class(root, "edge")) == 1
    assert picture.png(1.0).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_an_address_that_would_run_something_is_no_link(address):
    picture = organisation([("A", "leads", "B")], href=lambda _: address)
    assert not list(tree(picture).iter(f"{S}a"))
    assert "script:" not in picture.svg().lower() and "script:" not in picture.dot().lower()


def test_an_address_with_every_sign_stays_one_address():
    picture = organisation([("A", "leads", "B")], href=lambda term: f'#{term.value[-1]}"<&\\N?x=1&y=ủ')
    assert sorted(a.get("href") for a in tree(picture).iter(f"{S}a")) == ['#A"<&\\N?x=1&y=ủ', '#B"<&\\N?x=1&y=ủ']

"""A static site is whole, offline, valid HTML, and the same on every run."""

import os
import re
import subprocess
import sys
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

ROOT = Path(__file__).parents[2]
VOID = {"meta", "link", "input", "br", "img", "hr"}


SMALL = """@prefix ct: <https://w3id.org/ct56kg/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <http://example.org/> .
ct:Body a rdfs:Class ; rdfs:label "cơ quan"@vi .
x:a a ct:Body ; rdfs:label "Văn phòng"@vi ; rdfs:seeAlso x:b , <http://example.org/CON> .
x:b a ct:Body ; rdfs:label "<b>Ban</b>"@vi .
"""


def write(folder, *words, **env):
    command = [sys.executable, "-m", "ct56kg", "site", "-o", str(folder), "--as-of", "2026-03-01", *words]
    told = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **env}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=told, check=True)


@pytest.fixture(scope="module", params=["small", pytest.param("whole", marks=pytest.mark.long)])
def words(request, tmp_path_factory):
    """What the command is told: a small dossier of its own, or nothing, for the built-in one."""
    if request.param == "whole":
        return []
    folder = tmp_path_factory.mktemp("small")
    config = '[dossier]\ntitle = "Nhỏ"\niri = "http://example.org/"\nextends = "none"\ndata = ["data.ttl"]\n'
    (folder / "ct56kg.toml").write_text(config, "utf-8")
    (folder / "data.ttl").write_text(SMALL, "utf-8")
    return ["--dossier", str(folder)]


@pytest.fixture(scope="module")
def site(words, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    write(folder, *words)
    return folder


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class Balanced(HTMLParser):
    """Checks that every element that is opened is closed, in order."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.links, self.ids = [], [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "action", "xlink:href")]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_startendtag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("href", "src", "xlink:href")]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))


def test_every_link_leads_to_a_file_and_nothing_is_remote(site):
    broken, seen = [], 0
    for path in site.rglob("*.html"):
        page = Balanced()
        page.feed(path.read_text("utf-8"))
        html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))
        assert (page.wrong, page.open) == ([], []), path
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            if re.match(r"https?://|data:|#", link):
                continue
            seen += 1
            target = urllib.parse.unquote(re.split(r"[?#]", link)[0])
            if not target or target.startswith("/") or not (path.parent / target).is_file():
                broken.append((path.name, link))
    assert broken == [] and seen > 100


def test_pages_load_nothing_from_elsewhere(site):
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//', text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path


def test_names_of_files_suit_every_system(site):
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert all(re.fullmatch(r"[A-Za-z0-9._+/-]+", name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_the_same_dossier_gives_the_same_bytes(site, words, tmp_path):
    write(tmp_path, *words, PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    assert files(tmp_path) == files(site)


def test_a_site_that_is_written_again_is_left_alone_and_says_so(site, words):
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    said = write(site, *words).stderr
    assert re.search(r"\d+ tệp, \d+,\d MB; 0 tệp mới hoặc đã thay đổi", said)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


@pytest.mark.long
def test_fiction_is_marked_on_every_page_that_shows_it(tmp_path):
    write(tmp_path, "--with", "synthetic")
    for path in (tmp_path / "vi").rglob("*.html"):
        assert "MẪU – HƯ CẤU" in path.read_text("utf-8"), path

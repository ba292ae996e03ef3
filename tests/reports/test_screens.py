"""Reports as a person sees them in a real browser: on a desk, on a phone, on paper.

Runs the browser that is on the machine; where there is none, the tests are skipped and say so. With
`CT56KG_SHOTS=DIR` the pictures of the pages are kept there to be looked at.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
MERGER = str(ROOT / "data" / "proposed" / "2025-07-01-mau-hop-nhat-hai-ban")
EXAMPLE = ("--dossier", str(ROOT / "examples" / "truong-giang"))
COMMANDS = {
    "check": ("check", "--as-of", "2026-03-01", "--format", "html", "-o"),
    "change": ("amend", "check", MERGER, "--with", "synthetic", "--format", "html", "-o"),
    "diff": ("diff", *EXAMPLE, "2024-06-30", "2025-06-30", "-o"),
    "impact": ("impact", "ban tuyen giao thanh uy", "--as-of", "2026-03-01", "-o"),
    "matrix": ("matrix", *EXAMPLE, "--as-of", "2025-06-30", "-o"),
    "progress": ("report", "progress", *EXAMPLE, "--as-of", "2025-06-30", "-o"),
}
A4 = {(595, 842), (842, 595)}  # points, either way up
_BEYOND = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length)
  .filter(e => !e.closest('svg, .scroll, .matrix-box, .watermark')).map(e => e.outerHTML.slice(0, 80))"""
_RESTYLED = """() => [...document.querySelectorAll('svg g')]
  .filter(e => getComputedStyle(e).textDecorationLine !== 'none' || getComputedStyle(e).fontStyle !== 'normal')
  .map(e => e.outerHTML.slice(0, 80))"""
_CUT = """() => [...document.querySelectorAll('td, th, h1, h2, h3, .severity')]
  .filter(e => e.scrollWidth > e.clientWidth + 2 && e.clientWidth && !e.closest('.matrix-box'))
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module", params=[(n, lang) for n in COMMANDS for lang in ("vi", "en")], ids="-".join)
def page_file(request, tmp_path_factory):
    name, lang = request.param
    file = tmp_path_factory.mktemp("reports") / f"{name}-{lang}.html"
    words = [sys.executable, "-m", "ct56kg", *COMMANDS[name], str(file), "--lang", lang]
    done = subprocess.run(words, cwd=file.parent, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1) and file.is_file(), done.stderr
    return file


@pytest.fixture(params=SIZES)
def opened(request, browser, page_file):
    """A page at one size; it may ask nothing of another machine and run no script that fails."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if not one.url.startswith(("file:", "data:")) else None)
    page.goto(page_file.as_uri())
    if os.environ.get("CT56KG_SHOTS"):
        page.screenshot(path=Path(os.environ["CT56KG_SHOTS"], f"{page_file.stem}-{request.param}.png"), full_page=True)
    yield page
    context.close()
    assert asked == []


def test_nothing_stands_beyond_the_edge_and_no_cell_is_cut(opened):
    assert opened.evaluate("document.documentElement.scrollWidth") <= opened.viewport_size["width"]
    assert opened.evaluate(_BEYOND) == []
    assert opened.evaluate(_CUT) == []


def test_the_page_changes_nothing_in_the_pictures_it_holds(opened):
    assert opened.evaluate(_RESTYLED) == []


def test_the_rules_of_accessibility_find_nothing_serious(opened):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(opened).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"][:90]) for one in found if one["impact"] in ("serious", "critical")
    ] == []


def test_it_prints_on_a4_and_no_sheet_is_empty(browser, page_file):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    boxes = [(float(w), float(h)) for w, h in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)]
    assert boxes and all(any(abs(w - x) < 2 and abs(h - y) < 2 for x, y in A4) for w, h in boxes)
    drawn = _contents(pdf)
    assert len(drawn) == len(boxes)
    assert all(content.count(b"Tj") + content.count(b"TJ") > 3 for content in drawn)


def _contents(pdf: bytes) -> list[bytes]:
    """Give what is drawn on each page."""
    objects = dict(re.findall(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL))
    drawn = []
    for body in objects.values():
        found = re.search(rb"/Type /Page\b(?!s).*?/Contents (\d+) 0 R", body, re.DOTALL)
        if found:
            stream = re.search(rb"stream\r?\n(.*)\r?\nendstream", objects[found[1]], re.DOTALL)
            drawn.append(zlib.decompress(stream[1]) if stream else b"")
    return drawn

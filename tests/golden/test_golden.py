"""Pictures and pages as they were last looked at, in both languages; `--update-golden` writes them anew, CI never."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

import ct56kg
from ct56kg.amend.change import read_change
from ct56kg.base.resources import builtin_root
from ct56kg.cli.check import written as checked
from ct56kg.cli.matrix import matrix_file
from ct56kg.graph.dossier import open_dossier
from ct56kg.view.diagram import NAMES
from ct56kg.view.judging import judge
from ct56kg.view.looking import look, report_of, written
from ct56kg.view.reader import Context
from ct56kg.view.report import screen
from ct56kg.view.report.material import Material
from ct56kg.view.report.progress_report import progress_report

HERE = Path(__file__).parent
AMENDMENTS = HERE.parent / "amendments"
_FONT = re.compile(r"(base64,)([A-Za-z0-9+/=]{200,})")
_PICTURE = re.compile(r"<svg .*?</svg>", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_DIGEST = re.compile(r"\b[0-9a-f]{12,64}\b")
_METHOD = re.compile(r"<li>(Cách xét|Method): .*?</li>")
_VERSION = re.compile(r"\bct56kg \d+\.\d+\.\d+\w*")


def reader(lang: str, day: str, *statuses: str, root: Path | None = None) -> Context:
    return Context(open_dossier(root), lang, date.fromisoformat(day), frozenset(statuses))


def change(lang: str) -> str:
    asked = reader(lang, "2025-03-01", root=AMENDMENTS / "base")
    seen = look(asked, read_change(AMENDMENTS / "S02-hop-nhat-chu-tri-phoi-hop" / "change"), True)
    return written(report_of(asked, seen), asked, "html")


def check(lang: str) -> str:
    asked = reader(lang, "2026-03-01")
    return checked(asked, judge(asked), "html", "auto")


def matrix(lang: str) -> str:
    return matrix_file(reader(lang, "2026-03-01"), ".html").decode()


def progress(lang: str) -> str:
    asked = reader(lang, "2024-12-31", "synthetic", root=builtin_root())
    return screen.to_html(progress_report(Material(asked, None, asked.as_of)))


PAGES = {"change": change, "check": check, "matrix": matrix, "progress": progress}


def compare(name: str, text: str, update: bool) -> None:
    """Compare with the file of a name, or write it."""
    file = HERE / name
    if update:
        file.write_text(text, "utf-8", newline="\n")
    assert file.is_file(), "no golden file: run with --update-golden, then look at what was written"
    assert text == file.read_text("utf-8"), f"{name} differs: look at it, then run with --update-golden"


def short(found: re.Match[str]) -> str:
    return f"{found[1]}{hashlib.sha256(found[2].encode()).hexdigest()[:12]}"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_what_was_last_looked_at(name, lang, update_golden):
    """The glyphs that a picture carries are kept as their hash."""
    picture = ct56kg.draw(ct56kg.open(lang=lang, as_of="2026-03-01"), name)
    compare(f"{name}.{lang}.svg", _FONT.sub(short, picture.svg()), update_golden)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_was_last_looked_at(name, lang, update_golden):
    """Without style and pictures, which have tests of their own; without hashes, version and way of judging."""
    page = _PICTURE.sub("<svg/>", _STYLE.sub("", PAGES[name](lang)))
    page = _METHOD.sub("<li>…</li>", _VERSION.sub("ct56kg", _DIGEST.sub("…", page))).replace("><", ">\n<")
    compare(f"{name}.{lang}.html", page, update_golden)

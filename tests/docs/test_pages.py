"""What people read: the same pages in both languages, no dead link, every command shown at work."""

import re
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from ct56kg.base.terms import CT, RULE
from ct56kg.check.shape_reads import reads_of
from ct56kg.check.shapes import Shapes
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import read_shapes
from reference import LANGUAGES, pages
from reference.commands import names
from reference.sources import DOCS, assemble, used, written

ADDRESS = re.compile(r"^\(([\w-]+)\)=$|\{#([\w-]+)\}", re.MULTILINE)
HEADING = re.compile(r"^#{1,3} (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    assemble(folder)
    return folder


def addresses(path: Path) -> set[str]:
    """Give the places of a page that a link may lead to: those it names, and its headings as GitHub would name them."""
    text = FENCE.sub("", path.read_text("utf-8"))
    headings = (re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text))
    return {*headings, *(one or other for one, other in ADDRESS.findall(text))}


def test_both_languages_have_the_same_pages():
    assert set(written("vi")) == set(written("en"))


def test_no_link_is_dead(site):
    dead, seen = [], 0
    for page in site.rglob("*.md"):
        for link in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
            target, _, place = link.partition("#")
            if ":" in target:
                continue
            seen += 1
            file = (page.parent / target).resolve() if target else page
            if not file.is_file() or (place and place not in addresses(file)):
                dead.append(f"{page.relative_to(site)}: {link}")
    assert dead == []
    assert seen > 500


def test_every_page_can_be_reached_from_the_first(site):
    for lang in LANGUAGES:
        reached, open_ = set(), ["index.md"]
        while open_:
            name = open_.pop()
            if name not in reached:
                reached.add(name)
                text = (site / lang / name).read_text("utf-8")
                for block in re.findall(r"^```\{toctree\}\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
                    open_ += [
                        (Path(name).parent / f"{line}.md").as_posix()
                        for line in block.splitlines()
                        if line and not line.startswith(":")
                    ]
        assert reached == {path.relative_to(site / lang).as_posix() for path in (site / lang).rglob("*.md")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_is_shown_at_work_on_a_page(lang):
    assert [name for name in names() if name not in used(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_do_not_skip_a_level(lang):
    for path, text in {**written(lang), **pages(lang, used(lang))}.items():
        levels = [len(marks) for marks in re.findall(r"^(#{1,6}) ", FENCE.sub("", text), re.MULTILINE)]
        assert levels[0] == 1, path
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), path


def test_nothing_is_fetched_from_anywhere():
    files = [path for path in (DOCS / "theme").rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if re.search(r"https?://", path.read_text("utf-8"))] == []


def test_the_read_positions_explained_are_those_of_the_rule():
    shapes = Shapes(read_shapes(open_dossier(DOCS.parent)))
    found = reads_of(shapes, ox.NamedNode(RULE + "ASG-01"))
    read = {one.predicate.value.removeprefix(CT) for one in found.near if one.predicate is not None}
    for lang in LANGUAGES:
        table = re.search(r"^\|---\|---\|\n((?:\|.*\n)+)", written(lang)["explanation/incremental.md"], re.MULTILINE)
        assert table is not None
        shown = {re.findall(r"`ct:(\w+)`", line.split("|")[2])[0] for line in table[1].splitlines() if "`ct:" in line}
        assert shown == read
        assert found.full == []

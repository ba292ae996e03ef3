"""The reference says everything the toolkit has: no rule, question, command, error, term or public name without it."""

import re
import subprocess
import sys

import pytest

import ct56kg
from ct56kg.base.words import area
from ct56kg.base.words import say as spoken
from reference import LANGUAGES, pages
from reference.sources import DOCS, used

ROOT = DOCS.parent


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def made(lang):
    return pages(lang, used(lang))


def sections(text, level="## "):
    """Give what stands under each address of a page."""
    return dict(re.findall(rf"^\(([\w-]+)\)=\n{level}.*?\n(.*?)(?=^\([\w-]+\)=\n|\Z)", text, re.MULTILINE | re.DOTALL))


def test_every_rule_is_explained_with_reason_basis_and_remedy(made, lang):
    for shapes in (ROOT / "shapes").glob("*.ttl"):
        codes = re.findall(r"^rule:([A-Z]{3}-\d\d)$", shapes.read_text("utf-8"), re.MULTILINE)
        found = sections(made[f"reference/rules/{shapes.stem}.md"]) if codes else {}
        assert sorted(found) == sorted(code.lower() for code in codes)
        for code, text in found.items():
            for part in ("why", "basis", "remedy"):
                assert f"**{spoken(f'finding.{part}', lang)}**\n: " in text, (code, part)
            assert f"rule:{code.upper()}\n" in text, code


def test_every_question_is_there_with_its_query(made):
    names = {path.relative_to(ROOT / "queries").with_suffix("").as_posix() for path in (ROOT / "queries").rglob("*.rq")}
    names = {name for name in names if not name.endswith(".all")}  # the same question, written for everything at once
    for name in names:
        text = made[f"reference/questions/{name.partition('/')[0]}.md"]
        query = (ROOT / "queries" / f"{name}.rq").read_text("utf-8").rstrip()
        assert query in text, name
        assert name.endswith(".unknown") or f"ct56kg ask {name}" in text, name


def test_every_command_has_a_page_with_each_of_its_options(made, ct56kg, lang):
    listed = re.findall(r"^  ([a-z]+)  ", ct56kg("--help").out, re.MULTILINE)
    assert {f"reference/commands/{name}.md" for name in listed} == {
        path for path in made if path.startswith("reference/commands/") and not path.endswith("index.md")
    }
    common = made["reference/commands/index.md"]
    for name in ("amend", "import", "serve"):
        options = re.findall(r"^ +(--[a-z-]+)", ct56kg(name, "--help", "--lang", lang).out, re.MULTILINE)
        assert options
        for option in options:
            assert f"`{option}" in made[f"reference/commands/{name}.md"] + common, (name, option)


def test_every_error_is_there_with_what_to_do(made, lang):
    found = sections(made["reference/errors.md"], "### ")
    assert sorted(found) == sorted(code.lower() for code in area("error"))


def test_every_term_of_the_vocabulary_is_defined(made):
    blocks = "\n\n".join(path.read_text("utf-8") for path in (ROOT / "ontology").glob("*.ttl")).split("\n\n")
    terms = [
        block.split()[0] for block in blocks if "\n\trdfs:isDefinedBy" in block and not block.startswith(("@", "#"))
    ]
    text = "".join(page for path, page in made.items() if path.startswith("reference/vocabulary/"))
    assert len(terms) > 150
    assert [term for term in terms if f"`{term}`" not in text and not term.endswith(":")] == []


def test_a_vocabulary_page_says_what_a_word_means_before_its_technical_name(made, lang):
    for path, page in made.items():
        if path.startswith("reference/vocabulary/") and not path.endswith(("index.md", "scheme.md")):
            for name, text in sections(page).items():
                assert re.match(r"\n[^`\n]+\.\n\n\{\.technical\}\n", text), (path, name)


def test_every_public_name_of_the_python_interface_is_there(made):
    for name in ct56kg.__all__:
        assert f"## `ct56kg.{name}`\n" in made["reference/python-api.md"]


def test_the_same_pages_come_out_every_time():
    code = (
        "import hashlib, reference; "
        "print([hashlib.sha256(repr(reference.pages(l, {})).encode()).hexdigest() for l in reference.LANGUAGES])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(DOCS), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1

"""Every example of the documentation, walked through by its own words: what a page shows is what comes."""

import doctest
import os
import re
import shutil
import sys

import pytest

from reference import LANGUAGES
from reference.sources import DOCS, written

from .walking import reader

SHELL = pytest.mark.skipif(os.name != "posix", reason="the pages show a POSIX shell")
PAGES = [
    pytest.param(lang, name, marks=[SHELL] if name == "tutorial.md" else [SHELL, pytest.mark.long])
    for lang in LANGUAGES
    for name, text in written(lang).items()
    if "```console\n" in text
]


@pytest.mark.parametrize(("lang", "name"), PAGES)
def test_everything_a_page_shows_comes(tmp_path, lang, name, update_golden):
    someone = reader(tmp_path)
    shutil.copytree(DOCS.parent / "examples", someone.folder / "examples", ignore=shutil.ignore_patterns(".ct56kg*"))
    file = DOCS / lang / name
    text = file.read_text("utf-8")
    real = someone.page(text)
    if update_golden and real != text:
        file.write_text(real, "utf-8")
    assert not someone.differences, "\n\n".join(someone.differences)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_python_shows_comes(lang, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^<!-- python -->\n\n```python\n(.*?)^```$", written(lang)["howto/python.md"], re.M | re.S)
    for example in examples:
        test = doctest.DocTestParser().get_doctest(example, {}, lang, None, 0)
        failed, tried = doctest.DocTestRunner().run(test, out=sys.stdout.write)
        assert tried > 5
        assert failed == 0


def test_every_reader_gets_the_command_under_test(tmp_path):
    someone = reader(tmp_path)
    shown = "```console\n$ ct56kg --version\nct56kg 0.0\n$ ct56kg no-such-command  # → 2\n…\n```\n"
    assert someone.page(shown).startswith("```console\n$ ct56kg --version\nct56kg ")
    [difference] = someone.differences
    assert "0.0" in difference

"""The tutorial, walked through by its own words in each language: what it shows is what comes."""

import os

import pytest
from .walking import walk

from reference import LANGUAGES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the pages show a POSIX shell")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_the_tutorial_shows_comes(tmp_path, lang, update_golden):
    walk(tmp_path, lang, "tutorial.md", update_golden)

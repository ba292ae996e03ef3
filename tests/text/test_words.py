"""What is counted is said as English and Vietnamese say it."""

import re
from pathlib import Path

import pytest

from ct56kg.base import words
from ct56kg.base.words import say

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("key", "one", "two"),
    [
        ("finding.count-info", "1 note", "2 notes"),
        ("count.body", "1 body", "2 bodies"),
        ("format.would", "1 file is not in canonical form.", "2 files are not in canonical form."),
    ],
)
def test_english_says_one_thing_in_the_singular(key, one, two):
    assert (say(key, "en", n=1), say(key, "en", n="1"), say(key, "en", n=2)) == (one, one, two)


def test_vietnamese_knows_no_plural():
    assert (say("finding.count-info", "vi", n=1), say("finding.count-info", "vi", n=2)) == ("1 lưu ý", "2 lưu ý")


def test_no_sentence_leaves_the_plural_to_the_reader():
    places = [*Path(words.__file__).parents[1].glob("words/*.toml"), *(ROOT / "queries").rglob("*.rq")]
    text = "\n".join(line for place in places for line in place.read_text("utf-8").splitlines())
    assert len(places) > 100
    assert re.findall(r".*[^p]\(e?s\)[ ,.:;\"].*", text) == []

"""What is counted is said as English and Vietnamese say it."""

import pytest

from ct56kg.base.words import say


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

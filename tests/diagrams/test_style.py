"""Looks: enough contrast, no two kinds of link that differ by colour alone, legible in grey."""

from __future__ import annotations

from itertools import combinations, product
from typing import get_args

import pytest

from ct56kg.base.words import area
from ct56kg.view.diagram import style
from ct56kg.view.diagram.model import Kind, Link, Standing


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("kind", "standing"), list(product(get_args(Kind), get_args(Standing))))
def test_text_and_border_stand_out_from_their_ground(kind, standing):
    look = style.look(kind, standing)
    for colour in (style.INK, style.SOFT, style.WARN):
        assert contrast(colour, look.fill) >= 4.5
    assert contrast(look.line, look.fill) >= 3 and contrast(look.line, style.PAPER) >= 3


@pytest.mark.parametrize("kind", get_args(Link))
def test_links_and_the_words_in_their_colour_stand_out_from_the_paper(kind):
    assert contrast(style.STROKES[kind].colour, style.PAPER) >= 4.5


def test_the_mark_of_fiction_stands_out():
    assert contrast(style.MARK, style.PAPER) >= 7


GROUPS = [
    ("subordinateTo", "assists", "leads", "establishedIn"),
    ("directs", "lead", "coordinate", "follow", "role", "advise"),
    ("implements", "partOf"),
    ("original", "resulting", "affects"),
]


@pytest.mark.parametrize(("one", "other"), [pair for group in GROUPS for pair in combinations(group, 2)])
def test_links_of_one_picture_differ_without_their_colour(one, other):
    def shape(stroke):
        return stroke.style, stroke.head, stroke.tail, round(stroke.pen)

    assert shape(style.STROKES[one]) != shape(style.STROKES[other])


@pytest.mark.parametrize("standing", ["ended", "undecided", "future"])
def test_what_does_not_simply_exist_has_another_line(standing):
    assert {"dashed", "dotted"} & set(style.look("body", standing).style.split(","))


def test_every_kind_standing_and_link_has_words_in_both_languages():
    words = area("diagram")
    keys = [f"kind-{k}" for k in get_args(Kind)] + [f"link-{k}" for k in get_args(Link)]
    keys += [f"standing-{k}" for k in get_args(Standing) if k != "present"]
    for key in keys:
        assert words[key]["vi"] and words[key]["en"], key
    for key, texts in words.items():
        assert "vi" in texts and (key in ("compounds", "imprint") or "en" in texts), key

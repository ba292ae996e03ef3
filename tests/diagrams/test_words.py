"""Lines, dates of existence, measured widths, the small font."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.view.diagram.metrics import face, width
from ct56kg.view.diagram.rails import branch, levels
from ct56kg.view.diagram.reading import Life, safe_link, standing
from ct56kg.view.diagram.subset import subset
from ct56kg.view.diagram.wrap import clean, wrap
from diagrams.conftest import view


def breakable(line):
    """Say whether a line holds a gap at which it could have been broken: not before a dash or a short number."""
    return any(
        token not in ["-", "–", "—", "/", "·", "=", "%", "…", "..."] and not token.isdigit()
        for token in line.split()[1:]
    )


@given(st.text(max_size=200), st.floats(30, 300))
def test_wrapping_loses_no_sign_and_keeps_the_width(text, limit):
    lines = wrap(text, limit, 10)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    assert all(width(line, 10) <= limit + 0.01 or len(line) == 1 or not breakable(line) for line in lines)


@given(
    st.lists(
        st.sampled_from(
            ["Thành", "ủy", "Hội", "đồng", "nhân", "dân", "Mặt", "trận", "Tổ", "quốc", "Việt", "Nam", "kiểm", "tra"]
        ),
        max_size=40,
    )
)
def test_a_syllable_is_never_split(syllables):
    assert " ".join(wrap(" ".join(syllables), 90, 10)).split() == syllables


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("các tổ chức chính trị - xã hội thành phố", ("chính", "trị")),
        ("Ban cán sự đảng Ủy ban nhân dân thành phố", ("nhân", "dân")),
    ],
)
def test_a_word_of_two_syllables_is_not_parted_at_a_line_end(name, parted):
    lines = wrap(name, 120, 10, "bold")
    assert len(lines) > 1
    assert not any(a.split()[-1] == parted[0] and b.split()[0] == parted[1] for a, b in pairwise(lines))


D = date.fromisoformat
CASES = [
    (Life(), "present"),
    (Life(end_earliest=D("2025-07-01"), end_latest=D("2025-07-01")), "ended"),
    (Life(end_earliest=D("2025-07-01")), "undecided"),
    (Life(end_earliest=D("2025-01-25"), end_latest=D("2026-01-28")), "undecided"),
    (Life(end_earliest=D("2025-07-02")), "present"),
    (Life(end_latest=D("2025-07-01")), "ended"),
    (Life(begin_earliest=D("2025-07-01"), begin_latest=D("2025-07-01")), "present"),
    (Life(begin_earliest=D("2025-07-02"), begin_latest=D("2025-07-02")), "future"),
    (Life(begin_earliest=D("2025-01-25"), begin_latest=D("2026-01-28")), "undecided"),
    (Life(begin_earliest=D("2025-01-25")), "undecided"),
    (Life(begin_latest=D("2026-01-28")), "undecided"),
]


@pytest.mark.parametrize(("life", "expected"), CASES)
def test_existence_on_the_day_is_half_open_and_undecided_between_bounds(life, expected):
    assert standing(life, D("2025-07-01")) == expected


@given(st.text(max_size=40))
def test_no_text_at_all_passes_as_a_link_that_runs(text):
    link = safe_link(text)
    head = link.split("/")[0].split("?")[0].split("#")[0]
    assert ":" not in head or head.split(":")[0].lower() in ("http", "https", "mailto")


def test_vietnamese_is_in_the_font_and_every_letter_has_a_width():
    for sign in "ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ–—“”…×[]()":
        assert ord(sign) in face("regular").glyphs and ord(sign) in face("bold").glyphs
        assert width(sign, 10) > 0


def test_a_font_cut_down_to_some_signs_keeps_their_outlines_and_widths():
    import struct

    font = subset("bold", "Ủy ban ệ")
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {
        font[12 + 16 * n : 16 + 16 * n].decode(): struct.unpack_from(">LL", font, 20 + 16 * n) for n in range(count)
    }
    assert {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post"} == set(tables)
    glyphs = struct.unpack_from(">H", font, tables["maxp"][0] + 4)[0]
    assert 8 < glyphs < 30
    offsets = struct.unpack_from(f">{glyphs + 1}L", font, tables["loca"][0])
    assert offsets[-1] == tables["glyf"][1] and list(offsets) == sorted(offsets)
    assert len(font) < 12000


def test_the_font_inside_the_svg_has_every_sign_that_is_shown():
    root = ET.fromstring(view("structure", "2026-03-01").svg())
    shown = {sign for text in root.iter("{http://www.w3.org/2000/svg}text") for sign in text.text}
    assert all(ord(sign) in face("regular").glyphs for sign in shown)


@given(st.lists(st.floats(0, 500), min_size=1, max_size=6))
def test_ways_sideways_have_a_level_each(rails):
    outs = [float(n) * 10 + 200 for n in range(len(rails))]
    assert len(levels(outs, [[x] for x in sorted(rails)])) == len(rails)


def test_a_branch_starts_on_the_line_it_leaves():
    whole = ((0.0, 0.0), (0.0, 100.0), (20.0, 100.0))
    part = branch(((0.0, 0.0), (0.0, 40.0), (20.0, 40.0)), [whole])
    assert part == ((0.0, 34.0), (0.0, 40.0), (20.0, 40.0))

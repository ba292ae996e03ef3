"""Drawing: the same bytes on every run, with our font alone, without a system Graphviz, and never for ever."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from ct56kg.base.errors import LimitError, StateError, UsageError
from ct56kg.view.diagram import NAMES, can_draw, questions_of, workers
from ct56kg.view.diagram.picture import Picture
from diagrams.conftest import ROOT, view

SCRIPT = """
import hashlib, sys
sys.path.insert(0, {tests!r})
from diagrams.conftest import view
for name in {names!r}:
    p = view(name, "2026-03-01")
    for content in (p.dot().encode(), p.svg().encode(), p.png(1.0), p.pdf(), p.text().encode()):
        print(hashlib.sha256(content).hexdigest())
"""


def test_another_run_elsewhere_without_graphviz_on_the_path_gives_the_same_bytes(tmp_path):
    outputs = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        env = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": str(tmp_path), "HOME": str(tmp_path), "LANG": "C"}
        env["PYTHONPATH"] = os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))
        script = SCRIPT.format(tests=str(ROOT / "tests"), names=("structure", "reorganisation"))
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True, cwd=tmp_path
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] and outputs[0].count("\n") == 10


def test_the_order_of_rows_does_not_matter():
    from diagrams.conftest import organisation

    links = [("A", "leads", "B"), ("C", "assists", "A"), ("D", "assists", "A")]
    assert "A" in organisation(links).text()


def test_a_pdf_holds_no_font_but_ours_and_a_fixed_date():
    pdf = view("structure", "2026-03-01").pdf()
    streams = [
        zlib.decompress(part) for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S) if part[:1] == b"x"
    ]
    fonts = set(re.findall(rb"/(?:BaseFont|FontName)\s*/([^\s/]+)", pdf + b"".join(streams)))
    assert fonts and all(re.fullmatch(rb"[A-Z]{6}\+Roboto[\w-]*", font) for font in fonts)
    dates = re.findall(rb"/CreationDate \(D:(\d+)", pdf + b"".join(streams))
    assert set(dates) == {b"20000101000000"}


def test_a_pdf_page_is_a_sheet_of_paper():
    picture = view("structure", "2023-03-07")
    pdf = picture.pdf()
    streams = [
        zlib.decompress(part) for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S) if part[:1] == b"x"
    ]
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf + b"".join(streams))
    width, height = float(box[1]), float(box[2])
    assert (picture.page.paper, picture.page.landscape) == ("A4", True)
    assert abs(width - 841.89) < 2 and abs(height - 595.28) < 2  # points; within 0.7 mm


def test_drawing_that_takes_too_long_is_stopped_and_says_what_to_do():
    with pytest.raises(LimitError) as caught:
        Picture(view("cascade", "2026-03-01").sketch, limit=0.001).svg()
    assert caught.value.code == "DRAW-01" and "0.001" in str(caught.value) and ".dot" in caught.value.say("en")


def test_a_drawing_library_that_fails_is_an_error_with_a_remedy(monkeypatch):
    monkeypatch.setattr(workers, "_COMMAND", (sys.executable, "-c", "import sys; sys.exit('no library')"))
    with pytest.raises(StateError) as caught:
        Picture(view("cascade", "2026-03-01").sketch).png()
    assert caught.value.code == "DRAW-02" and "no library" in str(caught.value)
    assert can_draw() is not None


def test_a_process_that_stands_ready_draws_the_same_and_another_takes_its_place():
    sketch = view("cascade", "2026-03-01").sketch
    fresh = Picture(sketch).png()
    workers.stand_by()
    try:
        for _ in range(2):
            ready = waiting()
            assert Picture(sketch).png() == fresh
            assert ready.process.returncode == 0 and not Path(ready.folder.name).exists()
        killed = waiting().process
        killed.kill()
        killed.wait()
        assert Picture(sketch).png() == fresh
    finally:
        workers.stand_down()


def waiting():
    """Wait for the process that stands ready, and leave it where it is."""
    ready = workers._spare.get(timeout=30)
    workers._spare.put(ready)
    return ready


def test_here_one_can_draw():
    assert can_draw() is None


def test_an_unknown_diagram_lists_those_there_are():
    with pytest.raises(UsageError) as caught:
        questions_of("stucture")
    assert caught.value.code == "DRAW-03" and all(name in str(caught.value) for name in NAMES)


@pytest.mark.parametrize(
    ("suffix", "start"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".dot", b"digraph")]
)
def test_the_suffix_decides_the_form(tmp_path, suffix, start):
    path = view("cascade", "2023-03-07").save(tmp_path / f"sơ đồ{suffix}")
    assert path.read_bytes().startswith(start)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_an_unknown_suffix_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(UsageError) as caught:
        view("cascade", "2023-03-07").save(tmp_path / "x.jpeg")
    assert caught.value.code == "DRAW-04" and not list(tmp_path.iterdir())


def test_a_notebook_shows_the_svg():
    picture = view("cascade", "2023-03-07")
    assert picture._repr_svg_() == picture.svg()

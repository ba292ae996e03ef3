"""A dossier that is kept on the disk is exported in little memory, and to the same bytes as one that is read whole."""

import shutil
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.generate import generate
from bench.timing import run
from ct56kg.base.sorting import SortedLines
from ct56kg.base.writing import writing
from ct56kg.cli import main
from ct56kg.graph.disk import exporting
from interop.test_exports import HOSTILE

EXAMPLE = Path(__file__).parents[2] / "examples" / "truong-giang"
DAYS = ("2023-01-01", "2024-06-30", "2026-03-01")
FORMS = (
    *((("graph",), suffix) for suffix in ("nt", "ttl", "nq", "trig", "jsonld", "graphml")),
    (("store",), "nq"),
    (("graph", "--profile", "plain"), "ttl"),
)
SPELT = """
<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:a> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
_:x <urn:p> _:y .
_:x <urn:p> "of the other file" <urn:g> .
"""


@pytest.fixture(autouse=True)
def in_small_pieces(monkeypatch):
    """Sort some hundred lines at once, so that there is something to merge."""
    monkeypatch.setattr(exporting, "SortedLines", lambda folder: SortedLines(folder, piece=20_000))


def exported(folder, store, day, what, suffix):
    out = folder / f"out.{suffix}"
    assert main(["--dossier", str(folder), "--store", store, "--as-of", day, "export", *what, "-o", str(out)]) == 0
    content = out.read_bytes()
    out.unlink()
    return content


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("what", "suffix"), FORMS, ids=lambda value: value if isinstance(value, str) else value[-1])
def test_every_form_is_the_same_whether_the_dossier_with_its_amendments_is_on_the_disk_or_in_memory(
    tmp_path, day, what, suffix
):
    folder = shutil.copytree(EXAMPLE, tmp_path / "d")
    memory, disk = (exported(folder, store, day, what, suffix) for store in ("memory", "disk"))
    assert len(memory) > 10_000
    assert disk == memory
    assert {path.name for path in folder.iterdir()} - {path.name for path in EXAMPLE.iterdir()} == {".ct56kg-cache"}


@pytest.fixture
def hostile(tmp_path):
    folder = tmp_path / "d"
    (folder / "data").mkdir(parents=True)
    (folder / "ct56kg.toml").write_text('[dossier]\ntitle = "x"\nextends = "none"\ndata = ["data"]\n', "utf-8")
    (folder / "data" / "hostile.nq").write_text(HOSTILE, "utf-8", newline="\n")
    (folder / "data" / "spelt.nq").write_text(SPELT, "utf-8", newline="\n")
    return folder


@pytest.mark.parametrize("day", DAYS)
def test_doctor_counts_and_says_the_same_of_a_dossier_on_the_disk(tmp_path, capsys, day):
    folder = shutil.copytree(EXAMPLE, tmp_path / "d")
    said = []
    for store in ("memory", "disk"):
        assert main(["--dossier", str(folder), "--store", store, "--as-of", day, "doctor"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_doctor_counts_statements_as_they_are_written_though_the_store_keeps_two_spellings_as_one(hostile, capsys):
    one, *others = SPELT.strip().splitlines()
    apart = "\n".join([one.replace(" .", " <urn:other> ."), *others])
    (hostile / "data" / "spelt.nq").write_text(apart, "utf-8", newline="\n")
    said = []
    for store in ("memory", "disk"):
        main(["--dossier", str(hostile), "--store", store, "doctor"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


@pytest.mark.parametrize("suffix", ["nt", "ttl", "nq", "trig"])
def test_literals_that_stores_change_and_blank_nodes_leave_as_they_were_written(hostile, suffix):
    memory, disk = (exported(hostile, store, DAYS[2], ["graph"], suffix) for store in ("memory", "disk"))
    assert disk == memory
    syntax = ox.RdfFormat.from_extension(suffix)
    wanted = {q.triple for text in (HOSTILE, SPELT) for q in ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)}
    literals = {t.object for t in wanted if isinstance(t.object, ox.Literal)}
    read = {q.triple for q in ox.parse(disk, format=syntax)}
    assert len(read) == len(wanted)
    assert {t.object for t in read if isinstance(t.object, ox.Literal)} == literals


@given(st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"|")), max_size=60), st.randoms())
def test_lines_come_back_once_and_in_order_however_they_are_cut_into_pieces(tmp_path_factory, lines, chance):
    found = SortedLines(tmp_path_factory.getbasetemp(), piece=chance.randint(1, 200))
    text = b"".join(line + b"\n" for line in lines)
    while text:
        size = chance.randint(1, 40)
        assert found.write(text[:size]) == min(size, len(text))
        text = text[size:]
    assert list(found) == sorted({line + b"\n" for line in lines})


def test_an_export_that_breaks_off_leaves_the_file_that_was_there_and_nothing_else(tmp_path):
    target = tmp_path / "a.nt"
    target.write_bytes(b"before")

    def written():
        with writing(target) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.nt", b"before")]


@pytest.mark.long
def test_exporting_forty_times_as_much_takes_hardly_more_memory(tmp_path):
    peaks = {}
    for programmes in (3, 120):
        folder = tmp_path / str(programmes)
        generate(folder, programmes, 5)
        words = ["-m", "ct56kg", "--dossier", folder, "--store", "disk", "export", "graph", "-o", folder / "a.nq"]
        for _ in range(2):  # the first one builds the store
            done = run([sys.executable, *words])
            assert done.code == 0, done.err
        peaks[programmes] = done.megabytes
    assert peaks[120] < peaks[3] + 100

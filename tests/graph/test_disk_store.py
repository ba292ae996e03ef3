"""The store on the disk says what the files say, is built once, and no reader, builder or kill can spoil it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from ct56kg.base.errors import CtError
from ct56kg.base.rows import iri
from ct56kg.graph.disk import building
from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.disk.opened import OPENED
from ct56kg.graph.disk.place import FOLDER, cache_of
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.exporting import write_quads
from ct56kg.graph.workspace import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "truong-giang"
DAYS = (date(2023, 1, 1), date(2024, 6, 30), date(2026, 3, 1))
TOML = """
[dossier]
title = "t"
iri = "https://example.org/d/"
extends = "none"
data = ["data"]
shapes = []
store = "disk"
"""


@pytest.fixture
def example(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "d")
    return open_dossier(tmp_path / "d")._replace(store="disk")


def foreign(root, files):
    (root / "data").mkdir()
    (root / "ct56kg.toml").write_text(TOML, "utf-8")
    for name, content in files.items():
        (root / "data" / name).write_text(content, "utf-8")
    return open_dossier(root)


def stores(dossier):
    return sorted(path.name for path in (cache_of(dossier) / "store").iterdir() if path.is_dir())


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_on_every_date_the_store_says_what_the_files_say(example, day):
    kept, read = load(example, day), load(example._replace(store="memory"), day)
    assert isinstance(kept.content, StoredContent)
    assert set(kept.quads) == set(read.quads)
    assert kept.merged == read.merged
    assert write_quads(kept, ".nq", {}) == write_quads(read, ".nq", {})
    every = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    named = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
    for query in (every, named):
        assert sorted(kept.store.select(query).rows) == sorted(read.store.select(query).rows)
    quads = [*read.quads[::7], *(ox.Quad(q.subject, q.predicate, q.object) for q in read.quads[::5])]
    assert all(kept.content.has(quad) for quad in quads)
    strange = ox.Quad(quads[0].subject, quads[0].predicate, quads[1].object, ox.NamedNode("urn:nowhere"))
    assert not kept.content.has(strange)


def test_a_store_loaded_in_many_pieces_says_what_one_loaded_at_once_says(example, monkeypatch):
    monkeypatch.setattr(building, "_PIECE", 7)
    kept, read = load(example, DAYS[1]), load(example._replace(store="memory"), DAYS[1])
    assert set(kept.quads) == set(read.quads)
    assert kept.merged == read.merged
    assert len(kept.store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows) == len(
        read.store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
    )


def test_dates_between_which_nothing_takes_effect_share_a_store_and_tables_are_never_copied(example):
    load(example, date(2026, 3, 1))
    load(example, date(2026, 3, 2))
    assert len(stores(example)) == 2  # of the files, and of the files with all change sets
    load(example, date(2023, 1, 1))
    assert len(stores(example)) == 3
    linked = [path.stat().st_nlink for path in (cache_of(example) / "store").rglob("*.sst")]
    assert linked.count(3) > 10, "what the store of the files holds is linked by the other two"


def test_blank_nodes_and_literals_are_kept_as_written(tmp_path):
    text = '<http://x/a> <http://x/p> [ <http://x/q> 1.10 , "01"^^<http://www.w3.org/2001/XMLSchema#integer> , true ] .'
    here = foreign(tmp_path, {"a.ttl": text, "b.nq": "_:x <http://x/p> _:y <http://x/g> .\n"})
    kept, read = load(here, DAYS[0]), load(here._replace(store="memory"), DAYS[0])
    assert set(kept.quads) == set(read.quads)
    assert all(kept.content.has(quad) for quad in read.quads)
    canonical = next(q for q in read.quads if "1.10" in str(q))
    other = ox.Literal("1.1", datatype=canonical.object.datatype)
    assert not kept.content.has(ox.Quad(canonical.subject, canonical.predicate, other))


def test_a_changed_file_is_read_anew_and_an_untouched_one_is_not_even_hashed(tmp_path, monkeypatch):
    here = foreign(tmp_path, {"a.nt": "<http://x/a> <http://x/p> <http://x/b> .\n"})
    old = time.time() - 60
    os.utime(tmp_path / "data" / "a.nt", (old, old))
    assert len(load(here, DAYS[0]).quads) == 1
    monkeypatch.setattr("ct56kg.graph.disk.keys.file_digest", None)
    assert len(load(here, DAYS[0]).quads) == 1
    monkeypatch.undo()
    with (tmp_path / "data" / "a.nt").open("a") as file:
        file.write("<http://x/a> <http://x/p> <http://x/c> .\n")
    assert len(load(here, DAYS[0]).quads) == 2


def test_a_file_changed_twice_in_the_same_moment_is_still_seen_to_differ(tmp_path):
    here = foreign(tmp_path, {"a.nt": "<http://x/a> <http://x/p> <http://x/b> .\n"})
    stat = (tmp_path / "data" / "a.nt").stat()
    first = load(here, DAYS[0]).merged
    (tmp_path / "data" / "a.nt").write_text("<http://x/a> <http://x/p> <http://x/c> .\n", "utf-8")
    os.utime(tmp_path / "data" / "a.nt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert load(here, DAYS[0]).merged != first


def test_deleting_the_store_loses_nothing(example):
    before = load(example, DAYS[2]).merged
    shutil.rmtree(cache_of(example))
    assert load(example, DAYS[2]).merged == before


def test_a_damaged_store_is_built_anew(example):
    before = load(example, DAYS[2]).merged
    for manifest in (cache_of(example) / "store").rglob("CURRENT"):
        manifest.write_bytes(b"nonsense")
    OPENED.forget()
    assert load(example, DAYS[2]).merged == before


def test_a_look_at_the_same_content_opens_no_store_again_and_at_another_its_own(example, monkeypatch):
    first = load(example, DAYS[2]).content
    said = first.merged
    opened = []
    open_one = ox.Store.read_only
    monkeypatch.setattr("ct56kg.graph.disk.shelf._read_only", lambda path: opened.append(path) or open_one(path))
    assert load(example, DAYS[2]).content.kept.store is first.kept.store
    assert not opened
    assert load(example, DAYS[0]).content.kept.path != first.kept.path
    assert len(opened) == 1, "the store of the files alone is not asked, and so not opened"
    shutil.rmtree(first.kept.path)
    again = load(example, DAYS[2]).content
    assert again.kept == first.kept, "the same content in the same place"
    assert again.kept.store is not first.kept.store, "what was deleted is built anew, not read on"
    assert again.merged == said


def test_a_fault_in_a_file_is_said_with_its_line_and_leaves_nothing_behind(tmp_path):
    from ct56kg.base.errors import InputError

    here = foreign(tmp_path, {"a.nt": "<http://x/a> <http://x/p> <http://x/b> .\nnonsense\n"})
    with pytest.raises(InputError) as raised:
        load(here, DAYS[0])
    assert (raised.value.code, raised.value.line) == ("TURTLE-01", 2)
    assert not [name for name in stores(here) if not name.startswith(".stage-")]


COUNT = (
    "import sys; from datetime import date; from ct56kg.graph.dossier import open_dossier;"
    "from ct56kg.graph.workspace import load; print(len(load(open_dossier(sys.argv[1]), date(2026, 3, 1)).quads))"
)


def large(root, count=30_000):
    lines = (f"<http://x/{i}> <http://x/p> <http://x/{i + 1}> .\n" for i in range(count))
    return foreign(root, {"a.nt": "".join(lines)})


def test_two_processes_that_build_at_once_both_answer_and_build_one_store(tmp_path):
    here = large(tmp_path)
    both = [subprocess.Popen([sys.executable, "-c", COUNT, tmp_path], stdout=subprocess.PIPE) for _ in range(3)]
    assert {process.communicate(timeout=120)[0].strip() for process in both} == {b"30000"}
    assert len(stores(here)) == 1


def test_killed_while_building_no_damage_remains(tmp_path):
    here = large(tmp_path)
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", COUNT, tmp_path])
        folder = tmp_path / FOLDER / "store"
        deadline = time.monotonic() + 60
        while not list(folder.glob(".stage-*/quads/*")) and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert len(load(here, DAYS[0]).quads) == 30_000
    assert not list((tmp_path / FOLDER / "store").glob(".stage-*"))


def test_a_store_that_somebody_reads_is_not_tidied_away(tmp_path):
    here = foreign(tmp_path, {"a.nt": "<http://x/a> <http://x/p> <http://x/0> .\n"})
    reader = load(here, DAYS[0])
    for number in range(1, 6):
        (tmp_path / "data" / "a.nt").write_text(f"<http://x/a> <http://x/p> <http://x/{number}> .\n", "utf-8")
        load(here, DAYS[0])
    assert reader.content.kept.path.is_dir()
    assert len(reader.quads) == 1
    assert len(stores(here)) <= 4


def test_names_are_found_where_the_store_lies_as_they_are_in_memory(example):
    from ct56kg.view.reader import Context

    kept, read = (Context(d, "vi", DAYS[2], frozenset()) for d in (example, example._replace(store="memory")))
    entries = [entry for entry in read.names.entries if entry.kinds & {"Body", "Task"}]
    assert len(entries) > 20
    for entry in entries:
        for text in (entry.name, f"<{entry.thing}>", read.labels.curie(entry.thing)):
            for kind in ("body", "task", ""):
                assert outcome(kept, text, kind) == outcome(read, text, kind), (text, kind)
        assert kept.label(iri(entry.thing)) == read.label(iri(entry.thing))
    assert outcome(kept, "khong co ai ten nay", "body") == outcome(read, "khong co ai ten nay", "body")


def outcome(asked, text, kind):
    try:
        return asked.names.resolve(text, kind)
    except CtError as error:
        return error.say("vi")

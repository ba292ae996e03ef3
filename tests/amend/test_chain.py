"""Recording and taking back: the old state or the new, never between; damage is named, and nothing else is."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from amend.cases import change_set, dossier, files
from ct56kg.amend.chain import hash_of, read_head, verify
from ct56kg.amend.change import read_change
from ct56kg.amend.disk import Disk, one_writer
from ct56kg.amend.recording import record, revert
from ct56kg.base.errors import CtError, StateError
from ct56kg.graph.workspace import load

DAY = date(2026, 1, 1)


def three(root: Path):
    """A dossier with three recorded change sets."""
    here = dossier(root / "d")
    names = [
        record(read_change(change_set(root / f"c{n}", f"2025-0{n}-01", add=f"x:n{n} a x:Task .")), here)
        for n in (1, 2, 3)
    ]
    return here, names


def damaged(here):
    return [(problem.key, problem.values.get("name")) for problem in verify(here) if problem.damage]


def triples(here):
    return {str(quad.triple) for quad in load(here, DAY).quads}


def test_a_recorded_change_set_speaks_from_its_day_of_effect(tmp_path):
    here = dossier(tmp_path / "d")
    record(
        read_change(change_set(tmp_path / "c", "2025-07-01", add="x:t3 x:lead x:b1 .", remove="x:t1 x:lead x:b1 .")),
        here,
    )
    day_before, day = (load(here, date(2025, month, d)) for month, d in ((6, 30), (7, 1)))
    lead = "<http://x/{}> <http://x/lead> <http://x/b1>"
    assert [lead.format(t) in {str(q.triple) for q in day_before.quads} for t in ("t1", "t3")] == [True, False]
    assert [lead.format(t) in {str(q.triple) for q in day.quads} for t in ("t1", "t3")] == [False, True]


def test_taking_back_gives_every_file_as_it_was(tmp_path):
    here = dossier(tmp_path / "d")
    states = [files(here.root)]
    for n in (1, 2, 3):
        record(read_change(change_set(tmp_path / f"c{n}", f"2025-0{n}-01", add=f"x:n{n} a x:Task .")), here)
        states.append(files(here.root))
    for state in reversed(states[:-1]):
        revert(here)
        assert files(here.root) == state
    with pytest.raises(CtError, match="AMEND-15"):
        revert(here)


def test_the_files_of_a_change_set_are_recorded_byte_for_byte(tmp_path):
    here = dossier(tmp_path / "d")
    folder = change_set(tmp_path / "c", "2025-07-01", add="# ghi chú\nx:n1 a x:Task .\r\n")
    name = record(read_change(folder), here, "lý do")
    recorded = here.amendments[0] / name
    assert {p.name: p.read_bytes() for p in folder.iterdir()}.items() <= {
        p.name: p.read_bytes() for p in recorded.iterdir()
    }.items()
    assert "anywayBecause" in (recorded / "record.ttl").read_text("utf-8")


def test_a_sound_chain_raises_no_alarm(tmp_path):
    here, _ = three(tmp_path)
    assert verify(here) == []
    (here.amendments[0] / ".DS_Store").write_bytes(b"x")
    (here.amendments[0] / "Thumbs.db").write_bytes(b"x")
    assert verify(here) == []


def test_every_flipped_byte_is_found_and_its_change_set_named(tmp_path):
    here, names = three(tmp_path)
    place = here.amendments[0]
    rng = random.Random(56)
    for name in names:
        for path in sorted((place / name).iterdir()):
            content = path.read_bytes()
            for at in sorted(rng.sample(range(len(content)), min(6, len(content)))):
                path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
                assert damaged(here) == [("changed", name)], (path, at)
            path.write_bytes(content)
    head = place / "HEAD"
    content = head.read_bytes()
    for at in range(len(content)):
        head.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert ("head", None) in damaged(here), at
    head.write_bytes(content)
    assert verify(here) == []


def test_a_missing_a_renamed_and_a_truncated_change_set_are_named(tmp_path):
    here, names = three(tmp_path)
    place = here.amendments[0]
    aside = tmp_path / "aside"
    for number, name in enumerate(names, 1):
        (place / name).rename(aside)
        expected = name if number == 3 else f"{number:04}"
        assert damaged(here) == [("missing", expected)]
        aside.rename(place / name)
    one, two = (place / name for name in names[:2])
    one.rename(aside)
    two.rename(place / names[1].replace("0002", "0001"))
    aside.rename(place / names[0].replace("0001", "0002"))
    assert damaged(here) == [("changed", names[0].replace("0001", "0002"))]
    (place / names[1].replace("0002", "0001")).rename(aside)
    (place / names[0].replace("0001", "0002")).rename(one)
    aside.rename(two)
    add = two / "add.ttl"
    content = add.read_bytes()
    add.write_bytes(content[:-5])
    assert damaged(here) == [("changed", names[1])]
    add.unlink()
    assert damaged(here) == [("changed", names[1])]
    add.write_bytes(content)
    (two / "more.ttl").write_bytes(b"")
    assert damaged(here) == [("changed", names[1])]
    (two / "more.ttl").unlink()
    (place / "HEAD").rename(aside)
    assert damaged(here) == [("no-head", None)]
    aside.rename(place / "HEAD")
    assert verify(here) == []


def test_a_damaged_chain_is_not_built_upon(tmp_path):
    here, names = three(tmp_path)
    (here.amendments[0] / names[0] / "add.ttl").write_text("", "utf-8")
    for act in (
        lambda: revert(here),
        lambda: record(read_change(change_set(tmp_path / "c", "2025-07-01", add="x:z a x:Z .")), here),
    ):
        with pytest.raises(StateError, match="AMEND-14"):
            act()


def test_an_edited_base_is_reported_and_is_no_damage(tmp_path):
    here, names = three(tmp_path)
    base = here.root / "data/d.ttl"
    base.write_text(base.read_text("utf-8") + "x:n2 a x:Task .\n", "utf-8")
    (here.root / "data/new.ttl").write_text("", "utf-8")
    found = verify(here)
    assert not any(problem.damage for problem in found)
    said = [problem.say("vi") for problem in found]
    assert [problem.key for problem in found] == ["base-edited", "base-new", "misfit-add"]
    assert "data/d.ttl" in said[0] and "data/new.ttl" in said[1] and names[1] in said[2]


def test_a_change_set_written_for_another_state_is_refused(tmp_path):
    here, names = three(tmp_path)
    last = hash_of(here.amendments[0] / names[2])
    wrong = change_set(tmp_path / "w", "2025-09-01", add="x:w a x:W .", about='x:w ct:previous "0000" .')
    with pytest.raises(CtError, match="AMEND-17"):
        record(read_change(wrong), here)
    right = change_set(tmp_path / "r", "2025-09-01", add="x:w a x:W .", about=f'x:r ct:previous "{last}" .')
    assert record(read_change(right), here).startswith("0004-")


def test_only_one_writes_at_a_time_and_the_lock_dies_with_its_holder(tmp_path):
    here = dossier(tmp_path / "d")
    change = read_change(change_set(tmp_path / "c", "2025-07-01", add="x:n1 a x:Task ."))
    with one_writer(here.root / "ct56kg.toml"), pytest.raises(StateError, match="AMEND-12"):
        record(change, here)
    code = (
        "import sys, time; from pathlib import Path; from ct56kg.amend.disk import one_writer\n"
        "with one_writer(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, here.root / "ct56kg.toml"], stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    with pytest.raises(StateError, match="AMEND-12"):
        record(change, here)
    holder.kill()
    holder.wait()
    assert record(change, here) == "0001-2025-07-01-c"


class Failing(Disk):
    """A disk whose operation number `at` fails; with `torn`, a write leaves half a file behind."""

    def __init__(self, at: int, torn: bool = False) -> None:
        self.at, self.torn, self.count = at, torn, 0

    def _step(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise OSError(28, "No space left on device")

    def make_folder(self, path):
        self._step()
        super().make_folder(path)

    def write(self, path, content):
        if self.count + 1 == self.at and self.torn:
            path.write_bytes(content[: len(content) // 2])
        self._step()
        super().write(path, content)

    def replace(self, old, new):
        self._step()
        super().replace(old, new)

    def sync_folder(self, path):
        self._step()
        super().sync_folder(path)

    def remove_file(self, path):
        self._step()
        super().remove_file(path)

    def remove_folder(self, path):
        self._step()
        super().remove_folder(path)


@pytest.mark.parametrize("torn", [False, True])
@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("act", ["record", "revert"])
def test_a_failure_at_any_file_operation_leaves_the_old_state_or_the_new(tmp_path, act, before, torn):
    at, failures = 0, 0
    while True:
        at += 1
        root = tmp_path / f"{at}"
        here = dossier(root / "d")
        for n in range(before + (act == "revert")):
            record(read_change(change_set(root / f"b{n}", "2025-01-01", add=f"x:b{n} a x:Task .")), here)
        change = read_change(change_set(root / "c", "2025-07-01", add="x:n1 a x:Task ."))
        old = triples(here)
        disk = Failing(at, torn)
        try:
            record(change, here, disk=disk) if act == "record" else revert(here, disk=disk)
        except StateError as error:
            failures += 1
            assert error.code in ("AMEND-21", "AMEND-24")
            assert damaged(here) == []
            changed = triples(here) != old
            assert changed == (error.code == "AMEND-24"), (at, error.code)
            if act == "record":  # whatever was left behind, the next attempt succeeds and everything is whole
                if not changed:
                    record(change, here)
                assert any("n1" in triple for triple in triples(here))
            assert damaged(here) == []
            continue
        break
    assert failures == at - 1 > 5


class Logged(Disk):
    """A disk that writes down what it does."""

    def __init__(self) -> None:
        self.log: list[tuple[str, str]] = []

    def make_folder(self, path):
        super().make_folder(path)
        self.log.append(("make", path.name))

    def write(self, path, content):
        super().write(path, content)
        self.log.append(("write+sync", path.name))

    def replace(self, old, new):
        super().replace(old, new)
        self.log.append(("replace", new.name))

    def sync_folder(self, path):
        super().sync_folder(path)
        self.log.append(("sync", path.name))


def test_everything_is_on_the_disk_before_head_changes(tmp_path):
    here, _ = three(tmp_path)
    disk = Logged()
    name = record(read_change(change_set(tmp_path / "c", "2025-07-01", add="x:n9 a x:Task .")), here, disk=disk)
    assert disk.log == [
        ("make", ".stage-apply"),
        ("write+sync", "amendment.ttl"),
        ("write+sync", "add.ttl"),
        ("write+sync", "record.ttl"),
        ("write+sync", "HEAD.before"),
        ("sync", ".stage-apply"),
        ("replace", name),
        ("sync", "amendment"),
        ("write+sync", ".HEAD.new"),
        ("replace", "HEAD"),
        ("sync", "amendment"),
    ]
    assert read_head(here.amendments[0]).last == name


def test_a_folder_that_is_not_ours_in_the_way_is_named_and_kept(tmp_path):
    here, _ = three(tmp_path)
    strange = here.amendments[0] / "0004-2025-01-01-cua-toi"
    strange.mkdir()
    (strange / "add.ttl").write_text("<http://x/mine> a <http://x/Mine> .", "utf-8")
    assert [problem.key for problem in verify(here)] == ["leftover"]
    assert not any("mine" in triple for triple in triples(here))
    with pytest.raises(StateError, match="AMEND-18"):
        record(read_change(change_set(tmp_path / "c", "2025-07-01", add="x:n9 a x:Task .")), here)
    assert strange.is_dir()


LOOP = """
import sys
from pathlib import Path
from ct56kg.amend.change import read_change
from ct56kg.amend.recording import record, revert
from ct56kg.graph.dossier import open_dossier
here = open_dossier(sys.argv[1])
changes = [read_change(Path(p)) for p in sys.argv[2:]]
print("ready", flush=True)
while True:
    for change in changes:
        record(change, here)
    for change in changes:
        revert(here)
"""


def killed(root: Path, times: int, seed: int) -> tuple[int, set[int]]:
    """Kill a process that records and takes back without end, and look at what it leaves; count states seen."""
    rng = random.Random(seed)
    here = dossier(root / "d")
    sets = [change_set(root / f"c{n}", f"2025-0{n}-01", add=f"x:n{n} a x:Task .") for n in (1, 2)]
    changes = [read_change(path) for path in sets]
    base = triples(here)
    seen: set[int] = set()
    for _ in range(times):
        worker = subprocess.Popen(
            [sys.executable, "-c", LOOP, here.root, *sets], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert worker.stdout is not None and worker.stderr is not None
        assert worker.stdout.readline() == b"ready\n", worker.stderr.read().decode()
        time.sleep(rng.random() * 0.08)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert worker.stderr.read() == b""
        assert damaged(here) == []
        now = triples(here)
        marks = [any(f"/n{n}>" in triple for triple in now) for n in (1, 2)]
        assert marks in ([False, False], [True, False], [True, True])
        assert {t for t in now if not any(w in t for w in ("/n1>", "/n2>", "/c1>", "/c2>"))} == base
        seen.add(sum(marks))
        for _ in range(sum(marks)):
            revert(here)
    for change in changes:
        record(change, here)
    assert verify(here) == []
    return times, seen


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_at_any_moment_the_dossier_is_whole(tmp_path):
    killed(tmp_path, 20, 56)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_at_any_moment_the_dossier_is_whole_two_hundred_times(tmp_path):
    assert killed(tmp_path, 200, 57)[1] == {0, 1, 2}

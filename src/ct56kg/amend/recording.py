"""Recording a change set in a dossier, and taking the last one back: the old state or the new, never between.

`HEAD` is replaced in one step, after everything else is on the disk; that step is the change of state.
What a crash leaves behind before it (a stage, a folder that `HEAD` does not know) does not speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ct56kg.amend.chain import (
    HEAD_BEFORE,
    RECORD,
    STAGE,
    Head,
    base_hashes,
    damage,
    folders,
    hash_of,
    previous_in,
    read_head,
    write_head,
)
from ct56kg.amend.change import Change, read_change
from ct56kg.amend.disk import Disk, one_writer, remove_tree
from ct56kg.amend.timeline import fitted
from ct56kg.base.errors import InputError, StateError, UsageError
from ct56kg.base.terms import CT
from ct56kg.graph.dossier import CONFIG, Dossier
from ct56kg.graph.history import HEAD, folder_name, split_name
from ct56kg.graph.prefixes import builtin_prefixes
from ct56kg.graph.turtle import write_turtle
from ct56kg.graph.workspace import State, load

_NEW_HEAD = ".HEAD.new"
_HEADER = "# Do ct56kg ghi khi áp dụng. Written by ct56kg on application.\n\n"


def record(change: Change, dossier: Dossier, because: str | None = None, disk: Disk | None = None) -> str:
    """Record a change set as the last one of a dossier.

    Args:
        change: from `read_change`; it must fit the dossier on its date of effect.
        dossier: not the built-in one.
        because: why it is recorded although it leaves something to be resolved.
        disk: the file operations.

    Returns:
        The name of its folder.

    Raises:
        UsageError: read-only dossier (AMEND-13), a what-if (AMEND-02).
        InputError: it does not fit (AMEND-03, AMEND-04), belongs to another state (AMEND-17).
        StateError: another writer (AMEND-12), a damaged chain (AMEND-14), something in the way (AMEND-18), a
            failing disk (AMEND-21: nothing is changed; AMEND-24: recorded, but perhaps not yet on the disk).
    """
    disk = disk or Disk()
    place = _writable(dossier)
    if change.path is None or change.effect is None:
        raise UsageError("AMEND-02", file=change.name)
    with one_writer(dossier.root / CONFIG):
        head = _sound_head(dossier, place)
        _fits(change, load(dossier, change.effect, frozenset({change.status}) & {"synthetic", "hypothesis"}))
        _same_predecessor(change, head.hash)
        number = (_number(head.last) if head.last else 0) + 1
        name = folder_name(number, change.effect, change.what)
        with _failing(place):
            _clear(disk, place, number)
            _stage(disk, place, change, head, because)
            disk.replace(place / f"{STAGE}apply", place / name)
            disk.sync_folder(place)
            new = Head(name, hash_of(place / name), head.hash, base_hashes(dossier))
            disk.write(place / _NEW_HEAD, write_head(new))
            disk.replace(place / _NEW_HEAD, place / HEAD)
        _settle(disk, place)
        return name


def revert(dossier: Dossier, disk: Disk | None = None) -> str:
    """Take the last change set back; every file is again what it was before.

    Returns:
        The name of the folder that was taken back.

    Raises:
        UsageError: read-only dossier (AMEND-13), nothing to take back (AMEND-15).
        StateError: as for `record`.
    """
    disk = disk or Disk()
    place = _writable(dossier)
    with one_writer(dossier.root / CONFIG):
        head = _sound_head(dossier, place)
        if not head.last:
            raise UsageError("AMEND-15")
        last = place / head.last
        before = last / HEAD_BEFORE
        with _failing(place):
            _clear(disk, place, _number(head.last) + 1)
            disk.write(place / _NEW_HEAD, before.read_bytes() if before.is_file() else write_head(Head()))
            disk.replace(place / _NEW_HEAD, place / HEAD)
        _settle(disk, place)
        first = not before.is_file()
        with _failing(place, "AMEND-24"):
            disk.replace(last, place / f"{STAGE}revert")
            disk.sync_folder(place)
            remove_tree(disk, place / f"{STAGE}revert")
            if first:
                disk.remove_file(place / HEAD)
            disk.sync_folder(place)
        return head.last


def _writable(dossier: Dossier) -> Path:
    if dossier.builtin:
        raise UsageError("AMEND-13", path=dossier.root)
    if not dossier.amendments:
        raise UsageError("AMEND-20", file=dossier.root / CONFIG)
    return dossier.amendments[0]


def _sound_head(dossier: Dossier, place: Path) -> Head:
    """Read `HEAD` of a sound chain."""
    problem = damage(dossier)
    if problem is not None:
        raise StateError("AMEND-14", problem=problem.say("vi"))
    return read_head(place) or Head()


def _fits(change: Change, state: State) -> None:
    """Check that a change set fits what is loaded whenever it is: one on fictitious content must say what it is."""
    try:
        fitted(change, state)
    except InputError as error:
        status = str(error.values.get("hint", "")).strip(" ()").removeprefix("--with ")
        if error.code != "AMEND-03" or not status:
            raise
        raise InputError("AMEND-25", file=error.file, line=error.line, status=status) from error


def _same_predecessor(change: Change, actual: str) -> None:
    for quad in change.about.quads:
        if (
            quad.predicate.value == CT + "previous"
            and isinstance(quad.object, ox.Literal)
            and quad.object.value != actual
        ):
            raise InputError("AMEND-17", file=change.path, stated=quad.object.value[:12], actual=actual[:12] or "–")


def _clear(disk: Disk, place: Path, number: int) -> None:
    """Make the place, and remove what interrupted commands left in it.

    Raises:
        StateError: a folder that is not ours stands where the next change set goes (AMEND-18).
    """
    if not place.is_dir():
        for folder in reversed([path for path in (place, *place.parents) if not path.is_dir()]):
            disk.make_folder(folder)
            disk.sync_folder(folder.parent)
    for folder in folders(place):
        if _number(folder.name) >= number:
            if not (folder / RECORD).is_file():
                raise StateError("AMEND-18", name=folder.name)
            disk.replace(folder, place / f"{STAGE}old-{folder.name}")
    for stale in sorted(place.glob(f"{STAGE}*")):
        remove_tree(disk, stale)
    if (place / _NEW_HEAD).exists():
        disk.remove_file(place / _NEW_HEAD)
    if not (place / HEAD).exists() and number == 1:
        disk.write(place / _NEW_HEAD, write_head(Head()))
        disk.replace(place / _NEW_HEAD, place / HEAD)
        disk.sync_folder(place)


def _stage(disk: Disk, place: Path, change: Change, head: Head, because: str | None) -> None:
    """Write everything aside, wait until it is on the disk, and read it back."""
    stage = place / f"{STAGE}apply"
    disk.make_folder(stage)
    for part in change.parts:
        if part.path is not None:
            disk.write(stage / part.path.name, part.path.read_bytes())
    disk.write(stage / RECORD, _record(change, head.hash, because))
    if head.last:
        disk.write(stage / HEAD_BEFORE, (place / HEAD).read_bytes())
    disk.sync_folder(stage)
    again = read_change(stage)
    for old, new in zip(change.parts, again.parts, strict=True):
        if set(old.quads) != set(new.quads):
            raise StateError("AMEND-21", reason=f"{new.path}: {len(new.quads)} ≠ {len(old.quads)}")
    if previous_in(stage) != head.hash:
        raise StateError("AMEND-21", reason=RECORD)


def _record(change: Change, previous: str, because: str | None) -> bytes:
    """Write what the toolkit adds to a change set: its predecessor's hash, and why it was recorded anyway."""
    subject = ox.NamedNode(change.iri or "urn:ct56kg:change-set")
    triples: list[ox.Triple] = []
    if previous:
        triples.append(ox.Triple(subject, ox.NamedNode(CT + "previous"), ox.Literal(previous)))
    if because:
        triples.append(ox.Triple(subject, ox.NamedNode(CT + "anywayBecause"), ox.Literal(because)))
    return (_HEADER + write_turtle(triples, builtin_prefixes())).encode()


def _settle(disk: Disk, place: Path) -> None:
    with _failing(place, "AMEND-24"):
        disk.sync_folder(place)


@contextmanager
def _failing(place: Path, code: str = "AMEND-21") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StateError(code, file=place, reason=error) from error


def _number(name: str) -> int:
    parts = split_name(name)
    return parts[0] if parts else 0

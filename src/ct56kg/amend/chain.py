"""The chain of applied change sets: each records the hash of the one before, `HEAD` that of the last."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ct56kg.amend.timeline import misfits
from ct56kg.base.errors import CtError
from ct56kg.base.terms import CT, STATUSES
from ct56kg.base.words import say
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import data_files, read_data
from ct56kg.graph.history import HEAD, applied, change_folders, fold, fold_rules, in_graph, split_name
from ct56kg.graph.reading import read_quads
from ct56kg.graph.workspace import read_shapes

STAGE = ".stage-"
HEAD_BEFORE = "HEAD.before"
RECORD = "record.ttl"
_SEAL = "# sha256 "
_JUNK = frozenset({"Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Head:
    """What `HEAD` says: the last folder, its hash and its predecessor's, the hash of every base file."""

    last: str = ""
    hash: str = ""
    previous: str = ""
    base: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about the chain: damage, or (`damage` false) something to know."""

    key: str
    damage: bool
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """Say it."""
        return say(f"amend.chain-{self.key}", lang, **self.values)


def hash_of(folder: Path) -> str:
    """Hash a folder: its name, and the names and bytes of its files."""
    digest = sha256(folder.name.encode())
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.name.startswith(".") and path.name not in _JUNK:
            content = path.read_bytes()
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def base_hashes(dossier: Dossier) -> dict[str, str]:
    """Hash every data file of a dossier, whatever its status."""
    return {
        _inside(file.path, dossier.root): sha256(file.path.read_bytes()).hexdigest()
        for file in data_files(dossier, frozenset(STATUSES))
    }


def write_head(head: Head) -> bytes:
    """Write `HEAD`; its last line seals the lines before it."""
    lines = [
        "# Do ct56kg ghi; không sửa tay. Written by ct56kg; do not edit.",
        f"last = {_string(head.last)}",
        f"sha256 = {_string(head.hash)}",
        f"previous = {_string(head.previous)}",
        "",
        "[base]",
        *(f"{_string(name)} = {_string(value)}" for name, value in sorted(head.base.items())),
    ]
    text = "\n".join(lines) + "\n"
    return (text + _SEAL + sha256(text.encode()).hexdigest() + "\n").encode()


def read_head(place: Path) -> Head | None:
    """Read `HEAD`; nothing if there is none.

    Raises:
        ValueError: it is not what `write_head` wrote.
    """
    path = place / HEAD
    if not path.is_file():
        return None
    content = path.read_bytes()
    body, seal, end = content.decode("utf-8").rpartition(_SEAL)
    if not seal or end != sha256(body.encode()).hexdigest() + "\n":
        raise ValueError(HEAD)
    said = tomllib.loads(body)
    return Head(said["last"], said["sha256"], said["previous"], said["base"])


def folders(place: Path) -> list[Path]:
    """List the folders of a place that are not hidden, in order."""
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


def verify(dossier: Dossier) -> list[Problem]:
    """Examine the chain of a dossier: what is damaged, what was left behind, what was edited since."""
    found: list[Problem] = []
    for place in dossier.amendments:
        found += _verify_place(dossier, place)
    if not any(problem.damage for problem in found):
        found += _misfits(dossier)
    return found


def damage(dossier: Dossier) -> Problem | None:
    """Give the first thing that is damaged, if any."""
    return next((problem for problem in verify(dossier) if problem.damage), None)


def length(dossier: Dossier) -> int:
    """Count the applied change sets."""
    return sum(len(list(applied(place))) for place in dossier.amendments)


def _verify_place(dossier: Dossier, place: Path) -> Iterator[Problem]:
    there = folders(place)
    for stale in sorted(place.glob(f"{STAGE}*")) if place.is_dir() else ():
        yield Problem("stage", False, {"name": stale.name})
    wrong = [folder for folder in there if split_name(folder.name) is None]
    yield from (Problem("name", True, {"name": folder.name}) for folder in wrong)
    there = [folder for folder in there if folder not in wrong]
    try:
        head = read_head(place)
    except (ValueError, KeyError, OSError):
        yield Problem("head", True)
        return
    if head is None:
        if there:
            yield Problem("no-head", True)
        return
    limit = _number(head.last) if head.last else 0
    for folder in there:
        if _number(folder.name) > limit:
            yield Problem("leftover", False, {"name": folder.name})
    chain = {folder.name: folder for folder in there if _number(folder.name) <= limit}
    yield from _links(chain, head, limit)
    yield from _edited(dossier, head)


def _links(chain: Mapping[str, Path], head: Head, limit: int) -> Iterator[Problem]:
    """Follow the hashes from the last change set to the first."""
    expected, trusted = head.hash, True
    fallback = head.previous
    for number in range(limit, 0, -1):
        here = [name for name in chain if _number(name) == number]
        if number == limit and head.last not in here:
            yield Problem("missing", True, {"name": head.last})
            expected, trusted, fallback = fallback, True, ""
            continue
        if len(here) != 1:
            key = "missing" if not here else "double"
            yield Problem(key, True, {"name": f"{number:04}" if not here else ", ".join(sorted(here))})
            expected, trusted, fallback = fallback, bool(fallback), ""
            continue
        folder = chain[here[0]]
        sound = not expected or hash_of(folder) == expected
        if not sound and trusted:
            yield Problem("changed", True, {"name": folder.name})
        stated = previous_in(folder)
        expected, trusted = (stated, sound) if sound or not fallback else (fallback, True)
        fallback = ""


def previous_in(folder: Path) -> str:
    """Give the hash of the predecessor that a change set recorded when it was applied."""
    try:
        quads = read_quads(folder / RECORD, "urn:ct56kg:record")
    except CtError:
        return ""
    return next((q.object.value for q in quads if q.predicate.value == CT + "previous"), "")  # type: ignore[union-attr]


def _edited(dossier: Dossier, head: Head) -> Iterator[Problem]:
    now = base_hashes(dossier)
    for name in sorted({*now, *head.base}):
        if name not in now:
            yield Problem("base-gone", False, {"name": name})
        elif name not in head.base:
            yield Problem("base-new", False, {"name": name})
        elif now[name] != head.base[name]:
            yield Problem("base-edited", False, {"name": name})


def _misfits(dossier: Dossier) -> Iterable[Problem]:
    """Say which applied change sets no longer fit what stands before them, for instance after an edit of the base."""
    sets = list(change_folders(dossier))
    if not sets:
        return
    base = [
        in_graph(quad, file.graph)
        for number, file in enumerate(data_files(dossier, frozenset(STATUSES)))
        for quad in read_data(dossier, file, number)
    ]
    rules = tuple(read_shapes(dossier))
    for one in sorted(sets, key=lambda folder: folder.order):
        earlier = [other for other in sets if other.order < one.order]
        for op, quad in misfits(one, fold(base, earlier, one.effect), fold_rules(rules, earlier, one.effect)):
            yield Problem(f"misfit-{op}", False, {"name": one.name, "triple": f"{quad.triple} ."})


def _number(name: str) -> int:
    parts = split_name(name)
    return parts[0] if parts else 0


def _inside(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

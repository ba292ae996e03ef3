"""Applied change sets of a dossier and what is in effect on a date.

A graph is never changed, it is succeeded: `as_of(d)` folds the change sets in effect by `d`, by date
of effect and then by order of application. `HEAD` says which change set is the last: a folder after it
is what an interrupted `amend apply` or `amend revert` left behind, and does not speak.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.terms import CT, RDF, SCHEME, STATUSES
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.reading import FORMATS, DataFile, read_quads

HEAD = "HEAD"
PARTS = ("amendment", "record", "remove", "add")
"""What a folder holds: metadata, what the toolkit recorded when it was applied, removals, additions."""

_NAME = re.compile(r"([0-9]{4,})-([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)")
_BLANK_NODES = 3000
"""Distinguishes blank nodes of change sets from those of data files and shapes."""


@dataclass(frozen=True, slots=True)
class ChangeFolder:
    """One change set in its place: number in the chain, date of effect, graph name, and its parts.

    `about` is what it says of itself, `status` the status of knowledge of what it says; `remove_rules` and
    `add_rules` change what the data are judged by.
    """

    path: Path
    number: int
    effect: date
    what: str
    graph: str
    about: tuple[ox.Quad, ...]
    remove: tuple[ox.Quad, ...]
    add: tuple[ox.Quad, ...]
    status: str = "stated"
    remove_rules: tuple[ox.Quad, ...] = ()
    add_rules: tuple[ox.Quad, ...] = ()

    @property
    def name(self) -> str:
        """Give the folder's name, which is the change set's name for people."""
        return folder_name(self.number, self.effect, self.what)

    @property
    def order(self) -> tuple[date, int]:
        """Sort key of effect: by date, then in the order of application."""
        return (self.effect, self.number)


def folder_name(number: int, effect: date, what: str) -> str:
    """Name the folder of an applied change set.

    >>> folder_name(3, date(2025, 7, 1), "hop-nhat")
    '0003-2025-07-01-hop-nhat'
    """
    return f"{number:04}-{effect.isoformat()}-{what}"


def split_name(name: str) -> tuple[int, date, str] | None:
    """Read the name of an applied change set's folder; nothing if it is not one."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return int(match[1]), date.fromisoformat(match[2]), match[3]
    except ValueError:
        return None


def last_in_head(place: Path) -> str | None:
    """Give the name of the last change set that `HEAD` records: empty for none, nothing if no `HEAD` can be read."""
    try:
        last = tomllib.loads((place / HEAD).read_text("utf-8")).get("last", "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return last if isinstance(last, str) else None


def applied(place: Path) -> Iterator[Path]:
    """List the folders of applied change sets in the order of application, leftovers after `HEAD` left out.

    Raises:
        InputError: a folder whose name is not `NNNN-YYYY-MM-DD-what` (AMEND-01).
    """
    if not place.is_dir():
        return
    last = last_in_head(place)
    for folder in sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")):
        parts = split_name(folder.name)
        if parts is None:
            raise InputError("AMEND-01", file=folder)
        limit = split_name(last) if last else None
        if last is None or (limit is not None and parts[0] <= limit[0]):
            yield folder


def change_folders(dossier: Dossier) -> Iterator[ChangeFolder]:
    """Read the applied change sets in the order of application.

    Raises:
        InputError: a folder whose name is not `NNNN-YYYY-MM-DD-what` (AMEND-01), or with unreadable parts.
    """
    for place in dossier.amendments:
        for folder in applied(place):
            number, effect, what = split_name(folder.name) or (0, date.min, "")
            graph = graph_of(dossier, folder)
            about = tuple(quad for part in PARTS[:2] for quad in read_part(folder, part, f"{graph}/{part}", number))
            yield ChangeFolder(
                folder,
                number,
                effect,
                what,
                graph,
                about,
                tuple(read_part(folder, "remove", graph, number)),
                tuple(read_part(folder, "add", graph, number)),
                status_of(about),
                tuple(read_part(folder, "remove-rules", graph, number)),
                tuple(read_part(folder, "add-rules", graph, number)),
            )


def graph_of(dossier: Dossier, folder: Path) -> str:
    """Name the graph of a change set: dossier IRI and path."""
    inside = folder.relative_to(dossier.root) if folder.is_relative_to(dossier.root) else Path(folder.name)
    return dossier.iri + quote(inside.as_posix())


def status_of(about: Iterable[ox.Quad]) -> str:
    """Give the status of knowledge that a change set claims for what it adds; stated unless it says otherwise."""
    about = list(about)
    sets = {
        q.subject for q in about if q.predicate.value == RDF + "type" and q.object == ox.NamedNode(CT + "ChangeSet")
    }
    for quad in about:
        if quad.subject in sets and quad.predicate.value == CT + "status" and isinstance(quad.object, ox.NamedNode):
            status = quad.object.value.removeprefix(SCHEME + "status/")
            if status in STATUSES:
                return status
    return "stated"


def part_file(folder: Path, name: str) -> Path | None:
    """Find the file of one part of a change set.

    Raises:
        InputError: there are several (AMEND-07).
    """
    found = [folder / f"{name}{suffix}" for suffix in FORMATS if (folder / f"{name}{suffix}").is_file()]
    if len(found) > 1:
        raise InputError("AMEND-07", file=folder, part=name, files=", ".join(path.name for path in found))
    return found[0] if found else None


def read_part(folder: Path, name: str, graph: str, number: int = 0) -> Iterator[ox.Quad]:
    """Read `name.*` of a change set; statements without a graph go into `graph`.

    In a removal the graph name of a statement is kept as written: the default graph means "from every graph".
    """
    path = part_file(folder, name)
    for quad in read_quads(path, graph, _BLANK_NODES + number) if path else ():
        yield quad if name == "remove" else in_graph(quad, graph)


def in_graph(quad: ox.Quad, graph: str) -> ox.Quad:
    """Put a statement without a graph into one."""
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
    return quad


def change_files(changes: Iterable[ChangeFolder], with_status: bool) -> Iterator[DataFile]:
    """List the files of change sets with their graph and (unless the data are foreign) status, as those of data are."""
    for change in changes:
        for part, graph in (("amendment", "/amendment"), ("record", "/record"), ("add", "")):
            path = part_file(change.path, part)
            if path is not None:
                yield DataFile(path, change.graph + graph, change.status if with_status else "")


def fold(quads: Iterable[ox.Quad], changes: Iterable[ChangeFolder], as_of: date) -> list[ox.Quad]:
    """Apply the change sets in effect by a date; what they say about themselves is known at any date."""
    state = dict.fromkeys(quads)
    for change in sorted(changes, key=lambda change: change.order):
        state.update(dict.fromkeys(change.about))
        if change.effect <= as_of:
            state = apply_quads(state, change.remove, change.add)
    return list(state)


def folded(quads: Iterable[ox.Quad], changes: Iterable[ChangeFolder], as_of: date) -> Iterator[ox.Quad]:
    """Give what `fold` gives while reading, in little memory: in another order, and some statements twice."""
    changes = list(changes)
    removed = {quad for change in changes if change.effect <= as_of for quad in change.remove}
    everywhere = {quad.triple for quad in removed if isinstance(quad.graph_name, ox.DefaultGraph)}
    touched = []
    for quad in quads:
        if quad in removed or quad.triple in everywhere:
            touched.append(quad)
        else:
            yield quad
    yield from fold(touched, changes, as_of)


def fold_rules(rules: Iterable[ox.Triple], changes: Iterable[ChangeFolder], as_of: date) -> tuple[ox.Triple, ...]:
    """Apply what the change sets in effect by a date do to the rules."""
    state = dict.fromkeys(rules)
    for change in sorted(changes, key=lambda change: change.order):
        if change.effect <= as_of:
            for quad in change.remove_rules:
                state.pop(quad.triple, None)
            state.update(dict.fromkeys(quad.triple for quad in change.add_rules))
    return tuple(state)


def apply_quads(state: dict[ox.Quad, None], remove: Iterable[ox.Quad], add: Iterable[ox.Quad]) -> dict[ox.Quad, None]:
    """Give `(state − remove) ∪ add`; a removal in the default graph removes from every graph."""
    remove = list(remove)
    everywhere = {quad.triple for quad in remove if isinstance(quad.graph_name, ox.DefaultGraph)}
    exactly = set(remove)
    kept = {quad: None for quad in state if quad not in exactly and quad.triple not in everywhere}
    kept.update(dict.fromkeys(add))
    return kept

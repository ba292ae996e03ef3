"""Applied change sets of a dossier and what is in effect on a date.

A graph is never changed, it is succeeded: `as_of(d)` folds the change sets in effect by `d`, by date
of effect and then by order of application.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.reading import FORMATS, read_quads

_NAME = re.compile(r"(\d{4})-(\d{4}-\d\d-\d\d)-(.+)")


@dataclass(frozen=True, slots=True)
class ChangeFolder:
    """One applied change set: its place in the chain, date of effect, graph name, and its three parts."""

    path: Path
    number: int
    effect: date
    what: str
    graph: str
    about: tuple[ox.Quad, ...]
    remove: tuple[ox.Quad, ...]
    add: tuple[ox.Quad, ...]


def change_folders(dossier: Dossier) -> Iterator[ChangeFolder]:
    """List the applied change sets in the order of application.

    Raises:
        InputError: a folder whose name is not `NNNN-YYYY-MM-DD-what` (AMEND-01), or with unreadable parts.
    """
    for place in dossier.amendments:
        if not place.is_dir():
            continue
        for folder in sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")):
            match = _NAME.fullmatch(folder.name)
            try:
                effect = date.fromisoformat(match[2]) if match else None
            except ValueError:
                effect = None
            if match is None or effect is None:
                raise InputError("AMEND-01", file=folder)
            inside = folder.relative_to(dossier.root) if folder.is_relative_to(dossier.root) else Path(folder.name)
            graph = dossier.iri + inside.as_posix()
            yield ChangeFolder(
                folder,
                int(match[1]),
                effect,
                match[3],
                graph,
                tuple(read_part(folder, "amendment", graph + "/amendment")),
                tuple(read_part(folder, "remove", graph)),
                tuple(read_part(folder, "add", graph)),
            )


def read_part(folder: Path, name: str, graph: str) -> Iterator[ox.Quad]:
    """Read `name.*` of a change set; statements without a graph go into `graph`.

    In a removal the graph name of a statement is kept as written: the default graph means "from every graph".
    """
    for suffix in FORMATS:
        path = folder / f"{name}{suffix}"
        if path.is_file():
            for quad in read_quads(path, graph):
                if name == "remove" or not isinstance(quad.graph_name, ox.DefaultGraph):
                    yield quad
                else:
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))


def fold(quads: Iterable[ox.Quad], changes: Iterable[ChangeFolder], as_of: date) -> list[ox.Quad]:
    """Apply the change sets in effect by a date; what they say about themselves is known at any date."""
    changes = sorted(changes, key=lambda change: (change.effect, change.number))
    state = dict.fromkeys(quads)
    for change in changes:
        state.update(dict.fromkeys(change.about))
        if change.effect <= as_of:
            state = apply_quads(state, change.remove, change.add)
    return list(state)


def apply_quads(
    state: dict[ox.Quad, None], remove: Iterable[ox.Quad], add: Iterable[ox.Quad]
) -> dict[ox.Quad, None]:
    """Give `(state − remove) ∪ add`; a removal in the default graph removes from every graph."""
    remove = list(remove)
    everywhere = {quad.triple for quad in remove if isinstance(quad.graph_name, ox.DefaultGraph)}
    exactly = set(remove)
    kept = {quad: None for quad in state if quad not in exactly and quad.triple not in everywhere}
    kept.update(dict.fromkeys(add))
    return kept

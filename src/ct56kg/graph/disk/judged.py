"""A store laid out for a check: its default graph is exactly the graph that is judged on a date."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.locks import lock
from ct56kg.graph.disk.building import clone, settle
from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.disk.opened import USED
from ct56kg.graph.disk.shelf import discard

_PREFIX = ".judged-"


@contextmanager
def laid_out(content: StoredContent, dated: Iterable[ox.Triple]) -> Iterator[ox.Store]:
    """Lay out a store for a check, and take it away afterwards.

    Its tables are those of the dossier's store, linked, so that this costs no more than the few statements that
    differ: the date of judgement is added, the catalogue of graphs is taken out.

    Args:
        content: what is judged.
        dated: what the date of judgement adds.

    Yields:
        The store, open for reading.
    """
    shelf = content.kept.path.parent
    for stale in shelf.glob(f"{_PREFIX}*"):  # left by a check that was killed
        discard(stale)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=shelf))
    try:
        with (folder / USED).open("w+b") as hold:
            lock(hold, shared=True)
            place = folder / "quads"
            clone(content.kept.quads, place)
            _fit(place, content.catalogue, dated)
            yield ox.Store.read_only(str(place))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fit(place: Path, catalogue: str, dated: Iterable[ox.Triple]) -> None:
    store = ox.Store(str(place))
    listed = list(store.quads_for_pattern(None, None, None, ox.NamedNode(catalogue)))
    for quad in listed:
        store.remove(quad)
    settle(store, [quad.triple for quad in listed])
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in dated)
    store.flush()

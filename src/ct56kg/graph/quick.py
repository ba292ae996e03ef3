"""The store of a dossier without its quads in Python: what asking a question needs, and no more.

Oxigraph reads the files itself. It serves dossiers without amendments and without blank nodes, whose
names would differ from run to run; all others are loaded in full, large ones from their store on the disk.
"""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox

from ct56kg.base.terms import ALWAYS_LOADED
from ct56kg.graph.dossier import Dossier
from ct56kg.graph.files import base_iri, catalogue_graph, data_files, ontology_files
from ct56kg.graph.kinds import is_address, kept_on_disk
from ct56kg.graph.need import ANY, PLAIN, SET
from ct56kg.graph.reading import FORMATS, DataFile, mentions_others, suspicious, too_deep
from ct56kg.graph.store import Store

_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_BLANK = "ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }"


def store_on(dossier: Dossier, as_of: date, statuses: frozenset[str] = frozenset()) -> Store:
    """Give the store that answers any question about a dossier on a date.

    Args:
        dossier: its settings.
        as_of: the date.
        statuses: optional statuses of knowledge to load besides the dossier's own.

    Raises:
        InputError: a file cannot be read; with its place.
    """
    quick = quick_store(dossier, statuses, ANY)
    if quick is None:
        from ct56kg.graph.workspace import load

        return load(dossier, as_of, statuses).store
    return quick


def quick_store(dossier: Dossier, statuses: frozenset[str], kind: str) -> Store | None:
    """Give a store of a kind (see `graph.need`), or nothing where the dossier has to be loaded in full."""
    if is_address(dossier.store) or _amended(dossier):
        return None
    files = list(data_files(dossier, ALWAYS_LOADED | statuses | dossier.statuses))
    return None if kept_on_disk(dossier.store, (file.path for file in files)) else _read(dossier, files, kind)


def _amended(dossier: Dossier) -> bool:
    return any(place.is_dir() and any(place.iterdir()) for place in dossier.amendments)


def _read(dossier: Dossier, files: list[DataFile], kind: str) -> Store | None:
    store = ox.Store()
    for file in (*files, *ontology_files(dossier)):
        syntax = FORMATS.get(file.path.suffix.lower())
        if syntax not in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES):
            return None
        try:
            content = file.path.read_bytes()
            if file.status and not dossier.builtin and mentions_others(content):
                return None
            if too_deep(content) or (dossier.extends == "builtin" and suspicious(content)):
                return None
            graph = ox.DefaultGraph() if kind == PLAIN else ox.NamedNode(file.graph)
            store.load(content, syntax, base_iri=base_iri(dossier, file), to_graph=graph)
        except (SyntaxError, ValueError, OSError):
            return None  # the full reading says what is wrong, and where
    catalogue = catalogue_graph(dossier, files)
    store.extend(catalogue if kind != PLAIN else (ox.Quad(q.subject, q.predicate, q.object) for q in catalogue))
    if kind == ANY:
        store.update(_MERGE)
    if not dossier.builtin and store.query(_BLANK, use_default_graph_as_union=True):
        return None  # a test proves that ours has none
    return Store(store, united=kind == SET)

"""The full check of a dossier's state, wherever its content is kept."""

from __future__ import annotations

from ct56kg.base.finding import Finding
from ct56kg.check.checking import EngineName, engine_by, engine_of, evaluate_all
from ct56kg.check.compiled_shapes import compiled_shapes, shapes_of
from ct56kg.check.findings import Label
from ct56kg.check.quads import check_quads
from ct56kg.check.results import Result
from ct56kg.check.shifty_engine import shifty_results
from ct56kg.check.store_view import StoreView
from ct56kg.check.stored.crew import Told, judged
from ct56kg.check.stored.named import check_named
from ct56kg.check.view import MemoryView, View
from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.disk.judged import laid_out
from ct56kg.graph.workspace import State


def full_check(
    state: State, view: View, engine: EngineName = "auto", told: Told = lambda done, total: None
) -> tuple[Result, ...]:
    """Judge a dossier's state by its rules.

    What is seen in a store, in memory or on the disk, is judged there: sieved, by several threads. Otherwise (little
    content, literals that a store does not keep as written, the reference asked for) every target is judged.

    Args:
        state: the dossier on a date.
        view: the graph of that state, as `whole_view_of` gives it.
        engine: `auto` is the fastest that is proven equal, `pyshacl` the reference, `shifty` a second opinion.
        told: told how many (rule, target) pairs were judged, of how many; only for content in a store.

    Raises:
        InputError: a rule that is not well-formed, or that no engine can judge: SHACL-01 to SHACL-05; an engine
            that is not installed: PYTHON-01.
    """
    if engine == "shifty":
        return tuple(shifty_results(state.judged, shapes_of(state.shapes)))
    if engine == "auto":
        if isinstance(view, StoreView):
            return tuple(judged(view.store, state.shapes, told))
        if isinstance(state.content, StoredContent) and not state.content.rewritten:
            with laid_out(state.content, state.dated) as store:
                return tuple(judged(store, state.shapes, told))
        ready = compiled_shapes(state.shapes)
        return tuple(evaluate_all(ready.shapes, view, engine_by(ready)))
    shapes = shapes_of(state.shapes)
    seen = view if isinstance(view, MemoryView) else MemoryView(state.judged)
    return tuple(evaluate_all(shapes, seen, engine_of(shapes, engine)))


def check_graphs(state: State, lang: str, label: Label) -> tuple[Finding, ...]:
    """Check what only named graphs show, wherever the content is kept; see `check.quads`.

    Args:
        state: the dossier on a date.
        lang: language of the messages.
        label: what a person calls a term.
    """
    statuses = {file.graph: file.status for file in state.files}
    if isinstance(state.content, StoredContent):
        return check_named(state.content.kept.store, state.content.graphs, statuses, lang, label)
    return check_quads(state.quads, statuses, lang, label)

"""A change in its place in time: does it fit, what is there afterwards, and what does it contradict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ct56kg.amend.change import Change, Part
from ct56kg.base.errors import InputError
from ct56kg.base.terms import STATUSES
from ct56kg.graph.content import Laid, MemoryContent, says
from ct56kg.graph.files import data_files, read_data
from ct56kg.graph.history import ChangeFolder, apply_quads, fold, fold_rules, folder_name, graph_of, in_graph
from ct56kg.graph.reading import DataFile
from ct56kg.graph.workspace import State, load, read_shapes


@dataclass(frozen=True, slots=True)
class Ineffective:
    """Statements of a what-if that change nothing: removals of what is absent, additions of what is there."""

    removals: tuple[ox.Quad, ...] = ()
    additions: tuple[ox.Quad, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What a change with an early date of effect would take from under a later one: `op` `triple` no longer fits."""

    later: str
    op: str
    triple: ox.Triple


def proposed(change: Change, state: State) -> ChangeFolder:
    """Give the change as the next one in the chain of a dossier."""
    number = max((folder.number for folder in state.changes), default=0) + 1
    effect = change.effect or state.as_of
    places = state.dossier.amendments or (state.dossier.root / "data" / "amendment",)
    graph = graph_of(state.dossier, places[0] / folder_name(number, effect, change.what))
    return ChangeFolder(
        change.path or Path(change.name),
        number,
        effect,
        change.what,
        graph,
        tuple(in_graph(quad, graph + "/amendment") for quad in change.about.quads),
        change.remove.quads,
        tuple(in_graph(quad, graph) for quad in change.add.quads),
        change.status,
        change.remove_rules.quads,
        change.add_rules.quads,
    )


def fitted(change: Change, state: State) -> tuple[Change, Ineffective]:
    """Check a change against the state it is applied to, or reduce a what-if to what has an effect.

    Args:
        change: the change set.
        state: the dossier on the change's date of effect.

    Raises:
        InputError: a strict change set removes what is not there (AMEND-03), adds what is (AMEND-04), or
            removes and adds the same (AMEND-10); with file and line.
    """
    there = state.content
    if not change.strict:
        removals = [quad for quad in change.remove.quads if there.has(quad)]
        going = {quad.triple for quad in removals}
        additions = [quad for quad in change.add.quads if quad.triple in going or not there.has(quad)]
        useless = Ineffective(_without(change.remove.quads, removals), _without(change.add.quads, additions))
        return replace(change, remove=Part(None, tuple(removals)), add=Part(None, tuple(additions))), useless
    _fit(change.remove, change.add, there.has, lambda quad: _elsewhere(quad, state))
    if change.about_rules:
        rules = frozenset(state.shapes)
        _fit(change.remove_rules, change.add_rules, lambda quad: quad.triple in rules, lambda quad: "")
    return change, Ineffective()


def _fit(remove: Part, add: Part, has: Callable[[ox.Quad], bool], hint: Callable[[ox.Quad], str]) -> None:
    """Refuse what a strict change set removes though it is not there, or adds though it is."""
    removed = {quad.triple for quad in remove.quads}
    for place, quad in enumerate(remove.quads):
        if not has(quad):
            _refuse("AMEND-03", remove, place, quad, hint(quad))
    for place, quad in enumerate(add.quads):
        if quad.triple in removed and isinstance(quad.graph_name, ox.DefaultGraph):
            _refuse("AMEND-10", add, place, quad, "")
        if has(quad):
            _refuse("AMEND-04", add, place, quad, "")


def afterwards(change: Change, state: State) -> State:
    """Give the state with a change in its place in time; nothing is written."""
    new = proposed(change, state)
    changes = (*state.changes, new)
    if new.effect <= state.as_of and any(later.order > new.order and later.effect <= state.as_of for later in changes):
        mentioned = _mentioned(changes)
        stated = state.content.stated(mentioned)
        quads = fold(base_quads(state, mentioned), changes, state.as_of)
    else:
        stated = state.content.stated(_mentioned((new,)))
        held = dict.fromkeys((*stated, *new.about))
        quads = list(apply_quads(held, new.remove, new.add) if new.effect <= state.as_of else held)
    content = Laid.over(state.content, stated, quads)
    return replace(state, content=content, changes=changes, files=(*state.files, *_files(change, new, state)))


def _mentioned(changes: Iterable[ChangeFolder]) -> set[ox.Triple]:
    """Give every triple of which change sets say anything; all others are as they were."""
    return {quad.triple for change in changes for quad in (*change.about, *change.remove, *change.add)}


def _files(change: Change, new: ChangeFolder, state: State) -> Iterator[DataFile]:
    """List the files of a change set as data files, so that places and statuses are known; a what-if has none."""
    for part, graph in ((change.about, "/amendment"), (change.add, "")):
        if change.strict and part.path is not None:
            yield DataFile(part.path, new.graph + graph, change.status if state.dossier.extends == "builtin" else "")


def base_quads(state: State, triples: Collection[ox.Triple]) -> list[ox.Quad]:
    """Give the statements of some triples in what a dossier said before any change set."""
    content = state.content.before_changes
    if content is not None:
        return content.stated(triples)
    names = {"stated", "external", "inferred", *state.statuses}
    quads: list[ox.Quad] = []
    for number, file in enumerate(data_files(state.dossier, frozenset(names))):
        read = read_data(state.dossier, file, number)
        quads += (in_graph(quad, file.graph) for quad in read if quad.triple in triples)
    return quads


def around(state: State, folder: ChangeFolder) -> tuple[State, State]:
    """Give the states just before and just after a recorded change set, on its date of effect."""
    earlier = tuple(other for other in state.changes if other.order < folder.order)
    with_it = (*earlier, folder)
    mentioned = _mentioned(state.changes)
    base, stated = base_quads(state, mentioned), state.content.stated(mentioned)
    before, after = (
        replace(
            state,
            as_of=folder.effect,
            content=Laid.over(state.content, stated, fold(base, changes, folder.effect)),
            changes=changes,
        )
        for changes in (earlier, with_it)
    )
    return before, after


def differing(before: State, after: State) -> tuple[frozenset[ox.Triple], frozenset[ox.Triple]]:
    """Give the triples that one state says and another does not: what is added, what is removed.

    Where both rest on the same files only what change sets mention is looked at.
    """
    if isinstance(after.content, Laid) and after.content.base is before.content:
        return after.content.effect
    one, two = before.content.before_changes, after.content.before_changes
    if one is None or one != two:
        return after.merged - before.merged, before.merged - after.merged
    mentioned = _mentioned((*before.changes, *after.changes))
    was, will = ({t for t in mentioned if says(state.content, t)} for state in (before, after))
    return frozenset(will - was), frozenset(was - will)


def contradictions(change: Change, state: State) -> Iterator[Contradiction]:
    """Say which change sets with a later effect no longer fit once this one comes before them."""
    new = proposed(change, state)
    later = sorted((folder for folder in state.changes if folder.order > new.order), key=lambda folder: folder.order)
    if not later:
        return
    base = base_quads(state, _mentioned((*state.changes, new)))
    rules = tuple(read_shapes(state.dossier))
    for folder in later:
        earlier = [other for other in state.changes if other.order < folder.order]
        with_it = (*earlier, new)
        was = set(misfits(folder, fold(base, earlier, date.max), fold_rules(rules, earlier, date.max)))
        for op, quad in misfits(folder, fold(base, with_it, date.max), fold_rules(rules, with_it, date.max)):
            if (op, quad) not in was:
                yield Contradiction(folder.name, op, quad.triple)


def misfits(
    folder: ChangeFolder, quads: Iterable[ox.Quad], rules: Iterable[ox.Triple]
) -> Iterator[tuple[str, ox.Quad]]:
    """Say what of an applied change set does not fit the data and the rules before it."""
    known = set(rules)
    yield from (("remove", quad) for quad in folder.remove_rules if quad.triple not in known)
    yield from (("add", quad) for quad in folder.add_rules if quad.triple in known)
    there = _Presence(quads)
    yield from (("remove", quad) for quad in folder.remove if not there.has(quad))
    for quad in folder.add:
        own = quad.graph_name == ox.NamedNode(folder.graph)
        bare = ox.Quad(quad.subject, quad.predicate, quad.object) if own else quad
        if there.has(bare):
            yield "add", quad


class _Presence:
    """Answers whether a statement is there: in the graph it names, or in any if it names none."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._quads = set(quads)
        self._triples = {quad.triple for quad in self._quads}

    def has(self, quad: ox.Quad) -> bool:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            return quad.triple in self._triples
        return quad in self._quads


def _without(quads: Iterable[ox.Quad], kept: Iterable[ox.Quad]) -> tuple[ox.Quad, ...]:
    kept = set(kept)
    return tuple(quad for quad in quads if quad not in kept)


def _refuse(code: str, part: Part, place: int, quad: ox.Quad, hint: str) -> None:
    raise InputError(code, file=part.path, line=part.line(place), triple=f"{quad.triple} .", hint=hint)


def _elsewhere(quad: ox.Quad, state: State) -> str:
    """Hint at the status under which a missing statement would be found."""
    for status in STATUSES[3:] if isinstance(state.content, MemoryContent) else ():
        if status not in state.statuses:
            other = load(state.dossier, state.as_of, state.statuses | {status})
            if other.content.has(quad):
                return f" (--with {status})"
    return ""

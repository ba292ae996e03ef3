"""Two states judged by their rules: what is new, fixed, changed in detail, unchanged, and because of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyoxigraph as ox

from ct56kg.amend.causes import Cause, Suspect, causes_of, find_causes, touching
from ct56kg.amend.graphs_near import graphs_near
from ct56kg.amend.judged import Reader, about_graphs, compiled, worded
from ct56kg.base.finding import Finding
from ct56kg.check.neighbourhood import neighbourhood
from ct56kg.check.preview import Caused, Rules, evaluate_before, impact
from ct56kg.check.results import Result
from ct56kg.check.rules import code_of
from ct56kg.check.view import Edge, Overlay, View
from ct56kg.graph.places import places
from ct56kg.graph.reading import DataFile
from ct56kg.graph.workspace import State

_LONG = 1_000_000
"""Bytes of a file in which a line is not looked for while somebody waits."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that a change brings, ends or alters, with the changed statements that caused it.

    `before` is what the finding was, where it is altered in words or severity.
    """

    finding: Finding
    causes: tuple[Cause, ...] = ()
    before: Finding | None = None


@dataclass(frozen=True)
class Method:
    """How the comparison was reached.

    `pairs` counts the (rule, target) pairs judged for the change; `full` names the rules judged on all their
    targets, with the reason; `read` gives the triples, before or after, that stand where those pairs read.
    """

    pairs: int = 0
    full: tuple[tuple[str, str], ...] = ()
    read: Callable[[], Collection[Edge]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def neighbourhood(self) -> int:
        """Count those triples; walked to only for who asks."""
        return len(self.read())


@dataclass(frozen=True, slots=True)
class Assessment:
    """The findings of two states compared; new + updated + unchanged = after, fixed + updated + unchanged = before.

    Of a dossier too large to be judged for every look, `unchanged` are not `counted`.
    """

    new: tuple[Changed, ...]
    fixed: tuple[Changed, ...]
    updated: tuple[Changed, ...]
    unchanged: tuple[Finding, ...]
    method: Method = field(default=Method())
    counted: bool = True


def assess(
    before: State,
    after: State,
    views: tuple[View, Overlay],
    readers: tuple[Reader, Reader],
    rules: tuple[Rules, Rules] | None = None,
    every: bool = False,
) -> Assessment:
    """Judge what a change can concern, and compare.

    Args:
        before: the state before the change.
        after: the state after it, judged at the same date.
        views: the graph that is judged before, and the change laid over it.
        readers: language, and what a person calls a term before and after.
        rules: what is judged by, before and after, if it is not the dossier's own.
        every: whether unchanged findings matter even if the dossier is large, so that all of it is judged.
    """
    old, new = rules or (own := compiled(before.shapes), own)
    base, over = views
    counted = every or before.content.at_hand
    known = evaluate_before(old, base) if counted else ()
    seen = impact(base, over, old, None if new is old else new, len(known) if counted else None)
    delta = {cause.triple: cause for cause in causes_of(over.added.triples, over.removed.triples)}
    brought = _changed(seen.new, delta, (new, over), readers[1], True)
    ended = _changed(seen.fixed, delta, (old, over), readers[0], False)
    altered = [
        Changed(
            now := worded(one.result, new, readers[1]),
            _rule(now) if one.rule_changed else touching(now, [delta[triple] for triple in one.triples]),
            worded(was, old, readers[0]),
        )
        for one, was in seen.updated
    ]
    gone = [*(one.result for one in seen.fixed), *(was for _, was in seen.updated)]
    same = [worded(result, new, readers[1]) for result in _minus(known, gone)]
    near = None if counted else graphs_near(views, [*over.added.triples, *over.removed.triples])
    graphs = compared(about_graphs(before, readers[0], near), about_graphs(after, readers[1], near))
    causes = tuple(delta.values())
    brought += (Changed(finding, touching(finding, causes)) for finding in graphs[0])
    ended += (Changed(finding, touching(finding, causes)) for finding in graphs[1])
    altered += (Changed(now, touching(now, causes), was) for was, now in graphs[2])
    same += graphs[3] if counted else []
    where = [places(_readable(state, counted), state.dossier.root.as_posix()) for state in (before, after)]
    return Assessment(
        _sorted(brought, where[1]),
        _sorted(ended, where[0]),
        _sorted(altered, where[1]),
        tuple(sorted((_placed(finding, where[1]) for finding in same), key=_order)),
        Method(
            seen.pairs,
            tuple((_name(root, new), why) for root, why in seen.full),
            lambda: neighbourhood(old.positions, seen.judged, base) | neighbourhood(new.positions, seen.judged, over),
        ),
        counted,
    )


def _readable(state: State, every: bool) -> tuple[DataFile, ...]:
    """Give the files in which it is looked where things stand; a look at a change leaves out long ones."""
    return tuple(file for file in state.files if every or _size(file) <= _LONG)


def _size(file: DataFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:  # a graph of a server has no file
        return 0


def compared(
    before: Iterable[Finding], after: Iterable[Finding]
) -> tuple[list[Finding], list[Finding], list[tuple[Finding, Finding]], list[Finding]]:
    """Compare findings as multisets of fingerprints: new, fixed, updated (before, after), unchanged."""
    old, now = _by_fingerprint(before), _by_fingerprint(after)
    new: list[Finding] = []
    fixed: list[Finding] = []
    updated: list[tuple[Finding, Finding]] = []
    unchanged: list[Finding] = []
    for key in sorted({*old, *now}):
        left, right = old.get(key, []), now.get(key, [])
        for finding in list(right):
            same = next((other for other in left if _said(other) == _said(finding)), None)
            if same is not None:
                left.remove(same)
                right.remove(finding)
                unchanged.append(finding)
        both = min(len(left), len(right))
        updated += zip(left[:both], right[:both], strict=True)
        fixed += left[both:]
        new += right[both:]
    return new, fixed, updated, unchanged


def _changed(
    caused: Sequence[Caused],
    delta: Mapping[ox.Triple | None, Cause],
    by: tuple[Rules, View],
    reader: Reader,
    new: bool,
) -> list[Changed]:
    """Word results and find what caused each."""
    rules, after = by
    said = [worded(one.result, rules, reader) for one in caused]
    by_data = [place for place, one in enumerate(caused) if not one.rule_changed]
    suspects = [
        Suspect(
            said[place], (one.result.root, one.result.target, one.rows), tuple(delta[triple] for triple in one.triples)
        )
        for place in by_data
        for one in (caused[place],)
    ]
    found = dict(zip(by_data, find_causes(suspects, rules, after, tuple(delta.values()), new), strict=True))
    return [Changed(finding, found.get(place) or _rule(finding)) for place, finding in enumerate(said)]


def _rule(finding: Finding) -> tuple[Cause, ...]:
    return (Cause("rule", rule=finding.rule),)


def _name(root: object, rules: Rules) -> str:
    named = rules.shapes.name(root)  # type: ignore[arg-type]
    return named.value if named is not None else code_of(str(root))


def _minus(known: Iterable[Result], gone: Iterable[Result]) -> list[Result]:
    """Take results out of others, as multisets."""
    left = Counter(map(_detail, gone))
    kept: list[Result] = []
    for result in known:
        key = _detail(result)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(result)
    return kept


def _detail(result: Result) -> tuple[object, ...]:
    return (*result.key, result.root, result.target, result.shape, result.severity, result.constraint, result.bindings)


def _by_fingerprint(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=_order):
        found.setdefault(finding.fingerprint, []).append(finding)
    return found


def _said(finding: Finding) -> tuple[str, str, bool]:
    return finding.severity, finding.message, finding.undecided


Places = Mapping[str, tuple[str, int]]


def _sorted(changed: Iterable[Changed], where: Places) -> tuple[Changed, ...]:
    placed = (replace(one, finding=_placed(one.finding, where)) for one in changed)
    return tuple(sorted(placed, key=lambda one: _order(one.finding)))


def _placed(finding: Finding, where: Places) -> Finding:
    file, line = where.get(finding.focus[1:-1], (finding.file, finding.line))
    return replace(finding, file=file, line=line)


def _order(finding: Finding) -> tuple[object, ...]:
    return (*finding.order, finding.component, finding.rule, finding.message)

"""The findings about a dossier as its reader sees it, each with its place in the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.check.checking import EngineName
from ct56kg.check.compiled_shapes import shapes_of
from ct56kg.check.findings import findings
from ct56kg.check.full import check_graphs, full_check
from ct56kg.check.results import Result
from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.disk.progress import Progress
from ct56kg.graph.labels_on import labels_on
from ct56kg.graph.places import places
from ct56kg.view.reader import Context


def judge(asked: Context, engine: EngineName = "auto") -> tuple[Finding, ...]:
    """Give every finding about the dossier, each with its place in the files; long work tells how far it has come."""
    progress = Progress(say("store.checking", asked.lang))
    results = full_check(asked.state, asked.view, engine, progress.reach)
    progress.end()
    return worded(asked, results, beside(asked))


def beside(asked: Context) -> tuple[Finding, ...]:
    """Give what only named graphs show and SHACL, which sees the merged graph, does not: no date changes it.

    A status on each graph, evidence for what is stated; on dossiers of this toolkit's model only.
    """
    return check_graphs(asked.state, asked.lang, _label(asked)) if asked.dossier.extends == "builtin" else ()


def worded(asked: Context, results: Iterable[Result], more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Say results to a reader, together with what was found beside them, gravest first."""
    state, label = asked.state, _label(asked)
    found = [*findings(results, shapes_of(state.shapes), asked.lang, label), *more]
    where = places(state.files, asked.dossier.root.as_posix(), {finding.focus[1:-1] for finding in found})
    placed = [_placed(finding, where) for finding in found]
    return tuple(sorted(placed, key=lambda f: (f.order, f.component, f.rule, f.message)))


def _label(asked: Context) -> Callable[[Term], str]:
    """Name things by reading every label, or one by one where there are too many."""
    if not isinstance(asked.state.content, StoredContent):
        return asked.label
    labels = labels_on(asked.view.match, asked.prefixes)
    return lambda thing: labels.of(thing, asked.lang)


def _placed(finding: Finding, where: dict[str, tuple[str, int]]) -> Finding:
    file, line = where.get(finding.focus[1:-1], (finding.file, finding.line))
    return replace(finding, file=file, line=line)

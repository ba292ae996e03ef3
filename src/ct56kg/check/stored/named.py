"""What only named graphs show, asked of a store; the same findings as `check.quads` makes of quads in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ct56kg.base.finding import Finding
from ct56kg.base.terms import CT, RDF, SCHEME
from ct56kg.check.quads import (
    CHILDREN,
    CLASSES,
    EVIDENCE,
    FICTION,
    NEEDS_SOURCE,
    PARENTS,
    REAL,
    Label,
    Raw,
    crossing,
    said,
)

_TYPE = f"<{RDF}type>"
_SPAN = tuple(f"http://www.w3.org/ns/oa#{name}" for name in ("start", "end"))
_DEFAULT = ox.DefaultGraph()


def check_named(
    store: ox.Store, graphs: Iterable[str], statuses: Mapping[str, str], lang: str, label: Label
) -> tuple[Finding, ...]:
    """Check what the named graphs of a dossier say, each on its own.

    Args:
        store: named graphs, and their merge as the default graph.
        graphs: the graphs of the data, as IRIs.
        statuses: graph IRI to status of knowledge, as the folders say; a graph may also state its own.
        lang: language of the messages.
        label: what a person calls a term.
    """
    graphs = list(graphs)
    known = {graph: status for graph, status in statuses.items() if status}
    for graph in graphs:
        for quad in store.quads_for_pattern(ox.NamedNode(graph), ox.NamedNode(CT + "status"), None, _DEFAULT):
            status = quad.object
            if isinstance(status, ox.NamedNode) and status.value.startswith(SCHEME + "status/"):
                known.setdefault(graph, status.value.rsplit("/", 1)[-1])
    named = _Named(store, graphs, known)
    found = [*named.without_status(), *named.without_evidence(), *named.fiction_on_real(), *crossing(named.spans())]
    return said(found, lang, label)


class _Named:
    def __init__(self, store: ox.Store, graphs: list[str], statuses: Mapping[str, str]) -> None:
        self._store = store
        self._graphs = graphs
        self._statuses = statuses

    def _of(self, statuses: Iterable[str]) -> str:
        """List the graphs of some statuses for a query."""
        wanted = frozenset(statuses)
        return ", ".join(f"<{graph}>" for graph in self._graphs if self._statuses.get(graph) in wanted)

    def _rows(self, query: str) -> Iterator[ox.QuerySolution]:
        answer = self._store.query(query)
        assert isinstance(answer, ox.QuerySolutions)
        return iter(answer)

    def without_status(self) -> Iterator[Raw]:
        for graph in self._graphs:
            if graph not in self._statuses and "/amendment" not in graph:
                yield "QUAD-01", "violation", ox.NamedNode(graph), None

    def without_evidence(self) -> Iterator[Raw]:
        graphs = self._of(NEEDS_SOURCE)
        if not graphs:
            return
        kinds = ", ".join(f"<{kind}>" for kind in sorted(CLASSES))
        none = " ".join(f"FILTER NOT EXISTS {{ ?s <{predicate}> ?e }}" for predicate in EVIDENCE)
        query = f"""SELECT DISTINCT ?s WHERE {{ ?s {_TYPE} ?kind . FILTER(?kind IN ({kinds})) {none}
            FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({graphs})) }} }}"""
        for row in self._rows(query):
            subject = row[0]
            if isinstance(subject, ox.NamedNode) and not self._rests_on_something(subject):
                yield "QUAD-02", "warning", subject, None

    def _rests_on_something(self, subject: ox.NamedNode) -> bool:
        seen, todo = {subject}, [subject]
        while todo:
            node = todo.pop()
            if any(self._any(node, predicate) for predicate in EVIDENCE):
                return True
            above = self._above(node) - seen
            seen |= above
            todo += above
        return False

    def _any(self, node: ox.NamedNode, predicate: str) -> bool:
        quads = self._store.quads_for_pattern(node, ox.NamedNode(predicate), None, _DEFAULT)
        return any(isinstance(quad.object, ox.NamedNode) for quad in quads)

    def _above(self, node: ox.NamedNode) -> set[ox.NamedNode]:
        store = self._store
        whole = (q.object for p in PARENTS for q in store.quads_for_pattern(node, ox.NamedNode(p), None, _DEFAULT))
        rows = (q.subject for q in store.quads_for_pattern(None, ox.NamedNode(CHILDREN), node, _DEFAULT))
        return {thing for thing in (*whole, *rows) if isinstance(thing, ox.NamedNode)}

    def fiction_on_real(self) -> Iterator[Raw]:
        fiction, real = self._of(FICTION), self._of(REAL)
        if not fiction or not real:
            return
        query = f"""SELECT DISTINCT ?s ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g IN ({fiction}))
            FILTER EXISTS {{ GRAPH ?h {{ ?s ?q ?r }} FILTER(?h IN ({real})) }} }}"""
        found: dict[ox.NamedNode, dict[str, ox.NamedNode]] = {}
        for row in sorted(self._rows(query), key=str):
            subject, graph = row[0], row[1]
            if isinstance(subject, ox.NamedNode) and isinstance(graph, ox.NamedNode):
                found.setdefault(subject, {})[self._statuses[graph.value]] = graph
        for subject, of in found.items():
            yield "QUAD-03", "violation", subject, of[min(of)]

    def spans(self) -> dict[ox.NamedNode, dict[str, str]]:
        """Give what is said of each span's place."""
        found: dict[ox.NamedNode, dict[str, str]] = {}
        for predicate in _SPAN:
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, _DEFAULT):
                if isinstance(quad.subject, ox.NamedNode):
                    found.setdefault(quad.subject, {})[predicate] = _text(quad.object)
        source = ox.NamedNode(CT + "source")
        for span, about in found.items():
            for quad in self._store.quads_for_pattern(span, source, None, _DEFAULT):
                about[source.value] = _text(quad.object)
        return found


def _text(value: object) -> str:
    return value.value if isinstance(value, ox.Literal | ox.NamedNode) else ""

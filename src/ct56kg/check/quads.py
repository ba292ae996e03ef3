"""What only named graphs show, and SHACL never sees: a status on each, evidence for what is said, fiction apart.

The words of these findings stand in `words/error.toml` under their codes, so that `explain` knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pyoxigraph as ox

from ct56kg.base.finding import Finding, Severity
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, RDF, RULE, SCHEME
from ct56kg.base.words import say
from ct56kg.graph.terms import term

Label = Callable[[Term], str]
_TYPE = ox.NamedNode(RDF + "type")
_STATUS = CT + "status"
_OA = "http://www.w3.org/ns/oa#"
NEEDS_SOURCE = frozenset({"stated", "external"})
FICTION = frozenset({"hypothesis", "synthetic"})
REAL = frozenset({"stated", "external", "inferred"})
EVIDENCE = (CT + "evidence", CT + "premise")
PARENTS = frozenset({CT + "inAnnex", CT + "partOf"})
CHILDREN = CT + "participation"
CLASSES = frozenset(
    CT + name
    for name in (
        *("Document", "PartyDocument", "StateDocument", "Programme", "Resolution"),
        *("Item", "Viewpoint", "Clause", "Objective", "Task", "KeyTask", "Directive"),
        *("Assignment", "Participation", "Extension", "Transfer", "Effect", "CompetenceRule", "Affinity"),
        *("Party", "Body", "Group", "ChangeEvent", "Merger", "Absorption", "Dissolution", "Cessation"),
        *("Renaming", "FunctionTransfer", "Establishment", "Resubordination"),
    )
)
"""Classes whose members say something about the world and so rest on a source."""


def check_quads(
    quads: Iterable[ox.Quad], statuses: Mapping[str, str], lang: str, label: Label = str
) -> tuple[Finding, ...]:
    """Check what the named graphs of a dossier say, each on its own.

    Args:
        quads: the data in their named graphs; what stands in no named graph is not looked at.
        statuses: graph IRI to status of knowledge, as the folders say; a graph may also state its own.
        lang: language of the messages.
        label: what a person calls a term.

    Returns:
        Findings: QUAD-01 graph without status, QUAD-02 thing without evidence, QUAD-03 fiction said
        of a real thing, QUAD-04 crossing spans.
    """
    data = _Data(quads, statuses)
    found = [*_without_status(data), *_without_evidence(data), *_fiction_on_real(data), *crossing(data.spans)]
    return said(found, lang, label)


def said(found: Iterable[Raw], lang: str, label: Label) -> tuple[Finding, ...]:
    """Say what was found in a language."""
    return tuple(_finding(*raw, lang, label) for raw in found)


Raw = tuple[str, Severity, ox.NamedNode, ox.NamedNode | None]


class _Data:
    """One pass over the quads."""

    def __init__(self, quads: Iterable[ox.Quad], statuses: Mapping[str, str]) -> None:
        self.statuses = {graph: status for graph, status in statuses.items() if status}
        self.graphs: dict[str, None] = {}
        self.said_in: dict[ox.NamedNode, set[str]] = {}
        self.types: dict[ox.NamedNode, set[str]] = {}
        self.supported: set[ox.NamedNode] = set()
        self.parents: dict[ox.NamedNode, set[ox.NamedNode]] = {}
        self.spans: dict[ox.NamedNode, dict[str, str]] = {}
        for quad in quads:
            subject, predicate, value, graph = quad.subject, quad.predicate.value, quad.object, quad.graph_name
            if not isinstance(graph, ox.NamedNode) or not isinstance(subject, ox.NamedNode):
                continue
            self.graphs.setdefault(graph.value)
            self.said_in.setdefault(subject, set()).add(graph.value)
            if predicate.startswith(_OA) or predicate == CT + "source":
                self.spans.setdefault(subject, {})[predicate] = _text(value)
            if isinstance(value, ox.NamedNode):
                self._link(subject, predicate, value)

    def _link(self, subject: ox.NamedNode, predicate: str, value: ox.NamedNode) -> None:
        if predicate == _TYPE.value:
            self.types.setdefault(subject, set()).add(value.value)
        elif predicate == _STATUS and value.value.startswith(SCHEME + "status/"):
            self.statuses.setdefault(subject.value, value.value.rsplit("/", 1)[-1])
        elif predicate in EVIDENCE:
            self.supported.add(subject)
        elif predicate in PARENTS:
            self.parents.setdefault(subject, set()).add(value)
        elif predicate == CHILDREN:
            self.parents.setdefault(value, set()).add(subject)

    def statuses_of(self, subject: ox.NamedNode) -> set[str]:
        return {self.statuses.get(graph, "") for graph in self.said_in[subject]}

    def rests_on_something(self, subject: ox.NamedNode) -> bool:
        """Say whether a thing, or what contains it, has evidence: a row has its annex's, a participant its row's."""
        seen, todo = {subject}, [subject]
        while todo:
            node = todo.pop()
            if node in self.supported:
                return True
            todo += self.parents.get(node, set()) - seen
            seen.update(todo)
        return False


def _without_status(data: _Data) -> Iterator[Raw]:
    for graph in data.graphs:
        if graph not in data.statuses and "/amendment" not in graph:
            yield "QUAD-01", "violation", ox.NamedNode(graph), None


def _without_evidence(data: _Data) -> Iterator[Raw]:
    for subject, types in data.types.items():
        if types.isdisjoint(CLASSES) or not data.statuses_of(subject) & NEEDS_SOURCE:
            continue
        if not data.rests_on_something(subject):
            yield "QUAD-02", "warning", subject, None


def _fiction_on_real(data: _Data) -> Iterator[Raw]:
    for subject, graphs in data.said_in.items():
        if len(graphs) < 2:
            continue
        of = {data.statuses.get(graph, ""): graph for graph in sorted(graphs)}
        fiction = sorted(FICTION & of.keys())
        if fiction and of.keys() & REAL:
            yield "QUAD-03", "violation", subject, ox.NamedNode(of[fiction[0]])


def crossing(spans: Mapping[ox.NamedNode, Mapping[str, str]]) -> Iterator[Raw]:
    """Find spans of one source that overlap without one holding the other.

    Args:
        spans: what is said of each span's start, end and source, by predicate.
    """
    by_source: dict[str, list[tuple[int, int, str]]] = {}
    for span, about in spans.items():
        start, end = about.get(_OA + "start", ""), about.get(_OA + "end", "")
        if start.isdecimal() and end.isdecimal():
            by_source.setdefault(about.get(CT + "source", ""), []).append((int(start), -int(end), span.value))
    for found in by_source.values():
        holding: list[tuple[int, str]] = []
        for first, negative, name in sorted(found):
            last = -negative
            while holding and holding[-1][0] <= first:
                holding.pop()
            if holding and holding[-1][0] < last:
                yield "QUAD-04", "violation", ox.NamedNode(name), ox.NamedNode(holding[-1][1])
            holding.append((last, name))


def _finding(
    code: str, severity: Severity, focus: ox.NamedNode, value: ox.NamedNode | None, lang: str, label: Label
) -> Finding:
    names = {"focus": label(term(focus))}
    if value is not None:
        names["value"] = label(term(value))
    return Finding(
        code=code,
        rule=RULE + code,
        component="Quads",
        severity=severity,
        focus=str(focus),
        value=None if value is None else str(value),
        message=say(f"error.{code}", lang, focus=names["focus"], value=names.get("value", "")),
        labels=names,
    )


def _text(value: object) -> str:
    return value.value if isinstance(value, ox.Literal | ox.NamedNode) else ""

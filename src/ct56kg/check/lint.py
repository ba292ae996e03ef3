"""Rules that check nothing: a misspelt SHACL term, a target nobody is, a prefix not declared, a stray term.

Every engine passes over them in silence, so the dossier would look clean. The words of these findings
stand in `words/error.toml` under their codes, so that `explain` knows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pyoxigraph as ox

from ct56kg.base.finding import Finding
from ct56kg.base.terms import CT, RDF, RDFS, RULE, SH
from ct56kg.base.words import say
from ct56kg.check.query_tokens import QueryFormError, tokens
from ct56kg.check.shapes import Shapes, sh
from ct56kg.check.view import MemoryView, Node, View

_ONLY_WITH_PATH = (
    "minCount",
    "maxCount",
    "uniqueLang",
    "lessThan",
    "lessThanOrEquals",
    "qualifiedMinCount",
    "qualifiedMaxCount",
    "qualifiedValueShape",
)
_QUERIES = tuple(map(sh, ("select", "ask", "construct")))
_TYPE = ox.NamedNode(RDF + "type")
_CLASS_TARGETS = sh("targetClass")
_PREDICATE_TARGETS = tuple(map(sh, ("targetSubjectsOf", "targetObjectsOf")))
_DEFINED_BY = ox.NamedNode(RDFS + "isDefinedBy")
_PATH = sh("path")
Raw = tuple[str, Node, str, str]


@cache
def shacl_terms() -> frozenset[str]:
    """Give the local names of the SHACL vocabulary."""
    lines = files("ct56kg.check").joinpath("shacl_terms.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def lint(shapes: Iterable[ox.Triple], data: View, lang: str) -> tuple[Finding, ...]:
    """Find what makes a shapes graph check less than it says.

    Args:
        shapes: the shapes graph.
        data: the graph it judges, the ontology included; terms known there are no strays.
        lang: language of the messages.

    Returns:
        Findings, in an order that no run changes: LINT-01 unknown `sh:` term, LINT-02 target that the
        data do not know, LINT-03 undeclared prefix, LINT-04 stray `ct:` term, LINT-05 parameter where
        it has no effect, LINT-06 shape that nothing leads to, LINT-07 shape that demands nothing.
    """
    read = Shapes(shapes)
    found = {
        *_unknown_terms(read.graph),
        *_unknown_targets(read.graph, data),
        *_undeclared_prefixes(read.graph),
        *_stray_terms(read.graph, data),
        *_misplaced(read),
        *_unreached(read),
    }
    return tuple(_finding(read, *raw, lang) for raw in sorted(found, key=str))


def unused_targets(shapes: Iterable[ox.Triple], data: Iterable[ox.Triple]) -> tuple[str, ...]:
    """Name the shapes with targets of which not one stands in the data; for the cases of a set of rules."""
    from ct56kg.check.targets import targets

    read, view = Shapes(shapes), MemoryView(data)
    return tuple(str(root.node) for root in read.roots() if not targets(read, root.node, view))


def _unknown_terms(graph: MemoryView) -> Iterator[Raw]:
    terms = shacl_terms()
    for subject, predicate, value in graph.match(None, None, None):
        for node in (predicate, value):
            if isinstance(node, ox.NamedNode) and node.value.startswith(SH):
                name = node.value.removeprefix(SH)
                if name and name not in terms:
                    near = get_close_matches(name, terms, 1)
                    yield "LINT-01", subject, f"sh:{name}", f"sh:{near[0]}" if near else "–"


def _unknown_targets(graph: MemoryView, data: View) -> Iterator[Raw]:
    """Find targets that the data neither have nor declare."""
    for subject, _, kind in graph.match(None, _CLASS_TARGETS, None):
        known = any(any(data.match(*at)) for at in ((None, _TYPE, kind), (kind, None, None), (None, None, kind)))
        if not known:
            yield "LINT-02", subject, str(kind), ""
    for predicate in _PREDICATE_TARGETS:
        for subject, _, wanted in graph.match(None, predicate, None):
            used = isinstance(wanted, ox.NamedNode) and any(data.match(None, wanted, None))
            if not used and not any(data.match(wanted, None, None)):
                yield "LINT-02", subject, str(wanted), ""


def _undeclared_prefixes(graph: MemoryView) -> Iterator[Raw]:
    for predicate in _QUERIES:
        for subject, _, text in graph.match(None, predicate, None):
            if isinstance(text, ox.Literal):
                for prefix in sorted(_used(text.value) - _declared(graph, subject)):
                    yield "LINT-03", subject, f"{prefix}:", ""


def _used(text: str) -> set[str]:
    """Give the prefixes that a query uses and does not declare itself."""
    try:
        words = list(tokens(text))
    except QueryFormError:
        return set()
    own = {n.text.rstrip(":") for w, n in pairwise(words) if w.text == "PREFIX"}
    return {word.text.split(":", 1)[0] for word in words if word.kind == "name"} - own


def _declared(graph: MemoryView, query: Node) -> set[str]:
    """Give the prefixes declared for a query (SHACL 5.2.1)."""
    found: set[str] = set()
    for owner in graph.objects(query, sh("prefixes")):
        for declaration in graph.objects(owner, sh("declare")):
            found |= {p.value for p in graph.objects(declaration, sh("prefix")) if isinstance(p, ox.Literal)}
    return found


def _stray_terms(graph: MemoryView, data: View) -> Iterator[Raw]:
    """Find terms of our vocabulary that it does not have; silent where the vocabulary is not loaded."""
    known = {
        s.value
        for s, _, _ in data.match(None, _DEFINED_BY, None)
        if isinstance(s, ox.NamedNode) and s.value.startswith(CT)
    }
    if not known:
        return
    for subject, predicate, value in graph.match(None, None, None):
        named = [node.value for node in (predicate, value) if isinstance(node, ox.NamedNode)]
        if isinstance(value, ox.Literal) and predicate in _QUERIES:
            named += _ct_names(value.value)
        for iri in named:
            if iri.startswith(CT) and iri not in known:
                near = get_close_matches(iri, known, 1)
                yield "LINT-04", subject, iri.replace(CT, "ct:"), near[0].replace(CT, "ct:") if near else "–"


def _ct_names(text: str) -> list[str]:
    try:
        return [CT + word.text[3:] for word in tokens(text) if word.kind == "name" and word.text.startswith("ct:")]
    except QueryFormError:
        return []


def _misplaced(read: Shapes) -> Iterator[Raw]:
    graph = read.graph
    for name in _ONLY_WITH_PATH:
        for subject, _, _ in graph.match(None, sh(name), None):
            if not graph.objects(subject, _PATH):
                yield "LINT-05", subject, f"sh:{name}", "sh:path"
    for name, needed in (("flags", "pattern"), ("qualifiedMinCount", "qualifiedValueShape")):
        for subject, _, _ in graph.match(None, sh(name), None):
            if not graph.objects(subject, sh(needed)):
                yield "LINT-05", subject, f"sh:{name}", f"sh:{needed}"
    for _, _, query in graph.match(None, sh("sparql"), None):
        if graph.objects(query, sh("severity")):
            yield "LINT-05", query, "sh:severity", "sh:sparql"


def _unreached(read: Shapes) -> Iterator[Raw]:
    reached = {node for root in read.roots() for node in read.reachable(root.node)}
    for shape in read:
        if shape.deactivated:
            continue
        if shape.node not in reached:
            yield "LINT-06", shape.node, "", ""
        elif not _demands(read, shape.node):
            yield "LINT-07", shape.node, "", ""


def _demands(read: Shapes, node: Node) -> bool:
    """Say whether a shape has anything beside names, targets and a path; another vocabulary's parameter counts."""
    idle = {"path", "message", "severity", "name", "description", "order", "group", "defaultValue", "deactivated"}
    idle |= {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target", "ignoredProperties", "flags"}
    for _, predicate, _ in read.graph.match(node, None, None):
        if predicate.value.startswith(SH):
            if predicate.value.removeprefix(SH) not in idle:
                return True
        elif not predicate.value.startswith((RDF, RDFS, CT, "http://purl.org/dc/", "http://www.w3.org/2004/02/skos/")):
            return True
    return False


def _finding(read: Shapes, code: str, node: Node, value: str, near: str, lang: str) -> Finding:
    named = read.name(node)
    shown = (named.value if named else str(node)).replace(RULE, "rule:")
    return Finding(
        code=code,
        rule=RULE + code,
        component="Lint",
        severity="warning",
        focus=str(node),
        value=value or None,
        message=say(f"error.{code}", lang, shape=shown, value=value, near=near),
        labels={"focus": shown},
    )

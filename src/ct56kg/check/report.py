"""Findings as a SHACL validation report (SHACL 3.6), for tools that read it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import pyoxigraph as ox

from ct56kg.base.finding import Finding
from ct56kg.base.terms import RDF, SH, XSD
from ct56kg.graph.turtle import write_turtle

_SEVERITY = {"violation": "Violation", "warning": "Warning", "info": "Info"}


_A = ox.NamedNode(RDF + "type")


def to_turtle(found: Iterable[Finding], prefixes: dict[str, str]) -> str:
    """Write the report; results are named by what they say, so that two runs write the same bytes.

    A path of more than one step is left out: it would need blank nodes, which have no stable order.
    """
    found = list(found)
    report = ox.NamedNode("urn:ct56kg:report")
    triples = [
        ox.Triple(report, _A, ox.NamedNode(SH + "ValidationReport")),
        ox.Triple(report, ox.NamedNode(SH + "conforms"), _boolean(not found)),
    ]
    seen: dict[str, int] = {}
    for finding in found:
        number = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        name = sha256(f"{finding.fingerprint}/{finding.component}/{number}".encode()).hexdigest()[:16]
        result = ox.NamedNode(f"urn:ct56kg:result:{name}")
        triples.append(ox.Triple(report, ox.NamedNode(SH + "result"), result))
        triples += _result(result, finding)
    return write_turtle(triples, {**prefixes, "sh": SH})


def _result(node: ox.NamedNode, finding: Finding) -> Iterable[ox.Triple]:
    def says(name: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Triple:
        return ox.Triple(node, ox.NamedNode(SH + name), value)

    yield ox.Triple(node, _A, ox.NamedNode(SH + "ValidationResult"))
    yield says("resultSeverity", ox.NamedNode(SH + _SEVERITY[finding.severity]))
    yield says("sourceConstraintComponent", ox.NamedNode(SH + finding.component))
    yield says("focusNode", _parsed(finding.focus))
    yield says("resultMessage", ox.Literal(finding.message))
    if not finding.rule.startswith("_:"):
        yield says("sourceShape", ox.NamedNode(finding.rule))
    if finding.value is not None:
        yield says("value", _parsed(finding.value))
    if finding.path and finding.path.startswith("<") and finding.path.count("<") == 1 and finding.path.endswith(">"):
        yield says("resultPath", ox.NamedNode(finding.path[1:-1]))


def _parsed(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Read one N-Triples term."""
    quad = next(iter(ox.parse(f"<urn:x> <urn:x> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    value = quad.object
    return value if not isinstance(value, ox.Triple) else ox.Literal(text)


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal(str(value).lower(), datatype=ox.NamedNode(XSD + "boolean"))

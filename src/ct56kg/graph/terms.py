"""The border between pyoxigraph's terms and ours."""

from __future__ import annotations

import pyoxigraph as ox

from ct56kg.base.rows import Term
from ct56kg.base.terms import RDF, XSD

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Edge = tuple[Node, ox.NamedNode, Node]
"""A triple read from either end; unlike RDF's, it may begin at a literal, which no data do."""

_PLAIN = {XSD + "string", RDF + "langString", RDF + "dirLangString"}


def term(node: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> Term:
    """Turn a pyoxigraph term into ours; `xsd:string` is dropped (RDF 1.1 Concepts, 3.3)."""
    if isinstance(node, ox.NamedNode):
        return Term("iri", node.value)
    if isinstance(node, ox.Literal):
        datatype = node.datatype.value
        return Term("literal", node.value, "" if datatype in _PLAIN else datatype, node.language or "")
    if isinstance(node, ox.BlankNode):
        return Term("blank", node.value)
    return Term("literal", str(node))


def node(value: Term) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """Turn our term into pyoxigraph's."""
    if value.kind == "iri":
        return ox.NamedNode(value.value)
    if value.kind == "blank":
        return ox.BlankNode(value.value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype) if value.datatype else None)

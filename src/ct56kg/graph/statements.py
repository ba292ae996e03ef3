"""Statements in engine-neutral terms, for what is made from sheets and texts: to Turtle, and from the store."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ct56kg.base.rows import Term
from ct56kg.graph.store import Store
from ct56kg.graph.terms import node
from ct56kg.graph.turtle import write_turtle

Statement = tuple[Term, Term, Term]


def turtle_of(statements: Iterable[Statement], prefixes: dict[str, str]) -> str:
    """Write statements as canonical Turtle."""
    return write_turtle((_triple(statement) for statement in statements), prefixes)


def statements_about(store: Store, things: Iterable[str]) -> list[Statement]:
    """Give everything said about some things, in one order."""
    named = " ".join(Term("iri", thing).n3() for thing in sorted(set(things)))
    rows = store.select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {named} }} ?s ?p ?o }}") if named else ()
    return sorted((s, p, o) for s, p, o in rows if s and p and o)


def _triple(statement: Statement) -> ox.Triple:
    subject, predicate, value = (node(term) for term in statement)
    return ox.Triple(subject, predicate, value)  # type: ignore[arg-type]

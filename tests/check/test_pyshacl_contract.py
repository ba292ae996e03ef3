"""What we rely on below pySHACL's public surface, and the traps that make us: this fails when a new version differs."""

from __future__ import annotations

from importlib.metadata import version

import pyoxigraph as ox
import pyshacl
import pytest

from ct56kg.check.checking import engine_of, evaluate_all
from ct56kg.check.shapes import Shapes
from ct56kg.check.view import MemoryView
from laws.stock import graph, stock

PREFIXES = "PREFIX x: <http://x/> PREFIX sh: <http://www.w3.org/ns/shacl#> "


def parsed(text):
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


def keys(data, rules, engine):
    shapes = Shapes(rules)
    return sorted(r.key for r in evaluate_all(shapes, MemoryView(data), engine_of(shapes, engine)))


def test_the_version_is_the_one_that_was_read():
    assert version("pyshacl") == "0.40.1"


NESTED = """
x:S a sh:NodeShape ; sh:targetClass x:T ; sh:property [ sh:path x:p ; sh:node x:N ] .
x:N a sh:NodeShape ; sh:class x:C .
"""
DATA = "x:a a x:T ; x:p x:b ."


def test_focus_nodes_would_filter_nested_shapes_and_conform_by_accident():
    """Hence never `focus_nodes=`, but one call of `Shape.validate` for each shape and target."""
    conforms, _, _ = pyshacl.validate(
        graph(parsed(DATA)), shacl_graph=graph(parsed(NESTED)), focus_nodes=["http://x/a"]
    )
    assert conforms
    assert sum(stock(parsed(DATA), parsed(NESTED)).values()) == 1
    assert len(keys(parsed(DATA), parsed(NESTED), "pyshacl")) == 1


def test_use_shapes_with_focus_would_skip_named_children():
    conforms, _, _ = pyshacl.validate(
        graph(parsed(DATA)),
        shacl_graph=graph(parsed(NESTED)),
        focus_nodes=["http://x/a"],
        use_shapes=["http://x/S"],
    )
    assert conforms


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_only_the_word_true_is_true(engine):
    """SHACL's `sh:uniqueLang "1"` must not count (W3C test uniqueLang-002): pySHACL patches rdflib while it reads."""
    rules = 'x:S sh:targetNode x:a ; sh:path x:p ; sh:uniqueLang "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .'
    assert keys(parsed('x:a x:p "a"@en , "b"@en .'), parsed(rules), engine) == []
    assert len(keys(parsed('x:a x:p "a"@en , "b"@en .'), parsed(rules.replace('"1"', '"true"')), engine)) == 1


def test_rdflib_is_left_as_it_was():
    import rdflib

    keys(parsed(DATA), parsed(NESTED), "pyshacl")
    assert rdflib.NORMALIZE_LITERALS
    assert str(rdflib.Literal("01", datatype=rdflib.XSD.integer)) == "1"
    assert rdflib.Literal("1", datatype=rdflib.XSD.boolean).value is True


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_the_inverse_of_a_sequence_is_walked_in_the_order_written(engine):
    """SPARQL means ^b/^a by ^(a/b); pySHACL walks ^a/^b, and so do we as long as findings must be its."""
    rules = parsed("x:S sh:targetNode x:end ; sh:path [ sh:inversePath ( x:p x:q ) ] ; sh:minCount 1 .")
    as_sparql, as_written = parsed("x:start x:p x:m . x:m x:q x:end ."), parsed("x:start x:q x:m . x:m x:p x:end .")
    assert len(keys(as_sparql, rules, engine)) == 1 == sum(stock(as_sparql, rules).values())
    assert keys(as_written, rules, engine) == [] == list(stock(as_written, rules))


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_plain_literals_and_xsd_string_are_one(engine):
    rules = parsed('x:S a sh:NodeShape ; sh:targetObjectsOf x:p ; sh:in ( "a" ) .')
    assert keys(parsed('x:n x:p "a"^^<http://www.w3.org/2001/XMLSchema#string> .'), rules, engine) == []

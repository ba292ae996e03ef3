"""Rules that check nothing are found, each by its code; rules that work are left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ct56kg.check.lint import lint, shacl_terms, unused_targets
from ct56kg.check.view import MemoryView
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.workspace import load

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
@prefix ct: <https://w3id.org/ct56kg/ns#> .
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rule: <https://w3id.org/ct56kg/rule/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
DATA = """
ex:one a ex:Thing ; ex:part ex:two .
ct:Body rdfs:isDefinedBy <https://w3id.org/ct56kg/ns> .
ct:party rdfs:isDefinedBy <https://w3id.org/ct56kg/ns> .
"""
GOOD = """
rule:X-01 a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property rule:X-02 .
rule:X-02 a sh:PropertyShape ; sh:path ex:part ; sh:minCount 1 .
"""
QUERY = """
ex:ns sh:declare ex:p .
ex:p sh:prefix "ex" ; sh:namespace "https://example.org/" .
rule:X-03 a sh:NodeShape ; sh:targetClass ex:Thing ; sh:sparql rule:X-03-query .
rule:X-03-query sh:prefixes ex:ns ; sh:select "SELECT $this WHERE { $this ex:part $this }" .
"""


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((HEAD + text).encode(), format=ox.RdfFormat.TURTLE)]


def found(shapes: str, data: str = DATA) -> list[tuple[str, str, str | None]]:
    return [
        (f.code, f.focus.rsplit("/", 1)[-1].rstrip(">"), f.value)
        for f in lint(triples(shapes), MemoryView(triples(data)), "vi")
    ]


def test_rules_that_work_are_left_alone() -> None:
    assert found(GOOD + QUERY) == []


@pytest.mark.parametrize(
    ("good", "bad", "finding"),
    [
        ("sh:minCount 1", "sh:minCout 1 ; sh:maxCount 1", ("LINT-01", "X-02", "sh:minCout")),
        ("sh:targetClass ex:Thing", "sh:targetClass ex:Thingg", ("LINT-02", "X-01", "<https://example.org/Thingg>")),
        ("sh:targetClass ex:Thing", "sh:targetObjectsOf ex:prat", ("LINT-02", "X-01", "<https://example.org/prat>")),
        ("$this ex:part $this", "$this foo:part $this", ("LINT-03", "X-03-query", "foo:")),
        ("sh:path ex:part", "sh:path ct:partyy", ("LINT-04", "X-02", "ct:partyy")),
        ("$this ex:part $this", "$this ex:part/<https://example.org/a>/ex:b ct:Bdy", ("LINT-03", "X-03-query", "ct:")),
        ("sh:property rule:X-02", "sh:property rule:X-02 ; sh:minCount 1", ("LINT-05", "X-01", "sh:minCount")),
        ("sh:prefixes ex:ns", "sh:prefixes ex:ns ; sh:severity sh:Info", ("LINT-05", "X-03-query", "sh:severity")),
        ("; sh:minCount 1 .", '; sh:minCount 1 ; sh:flags "i" .', ("LINT-05", "X-02", "sh:flags")),
        ("sh:targetClass ex:Thing ; sh:sparql", "sh:sparql", ("LINT-06", "X-03", None)),
        ("; sh:minCount 1 .", '; sh:message "?"@vi .', ("LINT-07", "X-02", None)),
    ],
)
def test_each_mistake_is_found_by_its_code(good: str, bad: str, finding: tuple[str, str, str | None]) -> None:
    shapes = GOOD + QUERY
    assert good in shapes
    assert finding in found(shapes.replace(good, bad))


def test_a_near_term_is_proposed() -> None:
    mistake = lint(triples(GOOD.replace("minCount", "minCout")), MemoryView(triples(DATA)), "vi")
    assert "sh:minCount" in mistake[0].message
    assert "rule:X-02" in mistake[0].message


def test_a_prefix_that_the_query_declares_itself_is_declared() -> None:
    own = QUERY.replace("SELECT $this", "PREFIX foo: <https://foo.org/> SELECT $this").replace(
        "ex:part $", "foo:part $"
    )
    assert found(own) == []


def test_a_class_that_is_only_declared_is_no_mistake_because_data_may_come() -> None:
    assert (
        found(GOOD, DATA.replace("ex:one a ex:Thing ; ex:part ex:two .", "ex:Thing a owl:Class . ex:a ex:part ex:b ."))
        == []
    )


def test_stray_terms_are_not_judged_where_the_vocabulary_is_not_loaded() -> None:
    assert found(GOOD.replace("ex:part", "ct:partyy"), "ex:one a ex:Thing ; ct:partyy ex:two .") == []


def test_the_rules_of_the_toolkit_have_no_such_mistake() -> None:
    state = load(open_dossier(ROOT), date(2023, 3, 7))
    assert lint(state.shapes, MemoryView(state.judged), "vi") == ()


def test_every_target_of_the_toolkits_rules_stands_in_some_case() -> None:
    shapes: list[ox.Triple] = []
    for path in (ROOT / "shapes").glob("*.ttl"):
        shapes += (quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    data: list[ox.Triple] = []
    for path in (*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "tests/rules").glob("*/*.ttl")):
        data += (quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    assert unused_targets(shapes, data) == ()


@given(st.sampled_from(sorted(shacl_terms())), st.integers(0, 30), st.sampled_from("abcxyz"))
def test_any_misspelling_of_a_shacl_term_is_found(name: str, place: int, letter: str) -> None:
    at = place % (len(name) + 1)
    wrong = name[:at] + letter + name[at:]
    listed = found(GOOD + f"rule:X-02 sh:{wrong} 1 .")
    assert (("LINT-01", "X-02", f"sh:{wrong}") in listed) == (wrong not in shacl_terms())

"""Every rule with the cases beside it: `<CODE>/pass*.ttl` give no finding of that code, `fail.ttl` exactly `fail.csv`.

The judge is stock pySHACL on what any other engine would get: the case, the ontology, and the rule's own triples.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, RDFS, SH, SKOS

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent
CT = rdflib.Namespace("https://w3id.org/ct56kg/ns#")
RULE = rdflib.Namespace("https://w3id.org/ct56kg/rule/")
SOURCE = rdflib.URIRef("http://purl.org/dc/terms/source")
CODE = re.compile(r"^(DOC|BDY|PRG|ASG|EVD|AMD|VOC)-\d\d$")
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
OPAQUE = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>\s]*>')
NOT_SET_BASED = re.compile(
    r"\b(MINUS|VALUES|SERVICE|UNION|GRAPH|GROUP|HAVING|LIMIT|OFFSET|COUNT|NOW|RAND|UUID|BNODE)\b"
)


@cache
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def ontology() -> tuple[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node], ...]:
    graph = rdflib.Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return tuple(graph)


@cache
def codes() -> tuple[str, ...]:
    named = (str(node).removeprefix(str(RULE)) for node in shapes().subjects(RDF.type, None, unique=True))
    return tuple(sorted(name for name in named if CODE.match(name)))


CODES = codes()


@cache
def alone(code: str) -> rdflib.Graph:
    """The rule with everything it refers to, and the targets of the shape it hangs on."""
    graph, todo, seen = rdflib.Graph(), [RULE[code]], set()
    for owner in shapes().subjects(SH.property, RULE[code]):
        if any(shapes().value(owner, target) for target in TARGETS):
            graph.add((owner, RDF.type, SH.NodeShape))
            graph.add((owner, SH.property, RULE[code]))
            for target in TARGETS:
                for value in shapes().objects(owner, target):
                    graph.add((owner, target, value))
    while todo:
        node = todo.pop()
        for triple in shapes().triples((node, None, None)):
            graph.add(triple)
            if triple[2] not in seen and not isinstance(triple[2], rdflib.Literal):
                seen.add(triple[2])
                todo.append(triple[2])
    return graph


def judge(case: Path, code: str) -> list[tuple[str, str, str]]:
    data = rdflib.Graph()
    for triple in ontology():
        data.add(triple)
    data.parse(case, format="turtle")
    _, report, _ = validate(data, shacl_graph=alone(code), advanced=False, inference="none")
    found = []
    for result in report.objects(None, SH.result):
        value = report.value(result, SH.value)
        said = "" if value is None else value.n3()
        found.append((code, report.value(result, SH.focusNode).n3(), said))
    return sorted(found)


def expected(code: str) -> list[tuple[str, str, str]]:
    with (CASES / code / "fail.csv").open(encoding="utf-8", newline="") as file:
        return sorted((row["code"], row["focus"], row["value"]) for row in csv.DictReader(file))


def triples(path: Path) -> set[str]:
    return {str(quad.triple) for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}


def test_every_rule_has_its_cases_and_every_case_its_rule() -> None:
    assert {folder.name for folder in CASES.iterdir() if folder.is_dir() and folder.name != "__pycache__"} == set(CODES)
    for code in CODES:
        assert {path.name for path in (CASES / code).iterdir()} >= {"pass.ttl", "fail.ttl", "fail.csv"}, code


@pytest.mark.parametrize("case", sorted(CASES.glob("*/pass*.ttl")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_passing_case_has_no_finding_of_its_rule(case: Path) -> None:
    assert judge(case, case.parent.name) == []


@pytest.mark.parametrize("code", CODES)
def test_a_failing_case_has_exactly_the_findings_listed(code: str) -> None:
    listed = expected(code)
    assert listed
    assert judge(CASES / code / "fail.ttl", code) == listed


@pytest.mark.parametrize("code", CODES)
def test_a_failing_case_differs_from_its_pass_by_one_fault(code: str) -> None:
    good, bad = triples(CASES / code / "pass.ttl"), triples(CASES / code / "fail.ttl")
    assert 1 <= len(good - bad) + len(bad - good) <= 4


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_what_why_and_how_to_mend_in_both_languages(code: str) -> None:
    rule = RULE[code]
    for predicate in (RDFS.label, RDFS.comment, SH.message, CT.remedy, SKOS.example):
        said = Counter(getattr(text, "language", None) for text in shapes().objects(rule, predicate))
        assert said == {"vi": 1, "en": 1}, predicate
    assert shapes().value(rule, SOURCE) is not None
    assert shapes().value(rule, SH.severity) in (SH.Violation, SH.Warning, SH.Info)


def test_the_basis_of_a_rule_is_a_known_document_or_named_in_the_vocabulary() -> None:
    known = {str(subject) for subject, _, _ in ontology()}
    for path in (ROOT / "data" / "external").glob("*.ttl"):
        known |= {quad.subject.value for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}
    assert {str(basis) for basis in shapes().objects(None, SOURCE)} <= known


def test_every_shape_has_an_iri() -> None:
    graph = shapes()
    named = set(graph.subjects(RDF.type, SH.NodeShape)) | set(graph.subjects(RDF.type, SH.PropertyShape))
    used = set()
    for one in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        used |= set(graph.objects(None, one))
    for operator in (SH["and"], SH["or"], SH.xone):
        for head in graph.objects(None, operator):
            used |= set(graph.items(head))
    assert all(isinstance(node, rdflib.URIRef) for node in named | used)
    assert used <= named


def test_a_sparql_rule_is_its_own_node_shape_with_exactly_one_named_query() -> None:
    for rule, query in shapes().subject_objects(SH.sparql):
        assert (rule, RDF.type, SH.NodeShape) in shapes()
        assert list(shapes().objects(rule, SH.sparql)) == [query] == [rdflib.URIRef(f"{rule}-query")]
        assert list(shapes().objects(query, SH.prefixes)) == [rdflib.URIRef("https://w3id.org/ct56kg/ns")]
        assert shapes().value(query, SH.severity) is None


def test_no_query_of_a_rule_needs_more_than_a_set_based_engine_has() -> None:
    for text in shapes().objects(None, SH.select):
        bare = OPAQUE.sub(" ", str(text))
        assert not NOT_SET_BASED.search(bare)
        assert bare.count("SELECT") == 1
        assert re.match(r"\s*SELECT (DISTINCT )?\$this\b", bare)
        assert not re.search(r"[{.]\s*\{", bare), "a nested group"


@pytest.mark.parametrize("code", sorted(c for c in CODES if (RULE[c], SH.sparql, None) in shapes()))
def test_a_query_over_all_targets_at_once_finds_the_same(code: str) -> None:
    """The set-based form: one VALUES row block first inside the group, on Oxigraph."""
    store = ox.Store()
    for path in (*(ROOT / "ontology").glob("*.ttl"), CASES / code / "fail.ttl"):
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    listed = expected(code)
    targets = " ".join(dict.fromkeys(focus for _, focus, _ in listed))
    text = str(shapes().value(shapes().value(RULE[code], SH.sparql), SH.select))
    text = text.replace("{", f"{{ VALUES ?this {{ {targets} }}", 1)
    declared = shapes().subject_objects(SH.prefix)
    prefixes = {str(name): str(shapes().value(node, SH.namespace)) for node, name in declared}
    rows = store.query(text, prefixes=prefixes)
    names = [variable.value for variable in rows.variables]
    found = []
    for row in rows:
        value = row["value"] if "value" in names else row["this"]
        found.append((code, str(row["this"]), str(value)))
    assert sorted(found) == listed


def test_messages_name_only_the_thing_and_the_value() -> None:
    for rule in map(RULE.__getitem__, CODES):
        for message in shapes().objects(rule, SH.message):
            assert set(re.findall(r"\{.*?\}", str(message))) <= {"{$this}", "{?value}"}


def test_the_prefixes_of_the_rules_are_those_of_the_one_list() -> None:
    copied = triples(ROOT / "shapes" / "prefixes.ttl")
    assert copied <= triples(ROOT / "ontology" / "prefixes.ttl")


def test_the_rules_alone_and_all_rules_together_find_the_same() -> None:
    data = rdflib.Graph()
    for triple in ontology():
        data.add(triple)
    for code in ("ASG-01", "BDY-01", "EVD-02", "PRG-02"):
        data.parse(CASES / code / "fail.ttl", format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes(), advanced=False, inference="none")
    together = {(report.value(r, SH.sourceShape), report.value(r, SH.focusNode)) for r in report.subjects(SH.focusNode)}
    for code in ("ASG-01", "BDY-01", "EVD-02", "PRG-02"):
        for _, focus, _ in expected(code):
            assert (RULE[code], rdflib.URIRef(focus[1:-1])) in together

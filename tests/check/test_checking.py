"""Checking a graph by rules: what a finding says, and what is refused."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest

from ct56kg.base.errors import CtError
from ct56kg.check.checking import check

DATA = """
x:t1 a x:Task ; x:lead x:b1 . x:t2 a x:Task ; x:lead x:b1 , x:b2 ; x:due "2024-05-01"^^xsd:date .
x:t3 a x:Task . x:b1 a x:Body ; rdfs:label "Ban Một"@vi , "Board One"@en .
"""
PREFIXES = """
PREFIX x: <http://x/> PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX ct: <https://w3id.org/ct56kg/ns#>
"""
LEAD = "x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:property x:LEAD . x:LEAD sh:path x:lead ; sh:maxCount 1 {} ."


def parsed(text):
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


def found(rules, data=DATA, lang="vi", engine="auto", label=lambda term: term.value.removeprefix("http://x/")):
    return check(parsed(data), parsed(rules), lang, label, engine)


def query(text, extra=""):
    return f'x:Q a sh:NodeShape ; sh:targetClass x:Task {extra} ; sh:sparql [ sh:select """{text}""" ] .'


def test_the_code_is_the_last_part_of_the_rule():
    assert [(f.code, f.rule, f.component, f.focus, f.path, f.value) for f in found(LEAD.format(""))] == [
        ("LEAD", "http://x/LEAD", "MaxCountConstraintComponent", "<http://x/t2>", "<http://x/lead>", None)
    ]


def test_an_anonymous_shape_is_called_after_the_nearest_named_one():
    rules = (
        "x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:property [ sh:path x:lead ; sh:node [ sh:class x:Body ] ] ."
    )
    (finding,) = found(rules)
    assert (finding.code, finding.rule, finding.value) == ("S-NodeConstraintComponent", "http://x/S", "<http://x/b2>")


@pytest.mark.parametrize(("lang", "words"), [("vi", "t2: một lead thôi"), ("en", "t2: only one lead")])
def test_a_rule_speaks_the_readers_language_and_names_things(lang, words):
    message = '; sh:message "{$this}: một {?path} thôi"@vi , "{$this}: only one {?path}"@en'
    assert [f.message for f in found(LEAD.format(message), lang=lang)] == [words]


def test_where_a_language_is_missing_vietnamese_stands():
    assert found(LEAD.format('; sh:message "chỉ một"@vi'), lang="en")[0].message == "chỉ một"


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_every_variable_of_a_query_can_stand_in_the_message(engine):
    rules = query("SELECT $this ?value ?due WHERE { $this x:lead ?value ; x:due ?due }").replace(
        "] .",
        '; sh:message "{$this} giao {?value} trước {?due}"@vi ; sh:prefixes x: ] . x: sh:declare '
        '[ sh:prefix "x" ; sh:namespace "http://x/" ] .',
    )
    assert sorted(f.message for f in found(rules, engine=engine)) == [
        "t2 giao b1 trước 2024-05-01",
        "t2 giao b2 trước 2024-05-01",
    ]


def test_a_core_rule_without_words_has_default_ones_in_both_languages():
    assert found(LEAD.format(""))[0].message == "t2: lead có nhiều hơn 1 giá trị."
    assert found(LEAD.format(""), lang="en")[0].message == "t2: too many values of lead (at most 1)."


def test_every_component_of_shacl_core_has_default_words():
    from ct56kg.base.words import area

    components = (
        "Class Datatype NodeKind MinCount MaxCount MinExclusive MinInclusive MaxExclusive MaxInclusive MinLength "
        "MaxLength Pattern LanguageIn UniqueLang Equals Disjoint LessThan LessThanOrEquals Not And Or Xone Node "
        "QualifiedMinCount QualifiedMaxCount Closed HasValue In SPARQL"
    )
    words = area("check")
    assert [c for c in components.split() if not {"vi", "en"} <= words[f"{c}ConstraintComponent"].keys()] == []


@pytest.mark.parametrize(
    ("severity", "expected"), [("sh:Warning", "warning"), ("sh:Info", "info"), ("x:Odd", "violation")]
)
def test_an_unknown_severity_is_a_violation(severity, expected):
    assert found(LEAD.format(f"; sh:severity {severity}"))[0].severity == expected


def test_a_rule_can_say_that_it_cannot_decide():
    assert found(LEAD.format("; ct:undecided true"))[0].undecided
    assert not found(LEAD.format(""))[0].undecided


def test_labels_of_thing_and_value_travel_with_the_finding():
    rules = "x:S a sh:NodeShape ; sh:targetSubjectsOf x:lead ; sh:property [ sh:path x:lead ; sh:in ( x:b1 ) ] ."
    assert found(rules)[0].labels == {"focus": "t2", "value": "b2"}


def test_findings_do_not_depend_on_the_order_of_triples():
    rules, data = parsed(LEAD.format("") + query("SELECT $this WHERE { $this <http://x/lead> ?x }")), parsed(DATA)
    expected = check(data, rules, "vi", str)
    for seed in range(5):
        Random(seed).shuffle(data)
        Random(seed).shuffle(rules)
        assert check(data, rules, "vi", str) == expected


FORBIDDEN = {
    "MINUS": "SELECT $this WHERE { $this ?p ?o MINUS { $this <http://x/lead> ?o } }",
    "VALUES": "SELECT $this WHERE { VALUES ?o { 1 } $this ?p ?o }",
    "VALUES at the end": "SELECT $this WHERE { $this ?p ?o } VALUES ?o { 1 }",
    "SERVICE": "SELECT $this WHERE { SERVICE <http://x/> { $this ?p ?o } }",
    "a nested SELECT without $this": "SELECT $this WHERE { $this ?p ?o { SELECT ?o WHERE { ?o ?q ?r } } }",
    "AS $this": "SELECT $this WHERE { ?x ?p ?o BIND(?x AS ?this) }",
}


@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_shacl_forbids_in_a_query_is_refused(text):
    with pytest.raises(CtError) as caught:
        found(query(text))
    assert caught.value.code == "SHACL-02"
    assert "x/Q" in caught.value.say("en")


def test_a_query_that_is_switched_off_is_not_looked_at():
    rules = query(FORBIDDEN["MINUS"]).replace("[ sh:select", "[ sh:deactivated true ; sh:select")
    assert found(rules) == ()


ILL_FORMED = {
    "two paths": "x:S sh:targetClass x:Task ; sh:path x:a , x:b ; sh:minCount 1 .",
    "a literal as path": 'x:S sh:targetClass x:Task ; sh:path "a" ; sh:minCount 1 .',
    "a path of one part": "x:S sh:targetClass x:Task ; sh:path ( x:a ) ; sh:minCount 1 .",
    "a count that is no integer": 'x:S sh:targetClass x:Task ; sh:path x:a ; sh:minCount "1" .',
    "a count without a path": "x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:minCount 1 .",
    "an endless list": "x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:in _:l . "
    "_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
    "a broken regular expression": 'x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:pattern "(" .',
    "two datatypes": "x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:datatype xsd:date , xsd:integer .",
}


@pytest.mark.parametrize("rules", ILL_FORMED.values(), ids=ILL_FORMED)
def test_a_rule_that_is_not_well_formed_is_refused_by_name(rules):
    with pytest.raises(CtError) as caught:
        found(rules)
    assert caught.value.code == "SHACL-01"


def test_the_shapes_graph_cannot_be_asked():
    with pytest.raises(CtError) as caught:
        found(query("SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }"))
    assert caught.value.code == "SHACL-04"


RECURSIVE = (
    "x:S a sh:NodeShape ; sh:targetClass x:Task ; sh:property [ sh:path x:next ; sh:node x:S ; sh:maxCount 1 ] ."
)


def test_a_recursive_rule_never_conforms_by_accident():
    with pytest.raises(CtError) as caught:
        found(RECURSIVE, "x:t1 a x:Task ; x:next x:t2 . x:t2 x:next x:t1 .")
    assert caught.value.code == "SHACL-03"


def test_a_recursive_rule_is_judged_where_the_data_do_not_go_round():
    chain = "x:t1 a x:Task . " + " ".join(f"x:t{i} x:next x:t{i + 1} ." for i in range(1, 9))
    assert found(RECURSIVE, chain) == ()
    assert [f.focus for f in found(RECURSIVE, chain + "x:t8 x:next x:t10 .")] == ["<http://x/t1>"]


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
def test_rules_nested_too_deep_are_refused_and_not_a_crash(engine):
    deep = " ".join(f"x:S{i} a sh:NodeShape ; sh:node x:S{i + 1} ." for i in range(3000))
    with pytest.raises(CtError) as caught:
        found(f"x:S0 sh:targetClass x:Task . {deep} x:S3000 a sh:NodeShape ; sh:class x:Body .", engine=engine)
    assert caught.value.code in ("SHACL-04", "SHACL-05")


def test_a_regular_expression_that_explodes_does_not_stop_the_check():
    rules = 'x:S a sh:NodeShape ; sh:targetNode "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" ; sh:pattern "^(a+)+$" .'
    assert [f.component for f in found(rules)] == ["PatternConstraintComponent"]

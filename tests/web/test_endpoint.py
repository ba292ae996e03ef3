"""The endpoint speaks the SPARQL 1.1 Protocol, refuses what is no question, and outlives every query."""

import csv
import io
import json
import threading
import time
import urllib.parse
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6)) + " }"


@pytest.fixture(scope="module")
def quick(start):
    with start("--seconds", "1.5") as server:
        yield server


def number(reply):
    return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])


def form(**params):
    return urllib.parse.urlencode(params).encode()


def test_get_form_and_direct_post_give_the_same_answer(server):
    answers = [
        server.sparql(COUNT),
        server("/sparql", "application/sparql-results+json", form(query=COUNT), FORM),
        server("/sparql", "application/sparql-results+json", COUNT.encode(), DIRECT),
        server("/sparql", "application/sparql-results+json", form(query=COUNT), FORM + "; charset=utf-8"),
    ]
    assert {(a.status, a.body) for a in answers} == {(200, answers[0].body)}
    assert number(answers[0]) > 300


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html, text/csv;q=0.4", "text/csv"),
    ],
)
def test_a_table_comes_in_the_format_that_is_wanted(server, accept, kind):
    assert server.sparql(COUNT, accept).kind == kind


def test_every_format_of_a_table_says_the_same(server):
    query = 'SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) { (<http://x/1> "Thành ủy <&>"@vi 7) (UNDEF "=1+1" true) } }'
    rows = json.loads(server.sparql(query).body)["results"]["bindings"]
    assert rows[0]["b"] == {"type": "literal", "value": "Thành ủy <&>", "xml:lang": "vi"}
    assert "a" not in rows[1]
    root = ET.fromstring(server.sparql(query, "application/sparql-results+xml").body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [v.get("name") for v in root.iter(space + "variable")] == ["a", "b", "c"]
    assert [x.text for x in root.iter(space + "literal")] == ["Thành ủy <&>", "7", "=1+1", "true"]
    table = list(csv.reader(io.StringIO(server.sparql(query, "text/csv").text)))
    assert table == [["a", "b", "c"], ["http://x/1", "Thành ủy <&>", "7"], ["", "'=1+1", "true"]]
    exact = server.sparql(query, "text/tab-separated-values").text.splitlines()
    assert exact[2].startswith('\t"=1+1"\t')


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_a_graph_comes_in_every_format_with_the_same_triples(server, accept, syntax):
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40"
    reply = server.sparql(query, accept)
    assert reply.kind == accept
    assert {q.triple for q in ox.parse(reply.body, format=syntax)} == {
        q.triple for q in ox.parse(server.sparql(query, "text/turtle").body, format=ox.RdfFormat.TURTLE)
    }


def test_yes_or_no_comes_as_json_and_xml(server):
    assert json.loads(server.sparql("ASK { ?s ?p ?o }").body)["boolean"] is True
    xml = server.sparql("ASK { <http://no/> ?p ?o }", "application/sparql-results+xml")
    assert "<boolean>false</boolean>" in xml.text


def test_a_format_nobody_writes_is_not_acceptable(server):
    assert server.sparql(COUNT, "image/png").status == 406
    assert server.sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", "text/csv").status == 406


def test_without_a_query_the_service_describes_itself(server):
    reply = server("/sparql", "text/turtle")
    quads = list(ox.parse(reply.body, format=ox.RdfFormat.TURTLE))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {(q.predicate.value.removeprefix(sd), str(q.object)) for q in quads}
    assert ("endpoint", f"<{server.address}/sparql>") in said
    assert ("supportedLanguage", f"<{sd}SPARQL11Query>") in said
    graphs = {q.object.value for q in quads if q.predicate.value == sd + "name"}
    asked = json.loads(server.sparql("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").body)
    assert graphs == {row["g"]["value"] for row in asked["results"]["bindings"]}


def test_a_browser_without_a_query_is_led_to_the_editor(server):
    reply = server("/sparql", "text/html,application/xhtml+xml", follow=False)
    assert reply.status == 303
    assert reply.headers["location"].endswith("/sparql")


def test_the_date_and_the_statuses_of_the_answer_can_be_named(server):
    plain, more = server.sparql(COUNT), server.sparql(COUNT, **{"with": "synthetic", "as-of": "07/03/2023"})
    assert number(more) > number(plain)
    assert more.headers["x-ct56kg-as-of"] == "2023-03-07"
    assert plain.headers["x-ct56kg-state"] == more.headers["x-ct56kg-state"]
    assert len(plain.headers["x-ct56kg-state"]) == 64


def test_a_named_dataset_holds_its_graphs_only_and_each_triple_once(server):
    base = "https://w3id.org/ct56kg/dossier/56-ctr-tu/data/stated/"
    one = number(server.sparql(COUNT, **{"default-graph-uri": base + "body"}))
    assert 0 < one < number(server.sparql(COUNT))
    twice = urllib.parse.urlencode([("query", COUNT)] + [("default-graph-uri", base + "body")] * 2)
    assert number(server("/sparql?" + twice)) == one
    names = server.sparql(
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }",
        **{"default-graph-uri": base + "body", "named-graph-uri": base + "directive"},
    )
    assert [row["g"]["value"] for row in json.loads(names.body)["results"]["bindings"]] == [base + "directive"]
    assert number(server.sparql(COUNT, **{"named-graph-uri": base + "directive"})) == 0
    inside = f"SELECT (COUNT(*) AS ?n) FROM <{base}body> FROM <{base}body> WHERE {{ ?s ?p ?o }}"
    assert number(server.sparql(inside)) == one
    other = server.sparql(inside, **{"default-graph-uri": base + "directive"})
    assert number(other) == number(server.sparql(COUNT, **{"default-graph-uri": base + "directive"}))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "QUERY-34"),
        ("SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "QUERY-34"),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "QUERY-35"),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> WHERE { GRAPH ?g { ?s ?p ?o } }", "QUERY-35"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "QUERY-33"),
        ("LOAD <http://127.0.0.1:9/>", "QUERY-33"),
        ("SELECT * WHERE " + "{" * 2500 + "?s ?p ?o" + "}" * 2500, "QUERY-31"),
        ("SELECT * WHERE { ?s ?p ?o } #" + "x" * 33_000, "QUERY-30"),
        ("SELECT * WHERE { ?s ?p }", "QUERY-20"),
    ],
)
def test_what_may_not_be_asked_is_refused_before_it_runs(server, query, code):
    reply = server("/sparql", data=query.encode(), kind=DIRECT)
    assert 400 <= reply.status < 500
    assert reply.headers["x-ct56kg-error"] == code
    assert reply.text.startswith(f"[{code}]")


@pytest.mark.parametrize(
    ("method", "query_string", "kind", "body", "status"),
    [
        ("PUT", "", DIRECT, b"ASK {}", 405),
        ("GET", "query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, None, 400),
        ("POST", "", FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
        ("POST", "", "text/plain", b"ASK {}", 415),
        ("POST", "", FORM, b"ASK%20%7B%7D", 400),
        ("POST", "", "application/sparql-update", b"CLEAR ALL", 403),
        ("POST", "", FORM, b"update=CLEAR%20ALL", 403),
        ("POST", "", DIRECT, 'SELECT * { ?s ?p "\xe9" }'.encode("latin-1"), 400),
        ("POST", "", FORM, b"query=%FF", 400),
        ("GET", "query=ASK%20%7B", None, None, 400),
        ("POST", "", DIRECT, b"x" * 200_000, 413),
    ],
)
def test_what_is_no_query_of_the_protocol_is_refused(server, method, query_string, kind, body, status):
    path = "/sparql" + ("?" + query_string if query_string else "")
    assert server(path, data=body, kind=kind, method=method).status == status


def test_a_runaway_query_is_killed_in_time_and_says_which_limit(quick):
    begun = time.perf_counter()
    reply = quick.sparql(SLOW, lang="en")
    assert time.perf_counter() - begun < 30  # without the limit it would take hours
    assert reply.status == 503
    assert reply.text.startswith("[QUERY-40] The query ran longer than 1.5 seconds")


@pytest.mark.long
def test_pages_and_queries_stay_quick_beside_four_runaways(quick):
    codes = []
    runaways = [threading.Thread(target=lambda: codes.append(quick.sparql(SLOW).status)) for _ in range(4)]
    for thread in runaways:
        thread.start()
    waits = []
    while any(thread.is_alive() for thread in runaways):
        begun = time.perf_counter()
        assert quick("/health").status == 200
        waits.append(time.perf_counter() - begun)
        time.sleep(0.02)
    assert codes == [503] * 4
    assert sorted(waits)[int(len(waits) * 0.95)] < 0.2
    assert number(quick.sparql(COUNT)) > 300


def test_a_query_that_wants_all_memory_says_so(quick):
    greedy = (
        'SELECT ?x WHERE { BIND("'
        + "x" * 20_000
        + '" AS ?a) '
        + " ".join(f"BIND(CONCAT(?{chr(97 + i)}, ?{chr(97 + i)}) AS ?{chr(98 + i)})" for i in range(18))
        + " BIND(?s AS ?x) }"
    )
    reply = quick.sparql(greedy)
    assert reply.status == 503
    assert reply.headers["x-ct56kg-error"] in ("QUERY-41", "QUERY-40")
    assert number(quick.sparql(COUNT)) > 300


def test_too_many_rows_are_refused_and_said(server):
    reply = server.sparql("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }")
    assert reply.headers["x-ct56kg-error"] == "QUERY-42"


def test_another_website_is_not_answered(server):
    asked = "/sparql?" + urllib.parse.urlencode({"query": COUNT})
    assert server(asked, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors").status == 403
    assert server(asked, Host="evil.example").status == 403
    assert server("/sparql", data=form(query=COUNT), kind=FORM, Origin="http://evil.example").status == 403
    assert "access-control-allow-origin" not in server(asked, Origin="http://evil.example").headers


def test_no_answer_lets_a_foreign_script_run(server):
    for path in ("/", "/sparql", "/nowhere", "/sparql?query=x"):
        policy = server(path).headers["content-security-policy"]
        rules = {part.split()[0]: part.split()[1:] for part in policy.split(";")}
        assert rules["script-src"] == ["'self'"]
        assert rules["default-src"] == ["'none'"]

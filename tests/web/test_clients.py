"""Clients that others wrote, and the W3C protocol tests driven by our own, get what they expect."""

import json
import urllib.parse

import pytest

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
DATA = "http://kasei.us/2009/09/sparql/data/"
PREFIX = f"PREFIX d: <{DATA}> PREFIX x: <http://example.org/> "
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
TABLES = ("application/sparql-results+xml", "application/sparql-results+json")
GRAPHS = ("application/rdf+xml", "text/turtle", "application/n-triples")


@pytest.fixture(scope="module")
def data(start, tmp_path_factory):
    """A server over the graphs that the W3C protocol tests name (SPARQL 1.1 test suite, `protocol`)."""
    folder = tmp_path_factory.mktemp("protocol")
    graphs = "\n".join(
        f"<{DATA}data{n}.rdf> {{ <http://example.org/s{n}> a <http://example.org/C{n}> }}" for n in range(4)
    )
    (folder / "data.trig").write_text(graphs, "utf-8")
    config = '[dossier]\ntitle = "Protocol"\niri = "http://example.org/"\nextends = "none"\ndata = ["data.trig"]\n'
    (folder / "ct56kg.toml").write_text(config, "utf-8")
    with start("--dossier", folder) as server:
        yield server


def asked(*pairs):
    return urllib.parse.urlencode(pairs)


def said(reply):
    return json.loads(reply.body)["boolean"]


def test_sparqlwrapper_reads_tables_graphs_and_booleans(server):
    from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(server.address + "/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    number = client.queryAndConvert()["results"]["bindings"][0]["n"]["value"]
    client.setReturnFormat(XML)
    assert number in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().split() == ["n", number]
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == number
    client.setRequestMethod(POSTDIRECTLY)
    client.setQuery("ASK { ?s ?p ?o }")
    assert client.queryAndConvert()["boolean"] is True
    client.setQuery("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")
    client.setReturnFormat(TURTLE)
    assert b"@prefix" in client.queryAndConvert() or client.queryAndConvert()


def test_rdflib_reads_tables_graphs_and_booleans(server):
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(server.address + "/sparql", method=method))
        assert int(next(iter(graph.query(COUNT)))[0]) > 300
        assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
        body = URIRef("https://w3id.org/ct56kg/id/body/b07")
        assert "Ban Tuyên giáo Thành ủy" in {
            str(o) for o in graph.objects(body, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
        }
        made = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5")
        assert len(made.graph) == 5


def test_query_get(data):
    assert data("/sparql?" + asked(("query", "ASK {}")), ", ".join(TABLES)).status == 200


def test_query_post_form(data):
    assert said(data("/sparql", "application/sparql-results+json", asked(("query", "ASK {}")).encode(), FORM))


def test_query_post_direct(data):
    assert said(data("/sparql", "application/sparql-results+json", b"ASK {}", DIRECT))


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_query_dataset_default_graphs(data, way):
    query = PREFIX + "ASK { x:s1 a ?a . x:s2 a ?b FILTER NOT EXISTS { x:s3 ?p ?o } }"
    graphs = [("default-graph-uri", DATA + "data1.rdf"), ("default-graph-uri", DATA + "data2.rdf")]
    assert said(_sent(data, way, query, graphs))


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_query_dataset_named_graphs(data, way):
    query = PREFIX + "ASK { GRAPH ?g { x:s1 a ?a } GRAPH d:data2.rdf { ?s a ?b } FILTER NOT EXISTS { ?x ?y ?z } }"
    graphs = [("named-graph-uri", DATA + "data1.rdf"), ("named-graph-uri", DATA + "data2.rdf")]
    assert said(_sent(data, way, query, graphs))


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_query_dataset_full(data, way):
    query = PREFIX + "ASK { x:s3 a ?t GRAPH ?g { x:s1 a ?a } FILTER NOT EXISTS { GRAPH ?g { x:s3 a ?u } } }"
    graphs = [("default-graph-uri", DATA + "data3.rdf"), *(("named-graph-uri", f"{DATA}data{n}.rdf") for n in (1, 2))]
    assert said(_sent(data, way, query, graphs))


def test_query_multiple_dataset(data):
    """The dataset of the request stands above that of the query (2.1.4)."""
    query = PREFIX + "ASK FROM d:data3.rdf { GRAPH ?g { x:s1 a ?a } FILTER NOT EXISTS { x:s3 ?p ?o } }"
    graphs = [("default-graph-uri", DATA + "data2.rdf"), ("named-graph-uri", DATA + "data1.rdf")]
    assert said(_sent(data, "get", query, graphs))


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", TABLES),
        ("ASK {}", TABLES),
        ("DESCRIBE <http://example.org/s1>", GRAPHS),
        ("CONSTRUCT { <s:s> <p:p> 1 } WHERE {}", GRAPHS),
    ],
)
def test_query_content_type(data, query, kinds):
    reply = data("/sparql", ", ".join(kinds), asked(("query", query)).encode(), FORM)
    assert reply.status == 200 and reply.kind in kinds


@pytest.mark.parametrize(
    ("method", "path", "kind", "body"),
    [
        ("PUT", "/sparql?" + asked(("query", "ASK {}")), None, None),
        ("GET", "/sparql?" + asked(("query", "ASK {}"), ("query", "SELECT * {}")), None, None),
        ("POST", "/sparql", "text/plain", b"ASK {}"),
        ("POST", "/sparql", "application/octet-stream", asked(("query", "ASK {}")).encode()),
        ("POST", "/sparql", "application/octet-stream", b"ASK {}"),
        ("POST", "/sparql", DIRECT + "; charset=UTF-16", "ASK {}".encode("utf-16")),
        ("GET", "/sparql?" + asked(("query", "ASK {")), None, None),
    ],
    ids=[
        "bad_query_method",
        "bad_multiple_queries",
        "bad_query_wrong_media_type",
        "bad_query_missing_form_type",
        "bad_query_missing_direct_type",
        "bad_query_non_utf8",
        "bad_query_syntax",
    ],
)
def test_bad_query(data, method, path, kind, body):
    assert 400 <= data(path, data=body, kind=kind, method=method).status < 500


def _sent(server, way, query, graphs):
    accept = "application/sparql-results+json"
    if way == "get":
        return server("/sparql?" + asked(("query", query), *graphs), accept)
    if way == "form":
        return server("/sparql", accept, asked(("query", query), *graphs).encode(), FORM)
    return server("/sparql?" + asked(*graphs), accept, query.encode(), DIRECT)

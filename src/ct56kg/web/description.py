"""What the endpoint says of itself: SPARQL 1.1 Service Description, with the graphs and their status of knowledge."""

from __future__ import annotations

from importlib.metadata import version

from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import RDF, XSD
from ct56kg.graph.answers import graph_from_text
from ct56kg.web.edition import Reader
from ct56kg.web.negotiation import GRAPHS, TABLES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
VOID = "http://rdfs.org/ns/void#"
TITLE = "http://purl.org/dc/terms/title"
_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "rdf": "RDF_XML",
}
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_GRAPHS = """
SELECT ?g ?status (COUNT(*) AS ?n) WHERE {
  GRAPH ?g { ?s ?p ?o }
  OPTIONAL { ?g <https://w3id.org/ct56kg/ns#status> ?status }
} GROUP BY ?g ?status ORDER BY ?g
"""


def service_description(reader: Reader, address: str, style: str, hashed: str) -> bytes:
    """Describe the endpoint at an address, in one of the formats of graphs."""
    service, data, default = f"{address}#service", f"{address}#dataset", f"{address}#default"
    lines = [
        _line(service, RDF + "type", iri(SD + "Service")),
        _line(service, SD + "endpoint", iri(address)),
        _line(service, SD + "supportedLanguage", iri(SD + "SPARQL11Query")),
        _line(service, SD + "defaultDataset", iri(data)),
        _line(service, "http://purl.org/dc/terms/hasVersion", Term("literal", f"ct56kg {version('ct56kg')}")),
        _line(data, RDF + "type", iri(SD + "Dataset")),
        _line(data, "http://purl.org/dc/terms/identifier", Term("literal", f"sha256:{hashed}")),
        _line(data, SD + "defaultGraph", iri(default)),
        _line(default, RDF + "type", iri(SD + "Graph")),
        _line(default, VOID + "triples", _number(reader.store.select(_COUNT).rows[0][0])),
    ]
    titles = reader.dossier.titles or (("vi", reader.dossier.title),)
    lines += [_line(data, TITLE, Term("literal", title, language=lang)) for lang, title in titles]
    lines += [_line(service, SD + "resultFormat", iri(FORMATS + _FORMATS[name])) for name in (*TABLES, *GRAPHS)]
    for place, (name, status, number) in enumerate(reader.store.select(_GRAPHS)):
        if name is None:
            continue
        entry, graph = f"{address}#named-{place}", f"{address}#graph-{place}"
        lines += [
            _line(data, SD + "namedGraph", iri(entry)),
            _line(entry, RDF + "type", iri(SD + "NamedGraph")),
            _line(entry, SD + "name", name),
            _line(entry, SD + "graph", iri(graph)),
            _line(graph, RDF + "type", iri(SD + "Graph")),
            _line(graph, VOID + "triples", _number(number)),
        ]
        if status is not None:
            lines.append(_line(graph, "https://w3id.org/ct56kg/ns#status", status))
    prefixes = {**reader.prefixes, "sd": SD, "void": VOID, "formats": FORMATS}
    return graph_from_text("\n".join(lines), style, prefixes)


def _line(subject: str, predicate: str, value: Term) -> str:
    return f"<{subject}> <{predicate}> {value.n3()} ."


def _number(value: Term | None) -> Term:
    return Term("literal", value.value if value else "0", XSD + "integer")

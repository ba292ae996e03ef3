"""Names of the vocabulary that code needs; a test proves that each is declared in `ontology/`."""

from __future__ import annotations

CT = "https://w3id.org/ct56kg/ns#"
RULE = "https://w3id.org/ct56kg/rule/"
SCHEME = "https://w3id.org/ct56kg/scheme/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

STATUSES = ("stated", "external", "inferred", "hypothesis", "synthetic")
"""Status of knowledge, which is also the name of the folder under `data/` that holds it."""

ALWAYS_LOADED = frozenset({"stated", "external", "inferred"})
"""What speaks without being asked: the source, other sources, and what follows from them with its premises."""

VOCABULARY = "https://w3id.org/ct56kg/ontology/"
"""With what the names of the vocabulary's own graphs begin."""

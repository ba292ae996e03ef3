"""What stock pySHACL reports, through its public door, in the form of findings that must be equal."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

SH = "http://www.w3.org/ns/shacl#"
FORMS = {"inversePath": "^{}", "zeroOrMorePath": "{}*", "oneOrMorePath": "{}+", "zeroOrOnePath": "{}?"}


def stock(data, shapes):
    """Validate with `pyshacl.validate` and count (focus, path, component, value)."""
    import logging

    import pyshacl
    from rdflib import URIRef

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    _, report, _ = pyshacl.validate(graph(data), shacl_graph=graph(shapes))
    if isinstance(report, Exception):
        raise report
    found = Counter()
    for result in report.objects(None, URIRef(SH + "result")):
        one = {str(p).removeprefix(SH): o for p, o in report.predicate_objects(result)}
        path = one.get("resultPath")
        found[
            n3(one["focusNode"]),
            None if path is None else path_of(report, path),
            str(one["sourceConstraintComponent"]).removeprefix(SH),
            n3(one["value"]) if "value" in one else None,
        ] += 1
    return found


def graph(triples):
    """Turn triples into an rdflib graph, literals as written."""
    from rdflib import Graph

    made = Graph()
    for t in triples:
        made.add((node(t.subject), node(t.predicate), node(t.object)))
    return made


def node(term):
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value.endswith("#string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)


def n3(term):
    from rdflib import BNode, URIRef

    if isinstance(term, URIRef):
        return str(ox.NamedNode(str(term)))
    if isinstance(term, BNode):
        return f"_:{term}"
    if term.language:
        return str(ox.Literal(str(term), language=str(term.language)))
    return str(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None))


def path_of(report, path, inner=False):
    """Write a path of a report as SPARQL, its compound parts in brackets."""
    from rdflib import RDF, URIRef

    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in report:
        text = "/".join(path_of(report, item, True) for item in report.items(path))
        return f"({text})" if inner else text
    for name, form in FORMS.items():
        for value in report.objects(path, URIRef(SH + name)):
            text = form.format(path_of(report, value, True))
            return f"({text})" if inner else text
    for value in report.objects(path, URIRef(SH + "alternativePath")):
        text = "|".join(path_of(report, item, True) for item in report.items(value))
        return f"({text})" if inner else text
    raise AssertionError(path)

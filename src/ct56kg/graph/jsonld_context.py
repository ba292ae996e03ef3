"""The JSON-LD context of our vocabulary: short names for its terms, made from the ontology and kept as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from ct56kg.base.resources import builtin_root
from ct56kg.base.terms import CT, RDF, RDFS, SKOS, XSD

REMARK = "_remark"
"""A member that readers skip, for its name is mapped to nothing: what a file does not carry."""

LANGUAGES: dict[str, str] = {"@container": "@language"}
IDS: dict[str, str] = {"@type": "@id"}

_OA = "http://www.w3.org/ns/oa#"
_LABELS = ("label", "comment", "isDefinedBy", "subClassOf", "subPropertyOf", "domain", "range")
_NAMES = ("prefLabel", "altLabel", "definition", "notation", "inScheme", "closeMatch")
_BORROWED = {
    **{name: RDFS + name for name in _LABELS},
    **{name: SKOS + name for name in _NAMES},
    **{name: _OA + name for name in ("exact", "start", "end")},
}
_TEXTS = ("label", "comment", "prefLabel", "altLabel", "definition")
_LINKS = ("isDefinedBy", "subClassOf", "subPropertyOf", "domain", "range", "inScheme", "closeMatch")


def context_file() -> bytes:
    """Give the file of the context, `alignment/context.jsonld`, for others to use."""
    return (builtin_root() / "alignment" / "context.jsonld").read_bytes()


def kept_context() -> dict[str, Any]:
    """Read the context from its file."""
    found: dict[str, Any] = json.loads(context_file())["@context"]
    return found


def vocabulary_context(ontology: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Make the context from classes, properties and ranges; a test holds the file to it."""
    kinds: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    for triple in ontology:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode) and subject.value.startswith(CT):
            if triple.predicate.value == RDF + "type":
                kinds.setdefault(subject.value, set()).add(value.value.rsplit("#", 1)[-1])
            elif triple.predicate.value == RDFS + "range":
                ranges[subject.value] = value.value
    context: dict[str, Any] = {"id": "@id", "type": "@type", REMARK: None, **dict(sorted(prefixes.items()))}
    for name, full in _BORROWED.items():
        extra = LANGUAGES if name in _TEXTS else IDS if name in _LINKS else {}
        context[name] = _term(short(full, prefixes), extra)
    for full, kind in sorted(kinds.items()):
        code = short(full, prefixes)
        name = full.removeprefix(CT)
        name = code if name in prefixes else name  # `role` is the prefix of the roles, so the property is `ct:role`
        if "Class" in kind:
            context[name] = code
        elif "ObjectProperty" in kind:
            context[name] = _term(code, IDS)
        elif "DatatypeProperty" in kind:
            context[name] = _term(code, _typed(ranges.get(full, XSD + "string"), prefixes))
    return {"@context": context}


def _typed(datatype: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    if datatype == RDF + "langString":
        return LANGUAGES
    return {} if datatype == XSD + "string" else {"@type": short(datatype, prefixes)}


def _term(code: str, extra: dict[str, str]) -> str | dict[str, str]:
    return {"@id": code, **extra} if extra else code


def short(full: str, prefixes: Mapping[str, str]) -> str:
    """Shorten an IRI with the longest prefix that JSON-LD lets stand for it, or leave it.

    >>> short("http://www.w3.org/ns/org#Post", {"org": "http://www.w3.org/ns/org#"})
    'org:Post'
    """
    best, name = 0, ""
    for prefix, space in prefixes.items():
        usable = space.endswith(("/", "#", ":", "?")) and not full.startswith("//", len(space))
        if usable and best < len(space) < len(full) and full.startswith(space):
            best, name = len(space), prefix
    return f"{name}:{full[best:]}" if best else full

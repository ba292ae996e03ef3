"""N-Triples as text: one line a triple, written as fast as Python joins strings."""

from collections.abc import Iterable
from datetime import date

NATION = "https://w3id.org/ct56kg/example/national/id/"
CT = "https://w3id.org/ct56kg/ns#"
OA = "http://www.w3.org/ns/oa#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
RDFS_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_SCHEME = "https://w3id.org/ct56kg/scheme/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WRITTEN = {"a": RDF_TYPE, "label": RDFS_LABEL, **{name: f"<{OA}{name}>" for name in ("exact", "start", "end")}}


def predicate(name: str) -> str:
    """Write a predicate: `a`, `label`, three of Web Annotation, else one of the model's own."""
    return _WRITTEN.get(name) or _WRITTEN.setdefault(name, f"<{CT}{name}>")


def ct(name: str) -> str:
    """Write a term of the model."""
    return f"<{CT}{name}>"


def concept(name: str) -> str:
    """Write an entry of a closed list, such as `role/lead`."""
    return f"<{_SCHEME}{name}>"


def node(name: str) -> str:
    """Write a thing of the made-up nation."""
    return f"<{NATION}{name}>"


def plain(text: str) -> str:
    """Write text without a language; it must need no escaping."""
    return f'"{text}"'


def vi(text: str) -> str:
    """Write Vietnamese text."""
    return f'"{text}"@vi'


def en(text: str) -> str:
    """Write English text."""
    return f'"{text}"@en'


def day(value: date) -> str:
    """Write a date."""
    return f'"{value.isoformat()}"^^<{_XSD}date>'


def number(value: int) -> str:
    """Write an integer."""
    return f'"{value}"^^<{_XSD}integer>'


def about(subject: str, said: Iterable[tuple[str, str]]) -> str:
    """Write what is said of one subject, by pairs of the predicate's name and a written term."""
    return "".join([f"{subject} {_WRITTEN.get(name) or predicate(name)} {value} .\n" for name, value in said])

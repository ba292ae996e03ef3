"""What a rule says of itself: name, reason, basis, remedy, example; read from the shapes, never from code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.base.terms import CT, RDFS, SH, SKOS

_TEXTS = {
    RDFS + "label": "title",
    RDFS + "comment": "why",
    SH + "message": "message",
    CT + "remedy": "remedy",
    SKOS + "example": "example",
}
_BASIS = "http://purl.org/dc/terms/source"


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule; `texts` maps title, why, message, remedy, example to a text per language."""

    iri: str
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    severity: str = "violation"

    @property
    def code(self) -> str:
        """Give the last part of the rule's IRI."""
        return code_of(self.iri)

    def text(self, kind: str, lang: str) -> str:
        """Give one of its texts, in Vietnamese where the language is missing, else nothing."""
        known = self.texts.get(kind, {})
        return known.get(lang) or known.get("vi") or known.get("") or next(iter(known.values()), "")


def code_of(iri: str) -> str:
    """Give the last part of an IRI.

    >>> code_of("https://w3id.org/ct56kg/rule/ASG-01")
    'ASG-01'
    """
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def read_rules(shapes: Iterable[ox.Triple]) -> dict[str, Rule]:
    """Collect what the shapes say of themselves, by IRI; only things with a message or a comment are rules."""
    texts: dict[str, dict[str, dict[str, str]]] = {}
    basis: dict[str, list[str]] = {}
    severity: dict[str, str] = {}
    for triple in shapes:
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
        if predicate in _TEXTS and isinstance(value, ox.Literal):
            texts.setdefault(subject, {}).setdefault(_TEXTS[predicate], {})[value.language or ""] = value.value
        elif predicate == _BASIS:
            basis.setdefault(subject, []).append(value.value if not isinstance(value, ox.Triple) else str(value))
        elif predicate == SH + "severity" and isinstance(value, ox.NamedNode):
            severity[subject] = code_of(value.value).lower()
    return {
        iri: Rule(iri, known, tuple(sorted(basis.get(iri, ()))), severity.get(iri, "violation"))
        for iri, known in sorted(texts.items())
        if "message" in known or "why" in known
    }

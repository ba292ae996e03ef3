"""What a rule says of itself: name, reason, basis, remedy, example; read from the shapes, never from code.

What is judged outside SHACL (named graphs, the shapes themselves) has its words in `words/error.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.base.finding import SEVERITIES
from ct56kg.base.terms import CT, RDFS, RULE, SH, SKOS
from ct56kg.base.words import area

_TEXTS = {
    RDFS + "label": "title",
    RDFS + "comment": "why",
    SH + "message": "message",
    CT + "remedy": "remedy",
    SKOS + "example": "example",
}
_SEVERITIES = {SH + name.title(): name for name in SEVERITIES}
_BASIS = "http://purl.org/dc/terms/source"
_BESIDE_SHAPES = ("LINT-", "QUAD-")


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
            severity[subject] = _SEVERITIES.get(value.value, "violation")
    return {
        iri: Rule(iri, known, tuple(sorted(basis.get(iri, ()))), severity.get(iri, "violation"))
        for iri, known in sorted(texts.items())
        if "message" in known or "why" in known
    }


def all_rules(shapes: Iterable[ox.Triple]) -> dict[str, Rule]:
    """Give every rule that a finding may name, by IRI: those of the shapes, and what is judged beside them."""
    return {**_beside_shapes(), **read_rules(shapes)}


def titles(rules: Mapping[str, Rule], lang: str, otherwise: Callable[[str], str]) -> Callable[[str], str]:
    """Name rules by IRI in a language; `otherwise` names one that says nothing of itself."""

    def title(iri: str) -> str:
        known = rules.get(iri)
        return (known.text("title", lang) or known.code) if known else otherwise(iri)

    return title


def without_placeholders(template: str) -> str:
    """Show the placeholders of a message as dots.

    >>> without_placeholders("{focus}: {?value} of {{a,b}}")
    '…: … of {a,b}'
    """
    dotted = re.sub(r"(?<!\{)\{[?$]?\w+\}", "…", template)
    return dotted.replace("{{", "{").replace("}}", "}").replace("\n", " ")


def _beside_shapes() -> dict[str, Rule]:
    """Make rules of the words of what SHACL never sees."""
    rules = {}
    for code, words in area("error").items():
        if code.startswith(_BESIDE_SHAPES):
            texts = {
                kind: {lang: without_placeholders(words[f"{kind}_{lang}"]) for lang in ("vi", "en")}
                for kind in ("title", "why", "remedy")
            }
            texts["message"] = {lang: without_placeholders(words[lang]) for lang in ("vi", "en")}
            rules[RULE + code] = Rule(RULE + code, texts, severity=words.get("severity", "violation"))
    return rules

"""The pages of the vocabulary, for people who read law and not RDF: one page per file of `ontology/`.

Names and definitions first; the technical name last, in small. Everything is read from the ontology.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from ct56kg.base.resources import builtin_root
from ct56kg.base.terms import CT, RDF, RDFS, SKOS
from ct56kg.base.text import sort_key
from reference.labels import label, short, triples_of
from reference.markdown import Page, code, plain, say

FILES = ("document", "programme", "body", "assignment", "evidence", "amendment", "scheme")
"""The files of the ontology that define terms, in the order in which a reader meets them."""

_OWL = "http://www.w3.org/2002/07/owl#"
_DOMAIN = RDFS + "domain"
_CLASS, _CONCEPT, _SCHEME = _OWL + "Class", SKOS + "Concept", SKOS + "ConceptScheme"
_PLAIN = ("date", "gYearMonth", "integer", "boolean", "string", "langString", "Concept", "Property")
"""Kinds of value that have words of their own; the others are terms of the vocabulary."""


@dataclass(slots=True)
class Entry:
    """One term: the file that defines it, and what the ontology says of it, by predicate."""

    iri: str
    file: str
    said: dict[str, list[ox.Literal | ox.NamedNode]] = field(default_factory=dict)

    def links(self, predicate: str) -> list[str]:
        """Give the IRIs that a predicate leads to."""
        return sorted(value.value for value in self.said.get(predicate, ()) if isinstance(value, ox.NamedNode))

    def text(self, predicate: str, lang: str) -> str:
        """Give a text in a language, or a text without one."""
        for value in self.said.get(predicate, ()):
            if isinstance(value, ox.Literal) and (value.language or lang) == lang:
                return value.value
        return ""

    def is_a(self, kind: str) -> bool:
        """Say whether the term is of a kind."""
        return kind in self.links(RDF + "type")


@cache
def entries() -> dict[str, Entry]:
    """Give every term that the ontology defines, by IRI."""
    found: dict[str, Entry] = {}
    for name in FILES:
        for triple in triples_of(builtin_root() / "ontology" / f"{name}.ttl"):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal | ox.NamedNode):
                entry = found.setdefault(triple.subject.value, Entry(triple.subject.value, name))
                entry.said.setdefault(triple.predicate.value, []).append(triple.object)
    return {term: entry for term, entry in found.items() if RDFS + "isDefinedBy" in entry.said}


def pages(lang: str, _used: Mapping[str, list[str]]) -> dict[str, str]:
    """Make the pages."""
    index = Page(say("vocabulary", lang), say("vocabulary-about", lang))
    made = {}
    for name in FILES:
        title = say(f"vocabulary-{name}", lang)
        page = Page(title, say(f"vocabulary-{name}-about", lang))
        inside = [entry for entry in entries().values() if entry.file == name]
        (_lists if name == "scheme" else _classes)(page, inside, lang)
        made[f"vocabulary/{name}.md"] = page.text()
    index.table(
        (say("part", lang), say("meaning", lang)),
        ((f"[{say(f'vocabulary-{n}', lang)}]({n}.md)", say(f"vocabulary-{n}-about", lang)) for n in FILES),
    )
    index.heading(say("vocabulary-words", lang))
    index.table(
        (say("word", lang), say("definition", lang)),
        (
            (_link(entry.iri, lang, page=True), plain(entry.text(SKOS + "definition", lang)))
            for entry in _sorted(entries().values(), lang)
            if entry.is_a(_CLASS)
        ),
    )
    index.toctree(FILES, depth=1)
    made["vocabulary/index.md"] = index.text()
    return made


def _sorted(found: Iterable[Entry], lang: str) -> list[Entry]:
    return sorted(found, key=lambda entry: sort_key(label(entry.iri, lang)))


def _classes(page: Page, inside: list[Entry], lang: str) -> None:
    properties = [entry for entry in inside if not entry.is_a(_CLASS) and not entry.is_a(_CONCEPT)]
    for entry in _sorted((e for e in inside if e.is_a(_CLASS)), lang):
        _term(page, entry, lang)
        _properties(page, [one for one in properties if one.links(_DOMAIN) == [entry.iri]], lang)
    shared = [one for one in properties if not any(_stands_in(domain, one.file) for domain in one.links(_DOMAIN))]
    if shared:
        page.heading(say("vocabulary-shared", lang))
        _properties(page, shared, lang)
    named = [entry for entry in inside if not entry.is_a(_CLASS) and entry not in properties]
    for entry in _sorted(named, lang):
        _term(page, entry, lang)


def _stands_in(term: str, file: str) -> bool:
    return term in entries() and entries()[term].file == file


def _term(page: Page, entry: Entry, lang: str) -> None:
    page.heading(_name(entry.iri, lang), anchor=anchor(entry.iri))
    page.paragraph(plain(entry.text(SKOS + "definition", lang)))
    kinds = [_link(one, lang) for one in entry.links(RDFS + "subClassOf")]
    near = [code(short(one)) for one in entry.links(SKOS + "closeMatch")]
    technical = [f"{say('technical-name', lang)} {code(short(entry.iri))}"]
    if kinds:
        technical.append(f"{label(RDFS + 'subClassOf', lang)} {', '.join(kinds)}")
    if near:
        technical.append(f"{label(SKOS + 'closeMatch', lang)} {', '.join(near)}")
    page.paragraph("{.technical}\n" + " · ".join(technical))


def _properties(page: Page, found: list[Entry], lang: str) -> None:
    page.table(
        (say("recorded", lang), say("definition", lang), say("value", lang), say("technical", lang)),
        (
            (
                plain(_name(one.iri, lang)),
                plain(one.text(SKOS + "definition", lang)),
                ", ".join(_value(kind, lang) for kind in one.links(RDFS + "range")),
                f"[]{{#{anchor(one.iri)}}}{code(short(one.iri))}",
            )
            for one in _sorted(found, lang)
        ),
    )


def _lists(page: Page, inside: list[Entry], lang: str) -> None:
    for scheme in _sorted((entry for entry in inside if entry.is_a(_SCHEME)), lang):
        page.heading(_name(scheme.iri, lang), anchor=anchor(scheme.iri))
        page.paragraph(plain(scheme.text(SKOS + "definition", lang)))
        members = [entry for entry in inside if scheme.iri in entry.links(SKOS + "inScheme")]
        page.table(
            (say("name", lang), say("sign", lang), say("definition", lang), say("technical", lang)),
            (
                (
                    plain(_name(one.iri, lang)),
                    plain(one.text(SKOS + "notation", lang)),
                    plain(one.text(SKOS + "definition", lang)),
                    f"[]{{#{anchor(one.iri)}}}{code(short(one.iri))}",
                )
                for one in sorted(members, key=lambda one: (int(one.text(CT + "order", lang) or 0), one.iri))
            ),
        )


def anchor(term: str) -> str:
    """Give the address of a term on its page.

    Addresses do not tell large letters from small ones, hence the word in front.

    >>> anchor("https://w3id.org/ct56kg/ns#Duty"), anchor("https://w3id.org/ct56kg/ns#duty")
    ('concept-ct-duty', 'term-ct-duty')
    """
    kind = "concept" if term in entries() and entries()[term].is_a(_CLASS) else "term"
    return f"{kind}-{short(term).replace(':', '-').rstrip('-')}".lower()


def _name(term: str, lang: str) -> str:
    name = label(term, lang)
    return name[:1].upper() + name[1:]


def _link(term: str, lang: str, *, page: bool = False) -> str:
    if term not in entries():
        return code(short(term))
    return f"[{plain(_name(term, lang) if page else label(term, lang))}]({entries()[term].file}.md#{anchor(term)})"


def _value(kind: str, lang: str) -> str:
    name = kind.replace("#", "/").rpartition("/")[2]
    return _link(kind, lang) if kind in entries() or name not in _PLAIN else say(f"value-{name}", lang)

"""JSON-LD that a person can read: short names from a context, texts by language, every lexical form as it was.

A document carries the part of `alignment/context.jsonld` that it uses, so that nothing has to be fetched to read it;
other properties get definitions of their own where all their values are of one kind. What was written is read back, and
if one term differs the expanded form is written instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from ct56kg.base.terms import RDF, XSD
from ct56kg.graph.jsonld_context import IDS, LANGUAGES, REMARK, kept_context, short
from ct56kg.graph.turtle import serialized

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Definition = dict[str, str]


def to_jsonld(triples: Iterable[ox.Triple], prefixes: Mapping[str, str], remark: Iterable[str] = ()) -> bytes:
    """Write triples, in one order whatever the machine; `remark` says what the file does not carry."""
    ordered = sorted(set(triples), key=str)
    document = _Document(ordered, dict(prefixes)).written(list(remark))
    text = json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
    try:
        same = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)} == set(ordered)
    except (SyntaxError, ValueError):
        same = False
    return text if same else serialized(ordered, ox.RdfFormat.JSON_LD)


@dataclass(frozen=True)
class _Document:
    triples: list[ox.Triple]
    given: dict[str, str]
    context: dict[str, Any] = field(default_factory=kept_context)
    used: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Leave out a prefix that is also the scheme of some IRI: the IRI would be read as a short form."""
        schemes = set()
        for triple in self.triples:
            for node in (triple.subject, triple.predicate, triple.object):
                if isinstance(node, ox.NamedNode):
                    schemes.add(node.value.partition(":")[0])
                elif isinstance(node, ox.Literal):
                    schemes.add(node.datatype.value.partition(":")[0])
        return {name: full for name, full in self.given.items() if name and name not in schemes}

    @cached_property
    def terms(self) -> dict[str, tuple[str, Definition]]:
        """Give name and definition by the full IRI of a term of the context."""
        known: dict[str, tuple[str, Definition]] = {}
        for name, said in self.context.items():
            entry = said if isinstance(said, dict) else {"@id": said or ""}
            prefix, _, local = entry["@id"].partition(":")
            space = self.prefixes.get(prefix)
            if local and space and self.context.get(prefix) == space:
                known[space + local] = (name, {key: value for key, value in entry.items() if key != "@id"})
        return known

    def written(self, remark: list[str]) -> dict[str, Any]:
        """Give the whole document."""
        by_property: dict[str, list[Node]] = {}
        by_subject: dict[str, dict[str, list[Node]]] = {}
        for triple in self.triples:
            by_property.setdefault(triple.predicate.value, []).append(triple.object)
            of = by_subject.setdefault(self._id(triple.subject), {})
            of.setdefault(triple.predicate.value, []).append(triple.object)
        own = {name: self._definition(name, values) for name, values in by_property.items()}
        graph = [self._node(subject, of, own) for subject, of in by_subject.items()]
        order = {name: place for place, name in enumerate(self.context)}
        names = sorted(self.used, key=lambda name: (order.get(name, len(order)), name))
        skipped = {REMARK: None} if remark else {}
        context = {"id": "@id", "type": "@type", **skipped, **{name: self.used[name] for name in names}}
        return {"@context": context, **({REMARK: remark} if remark else {}), "@graph": graph}

    def _definition(self, name: str, values: list[Node]) -> tuple[str, Definition]:
        """Name and define a property: as the context does, else by what all its values are."""
        term, definition = self.terms.get(name, ("", {}))
        if term and any(self._fits(value, definition) for value in values):
            self._use(term)
            return term, definition
        code, definition = self._compact(name), _common(values, self._compact)
        if definition:
            self.used[code] = {"@id": code, **definition}
        return code, definition

    def _use(self, term: str) -> None:
        said = self.context[term]
        self.used[term] = said
        for value in said.values() if isinstance(said, dict) else (said,):
            prefix = value.partition(":")[0]
            if prefix in self.prefixes:
                self.used[prefix] = self.prefixes[prefix]

    def _node(self, subject: str, of: dict[str, list[Node]], own: dict[str, tuple[str, Definition]]) -> dict[str, Any]:
        out: dict[str, Any] = {"id": subject}
        for name, values in sorted(of.items(), key=lambda item: (item[0] != RDF + "type", own[item[0]][0])):
            if name == RDF + "type" and not any(isinstance(value, ox.Literal) for value in values):
                out["type"] = _one([self._class(value) for value in values])
                continue
            key, definition = own[name]
            fitting = [value for value in values if self._fits(value, definition)]
            others = [self._value(value, {}) for value in values if value not in fitting]
            if fitting and definition == LANGUAGES:
                out[key] = _by_language(fitting)
            elif fitting:
                out[key] = _one([self._value(value, definition) for value in fitting])
            if others:  # under a name without definition: the short form, or the IRI in full
                code = self._compact(name)
                out[name if code == key else code] = _one(others)
        return out

    def _value(self, value: Node, definition: Definition) -> Any:  # noqa: ANN401 - whatever JSON has
        if not isinstance(value, ox.Literal):
            name = self._id(value)
            return name if definition == IDS else {"id": name}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        native = _native(value.value, datatype)
        if native is not None:
            return native
        if datatype == XSD + "string" or definition:
            return value.value
        return {"@value": value.value, "@type": self._compact(datatype)}

    def _class(self, value: Node) -> str:
        term, definition = self.terms.get(value.value, ("", {})) if isinstance(value, ox.NamedNode) else ("", {})
        if term and not definition:
            self._use(term)
            return term
        return self._id(value)

    def _id(self, node: Node) -> str:
        return self._compact(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def _compact(self, full: str) -> str:
        if full not in self.codes:
            self.codes[full] = code = short(full, self.prefixes)
            prefix = code.partition(":")[0]
            if code != full:
                self.used[prefix] = self.prefixes[prefix]
        return self.codes[full]

    def _fits(self, value: Node, definition: Definition) -> bool:
        """Say whether a value may stand under a definition without being read as another term."""
        if definition == IDS:
            return not isinstance(value, ox.Literal)
        if definition == LANGUAGES:
            return isinstance(value, ox.Literal) and bool(value.language or value.datatype.value == XSD + "string")
        if definition:
            typed = isinstance(value, ox.Literal) and not value.language
            return typed and self._compact(value.datatype.value) == definition["@type"]  # type: ignore[union-attr]
        return True


def _common(values: list[Node], compact: Callable[[str], str]) -> Definition:
    """Define a property by what all its values are."""
    if not any(isinstance(value, ox.Literal) for value in values):
        return IDS
    if all(isinstance(value, ox.Literal) and value.language for value in values):
        return LANGUAGES
    types = {value.datatype.value if isinstance(value, ox.Literal) and not value.language else "" for value in values}
    only = types.pop() if len(types) == 1 else ""
    return {"@type": compact(only)} if only and only != XSD + "string" else {}


def _by_language(values: list[Node]) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, ox.Literal):
            found.setdefault(value.language or "@none", []).append(value.value)
    return {language: _one(texts) for language, texts in sorted(found.items())}


def _native(text: str, datatype: str) -> int | bool | None:
    """Give a number or truth value as JSON has it, where its form is the canonical one."""
    if datatype == XSD + "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if datatype == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    return None


def _one(values: list[Any]) -> Any:  # noqa: ANN401 - whatever JSON has
    return values[0] if len(values) == 1 else values

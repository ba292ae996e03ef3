"""Results become findings: code, severity, words in the reader's language with the names of things in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from ct56kg.base.finding import Finding, Severity
from ct56kg.base.rows import Term
from ct56kg.base.terms import CT, SH
from ct56kg.base.words import area
from ct56kg.check.results import Result
from ct56kg.check.rules import code_of
from ct56kg.check.shapes import Shapes, is_true, sh
from ct56kg.check.view import Node
from ct56kg.graph.terms import term

Label = Callable[[Term], str]

_SEVERITIES: dict[str, Severity] = {SH + "Warning": "warning", SH + "Info": "info"}
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_PATH_STEP = re.compile(r"<([^<>]*)>")
_SPARQL = "SPARQLConstraintComponent"
_UNDECIDED = ox.NamedNode(CT + "undecided")


def findings(results: Iterable[Result], shapes: Shapes, lang: str, label: Label) -> tuple[Finding, ...]:
    """Say results in a language.

    Args:
        results: of any engine.
        shapes: what they were judged by; messages and severities stand there.
        lang: language of the messages; a message that lacks it is given in Vietnamese, else in any.
        label: what a person calls a term.

    Returns:
        The findings, gravest first, in an order that depends on nothing but what they say.
    """
    said = [_finding(result, shapes, lang, label) for result in results]
    return tuple(sorted(said, key=lambda f: (f.order, f.component, f.rule, f.message)))


def _finding(result: Result, shapes: Shapes, lang: str, label: Label) -> Finding:
    named = _named(result)
    rule = named or shapes.name(result.shape)
    code = code_of(rule.value) if rule else ""
    names = {"focus": label(term(result.focus))}
    if result.value is not None:
        names["value"] = label(term(result.value))
    return Finding(
        code=code if named is not None else f"{code}-{result.component}".strip("-"),
        rule=rule_of(result, shapes),
        component=result.component,
        severity=_SEVERITIES.get(result.severity, "violation"),
        focus=str(result.focus),
        path=result.path,
        value=None if result.value is None else str(result.value),
        message=message(result, shapes, lang, label),
        labels=names,
        undecided=_undecided(result, shapes, rule),
    )


def rule_of(result: Result, shapes: Shapes) -> str:
    """Give the IRI of the rule that a result belongs to: of its shape, its query, or the nearest shape above."""
    rule = _named(result) or shapes.name(result.shape)
    return rule.value if rule else str(result.shape)


def _named(result: Result) -> ox.NamedNode | None:
    if isinstance(result.shape, ox.NamedNode):
        return result.shape
    own = result.component == _SPARQL and isinstance(result.constraint, ox.NamedNode)
    return result.constraint if own else None  # type: ignore[return-value]


def message(result: Result, shapes: Shapes, lang: str, label: Label) -> str:
    """Say one result: the words of its rule, else the default words of the constraint component."""
    choices = _messages(shapes, result.constraint) or _messages(shapes, result.shape)
    if not choices and (result.constraint is not None or result.component == _SPARQL):
        choices = list(result.words)
    filled = {name: label(term(node)) for name, node in result.bindings}
    filled.setdefault("this", label(term(result.focus)))
    if result.value is not None:
        filled.setdefault("value", label(term(result.value)))
    if result.path is not None:
        filled.setdefault("path", _said_path(result.path, label))
    parameter = _parameter(result.component)
    wanted = ", ".join(label(term(value)) for value in shapes.values(result.shape, parameter))
    filled.setdefault(parameter, wanted)
    text = _in_language(choices, lang)
    if text is not None:
        return _PLACEHOLDER.sub(lambda match: filled.get(match[1], match[0]), text)
    words = area("check")
    default = words.get(result.component, words["other"])
    shown = {"focus": filled["this"], "value": filled.get("value", ""), "path": filled.get("path", "")}
    return str(default.get(lang) or default["vi"]).format(**shown, wanted=wanted, component=result.component)


def _parameter(component: str) -> str:
    """Give the parameter after which SHACL names a component.

    >>> _parameter("QualifiedMinCountConstraintComponent")
    'qualifiedMinCount'
    """
    name = component.removesuffix("ConstraintComponent")
    return name[:1].lower() + name[1:]


def _messages(shapes: Shapes, node: Node | None) -> list[ox.Literal]:
    if node is None:
        return []
    return [value for value in shapes.graph.objects(node, sh("message")) if isinstance(value, ox.Literal)]


def _in_language(choices: Iterable[ox.Literal], lang: str) -> str | None:
    """Choose the text of a language: exactly it, Vietnamese, untagged, then any."""
    by_language: dict[str, str] = {}
    for choice in sorted(choices, key=str):
        by_language.setdefault((choice.language or "").split("-")[0], choice.value)
    for wanted in (lang, "vi", ""):
        if wanted in by_language:
            return by_language[wanted]
    return next(iter(by_language.values()), None)


def _said_path(path: str, label: Label) -> str:
    """Say a path with the names of its predicates."""
    return _PATH_STEP.sub(lambda match: label(Term("iri", match[1])), path)


def _undecided(result: Result, shapes: Shapes, rule: ox.NamedNode | None) -> bool:
    nodes = (result.shape, result.constraint, rule)
    found = (value for node in nodes if node is not None for value in shapes.graph.objects(node, _UNDECIDED))
    return any(is_true(value) for value in found)

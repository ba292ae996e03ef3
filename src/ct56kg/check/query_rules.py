"""Queries of rules: what SHACL forbids in them, and when one query for all targets means the same.

SHACL pre-binds `$this` by substitution in every corner of the query (appendix A); a `VALUES` row joins
it from the outside. The two agree only for the forms accepted here; every other query is judged
target by target by the reference engine, and listed as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import pyoxigraph as ox

from ct56kg.base.errors import InputError
from ct56kg.base.terms import RDF, RDFS
from ct56kg.check.paths import sparql
from ct56kg.check.query_form import Group, SelectForm, Variable
from ct56kg.check.query_reader import select_form
from ct56kg.check.query_tokens import QueryFormError
from ct56kg.check.shapes import TYPE, Shape, Shapes, is_true
from ct56kg.check.view import Node

_OWL = "http://www.w3.org/2002/07/owl#"
_DEFAULT_PREFIXES = {"rdf": RDF, "rdfs": RDFS, "owl": _OWL}
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE")
_PREBOUND = frozenset({"this", "currentShape", "shapesGraph"})
_PATH = re.compile(r"[$?]PATH\b")
_PLAIN_HEAD = frozenset({"WHERE", "DISTINCT", "REDUCED"})
_PLAIN_TAIL = frozenset({"ORDER", "BY", "ASC", "DESC"})


@dataclass(frozen=True)
class RuleQuery:
    """The query of one `sh:sparql` constraint of one shape.

    `form` is nothing where the text is not understood here; `reason` says why it cannot be asked for
    all targets at once, and is empty where it can.
    """

    shape: Node
    node: Node
    text: str
    prefixes: tuple[tuple[str, str], ...]
    form: SelectForm | None
    reason: str

    @cached_property
    def asks_for_presence(self) -> bool:
        """Say whether a node need not occur in the graph to have a row; see `SelectForm`."""
        return self.form is not None and self.form.asks_for_presence()

    @cached_property
    def fixed(self) -> tuple[ox.NamedNode, ...]:
        """Give the nodes, named in the query, that must occur in the graph for its rows to be what SHACL means."""
        ends = frozenset() if self.form is None else self.form.staying()
        return tuple(end for end in ends if isinstance(end, ox.NamedNode))

    @cached_property
    def parts(self) -> tuple[str, str]:
        """Give the text up to where its outermost group opens, prefixes included, and what follows.

        What is asked for stands between the two; so does the shape, if the query asks which it is.
        """
        assert self.form is not None
        known = (pair for pair in self.prefixes if f"{pair[0]}:" in self.text)
        header = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in known)
        shape = f"VALUES ?currentShape {{ {self.shape} }} " if "currentShape" in self.form.group.variables() else ""
        return header + self.text[: self.form.opened], shape + self.text[self.form.opened :]


def rule_queries(shapes: Shapes, shape: Shape) -> Iterator[RuleQuery]:
    """Read the `sh:sparql` constraints of a shape that are not switched off (SHACL 5.1).

    Raises:
        InputError: no single query (SHACL-01), or one that SHACL forbids (SHACL-02).
    """
    for node in shapes.values(shape.node, "sparql"):
        if is_true(shapes.one(node, "deactivated")):
            continue
        select = shapes.one(node, "select")
        rule = str(shapes.name(shape.node) or shape.node)
        if not isinstance(select, ox.Literal):
            raise InputError("SHACL-01", rule=rule, reason="sh:select")
        text = select.value
        if _PATH.search(text):
            if shape.path is None:
                raise InputError("SHACL-02", rule=rule, reason="$PATH")
            path = sparql(shape.path)
            text = _PATH.sub(lambda match, path=path: path, text)  # type: ignore[misc]
        prefixes = prefixes_of(shapes, node)
        form, reason = None, ""
        try:
            form = _form(text, tuple(sorted(prefixes.items())))
        except QueryFormError as error:
            reason = f"not understood: {error}"
        if form is not None:
            forbidden = ill_formed(form)
            if forbidden:
                raise InputError("SHACL-02", rule=rule, reason=forbidden)
            reason = not_set_based(form, shape.node)
        yield RuleQuery(shape.node, node, text, tuple(sorted(prefixes.items())), form, reason)


@lru_cache(maxsize=1024)
def _form(text: str, prefixes: tuple[tuple[str, str], ...]) -> SelectForm:
    """Read a query once, however often rules are made ready: a rule compiles it and is asked what it reads."""
    return select_form(text, dict(prefixes))


def prefixes_of(shapes: Shapes, node: Node) -> dict[str, str]:
    """Give the prefixes of a query (SHACL 5.2.1), with those that pySHACL adds."""
    owners = shapes.values(node, "prefixes")
    found = dict(_DEFAULT_PREFIXES)
    imports = ox.NamedNode(_OWL + "imports")
    ontologies = shapes.graph.subjects(TYPE, ox.NamedNode(_OWL + "Ontology")) if owners else ()
    for owner in sorted(ontologies, key=str):
        found.update(shapes.declared(owner))
    seen, todo = set(owners), list(owners)
    while todo:
        owner = todo.pop()
        found.update(shapes.declared(owner))
        new = [other for other in shapes.graph.objects(owner, imports) if other not in seen]
        seen.update(new)
        todo += new
    return found


def ill_formed(form: SelectForm) -> str:
    """Name what SHACL forbids in a query (appendix A), nothing if it is well-formed."""
    for group in form.group.every():
        for word in _FORBIDDEN:
            if word in group.words:
                return word
        for names in group.selects:
            if "this" not in names:
                return "SELECT … $this"
            if any(f"AS {name}" in names for name in _PREBOUND):
                return "AS $this"
        if not _PREBOUND.isdisjoint(group.bound):
            return "AS $this"
    if "VALUES" in form.words:
        return "VALUES"
    return "AS $this" if not _PREBOUND.isdisjoint(form.defined) else ""


def not_set_based(form: SelectForm, shape: Node) -> str:
    """Say why a query cannot be asked for all targets at once; nothing if it can."""
    return next(_obstacles(form, shape), "")


def _obstacles(form: SelectForm, shape: Node) -> Iterator[str]:
    if "this" not in form.projected:
        yield "$this is not projected"
    mentioned = form.group.variables() | set(form.projected)
    if "shapesGraph" in mentioned:
        yield "$shapesGraph"
    if "failure" in form.projected:
        yield "?failure"
    if "currentShape" in mentioned and not isinstance(shape, ox.NamedNode):
        yield "$currentShape"
    yield from sorted(form.words - _PLAIN_HEAD - _PLAIN_TAIL)
    for group in form.group.every():
        yield from sorted(word.replace("{", "nested group") for word in group.words)
    yield from _scoping(form.group)
    groups = list(form.group.every())
    made = {p.free.name for group in groups for p in group.patterns if p.free} | {n for g in groups for n in g.bound}
    if any(isinstance(end, ox.Literal) or (isinstance(end, Variable) and end.name in made) for end in form.staying()):
        yield "a path of no steps from what need not be a node"


def _scoping(group: Group) -> Iterator[str]:
    """Find places where a value joined from outside is not seen, though a substituted one would be."""
    for optional in group.optionals:
        if any(not _PREBOUND.isdisjoint(variables) for variables in optional.bound.values()):
            yield "BIND in OPTIONAL"
        for inner in optional.optionals:
            if not _PREBOUND.isdisjoint(inner.variables()):
                yield "OPTIONAL in OPTIONAL"
    for exists in (exists for one in group.every() for exists in one.exists):
        if exists.optionals or exists.bound:
            yield "OPTIONAL or BIND in EXISTS"

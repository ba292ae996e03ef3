"""Random graphs, random SHACL shapes of every Core construct, random queries and random changes.

Everything is drawn from a `random.Random`, which Hypothesis drives and shrinks.
"""

from __future__ import annotations

import re
from random import Random

import pyoxigraph as ox

X, SH = "http://x/", "http://www.w3.org/ns/shacl#"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE, SUBCLASS = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "subClassOf")
FIRST, REST, NIL = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))


def x(name):
    return ox.NamedNode(X + name)


def sh(name):
    return ox.NamedNode(SH + name)


def typed(text, datatype):
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


NODES = [x(f"n{i}") for i in range(5)]
BLANKS = [ox.BlankNode("b0")]
CLASSES = [x(name) for name in "ABC"]
PREDICATES = [x(name) for name in "pqr"]
LITERALS = [
    ox.Literal("a"),
    ox.Literal("bcd"),
    ox.Literal("a", language="en"),
    ox.Literal("b", language="en"),
    ox.Literal("c", language="vi"),
    ox.Literal("d", language="en-us"),
    typed("1", "integer"),
    typed("2", "integer"),
    typed("5", "integer"),
    typed("1.5", "decimal"),
    typed("2020-01-01", "date"),
    typed("2021-05-05", "date"),
    typed("true", "boolean"),
]
ODD_LITERALS = [
    typed("abc", "integer"),
    typed("01", "integer"),
    typed("2020-02-30", "date"),
    typed("1", "boolean"),
    typed("2", "long"),
    typed("x", "token"),
    typed("1e0", "double"),
    typed("2020-01-01T00:00:00", "dateTime"),
    ox.Literal("v", datatype=x("odd")),
]


class Graphs:
    """Draws triples."""

    def __init__(self, rng: Random, plain: bool = False) -> None:
        self.rng = rng
        self.literals = LITERALS + (ODD_LITERALS if not plain and rng.random() < 0.2 else [])
        self.subjects = NODES + (BLANKS if not plain and rng.random() < 0.3 else [])

    def triple(self):
        rng = self.rng
        kind = rng.random()
        subject = rng.choice(self.subjects)
        if kind < 0.25:
            return ox.Triple(subject, TYPE, rng.choice(CLASSES))
        if kind < 0.32:
            return ox.Triple(rng.choice(CLASSES), SUBCLASS, rng.choice(CLASSES))
        if kind < 0.7:
            return ox.Triple(subject, rng.choice(PREDICATES), rng.choice(self.subjects))
        return ox.Triple(subject, rng.choice(PREDICATES), rng.choice(self.literals))

    def graph(self, low=4, high=24):
        return {self.triple() for _ in range(self.rng.randint(low, high))}

    def change(self, graph):
        """Draw what is added and what is removed: mostly little, now and then a lot."""
        rng = self.rng
        size = 1 if rng.random() < 0.6 else rng.randint(1, 6)
        added, removed = set(), set()
        for _ in range(size):
            if graph and rng.random() < 0.5:
                removed.add(rng.choice(sorted(graph, key=str)))
            else:
                added.add(self.triple())
        return added - removed, removed


class Shapes:
    """Draws a shapes graph: a few root shapes, and shapes that others refer to.

    `often` names kinds of constraints to draw more often than others; `plain` leaves out what our engine
    hands to the reference, which takes its time.
    """

    def __init__(self, rng: Random, often: tuple[str, ...] = (), plain: bool = False) -> None:
        self.rng, self.often, self.plain = rng, often, plain
        self.triples: list[ox.Triple] = []
        self.named: dict[bool, list] = {True: [], False: []}
        self.count = 0

    def graph(self):
        for _ in range(self.rng.randint(1, 3)):
            self.targets(self.shape(self.rng.random() < 0.3, 2, top=True))
        return self.triples

    def add(self, subject, predicate, value):
        name = predicate if isinstance(predicate, ox.NamedNode) else sh(predicate)
        self.triples.append(ox.Triple(subject, name, value))

    def fresh(self, prefix, named):
        self.count += 1
        return x(f"{prefix}{self.count}") if named else ox.BlankNode(f"s{self.count}")

    def targets(self, shape):
        rng = self.rng
        for _ in range(rng.randint(1, 2)):
            kind = rng.randrange(4 if self.plain else 5)
            if kind <= 1:
                self.add(shape, "targetClass", rng.choice(CLASSES))
            elif kind == 2:
                literal = not self.plain and rng.random() < 0.05
                self.add(shape, "targetNode", LITERALS[0] if literal else rng.choice(NODES))
            elif kind == 3:
                self.add(shape, "targetSubjectsOf", rng.choice(PREDICATES))
            else:
                self.add(shape, "targetObjectsOf", rng.choice(PREDICATES))

    def shape(self, is_property, depth, top=False):
        rng = self.rng
        if not top and self.named[is_property] and rng.random() < 0.2:
            return rng.choice(self.named[is_property])
        named = top or rng.random() < 0.5
        node = self.fresh("S", named)
        self.add(node, TYPE, sh("PropertyShape" if is_property else "NodeShape"))
        if is_property:
            self.add(node, "path", self.path(2))
        if rng.random() < 0.03:
            self.add(node, "deactivated", typed("true", "boolean"))
        if rng.random() < 0.2:
            self.add(node, "severity", sh(rng.choice(["Info", "Warning", "Violation"])))
        for _ in range(rng.randint(1, 2 if depth else 1)):
            self.constraint(node, is_property, depth)
        if named:
            self.named[is_property].append(node)
        return node

    def path(self, depth):
        rng = self.rng
        kind = rng.randrange(9) if depth else 0
        if kind <= 2:
            return rng.choice([*PREDICATES, *PREDICATES, TYPE])
        node = ox.BlankNode(f"path{self.count}")
        self.count += 1
        if kind == 3:
            return self.list([self.path(depth - 1) for _ in range(2)])
        if kind == 4:
            self.add(node, "alternativePath", self.list([self.path(depth - 1) for _ in range(2)]))
        else:
            name = ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")[kind - 5]
            self.add(node, name, self.path(depth - 1))
        return node

    def list(self, items):
        head = NIL
        for item in reversed(items):
            node = ox.BlankNode(f"list{self.count}")
            self.count += 1
            self.triples += [ox.Triple(node, FIRST, item), ox.Triple(node, REST, head)]
            head = node
        return head

    def constraint(self, node, is_property, depth):
        rng = self.rng
        names = [*_SIMPLE, *_ON_PROPERTIES] if is_property else list(_SIMPLE)
        if depth:
            names += _NESTING * 2 + (["qualified"] * 3 if is_property else [*["property"] * 6, "siblings"])
        if not self.plain or depth == 2:
            names += ["sparql"] * (2 if depth else 1)
        often = [name for name in self.often if name in names]
        if often and rng.random() < 0.8:
            names = often
        getattr(self, f"_{rng.choice(names)}")(node, depth)

    def once(self, node, name, value):
        """Add a parameter that a shape may have only once."""
        if not any(t.subject == node and t.predicate == sh(name) for t in self.triples):
            self.add(node, name, value)

    def _class(self, node, depth):
        self.add(node, "class", self.rng.choice(CLASSES))

    def _datatype(self, node, depth):
        names = ["string", "integer", "date", "boolean", "decimal"]
        choices = [*(ox.NamedNode(XSD + name) for name in names), ox.NamedNode(RDF + "langString")]
        self.once(node, "datatype", self.rng.choice(choices))

    def _nodeKind(self, node, depth):  # noqa: N802
        kinds = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
        self.once(node, "nodeKind", sh(self.rng.choice(kinds)))

    def _count(self, node, depth):
        self.once(node, self.rng.choice(["minCount", "maxCount"]), typed(str(self.rng.randint(0, 2)), "integer"))

    def _range(self, node, depth):
        name = self.rng.choice(["minExclusive", "minInclusive", "maxExclusive", "maxInclusive"])
        self.add(node, name, self.rng.choice([typed("2", "integer"), typed("2020-06-01", "date"), ox.Literal("b")]))

    def _length(self, node, depth):
        self.once(node, self.rng.choice(["minLength", "maxLength"]), typed(str(self.rng.randint(0, 12)), "integer"))

    def _pattern(self, node, depth):
        self.once(node, "pattern", ox.Literal(self.rng.choice(["^a", "[0-9]", "n1$", "B"])))
        if self.rng.random() < 0.3:
            self.once(node, "flags", ox.Literal("i"))

    def _languageIn(self, node, depth):  # noqa: N802
        self.once(node, "languageIn", self.list([ox.Literal("en"), ox.Literal("fr")]))

    def _uniqueLang(self, node, depth):  # noqa: N802
        self.once(node, "uniqueLang", typed("true", "boolean"))

    def _pair(self, node, depth):
        self.add(node, self.rng.choice(["equals", "disjoint"]), self.rng.choice(PREDICATES))

    def _less(self, node, depth):
        self.add(node, self.rng.choice(["lessThan", "lessThanOrEquals"]), self.rng.choice(PREDICATES))

    def _not(self, node, depth):
        self.add(node, "not", self.shape(self.rng.random() < 0.5, depth - 1))

    def _logic(self, node, depth):
        members = [self.shape(self.rng.random() < 0.5, depth - 1) for _ in range(2)]
        self.add(node, self.rng.choice(["and", "or", "xone"]), self.list(members))

    def _node(self, node, depth):
        self.add(node, "node", self.shape(False, depth - 1))

    def _property(self, node, depth):
        self.add(node, "property", self.shape(True, depth - 1))

    def _qualified(self, node, depth):
        if any(t.subject == node and t.predicate == sh("qualifiedValueShape") for t in self.triples):
            return
        self.add(node, "qualifiedValueShape", self.shape(self.rng.random() < 0.3, depth - 1))
        self._count_of(node, "qualifiedMinCount", "qualifiedMaxCount")
        if self.rng.random() < 0.4:
            self.add(node, "qualifiedValueShapesDisjoint", typed("true", "boolean"))

    def _siblings(self, node, depth):
        """Two qualified property shapes that must be disjoint."""
        for _ in range(2):
            shape = self.fresh("S", self.rng.random() < 0.5)
            self.add(shape, "path", self.path(1))
            self.add(shape, "qualifiedValueShape", self.shape(False, depth - 1))
            self._count_of(shape, "qualifiedMinCount", "qualifiedMaxCount")
            self.add(shape, "qualifiedValueShapesDisjoint", typed("true", "boolean"))
            self.add(node, "property", shape)

    def _count_of(self, node, *names):
        self.add(node, self.rng.choice(names), typed(str(self.rng.randint(0, 2)), "integer"))

    def _closed(self, node, depth):
        if not any(t.subject == node and t.predicate == sh("closed") for t in self.triples):
            self.add(node, "closed", typed("true", "boolean"))
            self.add(node, "ignoredProperties", self.list([TYPE, self.rng.choice(PREDICATES)]))

    def _hasValue(self, node, depth):  # noqa: N802
        self.add(node, "hasValue", self.rng.choice([*NODES, *LITERALS]))

    def _in(self, node, depth):
        self.once(node, "in", self.list(self.rng.sample([*NODES, *LITERALS], 4)))

    def _sparql(self, node, depth):
        constraint = self.fresh("Q", self.rng.random() < 0.5)
        self.add(node, "sparql", constraint)
        self.add(constraint, "select", ox.Literal(random_query(self.rng, self.plain)))


_SIMPLE = [
    *("class", "datatype", "nodeKind", "range", "length", "pattern", "languageIn", "pair", "closed", "hasValue", "in"),
]
_ON_PROPERTIES = ["count", "count", "count", "uniqueLang", "less"]
_NESTING = ["not", "logic", "node"]


def _not_set_based(rng: Random, inside: str, pattern, known) -> str:
    """Draw a clause that sees `$this` only if it is substituted, not if it is joined from outside."""
    forms = (
        lambda: f"{{ {inside} }} UNION {{ {pattern()} FILTER(isIRI($this)) }}",
        lambda: f"OPTIONAL {{ {inside} OPTIONAL {{ {pattern()} FILTER({known[-1]} != $this) }} }}",
        lambda: f"OPTIONAL {{ {inside} BIND($this AS ?me) FILTER({known[-1]} != ?me) }} FILTER(!bound({known[-1]}))",
        lambda: f"{{ {inside} FILTER({known[-1]} != $this) }}",
    )
    return rng.choice(forms)()


def query_by_value(rng: Random) -> str:
    """Draw a query whose `?value` no chain of patterns leads to from `$this`, as those on the whole graph are."""

    def verb():
        p, q = (str(rng.choice([*PREDICATES, TYPE])) for _ in range(2))
        return rng.choice([p, p, p, f"{p}/{q}", f"{p}*", f"^{p}", "?any"])

    def of_value():
        end = rng.choice(["?far", "?far", f"?u{rng.randrange(9)}", str(rng.choice([*NODES, *CLASSES]))])
        return rng.choice([f"?value {verb()} {end} .", f"{end} {verb()} ?value ."])

    first = rng.choice(
        [
            "?s ?value ?o .",
            f"?s {rng.choice([*PREDICATES, TYPE])} ?value .",
            f"?value {rng.choice(PREDICATES)} ?o .",
            "?value ?any ?o .",
            f"?value {rng.choice([*PREDICATES, TYPE])} {rng.choice([*NODES, *CLASSES])} .",
        ]
    )
    body = [f"$this {rng.choice([*PREDICATES, TYPE])} ?mine ."] if rng.random() < 0.8 else []
    body.append(first)
    for _ in range(rng.randint(0, 2)):
        inside = of_value()
        body.append(
            rng.choice(
                [
                    inside,
                    f"FILTER {rng.choice(['', 'NOT '])}EXISTS {{ {inside} }}",
                    f"OPTIONAL {{ {inside} ?far {rng.choice(PREDICATES)} ?end }} FILTER(!bound(?end))",
                    f"OPTIONAL {{ ?value {verb()} ?far FILTER(?far != $this) }}",
                    f"{rng.choice(NODES)} {rng.choice(PREDICATES)} ?fixed . ?fixed {rng.choice(PREDICATES)} ?w .",
                    "FILTER(isIRI(?value))",
                ]
            )
        )
    return f"SELECT $this ?value WHERE {{ {' '.join(body)} }}"


def random_query(rng: Random, plain: bool = False) -> str:
    """Draw a query of a rule: chained patterns, options, filters, and now and then a form that is not set-based."""
    if rng.random() < 0.25:
        return query_by_value(rng)
    known = ["$this"]

    def end(fresh):
        if fresh and rng.random() < 0.6:
            known.append(f"?v{len(known)}")
            return known[-1]
        return rng.choice([*known, str(rng.choice(NODES)), str(rng.choice(CLASSES))] if rng.random() < 0.25 else known)

    def verb():
        p, q = (str(rng.choice([*PREDICATES, TYPE])) for _ in range(2))
        kind = rng.random()
        if kind < 0.6:
            return p
        if kind < 0.66:
            return rng.choice(["?any", "?other", f"!{p}", f"!{p}/{q}"])
        return rng.choice([f"{p}/{q}", f"{p}|{q}", f"^{p}", f"{p}*", f"{p}+", f"({p}/{q})*", f"{p}?", f"^({p}/^{q})"])

    def pattern(fresh=True):
        subject = rng.choice(known)
        value = end(fresh)
        return f"{value} {verb()} {subject} ." if rng.random() < 0.2 else f"{subject} {verb()} {value} ."

    body = [pattern() for _ in range(rng.randint(1, 3))]
    for _ in range(rng.randint(0, 2)):
        kind = rng.random()
        inside = f"{pattern()} {pattern() if rng.random() < 0.3 else ''}"
        if kind < 0.35:
            body.append(f"OPTIONAL {{ {inside} }} FILTER(!bound({known[-1]}))")
            if rng.random() < 0.4:
                p, q, r = (rng.choice([*PREDICATES, TYPE]) for _ in range(3))
                body.append(f"OPTIONAL {{ $this {p} ?late . ?late {q} ?y }} FILTER(!bound(?y)) $this {r} ?late .")
        elif kind < 0.6:
            body.append(f"FILTER {rng.choice(['', 'NOT '])}EXISTS {{ {inside} }}")
        elif kind < 0.75:
            body.append(f"FILTER(isLiteral({known[-1]}) || {known[-1]} = {rng.choice(NODES)})")
        elif kind < 0.85:
            body.append(f"OPTIONAL {{ {inside} FILTER({known[-1]} != $this) }}")
        elif kind < 0.95 and not plain:
            body.append(_not_set_based(rng, inside, pattern, known))
        else:
            body.append(f"?w {rng.choice(PREDICATES)} {end(False)} .")
    value = rng.choice(known[1:]) if len(known) > 1 else "$this"
    if value != "$this" and rng.random() < 0.3:
        return re.sub(rf"\{value}\b", "?value", f"SELECT $this {value} WHERE {{ {' '.join(body)} }}")
    return f"SELECT $this ({value} AS ?value) WHERE {{ {' '.join(body)} }}"

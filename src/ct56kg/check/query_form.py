"""The form of a SELECT query: its groups, patterns and filters, read without any SPARQL engine.

Two questions need it: may a rule's query be asked for all targets at once (`query_rules`), and which
triples can change its answer (`reads`). What is beyond it is said so, and then judged target by
target, every time, by the reference engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ct56kg.base.terms import RDF
from ct56kg.check.paths import Alternative, Path, Repeat, Sequence, Step, turned
from ct56kg.check.query_tokens import QueryFormError, Token, tokens
from ct56kg.check.view import Node

_TYPE = ox.NamedNode(RDF + "type")
_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_UNSTABLE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, or a blank node of a pattern, which is one that cannot be named."""

    name: str


End = Variable | ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; `path` is nothing where the predicate is a variable (`free`) or a set is negated in it."""

    subject: End
    path: Path | None
    object: End
    free: bool = False


@dataclass(slots=True)
class Group:
    """A group graph pattern: what stands in it, and the kinds of clauses that are not looked into."""

    patterns: list[Pattern] = field(default_factory=list)
    optionals: list[Group] = field(default_factory=list)
    exists: list[Group] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    filtered: set[str] = field(default_factory=set)
    bound: dict[str, set[str]] = field(default_factory=dict)
    selects: list[tuple[str, ...]] = field(default_factory=list)

    def every(self) -> Iterator[Group]:
        """Give this group and all within it."""
        yield self
        for inner in (*self.optionals, *self.exists, *self.groups):
            yield from inner.every()

    def variables(self) -> set[str]:
        """Give every variable that is mentioned in this group or within it."""
        found: set[str] = set()
        for group in self.every():
            found |= group.filtered | set(group.bound) | set().union(*group.bound.values(), set())
            found |= {end.name for p in group.patterns for end in (p.subject, p.object) if isinstance(end, Variable)}
        return found


@dataclass(frozen=True, slots=True)
class SelectForm:
    """A SELECT: what it projects (`*` for everything), its group, words of its head and tail, where `{` ends."""

    projected: tuple[str, ...]
    group: Group
    words: frozenset[str]
    opened: int
    defined: frozenset[str]


def select_form(text: str, prefixes: dict[str, str]) -> SelectForm:
    """Read the form of a SELECT query.

    Args:
        text: the query, without the prefixes that the shapes graph declares.
        prefixes: those prefixes.

    Raises:
        QueryFormError: not a SELECT, or with something that is not understood here.
    """
    return _Reader(list(tokens(text)), dict(prefixes)).query()


class _Reader:
    """A recursive-descent reader over tokens."""

    def __init__(self, words: list[Token], prefixes: dict[str, str]) -> None:
        self._words, self._at, self._prefixes, self._blanks = words, 0, prefixes, 0

    def query(self) -> SelectForm:
        while self._is("PREFIX", "BASE"):
            if self._next().text == "BASE":
                raise QueryFormError("BASE")
            prefix = self._next().text
            self._prefixes[prefix[:-1]] = self._next().text[1:-1]
        projected, defined, head = self._projection()
        opened = self._peek().end
        group = self._group()
        tail = {word.text for word in self._words[self._at :] if word.kind == "word"}
        return SelectForm(projected, group, frozenset(head | tail), opened, defined)

    def _projection(self) -> tuple[tuple[str, ...], frozenset[str], set[str]]:
        if self._next().text != "SELECT":
            raise QueryFormError("SELECT")
        names, defined, words = [], set(), set()
        while not self._is("{"):
            word = self._next()
            if word.kind == "variable":
                names.append(word.text[1:])
            elif word.text == "(":
                inside = self._balanced()
                words |= {w.text for w in inside if w.kind == "word"} & (_AGGREGATES | _UNSTABLE)
                if len(inside) < 3 or inside[-2].text != "AS":
                    raise QueryFormError("AS")
                names.append(inside[-1].text[1:])
                defined.add(inside[-1].text[1:])
                if any(w.text == "EXISTS" for w in inside):
                    raise QueryFormError("EXISTS in SELECT")
            elif word.text in ("*", "DISTINCT", "REDUCED", "WHERE", "FROM", "NAMED") or word.kind in ("iri", "name"):
                words.add(word.text)
                if word.text == "*":
                    names.append("*")
            else:
                raise QueryFormError(word.text)
        return tuple(names), frozenset(defined), words

    def _group(self) -> Group:
        self._expect("{")
        group = Group()
        while not self._is("}"):
            word = self._peek()
            if word.text == "SELECT":
                names, defined, words = self._projection()
                group.selects.append((*names, *(f"AS {name}" for name in defined)))
                group.groups.append(self._group())
                group.words |= {"SELECT", *words}
                while not self._is("}"):
                    group.words.add(self._next().text)
            elif word.text in _CLAUSES:
                self._clause(group)
            elif word.text == ".":
                self._next()
            else:
                self._triples(group)
        self._next()
        return group

    def _clause(self, group: Group) -> None:
        word = self._peek().text
        if word == "{":
            group.groups.append(self._group())
            group.words.add("{")
            return
        self._next()
        if word == "OPTIONAL":
            group.optionals.append(self._group())
        elif word == "FILTER":
            self._filter(group)
        elif word == "BIND":
            self._expect("(")
            inside = self._expression(group, self._balanced())
            if len(inside) < 3 or inside[-2].text != "AS":
                raise QueryFormError("BIND")
            group.bound[inside[-1].text[1:]] = {w.text[1:] for w in inside[:-2] if w.kind == "variable"}
        else:  # MINUS, GRAPH, SERVICE, VALUES, UNION: noted, and looked into where a group follows
            group.words.add(word)
            while not self._is("{"):
                if self._next().kind not in ("iri", "name", "variable", "word", "sign"):
                    raise QueryFormError(word)
            if word == "VALUES":
                self._next()
                self._balanced()
            else:
                group.groups.append(self._group())

    def _filter(self, group: Group) -> None:
        if self._is("(") or self._is("NOT", "EXISTS"):
            if self._is("("):
                self._next()
                inside = self._balanced()
            else:
                inside = []
                while not self._is("{"):
                    inside.append(self._next())
                inside += [self._next(), *self._balanced(keep=True)]
        else:
            inside = [self._next(), self._next(), *self._balanced(keep=True)]
        self._expression(group, inside)

    def _expression(self, group: Group, inside: list[Token]) -> list[Token]:
        """Note what an expression mentions; groups of EXISTS are read as groups; gives the rest."""
        rest: list[Token] = []
        inner = _Reader(inside, self._prefixes)
        inner._blanks = self._blanks + 1000
        while inner._at < len(inside):
            if inner._is("EXISTS"):
                inner._next()
                group.exists.append(inner._group())
            else:
                rest.append(inner._next())
        self._blanks = inner._blanks
        group.filtered |= {word.text[1:] for word in rest if word.kind == "variable"}
        group.words |= {word.text for word in rest if word.kind == "word"} & (_AGGREGATES | _UNSTABLE)
        return rest

    def _triples(self, group: Group) -> None:
        subject = self._end(group)
        if not self._is(".", "}"):
            self._properties(group, subject)

    def _properties(self, group: Group, subject: End) -> None:
        while True:
            free = self._peek().kind == "variable"
            path = self._verb()
            while True:
                group.patterns.append(Pattern(subject, path, self._end(group), free))
                if not self._is(","):
                    break
                self._next()
            while self._is(";"):
                self._next()
            if self._is(".", "}", "]") or self._peek().text in _CLAUSES:
                return

    def _verb(self) -> Path | None:
        if self._peek().kind == "variable":
            self._next()
            return None
        return self._alternatives()

    def _alternatives(self) -> Path | None:
        parts = [self._sequence()]
        while self._is("|"):
            self._next()
            parts.append(self._sequence())
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else Alternative(tuple(known))

    def _sequence(self) -> Path | None:
        parts = [self._step()]
        while self._is("/"):
            self._next()
            parts.append(self._step())
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else Sequence(tuple(known))

    def _step(self) -> Path | None:
        if self._is("!"):
            self._next()
            if self._is("("):
                self._next()
                self._balanced()
            else:
                self._next()
            return None
        back = self._is("^")
        if back:
            self._next()
        path: Path | None
        if self._is("("):
            self._next()
            path = self._alternatives()
            self._expect(")")
        else:
            path = Step(self._iri(self._next()))
        if self._is("*", "+", "?"):
            times = self._next().text
            path = None if path is None else Repeat(path, times)
        return path if path is None or not back else turned(path)

    def _end(self, group: Group) -> End:
        word = self._next()
        if word.kind == "variable":
            return Variable(word.text[1:])
        if word.kind == "blank":
            return Variable(word.text)
        if word.text == "[":
            self._blanks += 1
            node = Variable(f"[{self._blanks}]")
            if not self._is("]"):
                self._properties(group, node)
            self._expect("]")
            return node
        if word.kind == "string":
            return self._literal(word)
        if word.kind == "number" or word.text in ("+", "-", "TRUE", "FALSE"):
            if word.text in "+-":
                word = self._next()
            return ox.Literal(word.text)  # only its being a literal matters
        return self._iri(word)

    def _literal(self, word: Token) -> ox.Literal:
        if self._peek().kind == "tag":
            self._next()
        elif self._is("^^"):
            self._next()
            self._next()
        return ox.Literal(word.text)

    def _iri(self, word: Token) -> ox.NamedNode:
        if word.text == "a":
            return _TYPE
        if word.kind == "iri":
            return _named(word.text[1:-1])
        if word.kind != "name":
            raise QueryFormError(word.text)
        prefix, _, local = word.text.partition(":")
        if prefix not in self._prefixes or "\\" in local:
            raise QueryFormError(word.text)
        return _named(self._prefixes[prefix] + local)

    def _balanced(self, keep: bool = False) -> list[Token]:
        """Take what stands up to the bracket that closes the one just taken."""
        depth = 1
        found: list[Token] = []
        while True:
            word = self._next()
            depth += (word.text in _OPEN) - (word.text in _CLOSE)
            if depth == 0:
                return [*found, word] if keep else found
            found.append(word)

    def _peek(self) -> Token:
        if self._at >= len(self._words):
            raise QueryFormError("end")
        return self._words[self._at]

    def _next(self) -> Token:
        word = self._peek()
        self._at += 1
        return word

    def _is(self, *texts: str) -> bool:
        return self._at < len(self._words) and self._words[self._at].text in texts

    def _expect(self, text: str) -> None:
        if self._next().text != text:
            raise QueryFormError(text)


_CLAUSES = frozenset({"{", "OPTIONAL", "FILTER", "BIND", "MINUS", "GRAPH", "SERVICE", "VALUES", "UNION"})


def _named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryFormError(iri) from error


def is_constant(end: End) -> bool:
    """Say whether an end of a pattern is a term of the query itself."""
    return not isinstance(end, Variable)


__all__ = ["End", "Group", "Node", "Pattern", "QueryFormError", "SelectForm", "Variable", "is_constant", "select_form"]

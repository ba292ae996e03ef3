"""Reads the form of a SELECT query, without any SPARQL engine.

SPARQL 1.1, 19.8, https://www.w3.org/TR/sparql11-query/#sparqlGrammar. What is beyond it is said so, and
then judged target by target, every time, by the reference engine.
"""

from __future__ import annotations

import pyoxigraph as ox

from ct56kg.base.terms import RDF
from ct56kg.check.paths import Alternative, Path, Repeat, Sequence, Step, turned
from ct56kg.check.query_form import End, Group, Pattern, SelectForm, Variable
from ct56kg.check.query_tokens import Cursor, QueryFormError, Token, tokens

_TYPE = ox.NamedNode(RDF + "type")
_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_UNSTABLE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_CLAUSES = frozenset({"{", "OPTIONAL", "FILTER", "BIND", "MINUS", "GRAPH", "SERVICE", "VALUES", "UNION"})


def select_form(text: str, prefixes: dict[str, str]) -> SelectForm:
    """Read the form of a SELECT query.

    Args:
        text: the query, without the prefixes that the shapes graph declares.
        prefixes: those prefixes.

    Raises:
        QueryFormError: not a SELECT, or with something that is not understood here.
    """
    try:
        return _Reader(list(tokens(text)), dict(prefixes)).query()
    except RecursionError as error:
        raise QueryFormError("nested too deep") from error


class _Reader(Cursor):
    """A recursive-descent reader of the grammar's clauses."""

    def __init__(self, words: list[Token], prefixes: dict[str, str]) -> None:
        super().__init__(words)
        self._prefixes, self._blanks = prefixes, 0

    def query(self) -> SelectForm:
        """Read prologue, head, group and tail."""
        while self.sees("PREFIX", "BASE"):
            if self.next().text == "BASE":
                raise QueryFormError("BASE")
            prefix = self.next().text
            self._prefixes[prefix[:-1]] = self.next().text[1:-1]
        projected, defined, used, head = self._projection()
        opened = self.peek().end
        group = self._group()
        tail = {word.text for word in self.words[self.at :] if word.kind == "word"}
        return SelectForm(projected, group, frozenset(head | tail), opened, defined, used)

    def _projection(self) -> tuple[tuple[str, ...], frozenset[str], frozenset[str], set[str]]:
        if self.next().text != "SELECT":
            raise QueryFormError("SELECT")
        names, defined, used, words = [], set(), set(), set()
        while not self.sees("{"):
            word = self.next()
            if word.kind == "variable":
                names.append(word.text[1:])
            elif word.text == "(":
                inside = self.balanced()
                words |= {w.text for w in inside if w.kind == "word"} & (_AGGREGATES | _UNSTABLE)
                if len(inside) < 3 or inside[-2].text != "AS":
                    raise QueryFormError("AS")
                names.append(inside[-1].text[1:])
                defined.add(inside[-1].text[1:])
                used |= {w.text[1:] for w in inside[:-1] if w.kind == "variable"}
                if any(w.text == "EXISTS" for w in inside):
                    raise QueryFormError("EXISTS in SELECT")
            elif word.text in ("*", "DISTINCT", "REDUCED", "WHERE", "FROM", "NAMED") or word.kind in ("iri", "name"):
                words.add(word.text)
                if word.text == "*":
                    names.append("*")
            else:
                raise QueryFormError(word.text)
        return tuple(names), frozenset(defined), frozenset(used), words

    def _group(self) -> Group:
        self.expect("{")
        group = Group()
        while not self.sees("}"):
            word = self.peek()
            if word.text == "SELECT":
                names, defined, _, words = self._projection()
                group.selects.append((*names, *(f"AS {name}" for name in defined)))
                group.groups.append(self._group())
                group.words |= {"SELECT", *words}
                while not self.sees("}"):
                    group.words.add(self.next().text)
            elif word.text in _CLAUSES:
                self._clause(group)
            elif word.text == ".":
                self.next()
            else:
                self._triples(group)
        self.next()
        return group

    def _clause(self, group: Group) -> None:
        word = self.peek().text
        if word == "{":
            group.groups.append(self._group())
            group.words.add("{")
            return
        self.next()
        if word == "OPTIONAL":
            optional = self._group()
            optional.after = len(group.patterns)
            group.optionals.append(optional)
        elif word == "FILTER":
            self._filter(group)
        elif word == "BIND":
            self.expect("(")
            inside = self._expression(group, self.balanced())
            if len(inside) < 3 or inside[-2].text != "AS":
                raise QueryFormError("BIND")
            group.bound[inside[-1].text[1:]] = {w.text[1:] for w in inside[:-2] if w.kind == "variable"}
        else:  # MINUS, GRAPH, SERVICE, VALUES, UNION: noted, and looked into where a group follows
            group.words.add(word)
            while not self.sees("{"):
                if self.next().kind not in ("iri", "name", "variable", "word", "sign"):
                    raise QueryFormError(word)
            if word == "VALUES":
                self.next()
                self.balanced()
            else:
                group.groups.append(self._group())

    def _filter(self, group: Group) -> None:
        if self.sees("(") or self.sees("NOT", "EXISTS"):
            if self.sees("("):
                self.next()
                inside = self.balanced()
            else:
                inside = []
                while not self.sees("{"):
                    inside.append(self.next())
                inside += [self.next(), *self.balanced(keep=True)]
        else:
            inside = [self.next(), self.next(), *self.balanced(keep=True)]
        self._expression(group, inside)

    def _expression(self, group: Group, inside: list[Token]) -> list[Token]:
        """Note what an expression mentions; groups of EXISTS are read as groups; gives the rest."""
        rest: list[Token] = []
        inner = _Reader(inside, self._prefixes)
        inner._blanks = self._blanks + 1000
        while inner.at < len(inside):
            if inner.sees("EXISTS"):
                inner.next()
                group.exists.append(inner._group())
            else:
                rest.append(inner.next())
        self._blanks = inner._blanks
        group.filtered |= {word.text[1:] for word in rest if word.kind == "variable"}
        group.words |= {word.text for word in rest if word.kind == "word"} & (_AGGREGATES | _UNSTABLE)
        return rest

    def _triples(self, group: Group) -> None:
        subject = self._end(group)
        if not self.sees(".", "}"):
            self._properties(group, subject)

    def _properties(self, group: Group, subject: End) -> None:
        while True:
            first = self.peek()
            free = Variable(first.text[1:]) if first.kind == "variable" else None
            path = self._verb()
            while True:
                group.patterns.append(Pattern(subject, path, self._end(group), free))
                if not self.sees(","):
                    break
                self.next()
            while self.sees(";"):
                self.next()
            if self.sees(".", "}", "]") or self.peek().text in _CLAUSES:
                return

    def _verb(self) -> Path | None:
        if self.peek().kind == "variable":
            self.next()
            return None
        return self._alternatives()

    def _alternatives(self) -> Path | None:
        parts = [self._sequence()]
        while self.sees("|"):
            self.next()
            parts.append(self._sequence())
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else Alternative(tuple(known))

    def _sequence(self) -> Path | None:
        parts = [self._step()]
        while self.sees("/"):
            self.next()
            parts.append(self._step())
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else Sequence(tuple(known))

    def _step(self) -> Path | None:
        if self.sees("!"):
            self.next()
            if self.sees("("):
                self.next()
                self.balanced()
            else:
                self.next()
            return None
        back = self.sees("^")
        if back:
            self.next()
        path: Path | None
        if self.sees("("):
            self.next()
            path = self._alternatives()
            self.expect(")")
        else:
            path = Step(self._iri(self.next()))
        if self.sees("*", "+", "?"):
            times = self.next().text
            path = None if path is None else Repeat(path, times)
        return path if path is None or not back else turned(path)

    def _end(self, group: Group) -> End:
        word = self.next()
        if word.kind == "variable":
            return Variable(word.text[1:])
        if word.kind == "blank":
            return Variable(word.text)
        if word.text == "[":
            self._blanks += 1
            node = Variable(f"[{self._blanks}]")
            if not self.sees("]"):
                self._properties(group, node)
            self.expect("]")
            return node
        if word.kind == "string":
            return self._literal(word)
        if word.kind == "number" or word.text in ("+", "-", "TRUE", "FALSE"):
            if word.text in "+-":
                word = self.next()
            return ox.Literal(word.text)  # only its being a literal matters
        return self._iri(word)

    def _literal(self, word: Token) -> ox.Literal:
        if self.peek().kind == "tag":
            self.next()
        elif self.sees("^^"):
            self.next()
            self.next()
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


def _named(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryFormError(iri) from error

"""Labels read one by one where a graph lies, for graphs too large to read every label of."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

import pyoxigraph as ox

from ct56kg.graph.labels import NAMES, Labels, read_labels

Edges = Iterable[tuple[object, object, object]]
Match = Callable[[ox.NamedNode | None, ox.NamedNode | None, ox.Literal | None], Edges]
"""Gives the triples that fit; nothing fits anything."""

_NAMES = tuple(map(ox.NamedNode, NAMES))


def labels_on(match: Match, prefixes: dict[str, str]) -> Labels:
    """Give labels that are read when they are first asked for.

    They are the labels that reading the whole graph would give.
    """
    read = _Read(match)
    return Labels(_Names(read), _Dates(read), _Namesakes(read), read_labels((), prefixes).prefixes)


class _Read:
    """What was read so far, thing by thing."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._known: dict[str, Labels] = {}
        self._shared: dict[str, bool] = {}

    def of(self, thing: str) -> Labels:
        """Give the labels and dates of one thing."""
        found = self._known.get(thing)
        if found is None:
            found = self._known[thing] = read_labels(self._said_of(thing), {})
        return found

    def _said_of(self, thing: str) -> Iterator[ox.Triple]:
        try:
            node = ox.NamedNode(thing)
        except ValueError:  # a name that is no IRI, of which nothing is said
            return
        for subject, predicate, value in self._match(node, None, None):
            yield ox.Triple(subject, predicate, value)  # type: ignore[arg-type]

    def name(self, thing: str) -> str:
        """Give the name by which a thing is told from others."""
        known = self.of(thing).names.get(thing, {})
        return known.get("vi") or next(iter(known.values()), "")

    def is_shared(self, thing: str) -> bool:
        """Say whether another thing has the same name."""
        found = self._shared.get(thing)
        if found is None:
            name = self.name(thing)
            others = (other for other in self._bearers(name) if other != thing)
            found = self._shared[thing] = bool(name) and any(self.name(other) == name for other in others)
        return found

    def _bearers(self, name: str) -> Iterator[str]:
        for predicate in _NAMES:
            for literal in (ox.Literal(name, language="vi"), ox.Literal(name), ox.Literal(name, language="en")):
                for subject, _, _ in self._match(None, predicate, literal):
                    if isinstance(subject, ox.NamedNode):
                        yield subject.value


class _Lazy(Mapping[str, Mapping[str, str]]):
    def __init__(self, read: _Read) -> None:
        self._read = read

    def __iter__(self) -> Iterator[str]:
        raise TypeError("these are read one by one")

    def __len__(self) -> int:
        raise TypeError("these are read one by one")


class _Names(_Lazy):
    def __getitem__(self, thing: str) -> Mapping[str, str]:
        return self._read.of(thing).names[thing]


class _Dates(_Lazy):
    def __getitem__(self, thing: str) -> Mapping[str, str]:
        return self._read.of(thing).dates[thing]


class _Namesakes(Container[str]):
    def __init__(self, read: _Read) -> None:
        self._read = read

    def __contains__(self, thing: object) -> bool:
        return isinstance(thing, str) and self._read.is_shared(thing)

"""RDF terms and answers of queries, without any engine: what views and findings are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Term(NamedTuple):
    """One RDF term.

    `value` is the IRI, the label of the blank node, or the lexical form. `datatype` is empty for
    `xsd:string` and for language-tagged text (RDF 1.1 Concepts, 3.3), `language` is lower case.

    >>> Term("literal", "Thành ủy", language="vi").n3()
    '"Thành ủy"@vi'
    """

    kind: Literal["iri", "literal", "blank"]
    value: str
    datatype: str = ""
    language: str = ""

    def n3(self) -> str:
        """Write the term as N-Triples."""
        if self.kind == "iri":
            return f"<{self.value}>"
        if self.kind == "blank":
            return f"_:{self.value}"
        quoted = f'"{self.value.translate(_ESCAPES)}"'
        if self.language:
            return f"{quoted}@{self.language}"
        return f"{quoted}^^<{self.datatype}>" if self.datatype else quoted

    def __str__(self) -> str:
        return self.value


def iri(value: str) -> Term:
    """Make an IRI term."""
    return Term("iri", value)


class Rows:
    """The answer of a SELECT: variable names (without `?`) and one tuple of terms per solution."""

    __slots__ = ("rows", "variables")

    def __init__(self, variables: tuple[str, ...], rows: tuple[tuple[Term | None, ...], ...]) -> None:
        self.variables = variables
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.variables, self.rows) == (other.variables, other.rows)

    def __hash__(self) -> int:
        return hash((self.variables, self.rows))

    def __repr__(self) -> str:
        return f"Rows({self.variables!r}, {self.rows!r})"

    def dicts(self) -> list[dict[str, Term | None]]:
        """Give each solution as a mapping from variable to term, `None` where unbound."""
        return [dict(zip(self.variables, row, strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

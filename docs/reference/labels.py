"""What the toolkit's own terms are called, and the triples of its own files."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import iri
from ct56kg.graph.dossier import open_dossier
from ct56kg.graph.reading import read_quads
from ct56kg.view.reader import Context

DAY = date(2026, 3, 1)
"""The date of the labels; what a term is called does not depend on it."""


@cache
def _reader(lang: str) -> Context:
    return Context(open_dossier(builtin_root()), lang, DAY, frozenset())


def triples_of(path: Path) -> list[ox.Triple]:
    """Read the triples of one of the toolkit's own files."""
    return [quad.triple for quad in read_quads(path, "urn:file:")]


def label(term: str, lang: str) -> str:
    """Give the name of an IRI in a language, else in Vietnamese, else its short form."""
    return _reader(lang).label(iri(term))


def short(term: str) -> str:
    """Write an IRI with its prefix."""
    return _reader("vi").labels.curie(term)

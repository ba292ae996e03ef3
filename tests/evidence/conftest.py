"""The shipped files as quads, read once, each file in its own named graph, with pyoxigraph alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).resolve().parents[2]
PREFIXES = """
PREFIX ct: <https://w3id.org/ct56kg/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX body: <https://w3id.org/ct56kg/id/body/>
PREFIX item: <https://w3id.org/ct56kg/id/item/>
PREFIX doc: <https://w3id.org/ct56kg/id/doc/>
PREFIX role: <https://w3id.org/ct56kg/scheme/role/>
PREFIX status: <https://w3id.org/ct56kg/scheme/status/>
"""

Ask = Callable[..., list[tuple[str, ...]]]


def turtle_files(*places: str) -> list[Path]:
    return sorted(path for place in places for path in (ROOT / place).rglob("*.ttl"))


def read(*places: str) -> list[tuple[Path, ox.Quad]]:
    return [
        (path, quad)
        for path in turtle_files(*places)
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri="https://example.org/")
    ]


def asker(*places: str) -> Ask:
    """Ask the union of some folders; rows are the plain values of the terms, in order."""
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for _, q in read(*places))

    def ask(query: str) -> list[tuple[str, ...]]:
        solutions = store.query(PREFIXES + query)
        assert isinstance(solutions, ox.QuerySolutions)
        return sorted(tuple(term.value if term is not None else "" for term in row) for row in solutions)

    return ask


@pytest.fixture(scope="session")
def stated() -> Ask:
    return asker("data/stated", "data/source")


@pytest.fixture(scope="session")
def loaded() -> Ask:
    return asker("data/source", "data/stated", "data/external", "data/inferred", "ontology")


@pytest.fixture(scope="session")
def ontology() -> Ask:
    return asker("ontology")


@pytest.fixture(scope="session")
def everything() -> Ask:
    return asker("data/source", "data/stated", "data/external", "data/inferred", "data/synthetic", "ontology")

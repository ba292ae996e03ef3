"""What differs between two graphs in meaning: order, prefixes, blank node names and NFC or NFD do not count."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Difference:
    """Triples of the second graph that the first lacks, and the other way round."""

    added: tuple[ox.Triple, ...]
    removed: tuple[ox.Triple, ...]


def difference(before: Iterable[ox.Triple], after: Iterable[ox.Triple]) -> Difference:
    """Compare two graphs.

    Text is compared in NFC, language tags without regard to case; blank nodes are compared by what is
    said of them (RDF Dataset Canonicalization 1.0).
    """
    old, new = _by_meaning(before), _by_meaning(after)
    added = tuple(sorted((new[key] for key in new.keys() - old.keys()), key=str))
    removed = tuple(sorted((old[key] for key in old.keys() - new.keys()), key=str))
    return Difference(added, removed)


def rdf_patch(found: Difference) -> str:
    """Write a difference as RDF Patch: deletions, then additions, in one transaction."""
    lines = ["TX ."]
    lines += [f"D {triple} ." for triple in found.removed]
    lines += [f"A {triple} ." for triple in found.added]
    return "\n".join([*lines, "TC .", ""])


def _by_meaning(triples: Iterable[ox.Triple]) -> dict[str, ox.Triple]:
    triples = list(triples)
    if any(isinstance(node, ox.BlankNode) for t in triples for node in (t.subject, t.object)):
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        triples = [quad.triple for quad in dataset]
    return {unicodedata.normalize("NFC", str(triple)): triple for triple in triples}

"""A hash of what is loaded, so that two reports can be known to rest on the same data."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from ct56kg.graph.disk.content import StoredContent
from ct56kg.graph.disk.exporting import Exporter
from ct56kg.view.reader import Context


def digest(asked: Context) -> str:
    """Give the sha256 of the merged triples as sorted N-Triples; files, their order and prefixes do not count."""
    content = asked.state.content
    if not isinstance(content, StoredContent):
        return digest_of(asked.state.merged)
    total = sha256()
    for line in Exporter(asked.state, content, content.kept.path.parent).merged():
        total.update(line)
    return total.hexdigest()


def digest_of(triples: Iterable[object]) -> str:
    """Give the sha256 of triples as sorted N-Triples."""
    total = sha256()
    for line in sorted(map(str, triples)):
        total.update(line.encode() + b" .\n")
    return total.hexdigest()

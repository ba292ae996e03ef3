"""A hash of what is loaded, so that two reports can be known to rest on the same data."""

from __future__ import annotations

from hashlib import sha256

from ct56kg.view.reader import Context


def digest(asked: Context) -> str:
    """Give the sha256 of the merged triples as sorted N-Triples; files, their order and prefixes do not count."""
    total = sha256()
    for line in sorted(str(triple) for triple in asked.state.merged):
        total.update(line.encode() + b" .\n")
    return total.hexdigest()

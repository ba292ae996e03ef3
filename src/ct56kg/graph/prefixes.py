"""The one list of prefixes, `ontology/prefixes.ttl`, read without parsing RDF."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ct56kg.base.resources import builtin_root

_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


@cache
def builtin_prefixes() -> dict[str, str]:
    """Give the toolkit's prefixes, in the order of the list."""
    return prefixes_in((builtin_root() / "ontology" / "prefixes.ttl").read_text("utf-8"))


def prefixes_in(text: str) -> dict[str, str]:
    """Give the prefixes that a Turtle text declares, first declaration first.

    >>> prefixes_in("@prefix x: <http://x/> .")
    {'x': 'http://x/'}
    """
    return dict(_PREFIX.findall(text))


def prefixes_of(files: list[Path]) -> dict[str, str]:
    """Give the toolkit's prefixes and those that Turtle files of a dossier declare besides."""
    found = dict(builtin_prefixes())
    for file in files:
        if file.suffix in (".ttl", ".trig"):
            for prefix, namespace in prefixes_in(file.read_text("utf-8", "replace")).items():
                found.setdefault(prefix, namespace)
    return found

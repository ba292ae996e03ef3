"""Where the toolkit's own ontology, shapes, questions and data are, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def builtin_root() -> Path:
    """Give the folder of the built-in dossier.

    A wheel carries the top-level folders under `ct56kg/resources`; in a checkout they are the
    repository's own.
    """
    package = Path(__file__).resolve().parents[1]
    packed = package / "resources"
    return packed if (packed / "ct56kg.toml").is_file() else package.parents[1]

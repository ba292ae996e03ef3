"""The fixed words of the interface: one TOML file per area under `words/`, Vietnamese and English side by side."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[1] / "words"


@cache
def area(name: str) -> dict[str, Any]:
    """Read the words of one area, for instance `cli` or `diagram`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def say(key: str, lang: str = "vi", /, **values: object) -> str:
    """Give the words under `area.entry` in a language, placeholders filled by name.

    Falls back to Vietnamese where a language is missing.

    Raises:
        KeyError: no such entry; a mistake in the program, not of the user.
    """
    name, _, entry = key.partition(".")
    texts = area(name)[entry]
    text: str = texts.get(lang) or texts["vi"]
    return text.format(**values) if values else text

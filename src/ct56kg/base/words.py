"""The fixed words of the interface: one TOML file per area under `words/`, Vietnamese and English side by side."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from typing import Any

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "words")  # noqa: PTH118,PTH120 - pathlib costs a start


@cache
def area(name: str) -> dict[str, Any]:
    """Read the words of one area, for instance `cli` or `diagram`."""
    with open(f"{_FOLDER}/{name}.toml", encoding="utf-8") as file:  # noqa: PTH123 - as above
        return tomllib.loads(file.read())


def say(key: str, lang: str = "vi", /, **values: object) -> str:
    """Give the words under `area.entry` in a language, placeholders filled by name.

    Falls back to Vietnamese where a language is missing; `en-one` is what English says where `n` is one. What a
    sentence counts beside `n` is said before, by the words of the area `count`.

    Raises:
        KeyError: no such entry; a mistake in the program, not of the user.
    """
    name, _, entry = key.partition(".")
    texts = area(name)[entry]
    one = texts.get(f"{lang}-one") if values.get("n") in (1, "1") else None
    text: str = one or texts.get(lang) or texts["vi"]
    return text.format(**values) if values else text

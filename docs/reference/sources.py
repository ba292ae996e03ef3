"""Every page of the documentation as Markdown: what people wrote, what is made from the toolkit, and the gallery."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from reference import LANGUAGES, pages

__all__ = ["DOCS", "LANGUAGES", "assemble", "used", "written"]

DOCS = Path(__file__).resolve().parents[1]
_COMMAND = re.compile(r"^\$ .*?\bct56kg ([a-z]+)\b", re.MULTILINE)


def written(lang: str) -> dict[str, str]:
    """Give the pages that people wrote in a language, by path below `docs/<language>/`."""
    folder = DOCS / lang
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))}


def used(lang: str) -> dict[str, list[str]]:
    """Say on which of those pages each command is shown at work."""
    found: dict[str, list[str]] = {}
    for path, text in written(lang).items():
        for command in dict.fromkeys(_COMMAND.findall(text)):
            found.setdefault(command, []).append(path)
    return found


def assemble(folder: Path) -> None:
    """Write all pages of all languages into a folder, as the generator wants them."""
    for lang in LANGUAGES:
        for path, text in {**written(lang), **pages(lang, used(lang))}.items():
            file = folder / lang / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        shutil.copytree(DOCS / "theme" / "locale", folder / lang / "locale")
    shutil.copytree(DOCS / "gallery", folder / "gallery", ignore=shutil.ignore_patterns("README.md"))

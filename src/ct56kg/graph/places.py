"""Where a thing stands: file and line of its first block, for findings and editors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ct56kg.graph.prefixes import prefixes_in
from ct56kg.graph.reading import DataFile

_SUBJECT = re.compile(r"^(?:<([^>\s]*)>|([\w.-]*):([\w.%-]+(?:\\.[\w.%-]*)*))\s")


def places(files: Iterable[DataFile], root: str) -> dict[str, tuple[str, int]]:
    """Map each subject IRI to the file (relative to `root` where possible) and line where it first stands.

    Reads lines, not RDF: a subject is found if it begins a line, as it does in every file that
    `ct56kg format` has written and in N-Triples.
    """
    found: dict[str, tuple[str, int]] = {}
    for file in files:
        if file.path.suffix not in (".ttl", ".trig", ".nt", ".nq"):
            continue
        text = file.path.read_text("utf-8", "replace")
        known = prefixes_in(text)
        name = file.path.as_posix().removeprefix(root.rstrip("/") + "/")
        for number, line in enumerate(text.split("\n"), 1):
            match = _SUBJECT.match(line)
            if match:
                full = match[1] if match[1] is not None else known.get(match[2], "") + match[3]
                found.setdefault(full, (name, number))
    return found

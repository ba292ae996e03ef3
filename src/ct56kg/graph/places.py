"""Where a thing stands: file and line of its first block, for findings and editors."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from ct56kg.graph.prefixes import prefixes_in
from ct56kg.graph.reading import DataFile

_SUBJECT = re.compile(r"^(?:<([^>\s]*)>|([\w.-]*):([\w.%-]+(?:\\.[\w.%-]*)*))\s")


def places(files: Iterable[DataFile], root: str, wanted: Container[str] | None = None) -> dict[str, tuple[str, int]]:
    """Map subject IRIs to the file (relative to `root` where possible) and line where each first stands.

    Reads lines, not RDF: a subject is found if it begins a line, as it does in every file that
    `ct56kg format` has written and in N-Triples. Files are read line by line, however large they are.

    Args:
        files: where to look.
        root: folder of the dossier.
        wanted: the IRIs that matter; all, if it is left out.
    """
    found: dict[str, tuple[str, int]] = {}
    for file in files:
        if file.path.suffix not in (".ttl", ".trig", ".nt", ".nq"):
            continue
        name = file.path.as_posix().removeprefix(root.rstrip("/") + "/")
        known: dict[str, str] = {}
        last = ""
        with file.path.open(encoding="utf-8", errors="replace", newline="\n") as text:
            for number, line in enumerate(text, 1):
                if "refix" in line or "REFIX" in line:
                    known.update(prefixes_in(line))
                match = _SUBJECT.match(line)
                if match is None or match[0] == last:
                    continue
                last = match[0]
                full = match[1] if match[1] is not None else known.get(match[2], "") + match[3]
                if wanted is None or full in wanted:
                    found.setdefault(full, (name, number))
    return found

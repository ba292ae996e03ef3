"""Files to quads: every RDF syntax through one door, with the place of every fault.

pyoxigraph keeps lexical forms exactly as written; nothing is fetched from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from ct56kg.base.errors import InputError

if TYPE_CHECKING:
    from ct56kg.base.notice import Notice

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
_MAX_NESTING = 100
_FOREIGN = (b"\x00", b"\xff", b"\xfe", b"\xcc", b"\xcd")
_SUSPECT = (
    re.compile(rb"\xc2[^\xa0\xa7\xab\xb7\xbb]"),
    re.compile(
        rb"\xc3[\x84-\x87\x8b\x8e-\x91\x96-\x98\x9b\x9c\x9e\x9f\xa4-\xa7\xab\xae-\xb1\xb6-\xb8\xbb\xbc\xbe\xbf]"
    ),
)
"""What Vietnamese text in composed UTF-8 does not contain: other signs and letters of Latin-1, combining marks.

Every pattern begins with one byte, so that the search skips all others quickly.
"""
_NO_BRACKET = bytes(set(range(256)) - set(b"[](){}"))


class DataFile(NamedTuple):
    """One file of a dossier: where it is, the named graph it fills, and the status of what it says."""

    path: Path
    graph: str
    status: str = ""


def rdf_files(place: Path) -> Iterator[Path]:
    """List the RDF files of a folder, or the file itself, in an order that no machine changes."""
    if place.is_file():
        yield place
    elif place.is_dir():
        for path in sorted(place.rglob("*"), key=lambda p: p.as_posix()):
            hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
            if path.suffix.lower() in FORMATS and path.is_file() and not hidden:
                yield path


def read_quads(path: Path, base: str, number: int = 0) -> list[ox.Quad]:
    """Read one file as quads.

    Args:
        path: the file; its suffix names the syntax.
        base: IRI against which relative IRIs are resolved.
        number: distinguishes this file's blank nodes from other files'; they are named in the order
            in which they stand in the file, so that two runs agree.

    Raises:
        InputError: unreadable file (FILE-01), unknown suffix (FILE-02), syntax (TURTLE-01), declared
            entities in RDF/XML (FILE-03), a remote JSON-LD context (FILE-04), nesting (FILE-05).
    """
    return parse_quads(read_bytes(path), syntax_of(path), path, base, number)


def read_bytes(path: Path) -> bytes:
    """Read a file, or say why it cannot be read (FILE-01)."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("FILE-01", file=path, reason=error) from error


def syntax_of(path: Path) -> ox.RdfFormat:
    """Tell the syntax by the suffix, or say that it is unknown (FILE-02)."""
    syntax = FORMATS.get(path.suffix.lower())
    if syntax is None:
        raise InputError("FILE-02", file=path, suffix=path.suffix, known=" ".join(FORMATS))
    return syntax


def mentions_others(content: bytes) -> bool:
    """Say whether text may speak of bodies in a vocabulary of others that we read too, see `graph.alignment`."""
    return b"http://www.w3.org/ns/org#" in content or b"http://data.europa.eu/m8g/" in content


def suspicious(content: bytes) -> bool:
    """Say whether text may be in an old encoding, decomposed, or no UTF-8: then it is read with care."""
    return any(sign in content for sign in _FOREIGN) or any(part.search(content) for part in _SUSPECT)


def careful_text(content: bytes, path: Path) -> tuple[bytes, tuple[Notice, ...]]:
    """Take text as a dossier of ours has it: UTF-8, composed (NFC); a notice says what was composed.

    Raises:
        InputError: TCVN3, VNI, UTF-16, doubly read UTF-8 … (ENCODING-01 to 06), with the line.
    """
    if not suspicious(content):
        return content, ()
    from ct56kg.base.encoding import decode

    text, notices = decode(content, path)
    return text.encode(), notices


def parse_quads(content: bytes, syntax: ox.RdfFormat, path: Path, base: str, number: int = 0) -> list[ox.Quad]:
    """Parse bytes of one file; see `read_quads`."""
    if syntax == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in content.upper():
        raise InputError("FILE-03", file=path)
    if too_deep(content):
        raise InputError("FILE-05", file=path, limit=_MAX_NESTING)
    try:
        quads = list(ox.parse(content, format=syntax, base_iri=base))
    except SyntaxError as error:
        reason = str(error.msg)
        if "LoadDocumentCallback" in reason:
            raise InputError("FILE-04", file=path) from error
        raise InputError("TURTLE-01", file=path, line=error.lineno, reason=reason) from error
    except ValueError as error:
        raise InputError("TURTLE-01", file=path, reason=error) from error
    return _rename_blank_nodes(quads, number)


def too_deep(content: bytes) -> bool:
    """Say whether brackets nest deeper than a parser should be asked to follow; strings count too, which is safe."""
    signs = content.translate(None, _NO_BRACKET)
    if all(signs.count(sign) < _MAX_NESTING for sign in b"[({"):
        return False
    depth = deepest = 0
    for sign in signs:
        depth = depth + 1 if sign in b"[({" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > _MAX_NESTING


def _rename_blank_nodes(quads: list[ox.Quad], number: int) -> list[ox.Quad]:
    names: dict[str, ox.BlankNode] = {}

    def named(node: object) -> object:
        if isinstance(node, ox.BlankNode):
            return names.setdefault(node.value, ox.BlankNode(f"f{number}b{len(names)}"))
        return node

    if not any(isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode) for q in quads):
        return quads
    return [
        ox.Quad(named(q.subject), q.predicate, named(q.object), named(q.graph_name))  # type: ignore[arg-type]
        for q in quads
    ]

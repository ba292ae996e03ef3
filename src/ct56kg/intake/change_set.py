"""What a sheet changes as a change set: metadata, removals and additions, ready to be looked at and recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term, iri
from ct56kg.base.terms import CT, SCHEME
from ct56kg.base.text import search_key
from ct56kg.base.words import say
from ct56kg.graph.statements import Statement, statements_about, turtle_of
from ct56kg.graph.store import Store
from ct56kg.intake.importing import Imported
from ct56kg.intake.minting import TYPE, ct, day, labels, vietnamese

VERBS = ("amend", "supplement", "replace", "repeal", "extend", "correct")
_FRAME = frozenset((CT + "Source", CT + "Citation"))
_FOLLOWING = frozenset({"number", "person", "closed", "note"})
"""Columns of following up: what they record is no amendment of the annex."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who changes what from when: date of effect, verb, and the document that says so (empty if none is named)."""

    effect: date
    verb: str
    document: str = ""


def verb_of(imported: Imported) -> str:
    """Name the verb of the regulation for what was edited: only new rows, only removals, only extensions, or more."""
    kinds = {edit.kind for edit in imported.edits}
    columns = {column for edit in imported.edits for column in edit.columns}
    if kinds == {"removed"}:
        return "repeal"
    if kinds == {"changed"} and "extension" in columns and columns <= {"extension"} | _FOLLOWING:
        return "extend"
    if kinds <= {"new", "changed"} and columns <= _FOLLOWING:
        return "supplement"
    return "amend"


def named_document(imported: Imported, text: str) -> str:
    """Find the amending document, among the new ones of the sheet too.

    Raises:
        UsageError: none or several (ANNEX-01).
    """
    found = sorted(imported.documents(text))
    if len(found) != 1:
        raise UsageError("ANNEX-01", name=text, near=" · ".join(found) or "–")
    return found[0]


def folder_of(imported: Imported, about: Metadata, name: str) -> str:
    """Name the folder of the change set: date of effect, and the number of the document, else of the import."""
    slug = re.sub(r"[^a-z0-9]+", "-", search_key(name)).strip("-") if name else ""
    return f"{about.effect.isoformat()}-{slug or f'phu-luc-{imported.mint.digest}'}"


def write_change(folder: Path, imported: Imported, about: Metadata, store: Store, prefixes: dict[str, str]) -> None:
    """Write the change set into a folder that exists.

    The amending document and the sheet as a source belong to what the change set says of itself: they are known at any
    date, while what it adds is known from its date of effect.
    """
    framing = {about.document} | {s.value for s, p, o in imported.add if p == TYPE and o.value in _FRAME}
    frame = {statement for statement in imported.add if statement[0].value in framing}
    parts = {
        "amendment": _metadata(imported, about, store) | frame,
        "remove": imported.remove,
        "add": imported.add - frame,
    }
    for name, statements in parts.items():
        if statements:
            (folder / f"{name}.ttl").write_text(turtle_of(statements, prefixes), "utf-8", newline="\n")


def _metadata(imported: Imported, about: Metadata, store: Store) -> set[Statement]:
    annex, sample = imported.annex, imported.fictitious
    change = iri(imported.mint.new("chg"))
    said: set[Statement] = {
        (change, TYPE, ct("ChangeSet")),
        (change, ct("effectDate"), day(about.effect.isoformat())),
        (change, ct("verb"), iri(f"{SCHEME}verb/{about.verb}")),
        *labels(change, "label-change", sample, annex=imported.name, file=imported.file),
        *((change, ct("changes"), iri(edit.iri)) for edit in imported.edits),
    }
    if annex.document:
        said.add((change, ct("changes"), iri(annex.document)))
    if sample:
        said |= {
            (change, ct("status"), iri(f"{SCHEME}status/synthetic")),
            (change, ct("note"), vietnamese(say("cli.synthetic", "vi"))),
        }
    if about.document:
        said |= _by_document(change, imported, about, store)
    elif annex.document and (about.verb == "supplement" or not annex.lines):
        said.add((change, ct("basisDocument"), iri(annex.document)))
    return said


def _by_document(change: Term, imported: Imported, about: Metadata, store: Store) -> set[Statement]:
    """Record the amending document, its issuer and day, and its effect on the annex."""
    annex = imported.annex
    said: set[Statement] = {(change, ct("amendingDocument"), iri(about.document))}
    known = [*statements_about(store, [about.document]), *(s for s in imported.add if s[0].value == about.document)]
    for _, prop, value in known:
        if prop.value in (CT + "issuer", CT + "issueDate"):
            said.add((change, prop, value))
    if annex.document and annex.document != about.document:
        effect = iri(imported.mint.new("eff"))
        said |= {
            (change, ct("basisDocument"), iri(annex.document)),
            (effect, TYPE, ct("Effect")),
            (effect, ct("byDocument"), iri(about.document)),
            (effect, ct("verb"), iri(f"{SCHEME}verb/{about.verb}")),
            (effect, ct("target"), iri(annex.document)),
            (effect, ct("realisedBy"), change),
            *((effect, ct("evidence"), s) for s, p, o in imported.add if p == TYPE and o == ct("Citation")),
            *labels(
                effect,
                "label-effect",
                imported.fictitious,
                document=_symbol(known, about.document),
                annex=imported.name,
            ),
        }
    return said


def _symbol(known: list[Statement], document: str) -> str:
    return next((value.value for _, prop, value in known if prop.value == CT + "symbol"), document)

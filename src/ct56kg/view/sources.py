"""The line below a picture that says which sources were loaded, and that the main one is not a full text."""

from __future__ import annotations

from collections.abc import Callable

from ct56kg.base.dates import format_iso
from ct56kg.base.rows import Rows, Term
from ct56kg.base.words import say

QUESTION = "view/sources"
_MOST = 2  # main sources that are named; more are counted


def source_line(rows: Rows | None, title: str, label: Callable[[Term], str], lang: str) -> str:
    """Say in one line where what is shown comes from.

    Args:
        rows: the answer to `view/sources`; none where a dossier does not have that question.
        title: of the dossier, said where no source is recorded.
        label: what a source is called.
        lang: `vi` or `en`.
    """
    by_status: dict[str, dict[Term, dict[str, Term | None]]] = {}
    for row in rows.dicts() if rows else ():
        status, source = row["status"], row["source"]
        if status and source:
            by_status.setdefault(status.value.rsplit("/", 1)[-1], {}).setdefault(source, row)
    main, other = by_status.get("stated", {}), by_status.get("external", {})
    parts = [_named(source, row, label, lang) for source, row in list(main.items())[:_MOST]]
    if more := len(main) - len(parts):
        parts.append(say("diagram.sources-more", lang, n=more))
    if other:
        parts.append(say("diagram.sources-external", lang, n=len(other)))
    if not parts:
        return say("diagram.source-dossier", lang, title=title)
    names = ", ".join(parts[:-1]) + (say("diagram.and", lang) if parts[1:] else "") + parts[-1]
    line = say("diagram.sources", lang, names=names)
    return line + (say("diagram.sources-synthetic", lang) if "synthetic" in by_status else "")


def _named(source: Term, row: dict[str, Term | None], label: Callable[[Term], str], lang: str) -> str:
    kind, published = row["kind"], row["published"]
    if kind and kind.value.endswith("/news") and published:
        return say("diagram.source-article", lang, day=format_iso(published.value))
    return label(source)

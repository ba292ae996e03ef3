"""Parts in a duty: who takes part, in which role and words, and whether that holds on the day."""

from __future__ import annotations

from collections.abc import Mapping

from ct56kg.base.rows import Term
from ct56kg.view.diagram.model import Edge, Link, Node
from ct56kg.view.diagram.reading import Reader, Row, day, evidence, first, local, text, tooltip

_LINKS: Mapping[str, Link] = {
    "lead": "lead", "coordinate": "coordinate", "advise": "advise", "direct": "directs",
    "monitor": "follow", "supervise": "follow",
}  # fmt: skip


def rows_by_participation(rows: list[Row]) -> dict[Term, list[Row]]:
    """Gather the rows of a duty by participation."""
    found: dict[Term, list[Row]] = {}
    for row in rows:
        part = row.get("participation")
        if part is not None:
            found.setdefault(part, []).append(row)
    return found


def holds(rows: list[Row], reader: Reader) -> bool:
    """Say whether a party takes part on the day; the end is the first day on which it no longer does."""
    begin, end = day(rows, "from"), day(rows, "until")
    return not (begin and begin > reader.as_of) and not (end and end <= reader.as_of)


def words_of(rows: list[Row], reader: Reader) -> str:
    """Give the words by which a party is given its role; for readers of English the role's label."""
    role = first(rows, "role")
    words = text(rows, "words")
    return words if words and reader.lang == "vi" else reader.name(role) if role else words


def part_edge(duty: Node, party: Node, rows: list[Row], reader: Reader) -> Edge:
    """Make the link of a party to a duty, with the words of its role."""
    words, link = words_of(rows, reader), _LINKS.get(local(first(rows, "role")), "role")
    said = f"{duty.title} – {words} – {party.title}"
    return Edge(duty.id, party.id, link, words, tooltip(said, evidence(rows, reader), reader))

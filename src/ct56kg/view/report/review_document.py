"""The review sheet as a document: a row per affected duty, with boxes for an opinion, passed around and read back."""

from __future__ import annotations

from collections.abc import Sequence

from ct56kg.amend.review import Review, Row
from ct56kg.base.words import say
from ct56kg.view.report.document import Block, Cell, Document, Para, Part, Table
from ct56kg.view.report.material import Material

_WIDTHS = (1.3, 4.2, 4.6, 1.6, 4.6, 3.2)


def review_document(m: Material, review: Review, code: str, subject: str) -> Document:
    """Set a sheet into a document: landscape, one table, and the code by which it is read back."""
    lang = m.lang
    blocks: list[Block] = [Para(say("review.how", lang), "note")]
    if review.rows:
        rows = [_row(m, row, number) for number, row in enumerate(review.rows, 1)]
        blocks.append(Table(say("review.heads", lang).split("|"), _WIDTHS, rows))
    else:
        blocks.append(Para(say("review.nothing", lang)))
    blocks.append(Para(say("review.code", lang, code=code), "note"))
    title = say(f"review.title-{review.kind}", lang, subject=subject)
    made = m.document("impact", title, [Part(blocks, landscape=True)], counted=False, dated=False)
    return _renamed(made, say("review.kind", lang))


def _renamed(document: Document, kind: str) -> Document:
    from dataclasses import replace

    return replace(document, kind=kind)


def _row(m: Material, row: Row, number: int) -> Sequence[Cell]:
    lang = m.lang
    by = [say("review.by", lang, by=m.names(row.by))] if row.by else []
    words = [m.name(row.thing), *([say("review.quoted", lang, words=row.quote)] if row.quote else [])]
    agree = row.add or row.remove
    return (
        Cell(f"{number}\n#{row.key}", "number"),
        Cell("\n".join(words)),
        Cell("\n".join((*row.changes, *by))),
        Cell(say(f"review.{row.competence}", lang)),
        Cell(row.clause),
        Cell(say("review.boxes" if agree else "review.decide", lang)),
    )

"""The review sheet as a document: a row per affected duty, with boxes for an opinion, passed around and read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ct56kg.amend.review import Review, Row
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.view.report.document import Block, Cell, Document, Para, Part, Table
from ct56kg.view.report.material import Material

_WIDTHS = (1.3, 4.2, 4.6, 1.6, 4.6, 3.2)


Label = Callable[[Term], str]


def review_document(m: Material, review: Review, code: str, subject: str, label: Label) -> Document:
    """Set a sheet into a document: landscape, one table, and the code by which it is read back.

    Args:
        m: whose dossier, on which date.
        review: the sheet.
        code: one line by which it is read back.
        subject: the body or change set, as people call it.
        label: names things, those that the change brings too.
    """
    lang = m.lang
    blocks: list[Block] = [Para(say("phieu.how", lang), "note")]
    if review.rows:
        rows = [_row(row, number, lang, label) for number, row in enumerate(review.rows, 1)]
        blocks.append(Table(say("phieu.heads", lang).split("|"), _WIDTHS, rows))
    else:
        blocks.append(Para(say("phieu.nothing", lang)))
    blocks.append(Para(say("phieu.code", lang, code=code), "note"))
    title = say(f"phieu.title-{review.kind}", lang, subject=subject)
    made = m.document("impact", title, [Part(blocks, landscape=True)], counted=False, dated=False)
    return replace(made, kind=say("phieu.kind", lang))


def _row(row: Row, number: int, lang: str, label: Label) -> Sequence[Cell]:
    named = ", ".join(map(label, row.by))
    by = [say("phieu.by", lang, by=named)] if named and not any(named in change for change in row.changes) else []
    words = [label(row.thing), *([say("phieu.quoted", lang, words=row.quote)] if row.quote else [])]
    agree = row.add or row.remove
    return (
        Cell(f"{number}\n#{row.key}", "number"),
        Cell("\n".join(words)),
        Cell("\n".join((*row.changes, *by))),
        Cell(say(f"phieu.{row.competence}", lang)),
        Cell(row.clause),
        Cell(say("phieu.boxes" if agree else "phieu.decide", lang)),
    )

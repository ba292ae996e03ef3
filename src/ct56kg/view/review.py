"""Proposals from a document as a sheet on which a person says yes, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ct56kg.base.dates import format_iso
from ct56kg.base.words import say
from ct56kg.intake.extracting import SourceText
from ct56kg.intake.proposing import FIELDS, Proposal
from ct56kg.intake.review import CHUNK, FORMAT, SECRET
from ct56kg.view.sheet import Cell, Choices, Sheet, to_bytes

_WIDTHS = (10.0, 16.0, 70.0, 16.0, 16.0, 12.0, 24.0, 26.0, 30.0, 16.0, 13.0, 24.0, 8.0)


def to_xlsx(
    source: SourceText, proposals: Sequence[Proposal], host: str, known: Callable[[str], str], lang: str
) -> bytes:
    """Write the review sheet, with the text itself on a hidden one.

    Args:
        source: the text.
        proposals: what was found in it.
        host: number of the document whose content the items are, as far as that is known.
        known: says of a name whether it is a known body: its full name, or words that it is not.
        lang: language of the headings.
    """
    heads = ("yes", "kind", "quote", *FIELDS, "place", "remark", "id")
    grid = [
        [Cell(say("review.title", lang, file=source.name), "title")],
        [Cell(say("review.about", lang), "note")],
        [Cell(say("review.host", lang), "head", span=2), Cell(host)],
        [Cell(say(f"review.{head}", lang), "head") for head in heads],
        *(_row(source, proposal, known, lang) for proposal in proposals),
    ]
    main = Sheet(
        say("review.sheet", lang),
        grid,
        frozen=(4, 3),
        heads=(4, 4),
        widths=_WIDTHS,
        lang=lang,
        hidden_columns=(len(heads),),
        choices=[Choices(f"A5:A{4 + max(len(proposals), 1)}", '"x"', say("review.prompt", lang))],
        paper="A3",
    )
    chunks = [source.text[start : start + CHUNK] for start in range(0, len(source.text), CHUNK)]
    secret = [[Cell("format"), Cell(FORMAT)], [Cell("file"), Cell(source.name)], [Cell("sha256"), Cell(source.sha256)]]
    secret += [[Cell("text"), Cell("«" + chunk + "»")] for chunk in chunks]
    return to_bytes([main, Sheet(SECRET, secret, lang=lang, hidden=True)])


def _row(source: SourceText, proposal: Proposal, known: Callable[[str], str], lang: str) -> list[Cell]:
    quote = source.text[proposal.at.start : proposal.at.end]
    names = [
        name for field in ("issuer", "lead", "others") for name in proposal.fields.get(field, "").split("\n") if name
    ]
    remarks = [proposal.remark, *(known(name) for name in names)]
    return [
        Cell(""),
        Cell(say(f"review.kind-{proposal.kind}", lang)),
        Cell(quote),
        *(Cell(format_iso(proposal.fields.get(field, ""))) for field in FIELDS),
        Cell(f"{proposal.at.start}–{proposal.at.end}"),
        Cell("\n".join(remark for remark in remarks if remark)),
        Cell(proposal.id),
    ]

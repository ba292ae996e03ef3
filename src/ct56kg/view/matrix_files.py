"""One door for whoever wants the matrix as a file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ct56kg.base.dates import format_date
from ct56kg.base.rows import Rows
from ct56kg.base.words import say
from ct56kg.view.matrix_rows import Label, build

Style = Literal["html", "xlsx", "csv", "md"]
STYLES: tuple[Style, ...] = ("html", "xlsx", "csv", "md")


def matrix_content(
    rows: Rows,
    details: Rows,
    style: Style,
    *,
    label: Label,
    lang: str,
    as_of: date,
    source: str,
    synthetic: bool,
    title: str = "",
) -> bytes:
    """Write the matrix in one of `STYLES`.

    Args:
        rows: answer of `view/matrix`.
        details: answer of `view/matrix-details`.
        style: html, xlsx, csv or md.
        label: what a person calls a term.
        lang: language of the reader.
        as_of: the date at which roles and bodies are judged.
        source: where it comes from, in one line (the dossier's title).
        synthetic: fictitious statements are among the rows: every page and sheet says so.
        title: heading; by default the general one.
    """
    matrix = build(rows, details, label, lang, as_of)
    mark = say("page.fictitious", lang) if synthetic else None
    if style == "csv":
        from ct56kg.view.matrix_sheet import to_csv

        return to_csv(matrix, lang=lang, mark=mark).encode()
    day = format_date(as_of)
    head = title or say("matrix.title", lang)
    subtitle = say("matrix.subtitle", lang, day=day, source=source)
    footer = say("matrix.made", lang, day=day, source=source)
    if style == "html":
        from ct56kg.view.matrix_page import to_html

        return to_html(matrix, title=head, subtitle=subtitle, footer=footer, lang=lang, mark=mark).encode()
    from ct56kg.view.matrix_sheet import to_markdown, to_xlsx

    if style == "xlsx":
        return to_xlsx(matrix, title=head, subtitle=subtitle, footer=footer, lang=lang, mark=mark)
    return to_markdown(matrix, title=head, subtitle=subtitle, footer=footer, lang=lang, mark=mark).encode()

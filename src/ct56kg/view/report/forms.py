"""The forms in which a report leaves: Word, one page of HTML, Markdown."""

from __future__ import annotations

from ct56kg.base.errors import UsageError
from ct56kg.view.report.document import Document
from ct56kg.view.report.screen import to_html, to_markdown

FORMS = (".docx", ".html", ".md")


def written(document: Document, suffix: str) -> str | bytes:
    """Write a report in the form that a suffix names.

    Raises:
        UsageError: another suffix (FILE-07).
    """
    if suffix == ".docx":
        from ct56kg.view.report.word import to_docx

        return to_docx(document)
    if suffix == ".html":
        return to_html(document)
    if suffix == ".md":
        return to_markdown(document)
    raise UsageError("FILE-07", suffix=suffix or "–", known=" ".join(FORMS))

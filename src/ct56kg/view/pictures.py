"""A diagram of the dossier as its reader sees it."""

from __future__ import annotations

from collections.abc import Callable

from ct56kg.base.rows import Term
from ct56kg.view import diagram
from ct56kg.view.asking import answer
from ct56kg.view.reader import Context


def address(thing: Term) -> str:
    """Give a thing's own IRI as its address."""
    return thing.value if thing.kind == "iri" else ""


def picture(asked: Context, name: str, href: Callable[[Term], str] = address) -> diagram.Picture:
    """Draw a diagram; `href` says where the entry of a thing is."""
    return diagram.draw(
        name,
        {question: answer(asked, question) for question in diagram.questions_of(name)},
        lang=asked.lang,
        as_of=asked.as_of,
        label=asked.label,
        href=href,
        source=asked.source,
        synthetic=asked.synthetic,
    )

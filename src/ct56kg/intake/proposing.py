"""What a document may say, as proposals: each with its quoted words and their place; a person decides, not this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from ct56kg.intake.charge_tables import charges_in_tables
from ct56kg.intake.charges import Span, charges_of, directives_of
from ct56kg.intake.documents import DocumentType, types_for
from ct56kg.intake.identity import cited_in, identity_of
from ct56kg.intake.sections import items_of

KINDS = ("document", "cited", "viewpoint", "objective", "task", "charge", "directive")
FIELDS = ("symbol", "type", "date", "issuer", "lead", "others", "due")
"""What a person may correct in a proposal; the quotation itself stays as it stands in the text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal: `kind` is one of `KINDS`, `fields` what was read, `spans` where each part stands."""

    id: str
    kind: str
    at: Span
    fields: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    remark: str = ""


def proposals_of(text: str, types: Sequence[DocumentType]) -> list[Proposal]:
    """Propose what a text says, in its order; the same text always gives the same proposals."""
    numbers = count(1)
    found = [*_documents(text, types), *_contents(text)]
    return [Proposal(f"p{next(numbers)}", kind, at, fields, spans, remark) for kind, at, fields, spans, remark in found]


_Raw = tuple[str, Span, dict[str, str], dict[str, tuple[Span, ...]], str]


def _documents(text: str, types: Sequence[DocumentType]) -> Iterator[_Raw]:
    head = identity_of(text, types)
    if head.number and head.number_at:
        fields = {"symbol": head.number.symbol, "date": head.date, "type": head.type_name.casefold()}
        if head.issuer_at:
            fields["issuer"] = text[head.issuer_at.start : head.issuer_at.end]
        places = {"number": head.number_at, "date": head.date_at, "title": head.title_at, "issuer": head.issuer_at}
        yield "document", head.number_at, fields, {name: (at,) for name, at in places.items() if at}, ""
    for cited in cited_in(text):
        if head.number and cited.number == head.number:
            continue
        kinds = types_for(cited.number, cited.words, types)
        fields = {"symbol": cited.number.symbol, "date": cited.date}
        fields["type"] = kinds[0].name if len(kinds) == 1 else ""
        yield "cited", cited.at, fields, {}, cited.repairs


def _contents(text: str) -> Iterator[_Raw]:
    charges = [*charges_of(text), *charges_in_tables(text)]
    charged = [(charge.sentence.start, charge) for charge in charges]
    directed = [(directive.sentence.start, directive) for directive in directives_of(text)]
    taken = [charge.sentence for _, charge in charged]
    found: list[tuple[int, _Raw]] = []
    for item in items_of(text):
        if not any(span.start < item.end and item.start < span.end for span in taken):
            found.append((item.start, (item.kind, Span(item.start, item.end), {}, {}, item.group)))
    for start, charge in charged:
        fields = {"lead": _said(text, (charge.lead,)), "others": _said(text, charge.others)}
        fields["due"] = _said(text, (charge.due,)) if charge.due else ""
        spans = {"lead": (charge.lead,), "others": charge.others, "task": (charge.task,)}
        found.append((start, ("charge", charge.sentence, fields, spans, "")))
    for start, directive in directed:
        fields = {"lead": _said(text, (directive.by,)), "others": _said(text, directive.names)}
        spans = {"lead": (directive.by,), "others": directive.names}
        found.append((start, ("directive", directive.sentence, fields, spans, "")))
    yield from (raw for _, raw in sorted(found, key=lambda one: one[0]))


def _said(text: str, spans: Sequence[Span]) -> str:
    return "\n".join(" ".join(text[span.start : span.end].split()) for span in spans)

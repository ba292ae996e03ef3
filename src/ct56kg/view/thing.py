"""One thing on one page, as text or Markdown: facts by property, each with its status; duties; history; evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ct56kg.base.rows import Rows, Term
from ct56kg.base.terms import CT, RDF, RDFS
from ct56kg.base.text import wrap
from ct56kg.base.words import say

Label = Callable[[Term], str]
_HIDDEN = {RDFS + "label", CT + "evidence", CT + "participation"}
_QUIET = {RDF + "subject", RDF + "object"} | {
    CT + name for name in ("about", "within", "party", "original", "resulting", "affects", "premise")
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the page."""

    title: str
    code: str
    day: str
    synthetic: bool


def to_text(
    head: Head, parts: Mapping[str, Rows], label: Label, lang: str, width: int = 100, *, markdown: bool = False
) -> str:
    """Write the page; sections without content are left out."""
    mark = [say("cli.synthetic", lang)] if head.synthetic else []
    title = [f"# {head.title}"] if markdown else wrap(head.title, width)
    lines = [*mark, *title, f"{head.code} · {say('cli.as-of', lang, day=head.day)}"]
    sections = (
        ("facts", _facts(parts["facts"], label, lang)),
        ("duties", _duties(parts["duties"], label, lang)),
        ("parties", _parties(parts["parties"], label, lang)),
        ("events", _events(parts["events"], label, lang)),
        ("evidence", _evidence(parts["evidence"], label, lang)),
        ("unknown", _unknown(parts["unknown"], label)),
        ("mentions", _mentions(parts["mentions"], label, lang)),
    )
    for name, items in sections:
        written = [line for item in items for line in _item(item, width, markdown=markdown)]
        if written:
            heading = say(f"thing.{name}", lang)
            lines += ["", f"## {heading}" if markdown else heading.upper(), *([""] if markdown else []), *written]
    return "\n".join(lines)


def as_json(thing: Term, parts: Mapping[str, Rows], label: Label) -> dict[str, object]:
    """Give the page as data: every row of every part, terms as N-Triples with their labels."""
    return {
        "iri": thing.value,
        "label": label(thing),
        **{
            name: [
                {key: {"term": term.n3(), "label": label(term)} for key, term in row.items() if term is not None}
                for row in rows.dicts()
            ]
            for name, rows in parts.items()
        },
    }


def _item(text: str, width: int, *, markdown: bool) -> Iterator[str]:
    if markdown:
        yield f"- {text}"
        return
    first, *rest = wrap(text, width - 6) or [""]
    yield f"  {first}"
    for line in rest:
        yield f"      {line}"


def _facts(rows: Rows, label: Label, lang: str) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[Term]] = {}
    for row in rows.dicts():
        prop, value, status = row["property"], row["value"], row["status"]
        if prop and value and status and prop.value not in _HIDDEN:
            grouped.setdefault((prop.value, status.value), []).append(value)
    for (name, standing), values in sorted(grouped.items(), key=lambda item: (item[0][0] != RDF + "type", item[0])):
        said = [label(value) for value in values if not value.language or value.language == lang or len(values) == 1]
        shown = " · ".join(dict.fromkeys(said or [label(v) for v in values]))
        words = say("thing.kind", lang) if name == RDF + "type" else label(Term("iri", name))
        yield f"{words}: {shown}  [{_status(standing, lang)}]"


def _duties(rows: Rows, label: Label, lang: str) -> Iterator[str]:
    for row in rows.dicts():
        duty, role = row["duty"], row["role"]
        if duty is None or role is None:
            continue
        task, words, due = row["task"], row["words"], row["due"]
        text = f"{words.value if words else label(role)} ← {label(task or duty)}"
        if due:
            text += f" · {say('thing.due', lang)}: {due.value}"
        yield text + _quoted(row, lang)


def _parties(rows: Rows, label: Label, lang: str) -> Iterator[str]:
    for row in rows.dicts():
        role, party, due = row["role"], row["party"], row["due"]
        if role and party:
            words = row["words"]
            text = f"{label(party)} — {words.value if words else label(role)}"
            yield text + (f" · {say('thing.due', lang)}: {due.value}" if due else "") + _quoted(row, lang)


def _events(rows: Rows, label: Label, lang: str) -> Iterator[str]:
    merged: dict[str, dict[str, list[Term]]] = {}
    for row in rows.dicts():
        event = row["event"]
        if event:
            known = merged.setdefault(event.value, {})
            for key, term in row.items():
                if term is not None and term not in known.setdefault(key, []):
                    known[key].append(term)
    for known in merged.values():
        before = " + ".join(label(term) for term in known.get("original", []))
        after = " + ".join(label(term) for term in known.get("resulting", [])) or say("thing.no-successor", lang)
        text = f"{_period(known, label, lang)}: {' · '.join(label(kind) for kind in known['kind'])}"
        text += f": {before} → {after}" if before else f": {after}"
        authority = " · ".join(label(term) for term in (*known.get("authority", []), *known.get("source", [])))
        yield text + (f" ({authority})" if authority else "")


def _period(known: Mapping[str, list[Term]], label: Label, lang: str) -> str:
    earliest, latest = ([label(t) for t in known.get(name, [])] for name in ("earliest", "latest"))
    if earliest and latest:
        if earliest[0] == latest[0]:
            return earliest[0]
        return say("thing.between", lang, earliest=earliest[0], latest=latest[0])
    if earliest:
        return say("thing.not-before", lang, day=earliest[0])
    return say("thing.not-after", lang, day=latest[0]) if latest else say("thing.no-date", lang)


def in_one_language(rows: Rows, lang: str) -> Iterator[dict[str, Term | None]]:
    """Give the rows of evidence, each summary in the reader's language where its source has it in that."""
    found = list(rows.dicts())
    spoken = {row["source"] for row in found if (says := row["says"]) and says.language == lang}
    for row in found:
        says = row["says"]
        if row["quote"] or says is None or says.language in ("", None, lang) or row["source"] not in spoken:
            yield row


def _evidence(rows: Rows, label: Label, lang: str) -> Iterator[str]:
    for row in in_one_language(rows, lang):
        source, says, address, seen = row["source"], row["says"], row["address"], row["seen"]
        if source is None:
            continue
        text = _quoted(row, lang).strip() or (says.value if says else "")
        where = label(source) + (f" · {address.value}" if address else "")
        yield f"{text} — {where}" + (f" · {say('thing.seen', lang, when=label(seen))}" if seen else "")


def _unknown(rows: Rows, label: Label) -> Iterator[str]:
    silent: dict[str, list[str]] = {}
    for row in rows.dicts():
        prop, role, source = row["property"], row["role"], row["source"]
        if prop:
            silent.setdefault(label(source) if source else "", []).append(label(role or prop))
    for reader, names in silent.items():
        yield " · ".join(dict.fromkeys(names)) + (f" — {reader}" if reader else "")


def _mentions(rows: Rows, label: Label, lang: str) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for row in rows.dicts():
        prop, subject = row["property"], row["subject"]
        if prop and subject and prop.value not in _QUIET:
            grouped.setdefault(label(prop), []).append(label(subject))
    for name, subjects in grouped.items():
        yield f"{name} ← {' · '.join(dict.fromkeys(subjects))}"


def _quoted(row: Mapping[str, Term | None], lang: str) -> str:
    quote, start, end = row["quote"], row["start"], row["end"]
    if quote is None or start is None or end is None:
        return ""
    return " " + say("thing.quoted", lang, quote=quote.value, start=start.value, end=end.value)


def _status(status: str, lang: str) -> str:
    return say(f"cli.status-{status.rsplit('/', 1)[-1]}", lang)

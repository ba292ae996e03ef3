"""Changes said as things, on the terminal, as Markdown, as a page and for programs; the history of a dossier."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from ct56kg.amend.saying import Said
from ct56kg.amend.telling import Told
from ct56kg.base.dates import format_date
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.view.sections import Item, Section, escaped, to_html, to_markdown, to_text
from ct56kg.view.terminal import set_lines

Label = Callable[[Term], str]


def as_json(said: Iterable[Said], label: Label) -> list[dict[str, object]]:
    """Give changes for programs."""
    return [
        {
            "kind": one.kind,
            "thing": one.thing.n3(),
            "label": label(one.thing),
            "property": f"<{one.how}>" if one.how else None,
            "old": [value.n3() for value in one.old],
            "new": [value.n3() for value in one.new],
            "text": one.text,
        }
        for one in said
    ]


def section(said: Sequence[Said], lang: str) -> Section:
    """Give changes as a section of a report."""
    title = f"{say('amend.section-changes', lang)} ({len(said)})"
    return Section(title, [Item(one.sign, one.text) for one in said])


def written(sections: Sequence[Section], head: Sequence[str], lang: str, style: str, mark: str | None = None) -> str:
    """Write a report of head lines and sections as `text`, `md` or `html`."""
    if style == "html":
        return to_html(head[0], sections, head, lang, mark=mark)
    if style == "md":
        marked = f"**{mark}**\n\n" if mark else ""
        lines = "\n\n".join(escaped(line) for line in head[1:])
        return f"# {escaped(head[0])}\n\n{marked}{lines}\n\n{to_markdown(sections, lang)}"
    return "\n".join([*set_lines([*([mark] if mark else []), *head]), "", to_text(sections, lang)])


def history(sets: Sequence[Told], label: Label, lang: str, style: str) -> str:
    """Write the history: one line for each recorded change set."""
    if style == "json":
        return json.dumps([_set_json(one, label) for one in sets], ensure_ascii=False, indent=1)
    if not sets:
        return say("amend.no-history", lang)
    items = [Item("·", _line(one, label, lang), _anyway(one, lang)) for one in sets]
    return written([Section("", items)], [say("amend.history", lang)], lang, style)


def one_change(one: Told, said: Sequence[Said], label: Label, lang: str, style: str) -> str:
    """Write one recorded change set and what it changed."""
    if style == "json":
        return json.dumps({**_set_json(one, label), "changes": as_json(said, label)}, ensure_ascii=False, indent=1)
    mark = say("cli.synthetic", lang) if one.folder.status == "synthetic" else None
    facts = [_line(one, label, lang), *_anyway(one, lang)]
    for name in ("issuer", "issueDate", "basisDocument", "changes"):
        values = one.about.get(name, ())
        if values:
            shown = " · ".join(map(label, values))
            facts.append(f"{label(Term('iri', _CT + name))}: {shown}")
    return written([section(said, lang)], facts, lang, style, mark)


_CT = "https://w3id.org/ct56kg/ns#"


def _line(one: Told, label: Label, lang: str) -> str:
    def of(name: str) -> str:
        value = one.first(name)
        return label(value) if value else say("cli.unknown", lang)

    title = label(one.iri) if one.iri else one.folder.what
    return say(
        "amend.line",
        lang,
        name=one.folder.name,
        title=title,
        verb=of("verb"),
        document=of("amendingDocument" if one.first("amendingDocument") else "basisDocument"),
        day=format_date(one.folder.effect),
    )


def _anyway(one: Told, lang: str) -> list[str]:
    return [say("amend.anyway", lang, why=one.anyway)] if one.anyway else []


def _set_json(one: Told, label: Label) -> dict[str, object]:
    return {
        "name": one.folder.name,
        "number": one.folder.number,
        "effectDate": one.folder.effect.isoformat(),
        "iri": one.iri.value if one.iri else None,
        "label": label(one.iri) if one.iri else one.folder.what,
        "status": one.folder.status,
        "anywayBecause": one.anyway,
        "about": {name: [value.n3() for value in values] for name, values in sorted(one.about.items())},
    }

"""`ct56kg diff A B`: what changed between two dates, change sets or dossiers, said as things."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ct56kg.amend.difference import Difference, difference, rdf_patch
from ct56kg.amend.facts import Facts
from ct56kg.amend.fate import Event, between
from ct56kg.amend.saying import Said
from ct56kg.amend.telling import around, find_change, said_between
from ct56kg.base.dates import format_date, is_date, parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.check.seeing import view_of
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.graph.dossier import CONFIG, open_dossier
from ct56kg.graph.workspace import State
from ct56kg.view.changes import as_json, section, written
from ct56kg.view.fate_report import event_text
from ct56kg.view.sections import Item, Section

FORMATS = ("text", "json", "html", "md", "patch")


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: a name for people, and the state."""

    name: str
    asked: Context
    state: State
    day: date | None = None


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar="A", help=say("diff.opt-a", lang))
    parser.add_argument("b", metavar="B", help=say("diff.opt-b", lang))
    parser.add_argument("--format", choices=FORMATS, help=say("cli.opt-format", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Compare and say."""
    asked = context(args)
    one, two = side(asked, args.a), side(asked, args.b)
    suffix = Path(args.output or "").suffix[1:]
    style = args.format or (suffix if suffix in FORMATS else "text")
    found = difference(one.state.merged, two.state.merged)
    write_out(rdf_patch(found) if style == "patch" else _written(one, two, found, style), args.output)
    if args.output and args.output != "-":
        asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def side(asked: Context, name: str) -> Side:
    """Find what a person means: a date, the folder of a dossier, or a recorded change set (the state after it).

    Raises:
        UsageError: none of these (DIFF-01).
    """
    if (Path(name) / CONFIG).is_file():
        other = asked.replace(dossier=open_dossier(name))
        return Side(other.dossier.called(asked.lang) or name, other, other.state)
    if is_date(name):
        day = parse_date(name)
        dated = asked.replace(as_of=day)
        return Side(format_date(day), dated, dated.state, day)
    every = asked.replace(statuses=asked.statuses | {"synthetic", "hypothesis"})
    try:
        folder = find_change(every.state.changes, name)
    except UsageError as error:
        known = " · ".join(change.name for change in every.state.changes) or "–"
        raise UsageError("DIFF-01", name=name, known=known) from error
    with_it = asked.replace(statuses=asked.statuses | ({folder.status} & {"synthetic", "hypothesis"}))
    return Side(folder.name, with_it, around(with_it.state, folder)[1])


def _written(one: Side, two: Side, found: Difference, style: str) -> str:
    lang = one.asked.lang
    label = two.asked.label
    said = said_between(one.state, two.state, (one.asked.label, label), lang, found)
    happened = list(between(Facts(view_of(two.state)), one.day, two.day)) if one.day and two.day else []
    if style in ("html", "md"):
        return _document(one, two, found, said, happened, style)
    events = [event_text(event, label, lang) for event in happened]
    if style == "json":
        report = {
            "a": one.name,
            "b": two.name,
            "added": len(found.added),
            "removed": len(found.removed),
            "changes": as_json(said, lambda thing: _name(thing, one, two)),
            "events": events,
        }
        return json.dumps(report, ensure_ascii=False, indent=1)
    head = [
        say("diff.title", lang, a=one.name, b=two.name),
        say("diff.summary", lang, n=len(said), added=len(found.added), removed=len(found.removed)),
    ]
    parts = [section(said, lang)]
    if events:
        title = f"{say('diff.section-events', lang)} ({len(events)})"
        parts.append(Section(title, [Item("·", text) for text in events]))
    synthetic = one.state.synthetic or two.state.synthetic
    return written(parts, head, lang, style, say("cli.synthetic", lang) if synthetic else None)


def _document(
    one: Side, two: Side, found: Difference, said: Sequence[Said], happened: Sequence[Event], style: str
) -> str:
    """Write the difference as a page or as Markdown; a page shows it as pictures too."""
    from ct56kg.view.digest import digest_of
    from ct56kg.view.pictures import differing
    from ct56kg.view.report import screen
    from ct56kg.view.report.difference_report import difference_report
    from ct56kg.view.report.material import Material

    asked = two.asked.replace(as_of=two.state.as_of)
    vars(asked)["state"] = two.state
    words = say("diff.title", asked.lang, a=one.name, b=two.name)
    before, after = ((side.state.store, side.state.as_of) for side in (one, two))
    pictures = differing(asked, before, after, words) if style == "html" else []
    made = difference_report(
        Material(asked, None, two.state.as_of),
        (one.name, two.name),
        said,
        (len(found.added), len(found.removed)),
        happened,
        pictures,
        (digest_of(one.state.merged), digest_of(two.state.merged)),
    )
    return screen.to_html(made) if style == "html" else screen.to_markdown(made)


def _name(thing: Term, one: Side, two: Side) -> str:
    return two.asked.label(thing) if thing.value in two.asked.labels.names else one.asked.label(thing)

"""`ct56kg amend`: look at a change, record it, take it back, tell the history, draft a proposal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from ct56kg.amend.change import Change, read_change, what_if
from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.finding import SEVERITIES
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.check.seeing import view_of
from ct56kg.cli.compose import composed, declare
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.graph.labels_on import labels_on
from ct56kg.graph.workspace import State
from ct56kg.view.looking import look, report_of, written

_SHEETS = (".xlsx", ".csv", ".ods")
FORMATS = ("text", "json", "sarif", "html", "md")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=tuple(_ACTIONS), help=say("amend.opt-action", lang))
    parser.add_argument("change", nargs="*", metavar="CHANGE", help=say("amend.opt-change", lang))
    for name in ("add", "remove", "add-rules", "remove-rules"):
        parser.add_argument(
            f"--{name}", metavar="FILE", action="append", default=[], help=say(f"amend.opt-{name}", lang)
        )
    declare(parser, lang)
    parser.add_argument("--format", choices=FORMATS, help=say("cli.opt-format", lang))
    parser.add_argument("--fail-on", choices=SEVERITIES, default="violation", help=say("cli.opt-fail-on", lang))
    parser.add_argument("--all", action="store_true", help=say("amend.opt-all", lang))
    parser.add_argument("--anyway", action="store_true", help=say("amend.opt-anyway", lang))
    parser.add_argument("--because", metavar="TEXT", help=say("amend.opt-because", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Do one of the actions."""
    return _ACTIONS[args.action](args)


def _check(args: argparse.Namespace) -> int:
    """Look, and exit with 1 if the change brings findings at or above `--fail-on`; never write to the dossier."""
    asked = context(args)
    seen = look(asked, named_change(args), args.as_of is not None, args.all)
    if (args.output or "").lower().endswith(".docx"):
        from ct56kg.cli.review import sheet_of_change

        write_out(sheet_of_change(asked, seen), args.output)
    else:
        report = report_of(asked, seen)
        write_out(written(report, asked, args.format or _by_suffix(args.output)), args.output)
    if args.output and args.output != "-":
        asked.note(say("cli.written", asked.lang, files=args.output))
    return int(seen.fails(args.fail_on, args.all))


def named_change(args: argparse.Namespace) -> Change:
    """Read the change that the arguments name: a folder, or files to add and remove.

    Raises:
        UsageError: neither, or both (AMEND-11).
    """
    files = {name: [Path(p) for p in getattr(args, name)] for name in ("add", "remove", "add_rules", "remove_rules")}
    if len(args.change) > 1 or (args.change and any(files.values())):
        raise UsageError("AMEND-11")
    return read_change(Path(args.change[0])) if args.change else what_if(**files)


def _by_suffix(output: str | None) -> str:
    suffix = Path(output).suffix[1:] if output and output != "-" else ""
    return {"json": "json", "sarif": "sarif", "html": "html", "md": "md"}.get(suffix, "text")


def _apply(args: argparse.Namespace) -> int:
    """Look, and record the change unless it is undecided or brings findings that nobody took on."""
    from ct56kg.amend.recording import record
    from ct56kg.amend.undecided import refuse_undecided

    if args.anyway and not args.because:
        raise UsageError("AMEND-16")
    asked = context(args)
    if asked.dossier.builtin:
        raise UsageError("AMEND-13", path=asked.dossier.root)
    change = named_change(args)
    if change.path is None:
        raise UsageError("AMEND-02", file=change.name)
    if not args.anyway:
        refuse_undecided(change)
    seen = look(asked, change, args.as_of is not None, args.all)
    report = report_of(asked, seen)
    refused = seen.fails(args.fail_on, args.all) or bool(seen.contradicts)
    write_out(written(report, asked, args.format or "text"), args.output)
    if refused and not args.anyway:
        asked.note(say("amend.not-recorded", asked.lang))
        return 1
    name = record(change, asked.dossier, args.because if args.anyway else None)
    asked.note(say("amend.recorded", asked.lang, name=name, day=format_date(seen.change.effect or seen.as_of)))
    return 0


def _revert(args: argparse.Namespace) -> int:
    """Take the last change set back."""
    from ct56kg.amend.recording import revert

    asked = context(args)
    if args.change:
        raise UsageError("USAGE-03", what=" ".join(args.change), usage="ct56kg amend revert")
    asked.note(say("amend.reverted", asked.lang, name=revert(asked.dossier)))
    return 0


def _list(args: argparse.Namespace) -> int:
    """Tell the history, one change set a line."""
    from ct56kg.amend.telling import told
    from ct56kg.view.changes import history

    asked = context(args)
    everything = asked.replace(statuses=asked.statuses | {"synthetic", "hypothesis"})
    lines = [told(folder) for folder in everything.state.changes]
    write_out(history(lines, everything.label, asked.lang, args.format or _by_suffix(args.output)), args.output)
    return 0


def _show(args: argparse.Namespace) -> int:
    """Show one recorded change set, and what it changed."""
    from ct56kg.amend.telling import around, find_change, said_between, told
    from ct56kg.view.changes import one_change

    if not args.change:
        raise UsageError("USAGE-02", what="CHANGE", usage="ct56kg amend list · ct56kg amend show CHANGE")
    asked = context(args)
    everything = asked.replace(statuses=asked.statuses | {"synthetic", "hypothesis"})
    folder = find_change(everything.state.changes, " ".join(args.change))
    before, after = around(everything.state, folder)
    old, new = (_label_in(state, everything) for state in (before, after))
    said = said_between(before, after, (old, new), asked.lang)
    write_out(one_change(told(folder), said, new, asked.lang, args.format or _by_suffix(args.output)), args.output)
    return 0


def _label_in(state: State, asked: Context) -> Callable[[Term], str]:
    """Name things by what they are called in a state: on the date of the run what it adds may not be in effect."""
    labels = labels_on(view_of(state).match, asked.prefixes)
    return lambda thing: labels.of(thing, asked.lang)


def _draft(args: argparse.Namespace) -> int:
    """Propose a change set: a reorganisation as named, what follows from an event, the difference of two dossiers."""
    from ct56kg.amend.difference import difference
    from ct56kg.amend.drafting import draft_difference, draft_event
    from ct56kg.cli.diff import side
    from ct56kg.cli.draft import write_draft

    asked = context(args)
    named = composed(args, asked)
    if named is not None:
        write_out(write_draft(*named, Path(args.output)), None)
        return 0
    if not args.output or not 1 <= len(args.change) <= 2:
        raise UsageError("USAGE-02", what="EVENT|OLD NEW, -o DIR", usage="ct56kg amend draft EVENT|OLD NEW -o DIR")
    if len(args.change) == 2 and all(Path(name).suffix.lower() in _SHEETS for name in args.change):
        from ct56kg.cli.import_ import draft_sheets

        old, new = (Path(name) for name in args.change)
        print("\n".join(draft_sheets(asked, old, new, Path(args.output))))
        asked.note(say("cli.written", asked.lang, files=args.output))
        return 0
    if len(args.change) == 1:
        event = asked.names.resolve(args.change[0])
        day = asked.as_of if args.as_of else None
        proposal = draft_event(asked.state, event, day, asked.labels.of)
    else:
        before, after = (side(asked, name) for name in args.change)
        found = difference(before.state.merged, after.state.merged)
        proposal = draft_difference(found, asked.as_of, asked.dossier.iri, "khac-nhau")
    write_out(write_draft(asked, proposal, Path(args.output)), None)
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "apply": _apply,
    "revert": _revert,
    "list": _list,
    "show": _show,
    "draft": _draft,
}

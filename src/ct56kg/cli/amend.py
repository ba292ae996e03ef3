"""`ct56kg amend`: look at a change, record it, take it back, tell the history, draft a proposal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from ct56kg.amend.change import Change, read_change, what_if
from ct56kg.amend.preview import Preview, preview
from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.finding import SEVERITIES
from ct56kg.base.words import say
from ct56kg.check.rules import read_rules
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.graph.prefixes import prefixes_in
from ct56kg.view.impact_report import Report

FORMATS = ("text", "json", "sarif", "html", "md")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=tuple(_ACTIONS), help=say("amend.opt-action", lang))
    parser.add_argument("change", nargs="*", metavar="CHANGE", help=say("amend.opt-change", lang))
    for name in ("add", "remove", "add-rules", "remove-rules"):
        parser.add_argument(
            f"--{name}", metavar="FILE", action="append", default=[], help=say(f"amend.opt-{name}", lang)
        )
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
    seen = look(asked, named_change(args), args.as_of is not None)
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


def look(asked: Context, change: Change, dated: bool) -> Preview:
    """Preview a change for a reader."""
    prefixes = dict(asked.prefixes)
    for part in (change.about, change.remove, change.add):
        if part.path is not None and part.path.suffix in (".ttl", ".trig"):
            for prefix, namespace in prefixes_in(part.path.read_text("utf-8", "replace")).items():
                prefixes.setdefault(prefix, namespace)
    return preview(
        asked.dossier,
        change,
        asked.as_of if dated else None,
        today=asked.as_of if not dated else date.today(),
        lang=asked.lang,
        statuses=asked.statuses,
        prefixes=prefixes,
    )


def report_of(asked: Context, seen: Preview) -> Report:
    """Give the report on a preview, with the names of the rules."""
    rules = read_rules(seen.before.shapes)

    def title(rule: str) -> str:
        known = rules.get(rule)
        return (known.text("title", asked.lang) or known.code) if known else asked.labels.curie(rule)

    day = format_date(seen.as_of)
    source = say(
        "finding.provenance", asked.lang, dossier=asked.dossier.iri, day=day, engine="auto", version=version("ct56kg")
    )
    return Report(seen, title, source)


def written(report: Report, asked: Context, style: str) -> str:
    """Write a report in one of the formats of the command."""
    if style == "sarif":
        rules = read_rules(report.preview.before.shapes)

        def describe(rule: str) -> tuple[str, str, str]:
            known = rules.get(rule)
            if known is None:
                return report.title(rule), "", ""
            return report.title(rule), known.text("why", asked.lang), known.text("remedy", asked.lang)

        return report.sarif(version("ct56kg"), describe)
    return {"json": report.json, "html": report.html, "md": report.markdown}.get(style, report.text)()


def _by_suffix(output: str | None) -> str:
    suffix = Path(output).suffix[1:] if output and output != "-" else ""
    return {"json": "json", "sarif": "sarif", "html": "html", "md": "md"}.get(suffix, "text")


def _apply(args: argparse.Namespace) -> int:
    """Look, and record the change unless it brings findings that nobody took on."""
    from ct56kg.amend.recording import record

    if args.anyway and not args.because:
        raise UsageError("AMEND-16")
    asked = context(args)
    if asked.dossier.builtin:
        raise UsageError("AMEND-13", path=asked.dossier.root)
    change = named_change(args)
    if change.path is None:
        raise UsageError("AMEND-02", file=change.name)
    seen = look(asked, change, args.as_of is not None)
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
    everything = replace(asked, statuses=asked.statuses | {"synthetic", "hypothesis"})
    lines = [told(folder) for folder in everything.state.changes]
    write_out(history(lines, everything.label, asked.lang, args.format or _by_suffix(args.output)), args.output)
    return 0


def _show(args: argparse.Namespace) -> int:
    """Show one recorded change set, and what it changed."""
    from ct56kg.amend.telling import around, find_change, said_between, told
    from ct56kg.view.changes import one_change

    asked = context(args)
    everything = replace(asked, statuses=asked.statuses | {"synthetic", "hypothesis"})
    folder = find_change(everything.state.changes, " ".join(args.change))
    before, after = around(everything.state, folder)
    said = said_between(before, after, (everything.label, everything.label), asked.lang)
    style = args.format or _by_suffix(args.output)
    write_out(one_change(told(folder), said, everything.label, asked.lang, style), args.output)
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "apply": _apply,
    "revert": _revert,
    "list": _list,
    "show": _show,
}

"""`ct56kg check`: is the dossier consistent on a date? Findings for people, programs, editors and files."""

from __future__ import annotations

import argparse
import json
from importlib.metadata import version

from ct56kg.base.dates import format_date
from ct56kg.base.finding import SEVERITIES, Finding
from ct56kg.base.rows import iri
from ct56kg.base.words import say
from ct56kg.check.checking import EngineName, judging
from ct56kg.check.rules import all_rules, titles
from ct56kg.cli.context import Context, context, style_of, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.view import findings as view
from ct56kg.view.judging import judge
from ct56kg.view.plain_terms import readable
from ct56kg.view.terminal import set_lines

FORMATS = ("text", "json", "sarif", "html", "md", "ttl")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("--format", choices=FORMATS, help=say("cli.opt-format", lang))
    parser.add_argument("--fail-on", choices=SEVERITIES, default="violation", help=say("cli.opt-fail-on", lang))
    engines = ("auto", "pyshacl", "shifty")
    parser.add_argument("--engine", choices=engines, default="auto", help=say("cli.opt-engine", lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=say("cli.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Judge and report; exit code 1 if a finding is at or above `--fail-on`."""
    asked = context(args)
    found = judge(asked, args.engine)
    style = style_of(args.format, args.output, FORMATS)
    write_out(written(asked, found, style, args.engine), args.output)
    if args.output and args.output != "-":
        asked.note(say("cli.written", asked.lang, files=args.output))
    if style != "json":
        _lint(asked)
    worst = SEVERITIES[: SEVERITIES.index(args.fail_on) + 1]
    return int(any(finding.severity in worst for finding in found))


def written(asked: Context, found: tuple[Finding, ...], style: str, engine: EngineName) -> str:
    """Write findings in one of the formats of the command."""
    lang = asked.lang
    if style == "json":
        report = {
            "asOf": asked.as_of.isoformat(),
            "dossier": asked.dossier.iri,
            "engine": judging(engine),
            "conforms": not found,
            "synthetic": asked.synthetic,
            "findings": [view.as_json(finding) for finding in found],
        }
        return json.dumps(report, ensure_ascii=False, indent=1)
    rules = all_rules(asked.state.shapes)
    title = titles(rules, lang, asked.labels.curie)
    if style == "sarif":
        from ct56kg.view.sarif import describing, to_sarif

        described = describing(rules, title, lang)
        return to_sarif([(finding, None) for finding in found], version=version("ct56kg"), describe=described)
    if style == "ttl":
        from ct56kg.check.report import to_turtle

        return to_turtle(found, asked.prefixes)
    head = Head.of(asked, found, engine)
    if style in ("html", "md"):
        from ct56kg.view.check_material import beside
        from ct56kg.view.check_page import Checked, check_markdown, check_page

        rules = readable(rules, lang, asked.prefixes, asked.label)
        more = beside(asked, found, drawn=style == "html")
        checked = Checked(found, rules, title, lambda i: asked.label(iri(i)), head.lines, head.mark, more, lang)
        return check_page(checked) if style == "html" else check_markdown(checked)
    body = view.to_text(found, lang, title)
    worst = min(found, key=lambda f: (view.KINDS.index(view.kind(f)), f.code), default=None)
    tail = [say("finding.next", lang, code=worst.code)] if worst else []
    above = set_lines([*([head.mark] if head.mark else []), *head.lines[:2]])
    return "\n".join([*above, *(["", body, ""] if body else []), *set_lines(tail)])


class Head:
    """What stands above every report: which dossier, which day, how many findings, judged by what."""

    def __init__(self, lines: list[str], mark: str | None) -> None:
        self.lines = lines
        self.mark = mark

    @classmethod
    def of(cls, asked: Context, found: tuple[Finding, ...], engine: EngineName) -> Head:
        """Word the head for one run."""
        lang = asked.lang
        day = format_date(asked.as_of)
        made = {"dossier": asked.dossier.iri, "day": day, "engine": judging(engine), "version": version("ct56kg")}
        lines = [
            asked.dossier.called(lang),
            f"{say('cli.as-of', lang, day=day)}: {view.summary(found, lang)}",
            say("finding.provenance", lang, **made),
        ]
        return cls(lines, say("cli.synthetic", lang) if asked.synthetic else None)


def _lint(asked: Context) -> None:
    """Warn of rules that check nothing and of files that are not read; both would pass silently."""
    from ct56kg.check.lint import lint
    from ct56kg.graph.files import unread_files

    for path in unread_files(asked.dossier):
        asked.note(say("doctor.unread", asked.lang, file=path))
    if not asked.state.shapes:
        asked.note(say("check.no-rules", asked.lang))
    for finding in lint(asked.state.shapes, asked.view, asked.lang):
        asked.note(f"[{finding.code}] {finding.message}")

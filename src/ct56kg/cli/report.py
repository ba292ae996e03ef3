"""`ct56kg report`: progress, whom to urge, the extract for a body, the impact of a change, as offices file them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ct56kg.base.dates import format_date, parse_date
from ct56kg.base.errors import UsageError
from ct56kg.base.words import say
from ct56kg.cli.context import Context, context, write_out
from ct56kg.cli.parsing import Parser
from ct56kg.view.part import Part, named, shown
from ct56kg.view.report.document import Document
from ct56kg.view.report.forms import FORMS, written
from ct56kg.view.report.material import Material

KINDS = ("progress", "urge", "body", "impact", "analysis")


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", choices=KINDS, help=say("report.opt-kind", lang))
    parser.add_argument("thing", nargs="*", help=say("report.opt-thing", lang))
    parser.add_argument("--from", metavar="D", dest="begin", help=say("report.opt-from", lang))
    parser.add_argument("--to", metavar="D", dest="end", help=say("report.opt-to", lang))
    parser.add_argument("--focus", metavar="THING", help=say("report.opt-focus", lang))
    parser.add_argument("--document", metavar="THING", help=say("draw.opt-document", lang))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=say("report.opt-output", lang))


def run(args: argparse.Namespace) -> int:
    """Write one report; the suffix of the file decides its form."""
    suffix = Path(args.output).suffix.lower()
    if suffix not in FORMS:
        raise UsageError("FILE-07", suffix=suffix or "–", known=" ".join(FORMS))
    asked = context(args)
    begin = parse_date(args.begin) if args.begin else None
    end = parse_date(args.end) if args.end else asked.as_of
    if args.end and not args.as_of:
        asked = asked.replace(as_of=end)
    if begin and end < begin:
        raise UsageError("REPORT-01", first=format_date(begin), last=format_date(end))
    focus, document = named(asked, args)
    start = document or focus
    if args.kind == "body" and args.thing and not start:
        start = asked.names.resolve(" ".join(args.thing), "party")
        args.thing = [start.value]
    if args.kind != "impact":
        asked = Part(asked, start.value) if start and (focus or document) else shown(asked, start)
    write_out(written(_document(args, Material(asked, begin, end)), suffix), args.output)
    asked.note(say("cli.written", asked.lang, files=args.output))
    return 0


def _document(args: argparse.Namespace, material: Material) -> Document:
    words = " ".join(args.thing)
    if args.kind == "body":
        from ct56kg.view.report.body_report import body_report

        return body_report(material, material.asked.names.resolve(words, "party") if words else None)
    if args.kind == "impact":
        if not words:
            raise UsageError("USAGE-02", what="THING", usage="ct56kg report impact THING -o FILE.docx")
        return _impact(material, words, args.as_of is not None)
    if words:
        raise UsageError("USAGE-03", what=words, usage=f"ct56kg report {args.kind} -o FILE.docx")
    if args.kind == "analysis":
        from ct56kg.view.report.spread import analysis_report

        return analysis_report(material)
    from ct56kg.view.report.progress_report import progress_report, urge_report

    return progress_report(material) if args.kind == "progress" else urge_report(material)


def _impact(material: Material, words: str, dated: bool) -> Document:
    asked: Context = material.asked
    folder = Path(words)
    if (folder / "amendment.ttl").is_file():
        from ct56kg.amend.change import read_change
        from ct56kg.view.looking import look, report_of
        from ct56kg.view.report.change_report import change_report

        seen = look(asked, read_change(folder), dated)
        return change_report(asked, report_of(asked, seen))
    from ct56kg.cli.impact import impact_of
    from ct56kg.view.report.impact_document import impact_document

    thing = asked.names.resolve(words)
    near = replace(material, asked=shown(asked, thing))
    return impact_document(near, impact_of(asked, thing))

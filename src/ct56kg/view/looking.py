"""A look at a change for a reader, and the report on it in every form."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version

from ct56kg.amend.change import Change
from ct56kg.amend.preview import Preview, preview
from ct56kg.base.dates import format_date
from ct56kg.base.words import say
from ct56kg.check.checking import judging
from ct56kg.check.rules import all_rules, titles
from ct56kg.graph.prefixes import prefixes_in
from ct56kg.view.impact_report import Report
from ct56kg.view.reader import Context
from ct56kg.view.sarif import describing


def look(asked: Context, change: Change, dated: bool, every: bool = False) -> Preview:
    """Preview a change for a reader; `every` finding that stays is named even if the dossier is large."""
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
        every=every,
        told=_told,
    )


def _told(seen: Preview) -> None:
    """Say all that a report says, so that what it reads is known before it is written."""
    report = Report(seen, str, "")
    report.json()
    report.text()


def report_of(asked: Context, seen: Preview) -> Report:
    """Give the report on a preview, with the names of the rules."""
    title = titles(all_rules(seen.before.shapes), asked.lang, seen.labels[0].curie)  # none is read for this
    day = format_date(seen.as_of)
    made = {"dossier": asked.dossier.iri, "day": day, "engine": judging("auto"), "version": version("ct56kg")}
    source = say("finding.provenance", asked.lang, **made)
    return Report(seen, title, source)


def written(report: Report, asked: Context, style: str) -> str:
    """Write a report in one of the formats of the command."""
    if style == "sarif":
        rules = all_rules(report.preview.before.shapes)
        return report.sarif(version("ct56kg"), describing(rules, report.title, asked.lang))
    if style in ("html", "md"):
        from ct56kg.view.report import screen
        from ct56kg.view.report.change_report import change_report

        made = change_report(asked, report, drawn=style == "html")
        return screen.to_html(made) if style == "html" else screen.to_markdown(made)
    return report.json() if style == "json" else report.text()

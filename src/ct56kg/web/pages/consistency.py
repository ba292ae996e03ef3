"""What the rules find on the date: by rule and by thing, each rule with its reasons."""

from __future__ import annotations

from itertools import groupby

from ct56kg.base.errors import UsageError
from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.check.rules import Rule, all_rules
from ct56kg.view.findings import KINDS, MARKS, as_json, counts, grouped, kind, summary
from ct56kg.view.judging import beside, judge, worded
from ct56kg.web.pages.visit import Download, Page, Visit


def found_by(visit: Visit) -> tuple[Finding, ...]:
    """Judge the dossier on the reader's date, once per edition."""
    reader = visit.reader
    key = ("found", reader.as_of, reader.statuses, reader.lang)
    return visit.edition.once(key, lambda: _judged(visit))


def _judged(visit: Visit) -> tuple[Finding, ...]:
    reader = visit.reader
    days = reader.common.days
    if days is None:
        return judge(reader)
    key = ("beside", reader.lang, *visit.edition.key(reader.as_of, reader.statuses))
    return worded(reader, days.on(reader.state.dated), visit.edition.once(key, lambda: beside(reader)))


def found_soon(visit: Visit) -> tuple[Finding, ...] | None:
    """Give the findings, or, of a large dossier, have them made meanwhile and give nothing; of a huge one never."""
    reader = visit.reader
    key = ("found", reader.as_of, reader.statuses, reader.lang)
    if visit.huge:
        return None
    return visit.edition.soon(key, lambda: _judged(visit)) if visit.large else found_by(visit)


def rules_of(visit: Visit) -> dict[str, Rule]:
    """Give what the rules say of themselves."""
    return visit.edition.once("rules", lambda: all_rules(visit.reader.common.state.shapes))


def consistency(visit: Visit, by: str = "rule") -> Page:
    """List the findings."""
    found = found_by(visit)
    rules = rules_of(visit)
    things = sorted(found, key=lambda f: (visit.label(focus(f)), f.focus, KINDS.index(kind(f)), f.code))
    return Page(
        "consistency.html",
        visit.say("finding.title"),
        "consistency",
        {
            "by": by,
            "summary": summary(found, visit.lang),
            "counts": counts(found),
            "grouped": grouped(found),
            "things": [(focus, list(some)) for focus, some in groupby(things, key=focus)],
            "rules": rules,
            "marks": MARKS,
            "kind": kind,
            "focus": focus,
        },
    )


def rule(visit: Visit, code: str) -> Page:
    """Explain one rule, with what it finds.

    Raises:
        UsageError: no such rule (WEB-02).
    """
    known = {one.code: one for one in rules_of(visit).values()}
    if code not in known:
        raise UsageError("WEB-02")
    found = [finding for finding in found_by(visit) if finding.rule == known[code].iri]
    values = {"rule": known[code], "found": found, "focus": focus, "kind": kind}
    return Page("rule.html", known[code].text("title", visit.lang) or code, "consistency", values)


def as_file(visit: Visit) -> Download:
    """Give the findings for programs."""
    import json

    found = found_by(visit)
    report = {
        "asOf": visit.reader.as_of.isoformat(),
        "dossier": visit.reader.dossier.iri,
        "state": visit.edition.hash,
        "conforms": not found,
        "synthetic": visit.reader.synthetic,
        "findings": [as_json(finding) for finding in found],
    }
    content = json.dumps(report, ensure_ascii=False, indent=1).encode()
    return Download(content, "application/json", "findings.json")


def focus(finding: Finding) -> Term:
    """Give the thing that a finding is about."""
    if finding.focus.startswith("<"):
        return Term("iri", finding.focus[1:-1])
    return Term("literal", finding.focus)

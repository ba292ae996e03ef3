"""What the rules find on the date: by rule and by thing, each rule with its reasons."""

from __future__ import annotations

import json
from itertools import groupby

from ct56kg.base.dates import format_date
from ct56kg.base.errors import UsageError
from ct56kg.base.finding import Finding
from ct56kg.base.rows import Term
from ct56kg.check.rules import Rule, all_rules
from ct56kg.view.findings import KINDS, MARKS, as_json, counts, grouped, kind, summary
from ct56kg.view.judging import beside, judge, worded
from ct56kg.view.plain_terms import readable
from ct56kg.web.pages.visit import Download, Page, Visit

_MOST = 400
"""Things, or findings with one rule, on a page."""
_FEW = 20
"""Findings with one rule that a page shows at once where there are many in all."""


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
    """Give the findings, or, of a large dossier, have them made meanwhile and give nothing.

    Of a huge one, give what the last full check found; only the pages on findings have one made (`_waiting`).
    """
    reader = visit.reader
    key = ("found", reader.as_of, reader.statuses, reader.lang)
    if visit.huge:
        return visit.checks.known(visit.edition, reader) if visit.checks else None
    return visit.edition.soon(key, lambda: _judged(visit)) if visit.large else found_by(visit)


def rules_of(visit: Visit) -> dict[str, Rule]:
    """Give what the rules say of themselves."""
    reader = visit.reader

    def read() -> dict[str, Rule]:
        return readable(all_rules(reader.common.state.shapes), reader.lang, reader.prefixes, reader.label)

    return visit.edition.once(("rules", reader.lang), read)


def consistency(visit: Visit, by: str = "rule") -> Page:
    """List the findings; of many with one rule, or about many things, the first."""
    found = found_soon(visit)
    if found is None:
        return _waiting(visit)
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
            "things": [(focus, list(some)) for focus, some in groupby(things, key=focus)][:_MOST],
            "few": _FEW if len(found) > _MOST else len(found),
            "most": _MOST,
            "rules": rules,
            "marks": MARKS,
            "kind": kind,
            "focus": focus,
        },
    )


def _waiting(visit: Visit) -> Page:
    """Have the dossier checked, and say how far that has come."""
    running = visit.checks.begin(visit.edition, visit.reader) if visit.huge and visit.checks else None
    if running is None:
        message = visit.say("check-failed" if visit.huge else "being-checked")
    elif running.day == visit.reader.as_of:
        message = visit.say("check-running", percent=running.percent)
    else:
        message = visit.say("check-other", day=format_date(running.day), percent=running.percent)
    values = {"message": message, "again": running is not None or not visit.huge}
    return Page("waiting.html", visit.say("finding.title"), "consistency", values)


def rule(visit: Visit, code: str) -> Page:
    """Explain one rule, with what it finds, if that is known.

    Raises:
        UsageError: no such rule (WEB-02).
    """
    known = {one.code: one for one in rules_of(visit).values()}
    if code not in known:
        raise UsageError("WEB-02")
    every = found_soon(visit) if visit.large else found_by(visit)
    found = [finding for finding in every or () if finding.rule == known[code].iri]
    more = max(0, len(found) - _MOST)
    values = {"rule": known[code], "found": found[:_MOST], "more": more, "unchecked": every is None}
    values |= {"focus": focus, "kind": kind}
    return Page("rule.html", known[code].text("title", visit.lang) or code, "consistency", values)


def as_file(visit: Visit) -> Download:
    """Give the findings for programs.

    Raises:
        UsageError: a huge dossier is being checked (WEB-09).
    """
    found = found_soon(visit) if visit.huge else found_by(visit)
    if found is None:
        raise UsageError("WEB-09", reason=_waiting(visit).values["message"])
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

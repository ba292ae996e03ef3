"""The report on a change as a document: what it comes to, what to do first, what changes and what that brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ct56kg.amend.preview import Preview
from ct56kg.base.dates import format_date
from ct56kg.base.rows import iri
from ct56kg.base.words import say
from ct56kg.check.rules import all_rules
from ct56kg.view.check_material import beside, first_steps
from ct56kg.view.digest import digest_of
from ct56kg.view.findings import KINDS, counts
from ct56kg.view.impact_report import Report
from ct56kg.view.pictures import differing
from ct56kg.view.plain_terms import readable
from ct56kg.view.reader import Context
from ct56kg.view.report.change_tables import changes_table, found_table, over, reached_table, rules_table, steps_table
from ct56kg.view.report.document import Block, Document, Figure, Heading, Items, Para, Part
from ct56kg.view.report.material import Material


def change_report(asked: Context, report: Report, *, drawn: bool = True) -> Document:
    """Set the report on a change into a document.

    Args:
        asked: the reader, whose dossier is looked at.
        report: the preview and its words.
        drawn: whether the differences are shown as pictures too.
    """
    seen = report.preview
    m = material_of(asked, seen)
    parts = [Part(list(_blocks(m, report)))]
    if drawn:
        between = say("diagram.between-change", m.lang, change=_name(seen), day=format_date(seen.as_of))
        before, after = ((state.store, seen.as_of) for state in (seen.before, seen.after))
        for picture in differing(m.asked, before, after, between):
            parts.append(Part([Figure(picture, over(picture, m.lang))], picture.page.landscape))
    title = say("report.title-impact-change", m.lang, thing=_name(seen))
    made = m.document("impact", title, parts, counted=False, dated=False)
    after_words = say("report.digest-after", m.lang, digest=digest_of(seen.after.merged)[:16])
    return replace(made, provenance=(*made.provenance, after_words))


def material_of(asked: Context, seen: Preview) -> Material:
    """Give the reader on the day of the look, in front of the dossier as it is before the change."""
    statuses = asked.statuses | (frozenset({"synthetic"}) if seen.synthetic else frozenset())
    there = asked.replace(as_of=seen.as_of, statuses=statuses)
    vars(there)["state"] = seen.before  # read once already
    return Material(there, None, seen.as_of)


def _name(seen: Preview) -> str:
    return seen.label(iri(seen.change.iri)) if seen.change.iri else seen.change.name


def _blocks(m: Material, report: Report) -> Iterator[Block]:
    seen, lang = report.preview, m.lang
    found = seen.assessment
    for line in report.head[:-1]:
        yield Para(line, "strong")
    yield Para(_summary(seen, lang))
    more = beside(m.asked, [], drawn=False)
    grave = [one.finding for one in (*found.new, *found.updated)]
    rules = readable(all_rules(seen.after.shapes), lang, m.asked.prefixes, m.asked.label)
    if steps := first_steps(grave, rules, lang):
        yield Heading(say("finding.first", lang))
        yield steps_table(steps, report.title, lang)
    yield Heading(report.title_of("changes", len(seen.changes)))
    yield from changes_table(seen.changes, lang) or [Para(say("amend.nothing", lang), "note")]
    for name, some in (("new", found.new), ("fixed", found.fixed), ("updated", found.updated)):
        if some or name == "new":
            yield Heading(report.title_of(name, len(some)))
        if some:
            yield found_table(name, some, report.thing, report.cause, more, lang)
        elif name == "new":
            yield Para(say("amend.nothing", lang), "note")
    if any((found.new, found.fixed, found.updated)):
        yield Heading(say("finding.by-rule", lang))
        yield rules_table(found, report.title, lang)
    if seen.reached:
        yield Heading(report.title_of("reached", len(seen.reached)))
        yield reached_table(seen.reached, report.shown, lang)
    for section in report.rest():
        yield Heading(section.title)
        yield Items([(item.text, item.lines) for item in section.items])


def _summary(seen: Preview, lang: str) -> str:
    """Say in one paragraph what the change comes to."""
    found = seen.assessment
    numbers = counts(one.finding for one in found.new)
    kinds = "; ".join(say(f"finding.count-{name}", lang, n=numbers[name]) for name in KINDS if numbers[name])
    words = say(
        "report.change-summary",
        lang,
        changes=say("count.change", lang, n=len(seen.changes)),
        reached=say("count.thing", lang, n=len(seen.reached)),
        day=format_date(seen.as_of),
        new=len(found.new),
        kinds=f" ({kinds})" if kinds else "",
        fixed=len(found.fixed),
        updated=len(found.updated),
        unchanged=len(found.unchanged),
    )
    verdict = "change-grave" if numbers["violation"] else "change-clean"
    return f"{words} {say(f'report.{verdict}', lang, n=numbers['violation'])}"

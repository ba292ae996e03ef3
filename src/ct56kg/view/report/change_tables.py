"""The tables of a report on a change: what changed and how it was before, what that brings, by thing and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ct56kg.amend.assessing import Assessment, Changed
from ct56kg.amend.saying import Said
from ct56kg.base.finding import Finding
from ct56kg.base.terms import CT
from ct56kg.base.words import say
from ct56kg.view.check_material import Beside, Step, by_thing
from ct56kg.view.diagram import Picture
from ct56kg.view.fate_report import reached_item
from ct56kg.view.findings import KINDS, kind
from ct56kg.view.report.document import Block, Cell, Items, Table, cells

Name = Callable[[str], str]
_EVIDENCE = CT + "evidence"
_SIGNS = {"new": "+", "fixed": "−", "updated": "~"}


def changes_table(said: Sequence[Said], lang: str) -> list[Block]:
    """Set changes below the thing they happen to, before and after on one line; evidence is counted."""
    shown = [one for one in said if one.how != _EVIDENCE]
    rows: list[tuple[Cell, ...]] = []
    last = ""
    for one in shown:
        if not one.about:
            rows.append((Cell(f"{one.sign} {one.text}", span=3),))
            last = ""
            continue
        if one.about != last:
            rows.append((Cell(one.about, "group", 3),))
            last = one.about
        rows.append(cells(f"{one.sign} {one.what}", one.was or "–", one.now or "–"))
    made: list[Block] = [Table(_heads("change-heads", lang), (50, 57, 58), rows)] if rows else []
    counted = Counter((one.sign, one.was or one.now) for one in said if one.how == _EVIDENCE)
    lines = [say("report.change-evidence", lang, sign=sign, source=name, n=n) for (sign, name), n in counted.items()]
    return [*made, *([Items([(line, ()) for line in lines])] if lines else [])]


def found_table(
    name: str, changed: Sequence[Changed], label: Name, cause: Callable[..., str], more: Beside, lang: str
) -> Table:
    """Set new, fixed or altered findings below the thing they are about, each with its evidence and its causes."""
    by_finding = {id(one.finding): one for one in changed}
    rows: list[tuple[Cell, ...]] = []
    for title, members in by_thing([one.finding for one in changed], label, notes=True):
        rows.append((Cell(title, "group", 3),))
        for finding in members:
            one = by_finding[id(finding)]
            was = [say("amend.was", lang, message=one.before.message)] if one.before else []
            text = "\n".join((f"{_SIGNS[name]} {finding.message}", *was, *more.quotes(finding)))
            rows.append((_grade(finding, lang), Cell(text), Cell("\n".join(map(cause, one.causes)) or "–")))
    return Table(_heads("found-heads", lang), (34, 78, 53), rows)


def steps_table(steps: Sequence[Step], title: Name, lang: str) -> Table:
    """Set what to do first: gravest first, how many findings, how to mend."""
    rows = [
        (
            Cell(str(number), "number"),
            Cell(f"{say(f'cli.{one.kind}', lang)}\n{one.code}", one.kind),  # type: ignore[arg-type]
            *cells(title(one.rule), Cell(str(one.number), "number"), one.remedy),
        )
        for number, one in enumerate(steps, 1)
    ]
    return Table(_heads("step-heads", lang), (12, 34, 46, 18, 55), rows)


def rules_table(assessment: Assessment, title: Name, lang: str) -> Table:
    """Count findings by rule: what comes, what goes, what stays; the sums stand below."""
    groups: Mapping[str, Iterable[Finding]] = {
        "new": [one.finding for one in assessment.new],
        "fixed": [one.finding for one in assessment.fixed],
        "updated": [one.finding for one in assessment.updated],
        "unchanged": assessment.unchanged,
    }
    counted = {name: Counter(finding.rule for finding in found) for name, found in groups.items()}
    known = {finding.rule: finding for found in groups.values() for finding in found}
    order = sorted(known.values(), key=lambda finding: (KINDS.index(kind(finding)), finding.code, finding.rule))
    rows = [
        cells(title(one.rule), one.code, *(_number(counts[one.rule]) for counts in counted.values())) for one in order
    ]
    sums = (Cell(str(counts.total()), "sum") for counts in counted.values())
    rows.append((Cell(say("report.total", lang), "total", 2), *sums))
    return Table(_heads("rule-heads", lang), (75, 20, 18, 18, 18, 18), rows)


def reached_table(reached: Sequence[object], label: Callable[..., str], lang: str) -> Table:
    """Set what is reached with every hop on the way to it."""
    rows = []
    for one in reached:
        item = reached_item(one, label, lang)  # type: ignore[arg-type]
        sort, _, name = item.text.partition(": ")
        rows.append(cells(sort, name, "\n".join(item.lines) or "–"))
    return Table(_heads("reached-heads", lang), (24, 55, 86), rows)


def over(picture: Picture, lang: str) -> str:
    """Give the heading over the picture of a difference."""
    return say("report.picture-difference", lang, picture=say(f"amend.picture-{picture.sketch.name}", lang))


def _grade(finding: Finding, lang: str) -> Cell:
    return Cell(f"{say(f'cli.{kind(finding)}', lang)}\n{finding.code}", kind(finding))  # type: ignore[arg-type]


def _number(count: int) -> Cell:
    return Cell(str(count) if count else "–", "number")


def _heads(key: str, lang: str) -> tuple[str, ...]:
    return tuple(say(f"report.{key}", lang).split("|"))

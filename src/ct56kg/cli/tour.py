"""`ct56kg tour`: the main job in one go, on fixed dates, on the built-in dossier; every number is computed."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from ct56kg.amend.assessing import Changed
from ct56kg.amend.change import read_change
from ct56kg.base.dates import format_date
from ct56kg.base.finding import Finding
from ct56kg.base.resources import builtin_root
from ct56kg.base.rows import Term
from ct56kg.base.words import say
from ct56kg.base.writing import write_atomic
from ct56kg.cli.context import Context
from ct56kg.cli.draw import answer, picture
from ct56kg.cli.matrix import matrix_file
from ct56kg.cli.parsing import Parser
from ct56kg.graph.dossier import open_dossier
from ct56kg.view import diagram
from ct56kg.view.fate import Fate, fates
from ct56kg.view.findings import counts, summary
from ct56kg.view.impact_report import Report
from ct56kg.view.judging import judge
from ct56kg.view.looking import look, report_of
from ct56kg.view.tour_page import Sample, SampleItem, Source, Tour, tour_page

BEFORE, AFTER = date(2023, 3, 7), date(2026, 3, 1)
SAMPLE_DAY = date(2025, 7, 1)
SAMPLE = "2025-07-01-mau-hop-nhat-hai-ban"


def configure(parser: Parser, lang: str) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", metavar="DIR", default="ct56kg-tour", help=say("tour.opt-out", lang))


def run(args: argparse.Namespace) -> int:
    """Print the tour and write its files."""
    lang = args.lang or "vi"
    dossier = open_dossier(builtin_root())
    before = Context(dossier, lang, BEFORE, frozenset())
    after = before.replace(as_of=AFTER)
    tour = _tour(before, after)
    print("\n".join(_lines(tour)))
    print(say("cli.written", lang, files=", ".join(_write(tour, before, after, Path(args.out)))))
    print(say("tour.next", lang))
    return 0


def _tour(before: Context, after: Context) -> Tour:
    source = answer(before, "view/source").dicts()
    tasks = answer(before, "view/task-leads").dicts()
    first = source[0]
    return Tour(
        lang=before.lang,
        before=BEFORE,
        after=AFTER,
        source=Source(
            programme=_value(first["symbol"]),
            title=before.label(first["programme"]) if first["programme"] else "",
            article=before.label(first["source"]) if first["source"] else "",
            published=date.fromisoformat(_value(first["published"])),
            sha256=_value(first["hash"]),
            number=len({row["source"] for row in source}),
        ),
        directive=_value(first["wording"]),
        directive_start=int(_value(first["start"]) or 0),
        fates=tuple(fates(answer(after, "view/fate"), AFTER, after.label, before.lang)),
        tasks=len(tasks),
        without_lead=sum(1 for row in tasks if row["lead"] is None and row["unknown"] is not None),
        findings_before=judge(before),
        findings_after=judge(after),
        sample=_sample(before),
    )


def _sample(asked: Context) -> Sample:
    """Look at the fictitious change set: what it brings and ends, and because of what."""
    fiction = asked.replace(as_of=SAMPLE_DAY, statuses=frozenset({"synthetic"}))
    seen = look(fiction, read_change(asked.dossier.root / "data" / "proposed" / SAMPLE), True)
    report = report_of(fiction, seen)
    found = seen.assessment
    return Sample(
        title=report.head[0],
        new=_items(report, found.new),
        fixed=_items(report, found.fixed),
        unchanged=len(found.unchanged),
    )


def _items(report: Report, changed: tuple[Changed, ...]) -> tuple[SampleItem, ...]:
    ordered = sorted(changed, key=lambda one: one.finding.order)
    return tuple(
        SampleItem(one.finding.code, one.finding.message, tuple(report.cause(cause) for cause in one.causes))
        for one in ordered
    )


def _value(term: Term | None) -> str:
    return term.value if term else ""


def _lines(tour: Tour) -> list[str]:
    lang = tour.lang
    groups = sum(fate.group for fate in tour.fates)
    changed = [fate for fate in tour.fates if fate.state != "present"]
    successors = Counter(name for fate in tour.fates for name in fate.became)
    shown = next((fate for fate in tour.fates if any(successors[name] > 1 for name in fate.became)), tour.fates[0])
    published = format_date(tour.source.published, lang)
    lines = [
        say("tour.head", lang, programme=_short(tour), n=tour.source.number, day=published),
        say("tour.who", lang, n=len(tour.fates), bodies=len(tour.fates) - groups, groups=groups),
        _quoted(shown, lang),
        say("tour.lead", lang, n=tour.without_lead, all=tour.tasks),
        say("tour.before", lang, day=format_date(tour.before, lang), said=_said(tour.findings_before, lang)),
        say(
            "tour.after",
            lang,
            day=format_date(tour.after, lang),
            n=len(changed),
            said=summary([f for f in tour.findings_after if f.severity != "info"], lang),
        ),
    ]
    lines += [f"   {fate.name}: {fate.line}" + _named(fate, lang) for fate in changed]
    if tour.sample:
        numbers = {"new": len(tour.sample.new), "fixed": len(tour.sample.fixed), "unchanged": tour.sample.unchanged}
        lines.append(say("tour.sample", lang, **numbers))
        lines += [f"   + {item.code} {item.message}" for item in tour.sample.new[:1]]
    return lines


def _short(tour: Tour) -> str:
    return say("tour.programme", tour.lang, symbol=tour.source.programme)


def _quoted(fate: Fate, lang: str) -> str:
    return say("tour.quoted", lang, name=fate.name, quote=fate.quote, start=fate.start, end=fate.end)


def _named(fate: Fate, lang: str) -> str:
    return f" [{say('tour.basis', lang)}: {fate.basis[0][0]}]" if fate.basis and fate.state != "undecided" else ""


def _said(found: tuple[Finding, ...], lang: str) -> str:
    numbers = counts(found)
    if numbers["violation"] or numbers["warning"] or numbers["undecided"]:
        return summary(found, lang)
    unknown = say("finding.count-info", lang, n=numbers["info"])
    return f"{say('finding.no-violation', lang)} ({unknown})."


def _write(tour: Tour, before: Context, after: Context, folder: Path) -> list[str]:
    """Write pictures, matrices and the page; give their names."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures: list[tuple[str, str, str]] = []
    for name in diagram.NAMES:
        drawn = picture(after, name)
        drawn.save(folder / f"so-do-{name}.svg")
        pictures.append((f"so-do-{name}.svg", drawn.sketch.title, drawn.svg()))
    for suffix in ("html", "xlsx"):
        write_atomic(folder / f"ma-tran.{suffix}", matrix_file(before, f".{suffix}"))
    sample = before.replace(statuses=frozenset({"synthetic"}))
    write_atomic(folder / "ma-tran-mau.html", matrix_file(sample, ".html"))
    picture(sample, "responsibility").save(folder / "so-do-mau-phan-cong.png")
    title = say("tour.matrix", tour.lang)
    fictitious = f"{title}: {say('cli.synthetic', tour.lang)}"
    matrices = [("ma-tran.html", title), ("ma-tran-mau.html", fictitious)]
    page = tour_page(tour, pictures, matrices)
    write_atomic(folder / "mo-trang-nay.html", page.encode())
    rest = ("so-do-mau-phan-cong.png", "ma-tran.html", "ma-tran.xlsx", "ma-tran-mau.html")
    return [str(folder / "mo-trang-nay.html"), f"so-do-*.svg ({len(pictures)})", *rest]
